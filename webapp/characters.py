"""Characters that no text here can hold, whoever sends them. Pure."""

import re

# NUL, which PostgreSQL does not keep, and halves of a pair, which no page can be written with.
_UNKEEPABLE = re.compile("[\0\ud800-\udfff]")


def kept(text: str) -> str:
    """`text` without what can be neither kept nor shown."""
    return _UNKEEPABLE.sub("", text)


def is_kept(text: str) -> bool:
    """Can all of `text` be kept and shown?"""
    return not _UNKEEPABLE.search(text)
