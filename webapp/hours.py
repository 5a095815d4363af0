"""Durations as people write them, kept as whole minutes. Pure.

Babel's number parser is not used: in Danish it reads `7.40` as 740.
"""

import re

from .messages import Message
from .text import NUMBER

HOW_TO = Message("Write hours like 7,5 or 7:30.")

_DIGITS = 15  # of a number; longer ones cannot be hours
_DECIMAL = re.compile(rf"([0-9]{{1,{_DIGITS}}})(?:[.,]([0-9]{{1,2}}))?", re.ASCII)
_PART = re.compile(rf"([0-9]{{0,{_DIGITS}}}) ?([¼½¾])", re.ASCII)
_MINUTES = {"¼": 15, "½": 30, "¾": 45}
_CLOCK = re.compile(r"([0-9]{1,3})[:th]([0-9]{2})", re.ASCII)
_UNIT = re.compile(r"(timer|time|hours|hour|t|h)\.?$", re.ASCII | re.IGNORECASE)


class NotHours(ValueError):
    """`text` cannot be read as hours; `message` says how to write them."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def parse(text: str, *, most: int = 24 * 60) -> int:
    """Read `7,5`, `7.5`, `7½`, `7:30` or `7t30` as whole minutes, from 0 to `most`.

    Raises NotHours with a message for the screen.
    """
    if len(text) > NUMBER:
        raise NotHours(HOW_TO)
    written = _UNIT.sub("", text.strip().lower()).rstrip()
    if match := _CLOCK.fullmatch(written):
        whole, minutes = int(match[1]), int(match[2])
        if minutes > 59:
            raise NotHours(HOW_TO)
        total = whole * 60 + minutes
    elif match := _DECIMAL.fullmatch(written):
        hundredths = int((match[2] or "").ljust(2, "0"))
        total = int(match[1]) * 60 + round(hundredths * 60 / 100)
    elif match := _PART.fullmatch(written):
        total = int(match[1] or 0) * 60 + _MINUTES[match[2]]
    elif written.startswith(("-", "\u2212")):
        raise NotHours(Message("Hours cannot be negative. Write 0 if there were none."))
    else:
        raise NotHours(HOW_TO)
    if total > most:
        raise NotHours(Message("At most %(most)s hours here.", {"most": most}, hours=("most",)))
    return total


def show(minutes: int, language: str = "da") -> str:
    """Print whole minutes so that `parse` reads the same number back: `7,5`, or `7:20`."""
    whole, rest = divmod(minutes, 60)
    if rest % 15:
        return f"{whole}:{rest:02}"
    hundredths = f"{rest * 100 // 60:02}".rstrip("0")
    if not hundredths:
        return str(whole)
    return f"{whole}{',' if language == 'da' else '.'}{hundredths}"
