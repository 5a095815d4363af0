"""What differs between two plans: exact enough to be applied, grouped so that it can be read. Pure.

`changes.py` compares the rows of one activity, `told.py` puts what was found into words.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID

from ..messages import N_, Message
from .changes import FIELDS, Change, Difference, Sign, moves, paired
from .plan import Kind, PartLike, Row, joined
from .rules import REASON_NAMES, WAGE_BASIS_NAMES, WageBasis
from .told import Line, Text, said, sums


class VersionLike(Protocol):
    """What a comparison needs to know of a version. The wage is in øre an hour."""

    starts_week: int
    wage: int | None
    wage_basis: WageBasis | None
    reasons: dict[str, str]

    @property
    def parts(self) -> Sequence[PartLike]: ...


@dataclass(frozen=True)
class Compared:
    """One activity in both plans. `what` is how the newer one calls it."""

    activity_id: UUID
    what: str
    sign: Sign
    changes: tuple[Change, ...]
    lines: tuple[Line, ...]
    texts: tuple[Text, ...]


@dataclass(frozen=True)
class Diff:
    """What differs, activity by activity in the order of the newer plan, the gone ones last.

    `sums` say how the hours of the whole plans differ. The rest is only known when versions were
    compared, not plain rows: `wage` in øre an hour, `wage_basis` in message ids.
    """

    activities: tuple[Compared, ...]
    sums: tuple[Line, ...]
    starts: Message | None = None
    wage: Difference | None = None
    wage_basis: Text | None = None
    reasons: tuple[Text, ...] = ()

    @property
    def changed(self) -> list[Compared]:
        return [one for one in self.activities if one.sign is not Sign.SAME]

    @property
    def unchanged(self) -> list[Row]:
        """The rows that are what they were."""
        changes = [change for one in self.activities for change in one.changes]
        return [one.now for one in changes if one.now and one.sign is Sign.SAME]

    @property
    def count(self) -> int:
        """How many things there are to read: activities, the wage and where it is from, reasons."""
        terms = [term for term in (self.wage, self.wage_basis) if term]
        return len(self.changed) + len(terms) + len(self.reasons)

    @property
    def headline(self) -> Message:
        if not self.count:
            return Message("Nothing differs")
        if self.count == 1:
            return Message("One change")
        return Message("%(count)s changes", {"count": self.count})


def compared(rows: Iterable[PartLike]) -> list[Row]:
    """What a plan says: activity by activity in their order, each by its weeks, cut rows joined.

    The weeks of what stays with colleagues count for nothing and are left out.
    """
    plain = [_agreed(row) for row in rows]
    places = {one: n for n, one in enumerate(dict.fromkeys(row.activity_id for row in plain))}
    plain.sort(key=lambda row: (places[row.activity_id], row.from_week))
    found: list[Row] = []
    for row in joined(plain):
        if row.kind is not Kind.STAYS or row not in found:
            found.append(row)
    return found


def _agreed(part: PartLike) -> Row:
    row = Row(**{name: getattr(part, name) for name in FIELDS})
    return replace(row, from_week=1, to_week=None) if row.kind is Kind.STAYS else row


def diff(before: Sequence[PartLike], after: Sequence[PartLike]) -> Diff:
    """What differs between two plans: `apply(before, diff(before, after)) == compared(after)`."""
    was, now = compared(before), compared(after)
    activities = dict.fromkeys(row.activity_id for row in [*now, *was])
    return Diff(
        tuple(
            _compared(
                [row for row in was if row.activity_id == one],
                [row for row in now if row.activity_id == one],
            )
            for one in activities
        ),
        tuple(sums(was, now)),
    )


def _compared(was: list[Row], now: list[Row]) -> Compared:
    """One activity, by its rows in both plans."""
    changes, moved = paired(was, now), moves(was, now)
    lines, texts = said(changes, moved)
    if moved:
        sign = Sign.MOVED
    elif not was or not now:
        sign = Sign.GONE if was else Sign.NEW
    else:
        sign = Sign.CHANGED if lines or texts else Sign.SAME
    row = (now or was)[0]
    return Compared(row.activity_id, row.what, sign, tuple(changes), tuple(lines), tuple(texts))


def apply(before: Sequence[PartLike], differing: Diff) -> list[Row]:
    """The newer plan out of the older one, as `compared` puts it: only what differs is used.

    Raises ValueError when `differing` was made from another plan.
    """
    rows, found = compared(before), []
    for change in (change for one in differing.activities for change in one.changes):
        if change.was is not None:
            rows.remove(change.was)
        if change.was is None or change.now is None:
            found += [change.now] if change.now else []
        else:
            news = {one.name: one.now for one in change.differences}
            found.append(replace(change.was, **news))
    if rows:
        raise ValueError("there are rows that this was not made from")
    return found


def between(before: VersionLike, after: VersionLike) -> Diff:
    """What differs between two versions: their rows, the wage, and the reasons given."""
    starts = None
    if after.starts_week not in (1, before.starts_week):
        starts = Message(
            "Applies from week %(week)s of the job; the weeks before stay as agreed",
            {"week": after.starts_week},
        )
    was, now = (_basis(before), _basis(after))
    wage = Difference("wage", before.wage, after.wage)
    return replace(
        diff(before.parts, after.parts),
        starts=starts,
        wage=wage if wage.was != wage.now else None,
        wage_basis=Text(N_("Where the wage is from:"), was, now) if was != now else None,
        reasons=tuple(_reasons(before.reasons, after.reasons)),
    )


def _basis(version: VersionLike) -> str:
    return WAGE_BASIS_NAMES[version.wage_basis] if version.wage_basis else ""


def _reasons(was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Text]:
    for code in dict.fromkeys([*now, *was]):
        if was.get(code, "") != now.get(code, ""):
            label = REASON_NAMES.get(code, N_("Reason given:"))
            yield Text(label, was.get(code, ""), now.get(code, ""))
