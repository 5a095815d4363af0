"""The content of a week: typed in a form, stored in a sheet, or as it was returned. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from ..messages import Message
from ..splits.plan import Kind
from . import day as days
from .day import DayContent
from .rules import Mark, Went
from .shares import Key, of_shared_kinds, spread

KINDS = (Kind.PAID, Kind.TRAINING)


@dataclass(frozen=True)
class WeekContent:
    """The content of a whole week.

    `progress` holds (mark, what was learnt) by activity id; a mark that was removed is None.
    `reasons` are by a finding's code.
    """

    days: Sequence[DayContent]
    progress: Mapping[UUID, tuple[Mark | None, str]]
    note: str = ""
    went: Went | None = None
    call_me: bool = False
    reasons: Mapping[str, str] = field(default_factory=dict)

    @property
    def marks(self) -> dict[UUID, tuple[Mark, str]]:
        """The marks that are set."""
        return {key: (mark, learnt) for key, (mark, learnt) in self.progress.items() if mark}


@dataclass(frozen=True)
class WeekFields:
    """The fields that the form of a week has."""

    share_names: dict[Key, str]  # activity names by share key, where a kind has several activities
    trained: dict[UUID, str]  # names of the activities in training, by their id
    usual: Sequence[DayContent]  # the seven days as planned, public holidays left out of account
    blocked: Mapping[date, Message] = field(default_factory=dict)  # why a day can have no hours

    def keys(self, kind: Kind) -> list[Key]:
        return [key for key in self.share_names if key[1] is kind]

    def position(self, key: Key) -> int:
        """The number of the share field of `key`, from 0."""
        return [*self.share_names].index(key)

    def weights(self, number: int, kind: Kind) -> dict[Key, int]:
        """The weights by which a total of `kind` is divided among the activities of a day.

        They are the planned minutes of that day, else of the week, else 1 each. The result is an
        estimate and is not shown as if somebody had entered it: see `is_estimated`.
        """
        keys = self.keys(kind)
        on_the_day = {key: self.usual[number].shares.get(key, 0) for key in keys}
        if any(on_the_day.values()):
            return on_the_day
        in_the_week = {key: sum(day.shares.get(key, 0) for day in self.usual) for key in keys}
        return in_the_week if any(in_the_week.values()) else dict.fromkeys(keys, 1)

    def is_estimated(self, number: int, day: DayContent, kind: Kind) -> bool:
        """Are the shares of a day the ones that `weights` gives for its total?"""
        keys = self.keys(kind)
        spreads = spread(day.hours(kind), self.weights(number, kind))
        return {key: day.shares.get(key, 0) for key in keys} == spreads


def share_keys(usual: Sequence[DayContent], stored: Sequence[DayContent]) -> list[Key]:
    """The keys that the minutes of a week are divided by, as planned and as stored."""
    return of_shared_kinds(key for day in [*usual, *stored] for key in day.shares)


def of_sheet(sheet: Any) -> WeekContent:
    """The content of a stored sheet: its row, with those of its days, shares and marks."""
    return WeekContent(
        days=[of_row(day) for day in sheet.days],
        progress={row.activity_id: (row.mark, row.learnt) for row in sheet.progress},
        note=sheet.note,
        went=sheet.went,
        call_me=bool(sheet.call_me),
        reasons=dict(sheet.reasons or {}),
    )


def of_row(day: Any) -> DayContent:
    """The content of a stored day: its row, with those of its shares."""
    return days.read(day, shares={(row.activity_id, row.kind): row.minutes for row in day.shares})


def to_edit(stored: WeekContent, fields: WeekFields) -> WeekContent:
    """A stored week as its form has it: with all shares, and a place for every mark."""
    return replace(
        stored,
        days=[_to_edit(number, day, fields) for number, day in enumerate(stored.days)],
        progress={**dict.fromkeys(fields.trained, (None, "")), **stored.progress},
    )


def _to_edit(number: int, day: DayContent, fields: WeekFields) -> DayContent:
    shares: dict[Key, int] = {}
    for kind in KINDS:
        total, keys = day.hours(kind), fields.keys(kind)
        known = {key: day.shares.get(key, 0) for key in keys}
        # Hours stored before there were several activities are divided as usual.
        fits = sum(known.values()) == total
        shares |= known if fits else spread(total, fields.weights(number, kind))
    usual = fields.usual[number].paid
    return replace(day, shares=shares, away=bool(day.away_paid), usual_paid=usual).settled()
