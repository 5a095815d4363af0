"""Tagged PDF (PDF/UA-1), set by typst.

Everything that is said goes in as one JSON text: no source is ever put together from words, so
whatever somebody has typed comes out as they typed it.
"""

import json
import re
import unicodedata
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

REGIONS = {"da": "DK", "en": "GB"}
_PROBE = (
    b"#set document(title: [-])\n#set text(font: json(bytes(sys.inputs.fonts)))\n#sys.inputs.text"
)
# In order; those after the first come with typst and have letters from far away, like Arabic ones.
_FAMILIES = ("IBM Plex Sans", "DejaVu Sans Mono", "New Computer Modern")
_UNTOLD = re.compile(r"[^\S\n]|[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_FIRST_RARE = "\u0180"  # all letters before it are in our own font
_MOST_PROBED = 400  # letters of one paper, each some milliseconds
_LONG = re.compile(r"\S{30}(?=\S)")  # letters without a space, that no line has room for


def make(source: Path, paper: Any, language: str, *, fonts: Path, at: datetime) -> bytes:
    """The PDF of `paper`, texts in `language` as dicts and lists, laid out by `source`.

    `fonts` is the folder with our own. What no font has a picture of, like most emoji, is written
    as its name.
    """
    content = _each(paper, _tidy)
    try:
        return _set(source, content, language, fonts, at)
    except typst.TypstError:
        return _set(source, _named(content, fonts), language, fonts, at)


def _set(source: Path, paper: Any, language: str, fonts: Path, at: datetime) -> bytes:
    variables = {"lang": language, "region": REGIONS[language], "fonts": _FAMILIES}
    return typst.compile(
        source,
        format="pdf",
        pdf_standards=["ua-1"],
        font_paths=_known(fonts),
        sys_inputs={"data": json.dumps(paper | variables)},
        timestamp=int(at.timestamp()),
    )


@lru_cache
def _known(fonts: Path) -> typst.Fonts:
    """Ours and typst's own, never the machine's: the paper is the same from everywhere."""
    available = typst.Fonts(include_system_fonts=False, font_paths=[fonts])
    if _FAMILIES[0] not in available.families():
        raise RuntimeError(f"No {_FAMILIES[0]} in {fonts}: run python -m webapp.assets")
    return available


def _each(thing: Any, change: Callable[[str], str]) -> Any:
    """The same, with every text changed."""
    if isinstance(thing, str):
        return change(thing)
    if isinstance(thing, dict):
        return {name: _each(value, change) for name, value in thing.items()}
    return [_each(item, change) for item in thing]


def _tidy(text: str) -> str:
    """Without what turns or hides words; a word that is too long for a line may be broken."""
    seen = _UNTOLD.sub(" ", text).strip() or "–"
    return _LONG.sub(lambda match: f"{match[0]}\u200b", seen)


def _named(paper: Any, fonts: Path) -> Any:
    """The same, with letters that no font has as their names in brackets."""
    letters = set(json.dumps(paper, ensure_ascii=False))
    rare = sorted(letter for letter in letters if letter >= _FIRST_RARE)
    lacking = set(rare[_MOST_PROBED:]) | {
        character for character in rare[:_MOST_PROBED] if not _has(character, fonts)
    }
    names = {ord(letter): f"[{_name(letter)}]" for letter in lacking}
    return _each(paper, lambda text: text.translate(names))


def _name(letter: str) -> str:
    return unicodedata.name(letter, f"U+{ord(letter):04X}").lower()


@lru_cache(maxsize=4096)
def _has(letter: str, fonts: Path) -> bool:
    """Does one of the fonts have a picture of it? Only typst itself knows."""
    try:
        typst.compile(
            _PROBE,
            format="pdf",
            pdf_standards=["ua-1"],
            font_paths=_known(fonts),
            sys_inputs={"text": letter, "fonts": json.dumps(_FAMILIES)},
        )
    except typst.TypstError:
        return False
    return True
