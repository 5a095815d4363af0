"""What people type, made fit to be kept: measured first, then cleaned. Pure.

Every field of every form goes through here, and so does all that an address brings along.
"""

import re
import unicodedata

# Characters of a number, of one line and of a text. What is longer is not even looked at: many
# ways of reading take the square of the time for twice the length.
NUMBER, LINE, TEXT = 20, 300, 10_000

# What no database keeps, or nobody can see: NUL and its like, and halves of characters.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_BREAKS = str.maketrans({"\r": "\n", "\u2028": "\n", "\u2029": "\n"})
_JOINERS = "\u200c\u200d"  # hold emoji together, and letters of some languages
# Letters without a shape, which have no category of their own.
_BLANK = dict.fromkeys(map(ord, "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"))


def storable(text: str) -> str:
    """`text` without what no database keeps."""
    return _UNFIT.sub("", text)


def visible(text: str, *, but: str = "") -> str:
    """`text` without invisible characters (directions, zero width), except those in `but`."""
    shown = text.translate(_BLANK)
    if shown.isascii():
        return shown
    return "".join(
        character
        for character in shown
        if character in but or unicodedata.category(character) != "Cf"
    )


def line(text: str) -> str:
    """One line of words: breaks and tabs are spaces, and only what one sees stays."""
    flat = text.replace("\r\n", "\n").translate(_BREAKS).replace("\n", " ").replace("\t", " ")
    return visible(storable(flat)).strip()


def lines(text: str) -> str:
    """Several lines of words: breaks stay, and only what one sees, or what holds it together."""
    broken = text.replace("\r\n", "\n").translate(_BREAKS).replace("\t", " ")
    kept = visible(storable(broken), but=_JOINERS).strip()
    return kept if kept.strip(_JOINERS) else ""
