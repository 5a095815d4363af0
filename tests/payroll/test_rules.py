"""Months, which revision counts, what still lacks, what a file is called."""

from datetime import date, timedelta

import pytest

from tests.payroll.weeks import MONDAY, NOVEMBER, person, sheet
from webapp.actor import Actor, Role
from webapp.payroll.policy import Action, why_not
from webapp.payroll.rules import default_month, file_name, missing_weeks, newest
from webapp.timesheets.rules import Status


@pytest.mark.parametrize(
    ("today", "month"),
    [
        (date(2026, 11, 1), "2026-10"),
        (date(2026, 11, 25), "2026-10"),
        (date(2026, 11, 26), "2026-11"),
        (date(2026, 11, 30), "2026-11"),
        (date(2027, 1, 1), "2026-12"),
        (date(2028, 2, 24), "2028-01"),
        (date(2028, 2, 25), "2028-02"),
    ],
    ids=str,
)
def test_the_last_whole_month_is_wanted_or_this_one_at_its_end(today: date, month: str):
    assert str(default_month(today)) == month


def test_the_newest_approved_revision_counts():
    jorgen = person()
    first, second = sheet(jorgen, 60), sheet(jorgen, 90, revision=2)
    third = sheet(jorgen, revision=3, status=Status.SUBMITTED)
    assert newest([second, third, first], approved=True) == [second]
    assert newest([second, third, first], approved=False) == [third]


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.APPROVED])
def test_a_week_that_is_not_approved_lacks(status: Status):
    waiting = sheet(person(), status=status)
    (lacks,) = missing_weeks([waiting], NOVEMBER)
    assert (lacks.sheet, lacks.approved_before) == (waiting, False)


def test_a_correction_under_way_lacks_but_what_was_approved_is_there():
    jorgen = person()
    weeks = [sheet(jorgen, 60), sheet(jorgen, revision=2, status=Status.OPEN)]
    (lacks,) = missing_weeks(weeks, NOVEMBER)
    assert lacks.approved_before
    assert missing_weeks([weeks[0]], NOVEMBER) == []


@pytest.mark.parametrize(
    ("ran", "lacks"),
    [
        ({"start_on": date(2026, 11, 30)}, True),
        ({"start_on": date(2026, 12, 1)}, False),
        ({"ended_on": date(2026, 10, 31)}, False),
        ({"ended_on": date(2026, 11, 1)}, True),
    ],
    ids=str,
)
def test_a_week_outside_the_small_job_lacks_nothing(ran: dict[str, date], lacks: bool):
    week = sheet(person(**ran), monday=date(2026, 11, 30), status=Status.OPEN)
    assert bool(missing_weeks([week], NOVEMBER)) is lacks


def test_what_lacks_stands_oldest_first():
    jorgen, anna = person(), person("Anna")
    weeks = [
        sheet(jorgen, monday=MONDAY, status=Status.OPEN),
        sheet(anna, monday=MONDAY, status=Status.OPEN),
        sheet(jorgen, monday=MONDAY - timedelta(weeks=1), status=Status.OPEN),
    ]
    assert [missing_week.sheet for missing_week in missing_weeks(weeks, NOVEMBER)] == [
        weeks[2],
        weeks[1],
        weeks[0],
    ]


NAMES = {
    "Frugtlageret": "loen-2026-11-frugtlageret.csv",
    "Rent & Pænt": "loen-2026-11-rent-paent.csv",
    "Åse Ørsteds Køkken A/S": "loen-2026-11-aase-oersteds-koekken-a-s.csv",
    "../../etc/passwd\r\n": "loen-2026-11-etc-passwd.csv",
    "Café Ü": "loen-2026-11-cafe-u.csv",
    "Łódź": "loen-2026-11-odz.csv",
    "株式会社": "loen-2026-11.csv",
    "x" * 120: f"loen-2026-11-{'x' * 60}.csv",
}


@pytest.mark.parametrize("company", NAMES)
def test_a_file_has_a_name_that_every_system_can_write(company: str):
    assert file_name(company, NOVEMBER, "csv") == NAMES[company]


WHO = {
    "who is in": (Actor(Role.EMPLOYER), True),
    "who waits to be let in": (Actor(Role.WAITING), False),
    "the consultant": (Actor(Role.CONSULTANT), False),
    "the team lead": (Actor(Role.TEAM_LEAD), False),
    "a newcomer": (Actor(Role.NEWCOMER), False),
    "a visitor": (Actor(Role.VISITOR), False),
}


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("who", WHO)
def test_payroll_is_for_the_company_alone(who: str, action: Action):
    actor, may = WHO[who]
    assert (why_not(actor, action, rows=1) is None) is may


def test_a_file_wants_something_in_it():
    assert why_not(WHO["who is in"][0], Action.EXPORT, rows=0)
