"""A week as it is told: typed in a form or kept in a sheet, and field by field as texts. Pure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from ..characters import kept as kept_text
from ..splits.plan import Kind
from .rules import Absence, Mark, Went
from .shares import Key, of_several, spread
from .weeks import Planned

Texts = dict[str, str]  # by name, like `day-0.paid`: where it stands, and which field there
KINDS = (Kind.PAID, Kind.TRAINING)
MOST = 20_000  # characters of what a form says it was filled from


@dataclass(frozen=True)
class Line:
    """One day, in minutes."""

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
class Told:
    """A whole week. `progress` has the marks by activity, `reasons` are by a finding's code.

    A mark that was taken back is None.
    """

    lines: Sequence[Line]
    progress: Mapping[UUID, tuple[Mark | None, str]]
    note: str = ""
    went: Went | None = None
    call_me: bool = False
    reasons: Mapping[str, str] = field(default_factory=dict)

    @property
    def marks(self) -> dict[UUID, tuple[Mark, str]]:
        """The marks that stand."""
        return {key: (mark, learnt) for key, (mark, learnt) in self.progress.items() if mark}


@dataclass(frozen=True)
class Frame:
    """What a week is asked about."""

    told_apart: dict[Key, str]  # what a day's minutes are told apart by, where there are several
    trained: dict[UUID, str]  # names by activity
    usual: Sequence[Planned]  # the seven days as they are without public holidays

    def keys(self, kind: Kind) -> list[Key]:
        return [key for key in self.told_apart if key[1] is kind]

    def place(self, key: Key) -> int:
        """Which of the fields for shares it is."""
        return [*self.told_apart].index(key)

    def weights(self, number: int, kind: Kind) -> dict[Key, int]:
        """What a total of that kind is spread by on a day: as usual then, or in the week.

        Where the week has none either, everything gets the same. That is a guess, so what was
        spread in this way is not told to anybody as if it had been said: see `is_guessed`.
        """
        keys = self.keys(kind)
        on_the_day = {key: self.usual[number].shares.get(key, 0) for key in keys}
        if any(on_the_day.values()):
            return on_the_day
        in_the_week = {key: sum(day.shares.get(key, 0) for day in self.usual) for key in keys}
        return in_the_week if any(in_the_week.values()) else dict.fromkeys(keys, 1)

    def is_guessed(self, number: int, line: "Line", kind: Kind) -> bool:
        """Are the shares of a day as they come about when only its total is told?"""
        keys = self.keys(kind)
        spreads = spread(line.hours(kind), self.weights(number, kind))
        return {key: line.shares.get(key, 0) for key in keys} == spreads


class DayLike(Protocol):
    """A day where it is kept."""

    day: date
    paid: int
    training: int
    absence: Absence | None
    absence_note: str
    away_paid: int
    shares: Any


def told_apart(usual: Sequence[Planned], days: Sequence[DayLike]) -> list[Key]:
    """What the minutes of a week's days are told apart by: as planned, and as kept."""
    planned = [key for day in usual for key in day.shares]
    kept = [(row.activity_id, row.kind) for day in days for row in day.shares]
    return of_several([*planned, *kept])


def kept(sheet: Any, frame: Frame) -> Told:
    """What stands in a sheet."""
    return Told(
        lines=[_line(number, day, frame) for number, day in enumerate(sheet.days)],
        progress=dict.fromkeys(frame.trained, (None, ""))
        | {row.activity_id: (row.mark, row.learnt) for row in sheet.progress},
        note=sheet.note,
        went=sheet.went,
        call_me=bool(sheet.call_me),
        reasons=dict(sheet.reasons or {}),
    )


def _line(number: int, day: DayLike, frame: Frame) -> Line:
    rows = {(row.activity_id, row.kind): row.minutes for row in day.shares}
    shares: dict[Key, int] = {}
    for kind, total in zip(KINDS, (day.paid, day.training), strict=True):
        keys = frame.keys(kind)
        known = {key: rows.get(key, 0) for key in keys}
        # Hours from before there were several are told apart as they usually are.
        fits = sum(known.values()) == total
        shares |= known if fits else spread(total, frame.weights(number, kind))
    return Line(
        day=day.day,
        paid=day.paid,
        training=day.training,
        absence=day.absence,
        absence_note=day.absence_note,
        away=bool(day.away_paid),
        usual_paid=frame.usual[number].paid,
        shares=shares,
    )


# --- as texts ---


def texts(told: Told) -> Texts:
    """Each field as a text that is the same however the same thing was typed."""
    found: Texts = {}
    for number, line in enumerate(told.lines):
        found |= {f"day-{number}.{kind}": hours_text(line, kind) for kind in KINDS}
        found[f"day-{number}.absence"] = line.absence or ""
        found[f"day-{number}.note"] = line.absence_note
        found[f"day-{number}.away"] = "1" if line.away_paid else ""
    for activity_id, (mark, learnt) in told.progress.items():
        found[f"mark-{activity_id}.mark"] = mark or ""
        found[f"mark-{activity_id}.learnt"] = learnt
    found |= {f"why-{code}.text": text for code, text in told.reasons.items()}
    found |= {"words.text": told.note, "mood.went": told.went or ""}
    return {name: str(text) for name, text in found.items()} | {
        "call.me": "1" if told.call_me else ""
    }


def hours_text(line: Line, kind: Kind) -> str:
    """`180`, or with its shares `180 0b5c54aa=60 99d1f3e0=120`; nothing for no hours."""
    total = line.hours(kind)
    shares = sorted(
        f"{key[0].hex[:8]}={minutes}"
        for key, minutes in line.shares.items()
        if key[1] is kind and minutes
    )
    return " ".join([str(total), *shares]) if total else ""


def read_hours(text: str, keys: Sequence[Key]) -> tuple[int, dict[Key, int]] | None:
    """(total, shares) of an `hours_text`, or None: it may come from anywhere."""
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
    return text.isascii() and text.isdigit() and len(text) < 5


def dumped(found: Texts) -> str:
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def loaded(text: str | None) -> Texts | None:
    """What `dumped` wrote, or None for anything else: it comes back from a browser."""
    if not text or len(text) > MOST:
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not all(isinstance(one, str) for one in found.values()):
        return None
    return {kept_text(name): kept_text(one) for name, one in found.items()}
