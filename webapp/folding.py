"""Letters as a search compares them: `øjvind` finds Øjvind, and `aase`, `ase` and `åse` find Åse.

`fold` does it here and on SQLite; on PostgreSQL the same tables are written out as an expression.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

IN_SQLITE = "smajob_fold"
_ALIKE = {
    "a": "åàáâãä",
    "o": "øòóôõö",
    "e": "éèêë",
    "u": "üùúû",
    "i": "íìîï",
    "y": "ýÿ",
    "c": "ç",
    "n": "ñ",
}
_MARKS = "\u0300\u0301\u0302\u0303\u0308\u030a\u0327"  # of letters that are written in two pieces
_CAPITALS = "ÆÅÀÁÂÃÄØÒÓÔÕÖÉÈÊËÜÙÚÛÍÌÎÏÝÇÑ"  # some databases make only ASCII small
_FROM = "".join(_ALIKE.values())
_TO = "".join(plain * len(letters) for plain, letters in _ALIKE.items())
_LETTERS = str.maketrans(_FROM, _TO, _MARKS)
# After the letters. What people write for one where their keyboard has none is one, too.
_WRITTEN = (("æ", "ae"), ("aa", "a"), ("oe", "o"))


def fold(text: str) -> str:
    """`text` without what a search looks past: capitals, and the letters that are alike."""
    folded = text.lower().translate(_LETTERS)
    for letters, plain in _WRITTEN:
        folded = folded.replace(letters, plain)
    return folded


def fold_or_none(text: str | None) -> str | None:
    """`fold` as SQLite calls it."""
    return None if text is None else fold(text)


class folded(FunctionElement[str]):  # noqa: N801 - SQL functions are written small
    """The SQL expression of `fold` of a column."""

    type = sa.String()
    inherit_cache = True
    name = "folded"


@compiles(folded)
def _anywhere(element: folded, compiler: Any, **options: Any) -> str:
    return f"{IN_SQLITE}({compiler.process(element.clauses, **options)})"


@compiles(folded, "postgresql")
def _in_postgres(element: folded, compiler: Any, **options: Any) -> str:
    column = compiler.process(element.clauses, **options)
    small = f"translate({column}, '{_CAPITALS}', '{_CAPITALS.lower()}')"
    plain = f"translate(lower({small}), '{_FROM}{_MARKS}', '{_TO}')"
    for letters, instead in _WRITTEN:
        plain = f"replace({plain}, '{letters}', '{instead}')"
    return plain
