"""What the app says, looked up in the catalogue that it uses itself."""

import gettext
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "webapp/translations"


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("messages", FOLDER, [language], fallback=True)


def t(language: str, text: str, /, **values: object) -> str:
    """The English `text` in the language of the page, its places filled in."""
    said = _catalogue(language).gettext(text)
    return said % values if values else said
