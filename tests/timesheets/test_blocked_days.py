"""Whoever saves a week: nothing new comes onto a day of a pause."""

from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import Session

from tests.database import Database
from tests.world import NOW, WEEK, World
from webapp.actor import Refused
from webapp.demo import build
from webapp.timesheets import actions
from webapp.timesheets.models import Day, Timesheet
from webapp.timesheets.rules import Absence

FRIDAY = WEEK.days[4]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"paid": 145}, False),
        ({"training": 1}, False),
        ({"away_paid": 1}, False),
        ({"absence": Absence.SICK}, False),
        ({"paid": 144}, True),  # as it stood there before the pause was known
        ({"paid": 143}, True),
        ({"paid": 0}, True),
    ],
    ids=str,
)
def test_a_day_of_a_pause_takes_nothing_new(
    world: World, db: Database, typed: dict[str, Any], kept: bool
) -> None:
    world.sheet(job=world.job(pauses=[build.pause(FRIDAY)]))

    def save(session: Session) -> None:
        sheet = session.get_one(Timesheet, db.one(Timesheet).id)
        days = [replace(day, **typed) if day.day == FRIDAY else day for day in sheet.content.days]
        content = replace(sheet.content, days=days)
        by, version = world.actor("karen"), sheet.version
        actions.save(session, sheet, content, version=version, by=by, at=NOW)

    if kept:
        db.change(save)
    else:
        with pytest.raises(Refused, match="There can be no hours"):
            db.change(save)
    on_friday = next(day for day in db.all(Day) if day.day == FRIDAY)
    assert on_friday.paid == (typed["paid"] if kept else 144)
