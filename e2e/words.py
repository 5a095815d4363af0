"""What the app says, looked up in the catalogue that it uses itself."""

import gettext
import re
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from webapp.hours import UNITS

FOLDER = Path(__file__).resolve().parent.parent / "webapp/translations"
HOURS = re.compile(r"\b(\d+) h\b")
PLACE = re.compile(r"%\((\w+)\)[a-z]")


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("messages", FOLDER, [language], fallback=True)


def t(language: str, text: str, /, **values: object) -> str:
    """The English `text` in the language of the page, its places filled in."""
    said = _catalogue(language).gettext(text)
    return said % values if values else said


def translated(language: str, english: str) -> str:
    """What an English page says, as a page in `language` says it; what people wrote stays."""
    matches = ((text, _pattern(text).fullmatch(english)) for text in _texts())
    text, match = next((pair for pair in matches if pair[1]), (english, None))
    if match:
        return t(
            language,
            text,
            **{
                name: HOURS.sub(rf"\1 {UNITS[language]}", said)
                for name, said in match.groupdict().items()
            },
        )
    return english


def in_hours(language: str, text: str) -> str:
    """Whole hours as pages show them: `12 h`, `12 t`."""
    return f"{text} {UNITS[language]}" if text.isdigit() else text


@cache
def _texts() -> list[str]:
    """Every English text, those first that leave the least open."""
    with (FOLDER / "da/LC_MESSAGES/messages.po").open("rb") as file:
        texts = [message.id for message in read_po(file) if isinstance(message.id, str)]
    return sorted(
        filter(lambda each: PLACE.sub("", each).strip(" +"), texts),
        key=lambda each: -len(PLACE.sub("", each)),
    )


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """Matches `text` with its places filled in; a place that comes twice says the same."""
    parts, seen = PLACE.split(text), set[str]()
    pattern = re.escape(parts[0].replace("%%", "%"))
    for name, rest in zip(parts[1::2], parts[2::2], strict=True):
        pattern += f"(?P={name})" if name in seen else f"(?P<{name}>.+)"
        pattern += re.escape(rest.replace("%%", "%"))
        seen.add(name)
    return re.compile(pattern)
