"""Calendars as others' programs read them: iCalendar (RFC 5545), whole days only. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

ASK_AGAIN = timedelta(hours=4)  # a wish: some programs ask once a day


@dataclass(frozen=True)
class Day:
    """One event: a day, and what it is about."""

    uid: str
    day: date
    title: str
    link: str
    changed_at: datetime


def write(name: str, days: Iterable[Day], *, language: str) -> bytes:
    """The file for a calendar called `name`. The same days make the same bytes.

    Without a METHOD, DTSTAMP is when an event was last changed, not when the file was made.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//Småjob//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT4H")
    for day in days:
        calendar.add_component(_event(day))
    return bytes(calendar.to_ical())


def _event(day: Day) -> Event:
    event, changed_at = Event(), day.changed_at.astimezone(UTC).replace(microsecond=0)
    event.add("uid", f"{day.uid}@smajob")
    event.add("summary", day.title)
    event.add("dtstart", day.day)
    event.add("dtend", day.day + timedelta(days=1))
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("transp", "TRANSPARENT")  # nobody is busy all day with it
    event.add("class", "PRIVATE")
    event.add("description", day.link)
    event.add("url", day.link)
    return event
