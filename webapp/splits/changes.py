"""What became of the rows of one activity between two plans: row by row, and week by week. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from itertools import product
from typing import Any

from ..messages import N_
from .plan import Kind, PartLike, Row, in_week

# What is agreed in a row. What was asked of it and what it grew out of are its story.
FIELDS = tuple(one.name for one in fields(Row) if one.name not in {"asked", "evidence"})

# The fields that say something in a row of that kind; what else it holds nobody is shown.
COUNTS: dict[Kind, frozenset[str]] = {
    Kind.PAID: frozenset("kind minutes from_week to_week market_value difference".split()),
    Kind.TRAINING: frozenset("kind minutes from_week to_week goal mastery difference".split()),
    Kind.STAYS: frozenset({"kind"}),
}


class Sign(StrEnum):
    """What happened to something, in a word and in a mark: never in a colour alone."""

    NEW = "new"
    GONE = "gone"
    MOVED = "moved"
    CHANGED = "changed"
    SAME = "same"

    @property
    def word(self) -> str:
        """A message id."""
        return _WORDS[self]

    @property
    def mark(self) -> str:
        return _MARKS[self]


_WORDS = {
    Sign.NEW: N_("New"),
    Sign.GONE: N_("Gone"),
    Sign.MOVED: N_("Moved"),
    Sign.CHANGED: N_("Changed"),
    Sign.SAME: N_("Unchanged"),
}
_MARKS = {Sign.NEW: "+", Sign.GONE: "−", Sign.MOVED: "↔", Sign.CHANGED: "≠", Sign.SAME: "="}


@dataclass(frozen=True)
class Difference:
    """One field that is not what it was. None where there is nothing."""

    name: str
    was: Any
    now: Any

    @property
    def sign(self) -> Sign:
        if self.was is None:
            return Sign.NEW
        return Sign.GONE if self.now is None else Sign.CHANGED


@dataclass(frozen=True)
class Change:
    """What became of one row. `was` is None for a new row, `now` for one that is gone."""

    was: Row | None
    now: Row | None

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Every field that differs, also those that say nothing in a row of its kind."""
        if self.was is None or self.now is None:
            return ()
        pairs = ((name, getattr(self.was, name), getattr(self.now, name)) for name in FIELDS)
        return tuple(Difference(name, was, now) for name, was, now in pairs if was != now)

    @property
    def shown(self) -> frozenset[str]:
        """The names of the fields that differ for whoever reads the plan; all of a lone row."""
        counted = frozenset[str]().union(*(COUNTS[row.kind] for row in (self.was, self.now) if row))
        if self.was is None or self.now is None:
            return counted
        return counted & {one.name for one in self.differences}

    @property
    def sign(self) -> Sign:
        if self.was is None:
            return Sign.NEW
        if self.now is None:
            return Sign.GONE
        if self.was.kind is not self.now.kind:
            return Sign.MOVED
        return Sign.CHANGED if self.shown else Sign.SAME


def paired(was: Sequence[Row], now: Sequence[Row]) -> list[Change]:
    """Each row beside the one that it became, in the order of weeks; rows of `now` keep theirs.

    What belongs together is compared: first equal rows, then those of the same kind that start
    in the same week, then those of the same kind, then any, the nearest first.
    """
    distances = sorted(
        (_distance(one, other), old, new)
        for old, one in enumerate(was)
        for new, other in enumerate(now)
    )
    became: dict[int, int] = {}  # the number of the new row, by that of the old one
    for _distant, old, new in distances:
        if old not in became and new not in became.values():
            became[old] = new
    came_from = {new: was[old] for old, new in became.items()}
    changes = [Change(came_from.get(number), row) for number, row in enumerate(now)]
    changes += [Change(row, None) for number, row in enumerate(was) if number not in became]
    return sorted(changes, key=_first_week)


def _distance(was: Row, now: Row) -> tuple[int, int, int, int]:
    differing = len(Change(was, now).differences)
    same_kind, same_start = was.kind is now.kind, was.from_week == now.from_week
    rank = 0 if not differing else 1 if same_kind and same_start else 2 if same_kind else 3
    weeks_apart, apart = abs(was.from_week - now.from_week), abs(was.minutes - now.minutes)
    return rank, weeks_apart, differing, apart


def _first_week(change: Change) -> int:
    row = change.now or change.was
    assert row
    return row.from_week


# --- week by week ---


@dataclass(frozen=True)
class Move:
    """Hours of an activity that were of one kind and are of another in these weeks.

    `partly`: some hours of the first kind are left. `even`: as many came as went, every week.
    """

    was: Kind
    now: Kind
    first: int
    last: int | None
    partly: bool
    even: bool


def stretches(rows: Iterable[PartLike]) -> list[tuple[int, int | None]]:
    """The weeks from 1 on, cut wherever one of the rows begins or has ended."""
    counted = [row for row in rows if row.kind is not Kind.STAYS]
    starts = {1} | {row.from_week for row in counted}
    starts |= {row.to_week + 1 for row in counted if row.to_week is not None}
    ordered = sorted(starts)
    return list(zip(ordered, [*(week - 1 for week in ordered[1:]), None], strict=True))


def moves(was: Sequence[Row], now: Sequence[Row]) -> list[Move]:
    """The hours of one activity that went from one kind to another, earliest first.

    Where nothing was planned any more, the last thing that was counts: what was trained until
    week 8 and is paid from week 9 has moved, whether or not the training was to end then. What
    had begun before stays where it is.
    """
    found: list[Move] = []
    before: dict[Kind, int] = {}
    begun: dict[Kind, int] = {}
    for first, last in stretches([*was, *now]):
        planned, there = _minutes(was, first), _minutes(now, first)
        before = planned or before
        for move in _moved(before, there, first, last, planned=bool(planned)):
            found = _going_on(found, move, new=bool(planned) or move.now not in begun)
        begun = there
    return found


def _minutes(rows: Sequence[Row], week: int) -> dict[Kind, int]:
    """Minutes by kind in a week; where there are none, perhaps that the activity stays."""
    found: dict[Kind, int] = {}
    for row in rows:
        if in_week(row, week):
            found[row.kind] = found.get(row.kind, 0) + row.minutes
    if not found and any(row.kind is Kind.STAYS for row in rows):
        return {Kind.STAYS: 0}
    return found


def _moved(
    was: dict[Kind, int], now: dict[Kind, int], first: int, last: int | None, *, planned: bool
) -> Iterator[Move]:
    """From each kind with fewer minutes to each with more; `planned` or else only whole kinds."""

    def less(one: dict[Kind, int], other: dict[Kind, int]) -> dict[Kind, int]:
        return {
            kind: minutes - other.get(kind, 0)
            for kind, minutes in one.items()
            if kind not in other or (planned and other[kind] < minutes)
        }

    lost, gained = less(was, now), less(now, was)
    for one, other in product(lost, gained):
        even = lost[one] == gained[other]
        yield Move(one, other, first, last, partly=one in now, even=even)


def _going_on(found: list[Move], move: Move, *, new: bool) -> list[Move]:
    """Moves with one more, which may go on where an earlier one ends, or be a `new` one."""
    for number, one in enumerate(found):
        same = (one.was, one.now, one.partly) == (move.was, move.now, move.partly)
        if same and one.last is not None and one.last + 1 == move.first:
            longer = replace(one, last=move.last, even=one.even and move.even)
            return [*found[:number], longer, *found[number + 1 :]]
    return [*found, move] if new else found
