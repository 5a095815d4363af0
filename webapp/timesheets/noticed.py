"""What stands out in a week that was sent, so that nobody has to open it to know. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from ..messages import N_
from ..rulebook.findings import Code
from .rules import ABSENCE_NAMES, Absence, Went

ABOVE = {Code.PAID_ABOVE, Code.TRAINING_ABOVE}
USUAL = {Absence.HOLIDAY, Absence.CLOSED}  # absences that nobody has to ask about


@dataclass(frozen=True)
class Noticed:
    """One thing that stands out, and the days that it is about."""

    name: str  # a message id
    days: tuple[date, ...] = ()


def noticed(row: Any) -> list[Noticed]:
    """What stands out in a row of `noticed_rows` and its revision, the gravest first."""
    days = _days_away(row.absences or "")
    gravest = sorted(days, key=lambda absence: absence is not Absence.NO_SHOW)
    found = [Noticed(ABSENCE_NAMES[absence], tuple(sorted(days[absence]))) for absence in gravest]
    if row.went is Went.BADLY:
        found.append(Noticed(N_("a bad week")))
    if ABOVE & set(row.reasons or {}):
        found.append(Noticed(N_("more than agreed")))
    if row.revision > 1:
        found.append(Noticed(N_("correction")))
    return found


def _days_away(text: str) -> dict[Absence, list[date]]:
    found: dict[Absence, list[date]] = {}
    for one in text.split():
        day, absence = one.split("|")
        if Absence(absence) not in USUAL:
            found.setdefault(Absence(absence), []).append(date.fromisoformat(day))
    return found
