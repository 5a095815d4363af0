"""The agreement as a tagged PDF. Pure."""

from datetime import datetime
from pathlib import Path
from typing import Any

from .. import pdf

SOURCE = Path(__file__).with_name("agreement.typ")


def make(agreement: Any, language: str, *, fonts: Path, at: datetime) -> bytes:
    """The PDF of an agreement, given as the texts of `to_plain` in `language`.

    `fonts` is the folder with our own fonts.
    """
    return pdf.make(SOURCE, agreement, language, fonts=fonts, at=at)
