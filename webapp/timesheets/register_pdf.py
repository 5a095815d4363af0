"""A month of the register of working time as a tagged PDF."""

from datetime import datetime
from pathlib import Path
from typing import Any

from .. import pdf

SOURCE = Path(__file__).with_name("register.typ")


def make(month: Any, language: str, *, fonts: Path, at: datetime) -> bytes:
    """The PDF of a month that `register.told` has told in `language`; `fonts` holds our own."""
    return pdf.make(SOURCE, month, language, fonts=fonts, at=at)
