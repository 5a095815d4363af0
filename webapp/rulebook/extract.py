"""Lets Babel find the sentences of the rulebook, so that they are translated too. Pure."""

import tomllib
from collections.abc import Iterator
from typing import IO, Any


def sentences(
    fileobj: IO[bytes], keywords: Any, comment_tags: Any, options: Any
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Yield every `says` of a rules file, as Babel's extraction interface wants it.

    Babel calls it with these names; the last three it only passes along.
    """
    text = fileobj.read().decode("utf-8")
    lines = text.splitlines()
    for entries in tomllib.loads(text).values():
        for entry in entries:
            line = next((n for n, row in enumerate(lines, 1) if entry["says"] in row), 1)
            yield line, "", entry["says"], []
