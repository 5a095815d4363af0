"""The highlights of a submitted week: what a list shows without opening it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..messages import N_
from ..rulebook.findings import Code
from .rules import ABSENCE_NAMES, Absence, Went

ABOVE = {Code.PAID_ABOVE, Code.TRAINING_ABOVE}
EXPECTED = {Absence.HOLIDAY, Absence.CLOSED}  # absences that need no explanation


@dataclass(frozen=True)
class Highlight:
    """One thing that stands out, and the days that it is about."""

    name: str  # a message id
    days: tuple[date, ...] = ()


def highlights(row: Any, absences: Iterable[tuple[date, Absence]]) -> list[Highlight]:
    """The highlights of a row with the columns HIGHLIGHTS and revision, the gravest first."""
    days = _days_away(absences)
    gravest = sorted(days, key=lambda absence: absence is not Absence.NO_SHOW)
    items = [Highlight(ABSENCE_NAMES[absence], tuple(sorted(days[absence]))) for absence in gravest]
    if row.went is Went.BADLY:
        items.append(Highlight(N_("a bad week")))
    if ABOVE & set(row.reasons or {}):
        items.append(Highlight(N_("more than agreed")))
    if row.revision > 1:
        items.append(Highlight(N_("correction")))
    return items


def _days_away(absences: Iterable[tuple[date, Absence]]) -> dict[Absence, list[date]]:
    days: dict[Absence, list[date]] = {}
    for day, absence in absences:
        if absence not in EXPECTED:
            days.setdefault(absence, []).append(day)
    return days
