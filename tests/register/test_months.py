"""The hours as the employee may see them: by month, with sums, and nothing else."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from webapp import hours
from webapp.clock import Month, Week
from webapp.register.rules import CountedDay, Register, Sums, sums
from webapp.register.wording import Formatters, RegisterSubject, localise
from webapp.timesheets.day import DayContent
from webapp.timesheets.rules import Absence, Status


def line(
    monday: date, day: date, *, status: Status = Status.APPROVED, **content: Any
) -> CountedDay:
    return CountedDay(monday, status, DayContent(day, **content))


def away(line: CountedDay, absence: Absence, with_pay: int = 0) -> CountedDay:
    content = replace(line.content, absence=absence, away_paid=with_pay)
    return replace(line, content=content)


SPEECH = Formatters(
    say=lambda message: str(message.id % {**message.values, **_hours(message)}),
    hours=lambda minutes: hours.show(minutes, "en").replace("\u00a0", " "),
    day=lambda day: f"{day:%a %d}",
    week=lambda monday: f"from {monday:%d %b}",
    month=lambda first: f"{first:%B %Y}",
    month_name=lambda first: f"{first:%B}",
)
ABOUT = RegisterSubject("Jørgen", "Frugtlageret, Kajvej 8", "Mette Lund", "12 34 56 78")


def _hours(message: Any) -> dict[str, str]:
    return {name: SPEECH.hours(message.values[name]) for name in message.hours}


def week(text: str, *paid: int, **values: Any) -> list[CountedDay]:
    """Seven lines, Monday first."""
    sheet = Week.parse(text)
    minutes = [*paid, *[0] * (7 - len(paid))]
    return [
        line(sheet.monday, day, paid=minute, **values)
        for day, minute in zip(sheet.days, minutes, strict=True)
    ]


def of(lines: list[CountedDay], month: str) -> dict[str, Any]:
    return localise(Register(lines), Month.parse(month), ABOUT, SPEECH)


def test_a_week_in_two_months_is_in_both_with_its_own_days_and_the_whole_sum():
    lines = week("2026-W49", 60, 120, 120)  # Monday is 30 November
    november, december = of(lines, "2026-11"), of(lines, "2026-12")
    assert [row[0] for row in november["weeks"][0]["rows"]] == ["Mon 30"]
    assert november["weeks"][0]["sums"] == [["In November", "1 h"], ["The whole week", "5 h"]]
    assert [row[0] for row in december["weeks"][0]["rows"]] == [
        "Tue 01",
        "Wed 02",
        "Thu 03",
        "Fri 04",
    ]
    assert december["weeks"][0]["sums"] == [["In December", "4 h"], ["The whole week", "5 h"]]
    assert (november["foot"], december["foot"]) == (
        ["The whole month", "1 h"],
        ["The whole month", "4 h"],
    )


def test_week_53_stands_at_the_turn_of_the_year():
    register = Register(week("2026-W53", 60, 60, 60, 60, 60))
    assert register.months == [Month(2027, 1), Month(2026, 12)]
    (shown,) = register.weeks(Month(2027, 1))
    assert [line.day for line in shown.lines] == [date(2027, 1, 1)]
    assert shown.week == Week(2026, 53)


def test_a_weekend_without_anything_makes_no_month_and_no_line():
    register = Register(week("2026-W44", 60))  # Sunday is 1 November
    assert register.months == [Month(2026, 10)]
    assert len(register.weeks(Month(2026, 10))[0].lines) == 5
    worked = Register(week("2026-W44", 60, 0, 0, 0, 0, 0, 30))
    assert worked.months == [Month(2026, 11), Month(2026, 10)]


def test_months_lead_to_those_beside_them_over_a_gap():
    register = Register(week("2026-W36", 60) + week("2026-W47", 60))
    assert register.months == [Month(2026, 11), Month(2026, 9), Month(2026, 8)]
    assert register.neighbours(Month(2026, 9)) == (Month(2026, 8), Month(2026, 11))
    assert register.neighbours(Month(2026, 11)) == (Month(2026, 9), None)


def test_columns_are_there_when_there_is_something_in_them():
    assert of(week("2026-W47", 60), "2026-11")["head"] == ["Day", "Paid hours"]
    trained = week("2026-W47", training=60)
    assert of(trained, "2026-11")["head"] == ["Day", "Training"]
    trained[2] = away(trained[2], Absence.SICK)
    assert of(trained, "2026-11")["head"] == ["Day", "Training", "Away"]
    assert of(week("2026-W47"), "2026-11")["head"] == ["Day"]
    # The first paid hour opens the column for all months: a register has one form.
    both = sorted(week("2026-W36", training=60) + week("2026-W47", 60), key=lambda line: line.day)
    assert of(both, "2026-09")["head"] == ["Day", "Paid hours", "Training"]


def test_without_paid_hours_nothing_speaks_of_pay():
    said = str(of(week("2026-W47", training=60), "2026-11")).lower()
    assert "paid" not in said and "pay" not in said


def test_paid_absence_is_told_beside_the_work_and_added_up():
    lines = week("2026-W47", 60, 60)
    lines[2] = away(lines[2], Absence.SICK, 90)
    month = of(lines, "2026-11")
    assert month["weeks"][0]["rows"][2] == ["Wed 18", "–", "Sick, 1 h 30 with pay"]
    assert month["foot"] == ["The whole month", "2 h", "1 h 30 with pay"]
    assert month["sums"] == ["2 h paid", "1 h 30 away with pay"]


def test_who_was_only_paid_though_away_has_a_column_of_paid_hours():
    lines = week("2026-W47")
    lines[2] = away(lines[2], Absence.SICK, 90)
    assert of(lines, "2026-11")["head"] == ["Day", "Paid hours", "Away"]


def test_whether_a_week_is_approved():
    lines = week("2026-W46", 60) + week("2026-W47", 60, status=Status.SUBMITTED)
    assert [item["state"] for item in of(lines, "2026-11")["weeks"]] == [
        "Approved",
        "Waits for approval",
    ]


def test_closed_days_are_told_in_words_for_the_employee():
    lines = week("2026-W47")
    lines[0] = away(lines[0], Absence.CLOSED)
    assert of(lines, "2026-11")["weeks"][0]["rows"][0][-1] == "The workplace was closed"


def test_the_help_has_a_number_only_where_there_is_one():
    lines = week("2026-W47", 60)
    assert of(lines, "2026-11")["help"] == "Is something wrong? Call Mette Lund on 12 34 56 78."
    bare = localise(Register(lines), Month(2026, 11), RegisterSubject("J", "", "Mette", ""), SPEECH)
    assert bare["help"] == "Is something wrong? Talk to Mette."


@st.composite
def registers(draw: Any) -> list[CountedDay]:
    start = draw(st.dates(date(2020, 1, 1), date(2040, 12, 1)))
    monday = Week.of(start).monday
    minutes = st.integers(0, 600)
    return [
        line(
            monday + timedelta(days=day - day % 7),
            monday + timedelta(days=day),
            paid=draw(minutes),
            training=draw(minutes),
            absence=draw(st.sampled_from([None, *Absence])),
            away_paid=draw(minutes),
        )
        for day in range(7 * draw(st.integers(1, 9)))
    ]


@given(registers())
def test_no_minute_is_lost_between_months_and_weeks(lines: list[CountedDay]):
    register = Register(lines)
    weeks = [week for month in register.months for week in register.weeks(month)]
    assert _added(week.sums for week in weeks) == sums(lines)
    shown = [line.day for week in weeks for line in week.lines]
    assert len(shown) == len(set(shown))
    for item in weeks:
        if item.whole is None:
            assert item.sums == sums(line for line in lines if line.monday == item.week.monday)
    for month in register.months:
        width = {len(cells) for cells in _rows(localise(register, month, ABOUT, SPEECH))}
        assert len(width) == 1


def _added(some: Any) -> Sums:
    results = list(some)
    names = ("paid", "training", "away_paid")
    return {name: sum(result[name] for result in results) for name in names}


def _rows(month: dict[str, Any]) -> list[list[str]]:
    inside = [row for item in month["weeks"] for row in [*item["rows"], *item["sums"]]]
    return [month["head"], month["foot"], *inside]
