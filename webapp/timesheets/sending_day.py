"""The day from which a week can be sent: not before what it tells of has happened. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date

from ..clock import Week
from ..rulebook.rules import SendFrom
from .day import DayLike
from .rules import AFTERWARDS


def first_day(
    days: Sequence[DayLike], planned: Iterable[DayLike], send_from: SendFrom
) -> date | None:
    """The first day on which a week can be sent as it stands; None where that is any day.

    All of its hours have to be worked, and a planned day of which nothing is said has to come.
    What keeps somebody away may be told ahead, and so may a week without any hours.
    """
    happens = [day.day for day in days if _happens(day)]
    if not happens:
        return None
    if send_from is SendFrom.END_OF_WEEK:
        return Week.of(happens[0]).sunday
    told = {day.day for day in days if day.absence}
    silent = [day.day for day in planned if day.paid + day.training and day.day not in told]
    return max(happens + silent)


def _happens(day: DayLike) -> bool:
    """Does it say what nobody can know before the day has come?"""
    return bool(day.paid + day.training) or day.absence in AFTERWARDS
