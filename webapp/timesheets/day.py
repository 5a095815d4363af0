"""One day of a week, and the table of its fields. Pure.

A field of the day is declared here once. From the table follow how it is typed, saved, merged,
copied into a correction, compared, kept when a week is returned, and what the register shows.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from ..messages import N_
from ..splits.plan import Kind
from .rules import ABSENCE_NAMES, WORDS, Absence
from .shares import Key


class DayLike(Protocol):
    """What the rules read of a day, be it a `DayContent` or a stored row."""

    @property
    def day(self) -> date: ...
    @property
    def paid(self) -> int: ...
    @property
    def training(self) -> int: ...
    @property
    def absence(self) -> Absence | None: ...
    @property
    def absence_note(self) -> str: ...
    @property
    def away_paid(self) -> int: ...


@dataclass(frozen=True)
class DayContent:
    """The content of one day: planned, typed, stored, returned or counted. Minutes.

    `shares` are the hours by activity: those of a kind add up to its hours, or there are none.
    """

    day: date
    paid: int = 0
    training: int = 0
    absence: Absence | None = None
    absence_note: str = ""
    away_paid: int = 0  # paid though nobody was at work
    shares: Mapping[Key, int] = field(default_factory=dict)
    # While it is typed, `away_paid` follows from these: see `settled`.
    away: bool = False  # are the hours paid that were missed?
    usual_paid: int = 0

    def hours(self, kind: Kind) -> int:
        return self.paid if kind is Kind.PAID else self.training

    @property
    def to_pay(self) -> int:
        return self.paid + self.away_paid

    def settled(self) -> "DayContent":
        """The day with the minutes that are paid though nobody was at work, as it was typed."""
        missed = max(self.usual_paid - self.paid, 0) if self.away and self.absence else 0
        return replace(self, away_paid=missed)


class FieldKind(StrEnum):
    """What a field holds, and thereby how it is typed and written."""

    HOURS = "hours"  # minutes, divided by activity where there are several
    MINUTES = "minutes"
    MISSED = "missed"  # minutes that are typed as a yes or no
    CHOICE = "choice"
    REASON = "reason"  # one of some reasons, or words instead
    WORDS = "words"


IN_MINUTES = frozenset({FieldKind.HOURS, FieldKind.MINUTES, FieldKind.MISSED})


@dataclass(frozen=True, eq=False)
class DayField:
    """A field of the day.

    `choices` are the names of the values that have one, `empty` the name of no choice; both are
    message ids. `key` names it where a form says what it was filled from: `day-0.note`.
    """

    name: str  # of the attribute, the column and the form field
    label: str  # a message id
    kind: FieldKind
    typed: str = ""  # the attribute that is typed, where it is another one
    key: str = ""
    choices: Mapping[Any, str] = field(default_factory=dict)
    empty: str = ""
    read: Callable[[Any], Any] = lambda value: value  # from JSON; all values can be written to it
    compared: bool = True  # between revisions, and with what was returned
    carried: bool = True  # into a correction
    register: bool = True  # read for it; worked minutes get a column of their own
    payroll: bool = True  # read for it; `payroll/columns.py` says what its column is called

    @property
    def attribute(self) -> str:
        return self.typed or self.name

    @property
    def text_key(self) -> str:
        return self.key or self.name


PAID = DayField("paid", N_("Paid hours"), FieldKind.HOURS)
TRAINING = DayField("training", N_("Training"), FieldKind.HOURS)
ABSENCE = DayField(
    "absence",
    N_("At work?"),
    FieldKind.CHOICE,
    choices=ABSENCE_NAMES,
    empty=N_("At work"),
    read=lambda value: Absence(value) if value else None,
)
AWAY_PAID = DayField("away_paid", N_("Paid absence"), FieldKind.MISSED, typed="away", key="away")
ABSENCE_NOTE = DayField(
    "absence_note",
    N_("A word on it"),
    FieldKind.REASON,
    key="note",
    choices=WORDS,
    register=False,
    payroll=False,
)
FIELDS = (PAID, TRAINING, ABSENCE, AWAY_PAID, ABSENCE_NOTE)


def has_hours(day: DayLike) -> bool:
    """Are there hours on it, or pay for somebody who was away?"""
    return bool(day.paid or day.training or day.away_paid)


def read(row: Any, fields: Iterable[DayField] = FIELDS, **more: Any) -> DayContent:
    """The day of a row that has the columns of these fields."""
    values = {item.name: getattr(row, item.name) for item in fields}
    return DayContent(day=row.day, **values, **more)


def total(days: Iterable[DayLike], fields: Iterable[DayField] = FIELDS) -> dict[str, int]:
    """The minutes of all days together, by the name of the field."""
    listed = list(days)
    counted = [item for item in fields if item.kind in IN_MINUTES]
    return {item.name: sum(getattr(day, item.name) for day in listed) for item in counted}


def take(mine: DayContent, theirs: DayContent, fields: Iterable[DayField]) -> DayContent:
    """`mine`, with these fields of `theirs`."""
    shares, values = dict(mine.shares), {}
    for item in fields:
        values[item.attribute] = getattr(theirs, item.attribute)
        if item.kind is FieldKind.HOURS:
            shares |= {key: each for key, each in theirs.shares.items() if key[1] == item.name}
    return replace(mine, **values, shares=shares).settled()


# --- as JSON ---


def to_json(day: DayContent) -> dict[str, Any]:
    values = {item.name: getattr(day, item.name) for item in FIELDS}
    shares = [[str(activity), kind, minutes] for (activity, kind), minutes in day.shares.items()]
    return {"day": day.day.isoformat(), **values, "shares": shares}


def from_json(stored: Mapping[str, Any]) -> DayContent:
    """The inverse of `to_json`; fields that are newer than what is stored are empty."""
    known = [item for item in FIELDS if item.name in stored]
    shares: Sequence[Any] = stored["shares"]
    return DayContent(
        day=date.fromisoformat(stored["day"]),
        shares={(UUID(activity), Kind(kind)): minutes for activity, kind, minutes in shares},
        **{item.name: item.read(stored[item.name]) for item in known},
    )
