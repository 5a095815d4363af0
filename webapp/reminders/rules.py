"""When companies are reminded of due weeks, and the texts of the reminders. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from ..clock import COPENHAGEN, Week, local
from ..days_off import working_day_after
from ..messages import Message
from ..timesheets.rules import Status
from ..timesheets.weeks import due_day

_SUNDAY, _TUESDAY_AFTER = timedelta(days=6), timedelta(days=8)  # from the week's Monday
TWICE = 2
_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)

# Minutes after midnight that a company can choose among: every half hour from 6 to 20.
TIMES = tuple(range(6 * 60, 20 * 60 + 1, 30))
# A reminder belongs to its day: what was held up until then is let go. It would come at night,
# and the next one is near.
QUIET_FROM = 21 * 60


def reminder_days(monday: date) -> tuple[date, date]:
    """The two days on which the week that begins on `monday` is reminded of.

    The day from which it is due, as a rule its Friday, and the Tuesday after it, or the next
    working day where one is a day off; the second is at least one working day after the first.
    """
    first = _working_day_from(due_day(Week.of(monday)))
    second = _working_day_from(monday + _TUESDAY_AFTER)
    return first, max(second, working_day_after(first, 1))


def _working_day_from(day: date) -> date:
    return working_day_after(day - _DAY, 1)


def due_at(day: date, minutes: int) -> datetime:
    """The instant at which clocks in Denmark show so many minutes after midnight on `day`.

    A time that the clock change leaves out moves on by the hour; of one that comes twice it is
    the first.
    """
    hours, rest = divmod(minutes, 60)
    return datetime.combine(day, time(hours, rest), COPENHAGEN).astimezone(UTC)


def next_first(after: datetime, minutes: int) -> datetime:
    """The next instant after `after` at which a first reminder comes in a company's time."""
    monday = Week.of(local(after).date()).monday - _WEEK  # its reminder may have been put off
    while (instant := due_at(reminder_days(monday)[0], minutes)) <= after:
        monday += _WEEK
    return instant


def was_reminded_twice(sheet: Any, mails: int) -> bool:
    """Have two mails about a week that is not sent gone to the one who is to send it?

    A correction is not owed, and what came back is asked for by its question.
    """
    return sheet.status is Status.OPEN and sheet.revision == 1 and mails >= TWICE


@dataclass(frozen=True)
class Round:
    """What is reminded of now."""

    day: date
    minute: int  # after midnight in Denmark; companies with a later time wait
    first: tuple[date, ...]  # the Mondays of weeks that are reminded of for the first time
    second: tuple[date, ...]  # and for the second and last time
    weekend: tuple[date, ...] = ()  # for the first time, of those that were worked at the weekend

    @property
    def mondays(self) -> tuple[date, ...]:
        return self.second + self.first

    @property
    def all_mondays(self) -> tuple[date, ...]:
        return self.mondays + self.weekend


def round_at(at: datetime) -> Round | None:
    """What is reminded of at that instant; None on other days, and in the evening."""
    there = local(at)
    day, minute = there.date(), there.hour * 60 + there.minute
    this_week = Week.of(day).monday
    # A week is never reminded of later than in the week after it.
    days = {monday: reminder_days(monday) for monday in (this_week - _WEEK, this_week)}
    first = tuple(monday for monday, (first_day, _two) in days.items() if first_day == day)
    second = tuple(monday for monday, (_one, two) in days.items() if two == day)
    weekend = tuple(
        monday
        for monday, (first_day, _two) in days.items()
        if _working_day_from(monday + _SUNDAY) == day > first_day
    )
    if not first + second + weekend or minute >= QUIET_FROM:
        return None
    return Round(day, minute, first, second, weekend)


# --- the texts -------------------------------------------------------------------------------


@dataclass(frozen=True)
class ReminderLine:
    """One week that the company has to send. Minutes as they stand on its sheet."""

    sheet_id: UUID
    name: str  # the participant's first name
    monday: date
    paid: int
    training: int
    returned: bool  # it was sent, and came back with a question


def owed(row: Any) -> ReminderLine:
    """A week as it was queried."""
    returned = row.status == Status.RETURNED
    hours = (int(row.paid), int(row.training))
    return ReminderLine(row.sheet_id, row.first_name, row.monday, *hours, returned=returned)


def subject(weeks: Sequence[ReminderLine], *, second: bool) -> Message:
    """The subject of a mail about these weeks; `second`: it is the last one about them."""
    count, week = len(weeks), weeks[0]
    if count > 1 and second:
        return Message("%(count)s weeks are still missing", {"count": count})
    if count > 1:
        return Message("%(count)s weeks wait for you", {"count": count})
    values = {"week": Week.of(week.monday).number, "name": week.name}
    if week.returned:
        return Message("Week %(week)s for %(name)s came back: will you look at it?", values)
    if second:
        return Message("Week %(week)s for %(name)s is still missing", values)
    return Message("Week %(week)s for %(name)s: went as planned?", values)


def line(week: ReminderLine) -> Message:
    """One week in one line: who, when, and the hours."""
    when = Week.of(week.monday)
    values: dict[str, Any] = {
        "name": week.name,
        "week": when.number,
        "from": when.monday,
        "to": when.sunday,
    }
    days = ("from", "to")
    if week.returned:
        return Message(
            "%(name)s, week %(week)s (%(from)s–%(to)s): came back with a question",
            values,
            days=days,
        )
    if not week.paid + week.training:
        return Message(
            "%(name)s, week %(week)s (%(from)s–%(to)s): no hours planned", values, days=days
        )
    values |= {"paid": week.paid, "training": week.training}
    return _with_hours(values, days)


def _with_hours(values: dict[str, Any], days: tuple[str, ...]) -> Message:
    hours = ("paid", "training")
    if not values["training"]:
        return Message(
            "%(name)s, week %(week)s (%(from)s–%(to)s): %(paid)s paid",
            values,
            days=days,
            hours=hours,
        )
    if not values["paid"]:
        return Message(
            "%(name)s, week %(week)s (%(from)s–%(to)s): %(training)s training",
            values,
            days=days,
            hours=hours,
        )
    return Message(
        "%(name)s, week %(week)s (%(from)s–%(to)s): %(paid)s paid and %(training)s training",
        values,
        days=days,
        hours=hours,
    )
