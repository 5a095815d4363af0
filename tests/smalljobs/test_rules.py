"""Places at a workplace, weeks of a plan, and what must be in place before the start."""

from dataclasses import dataclass
from datetime import date

import pytest

from webapp import rulebook
from webapp.clock import Week
from webapp.rulebook import Effect
from webapp.rulebook.findings import Code, Finding
from webapp.smalljobs.rules import (
    HEARING_NAMES,
    MOVES,
    OUTCOME_NAMES,
    STATUS_NAMES,
    WHOSE_MOVE,
    Hearing,
    Outcome,
    Status,
    findings,
    last_training_day,
    plan_week,
)

BOOK = rulebook.on(date(2026, 11, 21))
MONDAY = date(2026, 9, 7)


@dataclass
class Job:
    """A small job that is ready to start."""

    status: Status = Status.PLANNED
    start_on: date = MONDAY
    training_ends: date | None = date(2026, 12, 6)
    hearing: Hearing = Hearing.HEARD
    contract_on: date | None = MONDAY


def findings_of(job: Job, **values: object) -> list[Finding]:
    usual = {
        "trains": True,
        "paid_minutes": 720,
        "full_time_equivalents": 12,
        "other_trainees": 0,
        "book": BOOK,
    }
    return findings(job, **usual | values)


def codes(job: Job, **values: object) -> list[Code]:
    return [finding.code for finding in findings_of(job, **values)]


@pytest.mark.parametrize(
    ("full_time_equivalents", "allowed"),
    [
        (0, 1),
        (1, 1),
        (4, 1),
        (5, 1),
        (9, 1),
        (10, 2),
        (14, 2),
        (15, 3),
        (49, 9),
        (50, 10),
        (59, 10),
        (60, 11),
        (61, 11),
        (69, 11),
        (70, 12),
        (100, 15),
        (1000, 105),
    ],
)
def test_a_workplace_has_a_place_for_every_5_and_above_50_for_every_10(
    full_time_equivalents: int, allowed: int
):
    assert BOOK.ratio.places(full_time_equivalents) == allowed


@pytest.mark.parametrize(
    ("start_on", "week", "number"),
    [
        (MONDAY, "2026-W37", 1),
        (date(2026, 9, 13), "2026-W37", 1),
        (date(2026, 9, 10), "2026-W38", 2),
        (MONDAY, "2026-W36", 0),
        (MONDAY, "2026-W53", 17),
        (MONDAY, "2027-W01", 18),
    ],
)
def test_week_1_is_the_week_that_the_start_lies_in(start_on: date, week: str, number: int):
    assert plan_week(start_on, Week.parse(week)) == number


@pytest.mark.parametrize(
    ("start_on", "weeks", "last"),
    [
        (MONDAY, 1, date(2026, 9, 13)),
        (MONDAY, 4, date(2026, 10, 4)),
        (date(2026, 9, 10), 4, date(2026, 10, 4)),
        (MONDAY, 13, date(2026, 12, 6)),
        (MONDAY, 26, date(2027, 3, 7)),
    ],
)
def test_training_ends_on_a_sunday(start_on: date, weeks: int, last: date):
    assert last_training_day(start_on, weeks) == last


def test_a_small_job_that_is_ready_has_nothing_to_say():
    assert findings_of(Job()) == []


@pytest.mark.parametrize(
    ("hearing", "trains", "blocked"),
    [
        (Hearing.NOT_YET, True, True),
        (Hearing.HEARD, True, False),
        (Hearing.NOT_NEEDED, True, False),
        (Hearing.NOT_YET, False, False),
    ],
)
def test_training_does_not_start_before_the_hearing(hearing: Hearing, trains: bool, blocked: bool):
    first = findings_of(Job(hearing=hearing), trains=trains)[:1]
    assert [(finding.code, finding.effect) for finding in first] == (
        [(Code.HEARING, Effect.BLOCKS)] if blocked else []
    )


@pytest.mark.parametrize(
    ("full_time_equivalents", "others", "asks"),
    [
        (12, 1, False),
        (12, 2, True),
        (0, 0, False),
        (0, 1, True),
        (50, 9, False),
        (50, 10, True),
        (60, 10, False),
        (None, 0, True),
    ],
)
def test_one_trainee_too_many_asks_and_so_does_not_knowing(
    full_time_equivalents: int | None, others: int, asks: bool
):
    values = findings_of(Job(), full_time_equivalents=full_time_equivalents, other_trainees=others)
    assert [(value.code, value.effect) for value in values] == (
        [(Code.RATIO, Effect.ASKS)] if asks else []
    )


def test_without_training_nobody_is_counted_and_nothing_ends():
    job = Job(training_ends=None, hearing=Hearing.NOT_YET)
    assert findings_of(job, trains=False, full_time_equivalents=None, other_trainees=99) == []


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        (None, [Code.TRAINING_END]),
        (date(2026, 10, 4), []),
        (date(2027, 3, 7), []),
        (date(2027, 3, 8), [Code.TRAINING_PERIOD]),
    ],
    ids=str,
)
def test_training_has_an_end_within_26_weeks(ends: date | None, expected: list[Code]):
    values = findings_of(Job(training_ends=ends))
    assert [value.code for value in values] == expected
    assert all(value.effect is Effect.BLOCKS for value in values)


@pytest.mark.parametrize(
    ("paid_minutes", "contract_on", "values"),
    [
        (180, None, False),
        (181, None, True),
        (720, None, True),
        (720, MONDAY, False),
        (0, None, False),
    ],
)
def test_more_than_3_paid_hours_need_a_contract_and_it_is_only_told(
    paid_minutes: int, contract_on: date | None, values: bool
):
    found_now = findings_of(Job(contract_on=contract_on), paid_minutes=paid_minutes)
    assert [(finding.code, finding.effect) for finding in found_now] == (
        [(Code.CONTRACT, Effect.TELLS)] if values else []
    )


def test_what_blocks_stands_first():
    job = Job(hearing=Hearing.NOT_YET, training_ends=None, contract_on=None)
    assert codes(job, full_time_equivalents=None) == [
        Code.HEARING,
        Code.TRAINING_END,
        Code.RATIO,
        Code.CONTRACT,
    ]


def test_every_state_but_the_first_can_be_reached_and_everything_has_a_name():
    reached = {after for moves in MOVES.values() for after in moves.values()}
    assert reached == set(Status) - {Status.PLANNED}
    assert set(STATUS_NAMES) == set(WHOSE_MOVE) == set(Status)
    assert set(OUTCOME_NAMES) == set(Outcome)
    assert set(HEARING_NAMES) == set(Hearing)
