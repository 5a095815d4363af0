"""Whole numbers that somebody else wrote: in a field or its name, on a button. Pure.

Only here a text is asked whether it is digits: Python calls `²` and `٣` digits as well, and reads
numbers without end.
"""

_DIGITS = 9  # more of them are no number of ours, and no database's either


def is_digits(text: str) -> bool:
    """Is it written with 0 to 9 alone?"""
    return text.isascii() and text.isdigit()


def whole_number(text: str, *, digits: int = _DIGITS) -> int | None:
    """The number that `text` is, written with at most so many digits; None for anything else."""
    return int(text) if is_digits(text) and len(text) <= digits else None
