"""The content of a week, as it is stored in a sheet or typed in a form; each field also as text.

Pure.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from ..numbers import is_digits
from ..splits.plan import Kind
from ..text import storable
from .rules import Absence, Mark, Went
from .shares import Key, of_shared_kinds, spread
from .weeks import PlannedDay

Texts = dict[str, str]  # by field name: `day-0.paid` is the paid hours of Monday
KINDS = (Kind.PAID, Kind.TRAINING)
MAX_LENGTH = 20_000  # characters of the stored texts that a form carries


@dataclass(frozen=True)
class DayContent:
    """The content of one day. Durations are in minutes."""

    day: date
    paid: int
    training: int
    absence: Absence | None
    absence_note: str
    away: bool = False  # are the hours paid that were missed?
    usual_paid: int = 0
    shares: Mapping[Key, int] = field(default_factory=dict)

    @property
    def away_paid(self) -> int:
        """Minutes that are paid though nobody was at work."""
        return max(self.usual_paid - self.paid, 0) if self.away and self.absence else 0

    def hours(self, kind: Kind) -> int:
        return self.paid if kind is Kind.PAID else self.training


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
    usual: Sequence[PlannedDay]  # the seven days as planned, public holidays left out of account

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

    def is_estimated(self, number: int, day: "DayContent", kind: Kind) -> bool:
        """Are the shares of a day the ones that `weights` gives for its total?"""
        keys = self.keys(kind)
        spreads = spread(day.hours(kind), self.weights(number, kind))
        return {key: day.shares.get(key, 0) for key in keys} == spreads


class StoredDay(Protocol):
    """A stored day of a week sheet."""

    day: date
    paid: int
    training: int
    absence: Absence | None
    absence_note: str
    away_paid: int
    shares: Any


def share_keys(usual: Sequence[PlannedDay], days: Sequence[StoredDay]) -> list[Key]:
    """The keys that the minutes of a week are divided by, as planned and as stored."""
    planned = [key for day in usual for key in day.shares]
    stored = [(row.activity_id, row.kind) for day in days for row in day.shares]
    return of_shared_kinds([*planned, *stored])


def of_sheet(sheet: Any, fields: WeekFields) -> WeekContent:
    """The content of a stored sheet."""
    return WeekContent(
        days=[_day(number, day, fields) for number, day in enumerate(sheet.days)],
        progress=dict.fromkeys(fields.trained, (None, ""))
        | {row.activity_id: (row.mark, row.learnt) for row in sheet.progress},
        note=sheet.note,
        went=sheet.went,
        call_me=bool(sheet.call_me),
        reasons=dict(sheet.reasons or {}),
    )


def _day(number: int, day: StoredDay, fields: WeekFields) -> DayContent:
    rows = {(row.activity_id, row.kind): row.minutes for row in day.shares}
    shares: dict[Key, int] = {}
    for kind, total in zip(KINDS, (day.paid, day.training), strict=True):
        keys = fields.keys(kind)
        known = {key: rows.get(key, 0) for key in keys}
        # Hours stored before there were several activities are divided as usual.
        fits = sum(known.values()) == total
        shares |= known if fits else spread(total, fields.weights(number, kind))
    return DayContent(
        day=day.day,
        paid=day.paid,
        training=day.training,
        absence=day.absence,
        absence_note=day.absence_note,
        away=bool(day.away_paid),
        usual_paid=fields.usual[number].paid,
        shares=shares,
    )


# --- as texts ---


def texts(content: WeekContent) -> Texts:
    """Each field in its canonical text: the same value always gives the same text."""
    by_name: Texts = {}
    for number, day in enumerate(content.days):
        by_name |= {f"day-{number}.{kind}": hours_text(day, kind) for kind in KINDS}
        by_name[f"day-{number}.absence"] = day.absence or ""
        by_name[f"day-{number}.note"] = day.absence_note
        by_name[f"day-{number}.away"] = "1" if day.away_paid else ""
    for activity_id, (mark, learnt) in content.progress.items():
        by_name[f"mark-{activity_id}.mark"] = mark or ""
        by_name[f"mark-{activity_id}.learnt"] = learnt
    by_name |= {f"why-{code}.text": text for code, text in content.reasons.items()}
    by_name |= {"words.text": content.note, "mood.went": content.went or ""}
    return {name: str(text) for name, text in by_name.items()} | {
        "call.me": "1" if content.call_me else ""
    }


def hours_text(day: DayContent, kind: Kind) -> str:
    """Minutes: `180`, or with shares `180 0b5c54aa=60 99d1f3e0=120`; empty for no hours."""
    total = day.hours(kind)
    shares = sorted(
        f"{key[0].hex[:8]}={minutes}"
        for key, minutes in day.shares.items()
        if key[1] is kind and minutes
    )
    return " ".join([str(total), *shares]) if total else ""


def read_hours(text: str, keys: Sequence[Key]) -> tuple[int, dict[Key, int]] | None:
    """(total, shares) in minutes of an `hours_text`; None for any other text."""
    total, *rest = text.split() or ["0"]
    shares = dict.fromkeys(keys, 0)
    by_name = {key[0].hex[:8]: key for key in keys}
    for part in rest:
        name, _, minutes = part.partition("=")
        if name not in by_name or not _few_digits(minutes):
            return None
        shares[by_name[name]] = int(minutes)
    return (int(total), shares) if _few_digits(total) else None


def _few_digits(text: str) -> bool:
    return is_digits(text) and len(text) < 5


def dump_texts(texts: Texts) -> str:
    return json.dumps(texts, ensure_ascii=False, separators=(",", ":"))


def load_texts(text: str | None) -> Texts | None:
    """The inverse of `dump_texts`; None for any other text, which a browser may send."""
    if not text or len(text) > MAX_LENGTH:
        return None
    try:
        loaded = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(loaded, dict) or not all(map(_is_storable, [*loaded, *loaded.values()])):
        return None
    return loaded


def _is_storable(value: object) -> bool:
    """Can the database store it? JSON can encode lone surrogates, which it cannot."""
    return isinstance(value, str) and storable(value) == value
