"""The days of pauses: which a pause covers, which weeks are owed, which pauses can be."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from tests.database import Database
from tests.world import START, TODAY, WEEK, World
from webapp import db as app_db
from webapp.clock import Week
from webapp.demo import build
from webapp.smalljobs import pauses
from webapp.smalljobs.models import SmallJob
from webapp.smalljobs.pause_conditions import runs_on
from webapp.smalljobs.pauses import Run
from webapp.smalljobs.rules import Status

MONDAY, FRIDAY, SUNDAY = (WEEK.days[number] for number in (0, 4, 6))
DAY = timedelta(days=1)
Days = tuple[date, date | None]


def rests(*days: Days) -> Sequence[pauses.PauseLike]:
    return [build.pause(first, last) for first, last in days]


@pytest.mark.parametrize(
    ("pause", "day", "inside"),
    [
        ((MONDAY, FRIDAY), MONDAY - DAY, False),
        ((MONDAY, FRIDAY), MONDAY, True),
        ((MONDAY, FRIDAY), FRIDAY, True),
        ((MONDAY, FRIDAY), FRIDAY + DAY, False),
        ((MONDAY, MONDAY), MONDAY, True),
        ((MONDAY, MONDAY), MONDAY + DAY, False),
        ((MONDAY, None), MONDAY - DAY, False),
        ((MONDAY, None), date(2030, 1, 1), True),
    ],
)
def test_both_ends_are_inside(pause: Days, day: date, inside: bool) -> None:
    assert (pauses.pause_on(rests(pause), day) is not None) is inside


@pytest.mark.parametrize(
    ("run", "owed"),
    [
        (Run(START), True),
        (Run(START, None, rests((MONDAY, SUNDAY))), False),
        (Run(START, None, rests((MONDAY, None))), False),
        (Run(START, None, rests((MONDAY, SUNDAY - DAY))), True),
        (Run(START, None, rests((MONDAY + DAY, None))), True),
        (Run(START, None, rests((MONDAY, FRIDAY), (FRIDAY + DAY, SUNDAY))), False),
        (Run(START, None, rests((MONDAY, FRIDAY), (SUNDAY, SUNDAY))), True),
        (Run(START, MONDAY - DAY), False),
        (Run(START, MONDAY), True),
        (Run(START, FRIDAY, rests((MONDAY, FRIDAY))), False),
        (Run(SUNDAY), True),
        (Run(SUNDAY + DAY), False),
        (Run(FRIDAY, None, rests((FRIDAY, SUNDAY))), False),
    ],
)
def test_a_week_is_owed_where_it_runs_on_one_of_its_days(run: Run, owed: bool) -> None:
    assert pauses.runs_in(run, WEEK) is owed


@pytest.mark.parametrize(
    ("run", "says"),
    [
        (Run(START), ""),
        (Run(START, None, rests((MONDAY, None))), "since 2026-11-16"),
        (Run(START, None, rests((MONDAY, FRIDAY))), ""),
        (Run(START, None, rests((MONDAY - DAY, SUNDAY))), "from 2026-11-15 to 2026-11-22"),
        (Run(START, FRIDAY, rests((MONDAY, FRIDAY))), "from 2026-11-16 to 2026-11-20"),
        (Run(START, MONDAY - DAY), ""),  # that is told otherwise
    ],
)
def test_a_week_wholly_in_a_pause_says_from_when_to_when(run: Run, says: str) -> None:
    said = pauses.why_nothing_to_send(run, WEEK)
    assert (said is not None) is bool(says)
    assert says in str(said)


@pytest.mark.parametrize(
    ("status", "today", "stands"),
    [
        (Status.ACTIVE, MONDAY - DAY, Status.ACTIVE),
        (Status.ACTIVE, MONDAY, Status.PAUSED),
        (Status.PAUSED, FRIDAY, Status.PAUSED),
        (Status.PAUSED, FRIDAY + DAY, Status.ACTIVE),
        (Status.PLANNED, MONDAY, Status.PLANNED),
        (Status.ENDED, MONDAY, Status.ENDED),
    ],
)
def test_the_state_follows_the_calendar(status: Status, today: date, stands: Status) -> None:
    assert pauses.standing(status, rests((MONDAY, FRIDAY)), today) is stands


@pytest.mark.parametrize(
    ("first", "last", "can"),
    [
        (MONDAY, FRIDAY, True),
        (MONDAY, MONDAY, True),
        (MONDAY, MONDAY - DAY, False),
        (MONDAY, None, False),  # it would go on into the next one
        (SUNDAY, SUNDAY + DAY, False),
        (SUNDAY, SUNDAY, True),
        (SUNDAY + 3 * DAY, SUNDAY + 4 * DAY, True),  # from the day after it
        (SUNDAY + 2 * DAY, SUNDAY + 4 * DAY, False),
        (SUNDAY + 3 * DAY, None, True),
        (MONDAY, TODAY + timedelta(days=400), False),
    ],
)
def test_no_two_pauses_share_a_day(first: date, last: date | None, can: bool) -> None:
    others = rests((SUNDAY + DAY, SUNDAY + 2 * DAY))
    assert (pauses.why_not_last(others, first, last, today=TODAY) is None) is can


@pytest.mark.parametrize(
    ("first", "can"),
    [
        (START - DAY, False),
        (START, True),
        (TODAY, True),
        (TODAY + timedelta(days=366), True),
        (TODAY + timedelta(days=367), False),
    ],
)
def test_a_pause_begins_after_the_start_and_within_a_year(first: date, can: bool) -> None:
    assert (pauses.why_not_first(Run(START), first, today=TODAY) is None) is can


# --- the database ---


def test_the_database_answers_as_the_rules_do(world: World, db: Database) -> None:
    dice = Random(47)
    for _ in range(25):
        first = START + dice.randint(-3, 20) * DAY
        last = first + dice.randint(0, 12) * DAY
        later = last + dice.randint(1, 9) * DAY
        days = [build.pause(first, last), build.pause(later, dice.choice([None, later]))]
        ended = {"status": "ended", "ended_on": START + dice.randint(0, 40) * DAY}
        job = world.job(pauses=days, **({"outcome": "grew"} | ended if dice.random() < 0.3 else {}))
        run = Run(job.start_on, job.ended_on, days)
        week = Week.of(START)
        for day in (*week.plus(-1).days, *week.days, *week.plus(2).days, *week.plus(5).days):
            query = sa.select(runs_on(day)).where(col(SmallJob.id) == job.id)
            with app_db.open_session(db.engine, writing=False) as session:
                assert bool(session.execute(query).scalar()) is pauses.runs_on(run, day)


@pytest.mark.parametrize(
    ("days", "fits"),
    [
        ((FRIDAY, FRIDAY), False),
        ((FRIDAY, None), False),
        ((MONDAY, MONDAY), False),
        ((SUNDAY, None), True),
        ((MONDAY - DAY, MONDAY - DAY), True),
        ((SUNDAY, FRIDAY), False),  # it would end before it begins
    ],
)
def test_the_database_holds_no_two_that_overlap(
    world: World, db: Database, days: Days, fits: bool
) -> None:
    job = world.job(pauses=[build.pause(MONDAY, SUNDAY - DAY)])
    other = world.job(pauses=[build.pause(MONDAY, None)])  # another one's are no matter
    pause = build.pause(*days, small_job_id=job.id)
    if fits:
        db.add(pause)
        with pytest.raises(IntegrityError):
            db.update(pause, from_day=MONDAY, to_day=None)
    else:
        with pytest.raises(IntegrityError):
            db.add(pause)
    assert other.id != job.id
