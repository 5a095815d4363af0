"""The agreement as a tagged PDF."""

from datetime import datetime
from pathlib import Path
from typing import Any

from .. import pdf

SOURCE = Path(__file__).with_name("agreement.typ")


def make(agreement: Any, language: str, *, fonts: Path, at: datetime) -> bytes:
    """The PDF of an agreement that `plain` has told in `language`; `fonts` holds our own."""
    return pdf.make(SOURCE, agreement, language, fonts=fonts, at=at)
