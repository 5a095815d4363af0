"""A week with a pause in it: from when it is sent, from when it is owed, how the list shows it."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from tests.browser import Browser
from tests.calendars.test_calendars import address_of, days, english, sending
from tests.conftest import Browse
from tests.database import Database
from tests.smalljobs.pausing import pause
from tests.world import WEEK, World
from webapp.demo import build
from webapp.timesheets.rules import Absence

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, _SUNDAY = WEEK.days
AS_PLANNED = "As planned – send"


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def cells(browser: Browser) -> list[str]:
    browser.open("/weeks")
    return browser.reader.words


@pytest.mark.parametrize(
    ("first", "last", "sent_from"),
    [
        (FRIDAY, FRIDAY, "Thursday 19 November"),
        (THURSDAY, None, "Wednesday 18 November"),
        (WEDNESDAY, THURSDAY, "Friday 20 November"),
        (TUESDAY, None, ""),  # Monday is all there is
    ],
)
def test_nobody_waits_for_the_days_of_a_pause(
    world: World,
    db: Database,
    browse: Browse,
    frozen: Any,
    first: date,
    last: date | None,
    sent_from: str,
) -> None:
    frozen.move_to(noon(MONDAY))
    job = world.job()
    sheet = world.sheet(job=job)
    db.update(sheet, updated_at=sheet.since)
    assert pause(browse(world.mette), job, from_day=str(first), to_day=str(last or "")) == 200
    karen = browse(world.karen)
    karen.open(f"/smalljobs/{job.id}/weeks/{WEEK}")
    assert karen.sees("Send from") == bool(sent_from)
    assert not sent_from or karen.sees(f"Send from {sent_from}")


@pytest.mark.parametrize("rests", [True, False])
def test_what_was_kept_on_a_day_of_a_pause_is_not_waited_for(
    world: World, db: Database, browse: Browse, frozen: Any, rests: bool
) -> None:
    """It is Thursday, and somebody has written that he does not come on Friday."""
    frozen.move_to(noon(THURSDAY))
    job = world.job(pauses=[build.pause(FRIDAY, FRIDAY)] if rests else [])
    sheet = world.sheet(job=job, minutes_by_day=[144] * 4 + [0] * 3)
    db.update(sheet.days[4], absence=Absence.NO_SHOW)
    karen = browse(world.karen)
    karen.open(f"/smalljobs/{job.id}/weeks/{WEEK}")
    assert karen.sees("Send from Friday 20 November") == (not rests)


def test_the_list_says_which_days_are_a_pause(world: World, browse: Browse) -> None:
    job = world.job(pauses=[build.pause(WEDNESDAY, THURSDAY)])
    world.sheet(job=job, minutes_by_day=[144, 144, 0, 0, 144, 0, 0])
    karen = browse(world.karen)
    assert cells(karen).count("pause") == 2
    assert any(button.startswith(AS_PLANNED) for button in karen.buttons)


def test_a_week_that_is_all_pause_is_not_on_the_list(world: World, browse: Browse) -> None:
    job = world.job(pauses=[build.pause(WEEK.plus(-1).monday, WEEK.plus(-1).sunday)])
    for week in (WEEK.plus(-1), WEEK):
        world.sheet(job=job, week=week)
    words = cells(browse(world.karen))
    assert "Jørgen: week 47" in words and "pause" not in words


@pytest.mark.parametrize("rests", [True, False])
def test_hours_that_were_kept_on_a_day_of_a_pause_put_nothing_off(
    world: World, browse: Browse, rests: bool
) -> None:
    """It is Friday. The week is owed, and its page says what is wrong with Saturday."""
    job = world.job(pauses=[build.pause(SATURDAY, SATURDAY)] if rests else [])
    world.sheet(job=job, minutes_by_day=[144, 144, 144, 144, 0, 144, 0])
    karen = browse(world.karen)
    karen.open("/home")
    assert karen.sees("Send Jørgen's week 47") == rests


def test_a_saturday_in_a_pause_keeps_the_week_on_its_friday(world: World, browse: Browse) -> None:
    english(world, "karen")
    job = world.job(pauses=[build.pause(*[WEEK.plus(1).days[5]] * 2)])
    world.db.update(job.pattern[4], weekday=5)
    listed = [day for day, _title in sending(days(browse, address_of(world, "karen")))]
    assert listed[:3] == [SATURDAY, WEEK.plus(1).days[4], WEEK.plus(2).days[5]]
