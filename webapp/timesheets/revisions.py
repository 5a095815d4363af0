"""The revisions of a week: which one counts, and how two differ, day by day. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar
from uuid import UUID

from .content import WeekContent
from .day import FIELDS, IN_MINUTES, DayContent, DayField, FieldKind, total
from .rules import Mark, Status
from .shares import Key

_COMPARED = [item for item in FIELDS if item.compared]


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


@dataclass(frozen=True)
class FieldChange:
    """One thing as it was and as it is: minutes, an absence or None, or words."""

    what: DayField
    was: Any
    now: Any

    @property
    def in_minutes(self) -> bool:
        return self.what.kind in IN_MINUTES


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


def diff(old: WeekContent, new: WeekContent) -> RevisionDiff:
    """The difference between `old` and `new`, which have the days of the same week."""
    before = {day.day: day for day in old.days}
    days = [_of_day(before[day.day], day) for day in new.days]
    return RevisionDiff(
        [day for day in days if day.changes or day.apart],
        _totals(old.days, new.days),
        _marks(old, new),
    )


def _of_day(old: DayContent, new: DayContent) -> DayChanges:
    pairs = [
        FieldChange(item, getattr(old, item.name), getattr(new, item.name)) for item in _COMPARED
    ]
    changes = [pair for pair in pairs if pair.was != pair.now]
    hours_are_the_same = not any(change.what.kind is FieldKind.HOURS for change in changes)
    apart = hours_are_the_same and _shares(old) != _shares(new)
    return DayChanges(new.day, changes, apart)


def _shares(day: DayContent) -> Mapping[Key, int]:
    """The minutes by activity and kind, without shares of 0 minutes."""
    return {key: minutes for key, minutes in day.shares.items() if minutes}


def _totals(old: Iterable[DayContent], new: Iterable[DayContent]) -> list[FieldChange]:
    was, now = total(old, _COMPARED), total(new, _COMPARED)
    pairs = [
        FieldChange(item, was[item.name], now[item.name]) for item in _COMPARED if item.name in was
    ]
    return [pair for pair in pairs if pair.was != pair.now]


def _marks(old: WeekContent, new: WeekContent) -> list[tuple[UUID, Mark | None, Mark | None]]:
    was, now = ({key: mark for key, (mark, _) in week.progress.items()} for week in (old, new))
    pairs = [(key, was.get(key), now.get(key)) for key in {**was, **now}]
    return [pair for pair in pairs if pair[1] is not pair[2]]
