"""Durations as people write them, kept as whole minutes. Pure.

Babel's number parser is not used: in Danish it reads `7.40` as 740.
"""

import re

from .messages import Message
from .text import NUMBER

UNITS = {"da": "t", "en": "h"}
HOW_TO = Message("Write hours like 7,5 or 7:30.")

_DIGITS = 15  # of a number; longer ones cannot be hours
_DECIMAL = re.compile(rf"([0-9]{{1,{_DIGITS}}})(?:[.,]([0-9]{{1,2}}))?", re.ASCII)
_PART = re.compile(rf"(?:([0-9]{{1,{_DIGITS}}}) ?)?([¼½¾])", re.ASCII)
_FRACTION = re.compile(rf"(?:([0-9]{{1,{_DIGITS}}}) )?(1/4|1/2|3/4)", re.ASCII)
_PARTS = {"¼": 15, "½": 30, "¾": 45, "1/4": 15, "1/2": 30, "3/4": 45}
_CLOCK = re.compile(r"([0-9]{1,3}):([0-9]{2})", re.ASCII)
_WORDS = r"timer|time|hours|hour|t|h"
_SPOKEN = re.compile(rf"([0-9]{{1,3}}) ?(?:{_WORDS})\.? ?([0-9]{{2}})(?: ?m(?:in)?\.?)?", re.ASCII)
_UNIT = re.compile(rf" ?(?:{_WORDS})\.?$", re.ASCII)
# Two digits that are hundredths, since nobody means minutes by them: quarters, and what twelfths
# of an hour come to (`7,33` is 7 hours and 20 minutes). Above 59 there are no minutes.
_HUNDREDTHS = {0, 8, 17, 25, 33, 42, 50, 58}
_TIED, _DIGIT_WIDE = "\u00a0", "\u2007"  # spaces at which no line breaks


class NotHours(ValueError):
    """`text` cannot be read as hours; `message` says how to write them."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class TwoReadings(NotHours):
    """`text` can be read in two ways; `message` asks which one is meant."""


def parse(text: str, *, most: int = 24 * 60) -> int:
    """Read `7,5`, `7½`, `7 1/2`, `7:30` or `7 t 30` as whole minutes, from 0 to `most`.

    Raises NotHours with a message for the screen; TwoReadings for `7.30`, which some mean as 7:30.
    """
    if len(text) > NUMBER:
        raise NotHours(HOW_TO)
    written = _UNIT.sub("", " ".join(text.lower().split()))
    total, clock = _read(written)
    if (total if clock is None else min(total, clock)) > most:
        raise NotHours(Message("At most %(most)s here.", {"most": most}, hours=("most",)))
    if clock is not None:
        raise TwoReadings(_question(written, total))
    return total


def _read(written: str) -> tuple[int, int | None]:
    """(minutes, minutes of the other way to read it); raises NotHours where there is none."""
    if match := _CLOCK.fullmatch(written) or _SPOKEN.fullmatch(written):
        if int(match[2]) > 59:
            raise NotHours(HOW_TO)
        return int(match[1]) * 60 + int(match[2]), None
    if match := _DECIMAL.fullmatch(written):
        whole, digits = int(match[1]) * 60, match[2] or ""
        hundredths = int(digits.ljust(2, "0"))
        total = whole + round(hundredths * 60 / 100)
        asked = len(digits) == 2 and hundredths < 60 and hundredths not in _HUNDREDTHS
        return total, whole + hundredths if asked and whole + hundredths != total else None
    if match := _PART.fullmatch(written) or _FRACTION.fullmatch(written):
        return int(match[1] or 0) * 60 + _PARTS[match[2]], None
    if written.startswith(("-", "\u2212")):
        raise NotHours(Message("Hours cannot be negative. Write 0 if there were none."))
    raise NotHours(HOW_TO)


def _question(written: str, decimal: int) -> Message:
    """Which one is meant? Both are said so that they are read, and as the same number."""
    values = {"clock": re.sub("[.,]", ":", written), "decimal": written.removesuffix("0")}
    if written.endswith("0"):
        return Message("Do you mean %(clock)s or %(decimal)s? Write it like that.", values)
    values |= {"minutes": f"{decimal // 60}:{decimal % 60:02}"}
    return Message(
        "Do you mean %(clock)s, or %(decimal)s hours, which is %(minutes)s? Write it like that.",
        values,
    )


def show(minutes: int, language: str = "da", *, aligned: bool = False) -> str:
    """Print whole minutes as `12 t` or `7 t 30`, in English with `h`; on one line, as parse reads.

    `aligned` for columns: whole hours leave the room of the minutes, so that units stand below
    each other.
    """
    whole, rest = divmod(minutes, 60)
    room = f"{_TIED}{_DIGIT_WIDE * 2}" if aligned else ""
    return f"{whole}{_TIED}{UNITS[language]}" + (f"{_TIED}{rest:02}" if rest else room)


def show_typed(minutes: int, language: str = "da") -> str:
    """Print whole minutes as they stand in a field, whose label has the unit: `12` or `7 t 30`."""
    whole, rest = divmod(minutes, 60)
    return f"{whole} {UNITS[language]} {rest:02}" if rest else str(whole)
