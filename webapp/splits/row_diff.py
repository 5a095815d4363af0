"""The difference of two plans for one activity: row by row, and week by week. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product
from typing import Any

from ..messages import N_
from .part import FIELDS, Kind, PartLike, Row
from .plan import in_week

# The names of the fields that are agreed.
AGREED = tuple(item.name for item in FIELDS if item.agreed)

# The names of those that count in a row of that kind; the others are not shown.
COUNTS: dict[Kind, frozenset[str]] = {
    kind: frozenset(item.name for item in FIELDS if kind in item.kinds) for kind in Kind
}


class Sign(StrEnum):
    """What happened to something, as a word and a symbol: never by colour alone."""

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
class FieldDiff:
    """One field that differs. A side without a value is None."""

    name: str
    was: Any
    now: Any

    @property
    def sign(self) -> Sign:
        if self.was is None:
            return Sign.NEW
        return Sign.GONE if self.now is None else Sign.CHANGED


@dataclass(frozen=True)
class RowChange:
    """The change of one row. `was` is None for a new row, `now` for a removed one."""

    was: Row | None
    now: Row | None

    @property
    def differences(self) -> tuple[FieldDiff, ...]:
        """All fields that differ, also those that do not count for the kind of row."""
        if self.was is None or self.now is None:
            return ()
        pairs = ((name, getattr(self.was, name), getattr(self.now, name)) for name in AGREED)
        return tuple(FieldDiff(name, was, now) for name, was, now in pairs if was != now)

    @property
    def shown(self) -> frozenset[str]:
        """The names of the differing fields that count; all that count for a new or removed row."""
        counted = frozenset[str]().union(*(COUNTS[row.kind] for row in (self.was, self.now) if row))
        if self.was is None or self.now is None:
            return counted
        return counted & {diff.name for diff in self.differences}

    @property
    def sign(self) -> Sign:
        if self.was is None:
            return Sign.NEW
        if self.now is None:
            return Sign.GONE
        if self.was.kind is not self.now.kind:
            return Sign.MOVED
        return Sign.CHANGED if self.shown else Sign.SAME


def pair_rows(was: Sequence[Row], now: Sequence[Row]) -> list[RowChange]:
    """Pair each row with the one that it became, in the order of weeks.

    Equal rows are paired first, then rows of the same kind that start in the same week, then rows
    of the same kind, then any others, the nearest first.
    """
    distances = sorted(
        (_distance(old_row, new_row), old_number, new_number)
        for old_number, old_row in enumerate(was)
        for new_number, new_row in enumerate(now)
    )
    became: dict[int, int] = {}  # the number of the new row, by that of the old one
    for _distant, old_number, new_number in distances:
        if old_number not in became and new_number not in became.values():
            became[old_number] = new_number
    came_from = {new_number: was[old_number] for old_number, new_number in became.items()}
    changes = [RowChange(came_from.get(number), row) for number, row in enumerate(now)]
    changes += [RowChange(row, None) for number, row in enumerate(was) if number not in became]
    return sorted(changes, key=_first_week)


def _distance(was: Row, now: Row) -> tuple[int, int, int, int]:
    differing = len(RowChange(was, now).differences)
    same_kind, same_start = was.kind is now.kind, was.from_week == now.from_week
    rank = 0 if not differing else 1 if same_kind and same_start else 2 if same_kind else 3
    weeks_apart, apart = abs(was.from_week - now.from_week), abs(was.minutes - now.minutes)
    return rank, weeks_apart, differing, apart


def _first_week(change: RowChange) -> int:
    row = change.now or change.was
    assert row
    return row.from_week


# --- week by week ---


@dataclass(frozen=True)
class HoursMove:
    """Hours of an activity that were of one kind and are of another in these weeks.

    `partly`: some hours of the first kind are left. `even`: as many came as went, every week.
    """

    was: Kind
    now: Kind
    first: int
    last: int | None
    partly: bool
    even: bool


def week_spans(rows: Iterable[PartLike]) -> list[tuple[int, int | None]]:
    """The weeks from 1 on, cut wherever one of the rows begins or has ended."""
    counted = [row for row in rows if row.kind is not Kind.STAYS]
    starts = {1} | {row.from_week for row in counted}
    starts |= {row.to_week + 1 for row in counted if row.to_week is not None}
    ordered = sorted(starts)
    return list(zip(ordered, [*(week - 1 for week in ordered[1:]), None], strict=True))


def hours_moves(was: Sequence[Row], now: Sequence[Row]) -> list[HoursMove]:
    """The hours of one activity that went from one kind to another, earliest first.

    Where nothing was planned any more, the last thing that was counts: what was trained until
    week 8 and is paid from week 9 has moved, whether or not the training was to end then. What
    had begun before stays where it is.
    """
    moves: list[HoursMove] = []
    before: dict[Kind, int] = {}
    begun: dict[Kind, int] = {}
    for first, last in week_spans([*was, *now]):
        planned, there = _minutes(was, first), _minutes(now, first)
        before = planned or before
        for move in _moves_between(before, there, first, last, planned=bool(planned)):
            moves = _extend(moves, move, new=bool(planned) or move.now not in begun)
        begun = there
    return moves


def _minutes(rows: Sequence[Row], week: int) -> dict[Kind, int]:
    """Minutes by kind in a week; where there are none, perhaps that the activity stays."""
    minutes: dict[Kind, int] = {}
    for row in rows:
        if in_week(row, week):
            minutes[row.kind] = minutes.get(row.kind, 0) + row.minutes
    if not minutes and any(row.kind is Kind.STAYS for row in rows):
        return {Kind.STAYS: 0}
    return minutes


def _moves_between(
    was: dict[Kind, int], now: dict[Kind, int], first: int, last: int | None, *, planned: bool
) -> Iterator[HoursMove]:
    """From each kind with fewer minutes to each with more; `planned` or else only whole kinds."""

    def less(before: dict[Kind, int], after: dict[Kind, int]) -> dict[Kind, int]:
        return {
            kind: minutes - after.get(kind, 0)
            for kind, minutes in before.items()
            if kind not in after or (planned and after[kind] < minutes)
        }

    lost, gained = less(was, now), less(now, was)
    for source, target in product(lost, gained):
        even = lost[source] == gained[target]
        yield HoursMove(source, target, first, last, partly=source in now, even=even)


def _extend(moves: list[HoursMove], move: HoursMove, *, new: bool) -> list[HoursMove]:
    """`moves` with one more, which continues an earlier one or, if `new`, is added."""
    for number, earlier in enumerate(moves):
        same = (earlier.was, earlier.now, earlier.partly) == (move.was, move.now, move.partly)
        if same and earlier.last is not None and earlier.last + 1 == move.first:
            longer = replace(earlier, last=move.last, even=earlier.even and move.even)
            return [*moves[:number], longer, *moves[number + 1 :]]
    return [*moves, move] if new else moves
