"""The difference of two plans: exact enough to be applied, grouped to be read. Pure.

`row_diff.py` compares the rows of one activity, `diff_wording.py` puts differences into words.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID

from ..messages import N_, Message
from .diff_wording import DiffLine, TextDiff, describe, sum_lines
from .part import Kind, PartLike, Row
from .plan import join_rows
from .row_diff import AGREED, FieldDiff, RowChange, Sign, hours_moves, pair_rows
from .rules import REASON_NAMES, WAGE_BASIS_NAMES, WageBasis


class VersionLike(Protocol):
    """What a comparison needs to know of a version. The wage is in øre an hour."""

    starts_week: int
    wage: int | None
    wage_basis: WageBasis | None
    reasons: dict[str, str]

    @property
    def parts(self) -> Sequence[PartLike]: ...


@dataclass(frozen=True)
class ActivityDiff:
    """One activity in both plans. `what` is how the newer one calls it."""

    activity_id: UUID
    what: str
    sign: Sign
    changes: tuple[RowChange, ...]
    lines: tuple[DiffLine, ...]
    texts: tuple[TextDiff, ...]


@dataclass(frozen=True)
class PlanDiff:
    """What differs, activity by activity in the order of the newer plan, the gone ones last.

    `sums` say how the hours of the whole plans differ. The rest is only known when versions were
    compared, not plain rows: `wage` in øre an hour, `wage_basis` in message ids.
    """

    activities: tuple[ActivityDiff, ...]
    sums: tuple[DiffLine, ...]
    starts: Message | None = None
    wage: FieldDiff | None = None
    wage_basis: TextDiff | None = None
    reasons: tuple[TextDiff, ...] = ()

    @property
    def changed(self) -> list[ActivityDiff]:
        return [activity for activity in self.activities if activity.sign is not Sign.SAME]

    @property
    def unchanged(self) -> list[Row]:
        """The rows that are what they were."""
        changes = [change for activity in self.activities for change in activity.changes]
        return [activity.now for activity in changes if activity.now and activity.sign is Sign.SAME]

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


def canonical_rows(rows: Iterable[PartLike]) -> list[Row]:
    """The rows of a plan in a canonical order: by activity, then by week, with cut rows joined.

    The weeks of rows that stay with colleagues do not count and are left out.
    """
    plain = [_agreed(row) for row in rows]
    places = {
        activity_id: n
        for n, activity_id in enumerate(dict.fromkeys(row.activity_id for row in plain))
    }
    plain.sort(key=lambda row: (places[row.activity_id], row.from_week))
    kept: list[Row] = []
    for row in join_rows(plain):
        if row.kind is not Kind.STAYS or row not in kept:
            kept.append(row)
    return kept


def _agreed(part: PartLike) -> Row:
    row = Row(**{name: getattr(part, name) for name in AGREED})
    return replace(row, from_week=1, to_week=None) if row.kind is Kind.STAYS else row


def diff(before: Sequence[PartLike], after: Sequence[PartLike]) -> PlanDiff:
    """What differs between two plans.

    `apply(before, diff(before, after)) == canonical_rows(after)`.
    """
    was, now = canonical_rows(before), canonical_rows(after)
    activities = dict.fromkeys(row.activity_id for row in [*now, *was])
    return PlanDiff(
        tuple(
            _compared(
                [row for row in was if row.activity_id == activity_id],
                [row for row in now if row.activity_id == activity_id],
            )
            for activity_id in activities
        ),
        tuple(sum_lines(was, now)),
    )


def _compared(was: list[Row], now: list[Row]) -> ActivityDiff:
    """One activity, by its rows in both plans."""
    changes, moved = pair_rows(was, now), hours_moves(was, now)
    lines, texts = describe(changes, moved)
    if moved:
        sign = Sign.MOVED
    elif not was or not now:
        sign = Sign.GONE if was else Sign.NEW
    else:
        sign = Sign.CHANGED if lines or texts else Sign.SAME
    row = (now or was)[0]
    return ActivityDiff(row.activity_id, row.what, sign, tuple(changes), tuple(lines), tuple(texts))


def apply(before: Sequence[PartLike], differing: PlanDiff) -> list[Row]:
    """The newer plan out of the older one, as `canonical_rows`, by applying the differences.

    Raises ValueError when `differing` was made from another plan.
    """
    rows, after = canonical_rows(before), []
    for change in (change for activity in differing.activities for change in activity.changes):
        if change.was is not None:
            rows.remove(change.was)
        if change.was is None or change.now is None:
            after += [change.now] if change.now else []
        else:
            news = {field.name: field.now for field in change.differences}
            after.append(replace(change.was, **news))
    if rows:
        raise ValueError("there are rows that this was not made from")
    return after


def diff_versions(before: VersionLike, after: VersionLike) -> PlanDiff:
    """What differs between two versions: their rows, the wage, and the reasons given."""
    starts = None
    if after.starts_week not in (1, before.starts_week):
        starts = Message(
            "Applies from week %(week)s of the job; the weeks before stay as agreed",
            {"week": after.starts_week},
        )
    was, now = (_basis(before), _basis(after))
    wage = FieldDiff("wage", before.wage, after.wage)
    return replace(
        diff(before.parts, after.parts),
        starts=starts,
        wage=wage if wage.was != wage.now else None,
        wage_basis=TextDiff(N_("Where the wage is from:"), was, now) if was != now else None,
        reasons=tuple(_reasons(before.reasons, after.reasons)),
    )


def _basis(version: VersionLike) -> str:
    return WAGE_BASIS_NAMES[version.wage_basis] if version.wage_basis else ""


def _reasons(was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[TextDiff]:
    for code in dict.fromkeys([*now, *was]):
        if was.get(code, "") != now.get(code, ""):
            label = REASON_NAMES.get(code, N_("Reason given:"))
            yield TextDiff(label, was.get(code, ""), now.get(code, ""))
