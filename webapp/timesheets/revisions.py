"""The revisions of a week: which one counts, and how two differ, day by day. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol, TypeVar
from uuid import UUID

from ..messages import N_
from ..splits.plan import Kind
from .rules import Absence, Mark, Status


class RevisionOfWeek(Protocol):
    """What tells a revision of a week from others."""

    @property
    def of_week(self) -> tuple[UUID, date]: ...
    @property
    def revision(self) -> int: ...
    @property
    def status(self) -> Status: ...


AnyRevision = TypeVar("AnyRevision", bound=RevisionOfWeek)


def newest(
    revisions: Iterable[AnyRevision], among: Collection[Status] = frozenset(Status)
) -> list[AnyRevision]:
    """Of each week the newest revision that is in one of these states: the one that counts."""
    ordered = sorted(revisions, key=lambda revision: revision.revision)
    by_week = {revision.of_week: revision for revision in ordered if revision.status in among}
    return list(by_week.values())


class DayField(StrEnum):
    """A field of a day, or a total of the week, that can differ."""

    PAID = "paid"
    TRAINING = "training"
    ABSENCE = "absence"
    AWAY_PAID = "away_paid"
    WORD = "absence_note"


DAY_FIELD_NAMES = {
    DayField.PAID: N_("Paid hours"),
    DayField.TRAINING: N_("Training"),
    DayField.ABSENCE: N_("At work?"),
    DayField.AWAY_PAID: N_("Paid absence"),
    DayField.WORD: N_("A word on it"),
}
MINUTES = frozenset({DayField.PAID, DayField.TRAINING, DayField.AWAY_PAID})


class ShareLike(Protocol):
    activity_id: UUID
    kind: Kind
    minutes: int


class RevisionDay(Protocol):
    """One line of a week sheet with everything that it says."""

    day: date
    paid: int
    training: int
    absence: Absence | None
    absence_note: str
    away_paid: int

    @property
    def shares(self) -> Sequence[Any]: ...


class MarkLike(Protocol):
    activity_id: UUID
    mark: Mark


class Revision(Protocol):
    """A revision of a week."""

    @property
    def days(self) -> Sequence[Any]: ...

    @property
    def progress(self) -> Sequence[Any]: ...


@dataclass(frozen=True)
class FieldChange:
    """One thing as it was and as it is: minutes, an absence or None, or words."""

    what: DayField
    was: Any
    now: Any


@dataclass(frozen=True)
class DayChanges:
    """The differences of one day. `apart`: the same minutes are divided differently."""

    day: date
    changes: list[FieldChange]
    apart: bool


@dataclass(frozen=True)
class RevisionDiff:
    """What differs between two revisions of a week. Totals and marks only where they do."""

    days: list[DayChanges]
    totals: list[FieldChange]
    marks: list[tuple[UUID, Mark | None, Mark | None]]

    @property
    def anything(self) -> bool:
        return bool(self.days or self.marks)


def diff(old: Revision, new: Revision) -> RevisionDiff:
    """The difference between `old` and `new`, which have the days of the same week."""
    before = {day.day: day for day in old.days}
    days = [_of_day(before[day.day], day) for day in new.days]
    totals = [_total(what, old.days, new.days) for what in DayField if what in MINUTES]
    return RevisionDiff(
        [day for day in days if day.changes or day.apart],
        [total for total in totals if total.was != total.now],
        _marks(old.progress, new.progress),
    )


def _of_day(old: RevisionDay, new: RevisionDay) -> DayChanges:
    pairs = [
        FieldChange(what, getattr(old, what.value), getattr(new, what.value)) for what in DayField
    ]
    changes = [pair for pair in pairs if pair.was != pair.now]
    touched = {pair.what for pair in changes}
    hours_are_the_same = not touched & {DayField.PAID, DayField.TRAINING}
    apart = hours_are_the_same and _shares(old) != _shares(new)
    return DayChanges(new.day, changes, apart)


def _shares(day: RevisionDay) -> dict[tuple[UUID, Kind], int]:
    """The minutes by activity and kind, without shares of 0 minutes."""
    shares: Iterable[ShareLike] = day.shares
    return {(share.activity_id, share.kind): share.minutes for share in shares if share.minutes}


def _total(what: DayField, old: Iterable[RevisionDay], new: Iterable[RevisionDay]) -> FieldChange:
    was, now = (sum(getattr(day, what.value) for day in days) for days in (old, new))
    return FieldChange(what, was, now)


def _marks(
    old: Iterable[MarkLike], new: Iterable[MarkLike]
) -> list[tuple[UUID, Mark | None, Mark | None]]:
    was, now = ({row.activity_id: row.mark for row in rows} for rows in (old, new))
    activities = [*was, *(activity_id for activity_id in now if activity_id not in was)]
    pairs = [
        (activity_id, was.get(activity_id), now.get(activity_id)) for activity_id in activities
    ]
    return [pair for pair in pairs if pair[1] is not pair[2]]
