"""A month of the register of working time as a tagged PDF. Pure."""

from datetime import datetime
from pathlib import Path
from typing import Any

from .. import pdf

SOURCE = Path(__file__).with_name("register.typ")


def make(month: Any, language: str, *, fonts: Path, at: datetime) -> bytes:
    """The PDF of a month, given as the texts of `wording.localise` in `language`.

    `fonts` is the folder with our own fonts.
    """
    return pdf.make(SOURCE, month, language, fonts=fonts, at=at)
