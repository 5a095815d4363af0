"""Amounts as people write them, kept as whole øre. Pure."""

import re

from .messages import Message
from .text import NUMBER

HOW_TO = Message("Write kroner like 145 or 145,50.")

# Thousands in groups (`0,500` has none), or digits alone; then perhaps øre.
_WHOLE = r"[1-9][0-9]{0,2}(?:[., ][0-9]{3}){1,2}|[0-9]{1,6}"
_AMOUNT = re.compile(rf"({_WHOLE})(?:[.,]([0-9]{{1,2}}))?", re.ASCII)
_UNIT = re.compile(r"^kr\.?|,-$|(kr\.?|kroner|dkk)(/t(ime)?\.?)?$", re.ASCII | re.IGNORECASE)


class NotMoney(ValueError):
    """`text` cannot be read as an amount; `message` says how to write it."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def parse(text: str, *, most: int) -> int:
    """Read `145`, `145,50`, `145.5`, `145,-` or `1.234,50 kr.` as whole øre, from 1 to `most`.

    Raises NotMoney with a message for the screen.
    """
    if len(text) > NUMBER:
        raise NotMoney(HOW_TO)
    match = _AMOUNT.fullmatch(_UNIT.sub("", text.strip()).strip())
    if not match:
        raise NotMoney(HOW_TO)
    whole = int(re.sub(r"[^0-9]", "", match[1]))
    total = whole * 100 + int((match[2] or "").ljust(2, "0"))
    if not 1 <= total <= most:
        raise NotMoney(Message("From 0,01 to %(most)s kr.", {"most": most // 100}))
    return total


def show(oere: int, language: str = "da") -> str:
    """Print whole øre: `1.234,50`, in English `1,234.50`; round amounts without decimals."""
    whole, rest = divmod(oere, 100)
    text = f"{whole:,}" + (f".{rest:02}" if rest else "")
    return text.translate(str.maketrans(",.", ".,")) if language == "da" else text
