"""The same sheet written on in two places at once: what can be put together, and what collides.

Pure. Fields are compared by the text that the form would show of them, so both sides have to be
put in the same way (`7,5` and `7:30` are different texts).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Values = Mapping[str, str]  # the canonical text by the field's name


@dataclass(frozen=True)
class Merged:
    """Two changes of the same fields in one. Nothing that was written is lost."""

    values: dict[str, str] = field(default_factory=dict)
    collisions: dict[str, str] = field(default_factory=dict)  # what the other one wrote
    taken: frozenset[str] = frozenset()  # fields in which the other one's is taken


def merged(base: Values, mine: Values, theirs: Values) -> Merged:
    """`mine` and `theirs`, both begun from `base`, as one.

    Where both changed a field to different things it collides, and `values` has mine. A side that
    does not have a field has not changed it.
    """
    values, collisions, taken = dict(base), {}, set()
    for name in [*mine, *(name for name in theirs if name not in mine)]:
        was = base.get(name)
        here, there = mine.get(name, was), theirs.get(name, was)
        if here == was and there is not None:
            values[name] = there
            if there != was:
                taken.add(name)
        elif here is not None:
            values[name] = here
            if there is not None and there not in {was, here}:
                collisions[name] = there
    return Merged(values, collisions, frozenset(taken))
