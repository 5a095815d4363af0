"""Rules have days: what is said the day before an entry, on its first and last day, and after."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from tests.splits.situations import (
    ASKS,
    BOTH,
    CROWDED,
    ENDS_SOON,
    HIGH,
    LOW,
    NO_CONTRACT,
    NO_DAY_OFF,
    NO_MASTERY,
    NO_VALUE,
    OVER_37,
    OVER_48,
    PAID_ABOVE,
    SHEET,
    SHORT_REST,
    TELLS,
    TOO_LONG,
    TRAINED_ABOVE,
    TRAINING_OVER,
    UNHEARD,
    UNUSUAL,
    UNWANTED,
    WORKED_OVER_37,
    Said,
    Situation,
    bundle,
    entry,
    extended,
    paid,
    plan,
    room,
    rules_of,
    running,
    same_work,
    sheet,
    start,
    trained,
    work,
)
from webapp import rulebook
from webapp.rulebook import Effect, Rulebook
from webapp.rulebook.findings import Code
from webapp.rulebook.rules import KINDS
from webapp.smalljobs.rules import Hearing

SEVEN_DAYS = sheet(*["2"] * 7)
BEGINNINGS: list[tuple[str, Situation, date, Said]] = [
    ("7 days, before the rule of rest", SEVEN_DAYS, date(2018, 12, 31), []),
    ("7 days, on the first day of the rule of rest", SEVEN_DAYS, date(2019, 1, 1), [NO_DAY_OFF]),
    # Where a plan cannot do without a rule, the first entry holds for the days before it too.
    ("few hours, before the rule", plan(paid("4")), date(2018, 12, 31), [LOW]),
    ("few hours, on its first day", plan(paid("4")), date(2019, 1, 1), [LOW]),
    ("27 weeks, before the rule", plan(trained(weeks=(1, 27))), date(2019, 12, 31), [TOO_LONG]),
    ("27 weeks, on its first day", plan(trained(weeks=(1, 27))), date(2020, 1, 1), [TOO_LONG]),
    ("no contract, before the law", start(contract_on=None), date(2023, 6, 30), [NO_CONTRACT]),
    ("no contract, on its first day", start(contract_on=None), date(2023, 7, 1), [NO_CONTRACT]),
]

BEFORE, FIRST = date(2026, 6, 30), date(2026, 7, 1)
LAST, AFTER = date(2026, 12, 31), date(2027, 1, 1)

Change = tuple[str, str, dict[str, Any], Situation, Said, Said]


def other(said: tuple[Code, Effect], effect: Effect) -> Said:
    return [(said[0], effect)]


THIRTY_SIX = sheet("12", "12", "12")
ABOVE = sheet("7", "8", agreed=("12", "4"))
TRAINED = sheet("0", training="5", agreed=("12", "4"))

# From FIRST to LAST the rule is what it is today; AFTER it has the values named here.
CHANGES: list[Change] = [
    ("4 hours, enough later", "paid_hours", {"low": 240}, plan(paid("4")), [LOW], []),
    ("16 hours, usual later", "paid_hours", {"high": 960}, plan(paid("16")), [HIGH], []),
    (
        "36 hours, too many later",
        "weekly_total",
        {"most": 2100},
        plan(trained("36")),
        [],
        [OVER_37],
    ),
    ("36 hours worked", "weekly_total", {"most": 2100}, THIRTY_SIX, [], [WORKED_OVER_37]),
    (
        "paid and trained, a question later",
        "separate_functions",
        {"effect": ASKS},
        same_work((1, 4), (1, 4)),
        [BOTH],
        other(BOTH, ASKS),
    ),
    (
        "no value, a question later",
        "market_value",
        {"effect": ASKS},
        plan(paid(market_value="")),
        [NO_VALUE],
        other(NO_VALUE, ASKS),
    ),
    (
        "no mastery, only told later",
        "training_goal",
        {"effect": TELLS},
        plan(trained(mastery="")),
        [NO_MASTERY],
        other(NO_MASTERY, TELLS),
    ),
    ("6 weeks", "training_period", {"choices": [6]}, plan(trained(weeks=(1, 6))), [UNUSUAL], []),
    (
        "26 weeks, too long later",
        "training_period",
        {"first_limit": 25},
        plan(trained(weeks=(1, 26))),
        [UNUSUAL],
        [TOO_LONG],
    ),
    (
        "39 weeks after 26, too long later",
        "training_period",
        {"extension": 12},
        extended(26, 39),
        [UNUSUAL],
        [TOO_LONG],
    ),
    ("28 days before", "training_period", {"remind": 4}, running(ends_in=28), [], [ENDS_SOON]),
    ("a second of 8", "ratio", {"per": 4}, room(8, 1), [CROWDED], []),
    ("a second of 4", "ratio", {"least": 2}, room(4, 1), [CROWDED], []),
    ("a 7th of 35", "ratio", {"up_to": 30}, room(35, 6), [], [CROWDED]),
    ("an 11th of 55", "ratio", {"per_after": 5}, room(55, 10), [CROWDED], []),
    (
        "nobody heard, only told later",
        "hearing",
        {"effect": TELLS},
        start(hearing=Hearing.NOT_YET),
        [UNHEARD],
        other(UNHEARD, TELLS),
    ),
    ("2 hours", "contract", {"over": 60}, start("2", contract_on=None), [], [NO_CONTRACT]),
    ("work on 6 days", "rest", {"days_off": 2}, sheet(*["2"] * 6), [], [NO_DAY_OFF]),
    ("a day of 12 hours", "rest", {"between_days": 750}, sheet("12"), [], [SHORT_REST]),
    ("a week of 36 hours", "rest", {"week_average": 2100}, THIRTY_SIX, [], [OVER_48]),
    ("3 hours more than agreed", "above_agreed", {"paid": 180}, ABOVE, [PAID_ABOVE], []),
    (
        "3 hours more than agreed, only told later",
        "above_agreed",
        {"effect": TELLS},
        ABOVE,
        [PAID_ABOVE],
        other(PAID_ABOVE, TELLS),
    ),
    ("1 hour more trained", "above_agreed", {"training": 60}, TRAINED, [TRAINED_ABOVE], []),
    (
        "trained too long, a question later",
        "training_period",
        {"effect": ASKS},
        sheet("0", training="1", training_ends=SHEET.monday - timedelta(days=1)),
        [TRAINING_OVER],
        other(TRAINING_OVER, ASKS),
    ),
    ("up to 10 kg", "variety", {"heavy": 2}, bundle(work(lifting=2)), [], [UNWANTED]),
]
NO_RULE_BEFORE = {"rest"}  # of those that find something


def over_time(change: Change) -> Iterator[tuple[str, Situation, Rulebook, Said]]:
    """The four days around the two entries of a rule."""
    sentence, rule, values, situation, said, said_after = change
    text = entry(rule, FIRST, LAST) + entry(rule, AFTER, **values)
    before = [] if rule in NO_RULE_BEFORE else said
    for day, expected in ((BEFORE, before), (FIRST, said), (LAST, said), (AFTER, said_after)):
        yield f"{sentence}, on {day}", situation, rules_of(day, text), expected


CASES = [
    *((sentence, ask, rulebook.on(day), said) for sentence, ask, day, said in BEGINNINGS),
    *(case for change in CHANGES for case in over_time(change)),
]


@pytest.mark.parametrize(
    ("situation", "book", "said"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_the_rulebook_says(situation: Situation, book: Rulebook, said: Said):
    assert [(finding.code, finding.effect) for finding in situation(book)] == said


def test_every_rule_that_finds_something_changes(record_property: Any):
    record_property("# cases of rules around their days", len(CASES))
    silent = {"register", "holiday_pay", "paid_work_225", "days_off", "mastered", "send_week"}
    assert {rule for _sentence, rule, *_ in CHANGES} == set(KINDS) - silent


# --- rules that find nothing, but count -----------------------------------------------------------

AHEAD, IN_FORCE, NONE = "ahead", "in force", "none"


@pytest.mark.parametrize(
    ("rule", "day", "standing"),
    [
        ("paid_work_225", date(2016, 3, 31), NONE),
        ("paid_work_225", date(2016, 4, 1), IN_FORCE),
        ("paid_work_225", date(2025, 6, 30), IN_FORCE),
        ("paid_work_225", date(2025, 7, 1), NONE),
        ("register", date(2024, 6, 30), NONE),
        ("register", date(2024, 7, 1), IN_FORCE),
        ("holiday_pay", date(2020, 8, 31), AHEAD),
        ("holiday_pay", date(2020, 9, 1), IN_FORCE),
        ("days_off", date(2023, 12, 31), AHEAD),
        ("days_off", date(2024, 1, 1), IN_FORCE),
    ],
)
def test_the_days_of_a_rule(rule: str, day: date, standing: str):
    result = getattr(rulebook.on(day), rule)
    assert standing == (NONE if result is None else IN_FORCE if result.in_force(day) else AHEAD)


@pytest.mark.parametrize(
    ("rule", "value", "before", "now", "later"),
    [
        ("holiday_pay", "per_mille", 125, 125, 130),
        ("days_off", "great_prayer_day_until", 2023, 2023, 2030),
        ("register", "years", None, 5, 10),
        ("mastered", "weeks", 3, 3, 4),
        ("paid_work_225", "hours", None, 225, 300),
    ],
)
def test_a_value_is_that_of_its_day(rule: str, value: str, before: Any, now: Any, later: Any):
    text = entry(rule, FIRST, LAST) + entry(rule, AFTER, **{value: later})
    books = [rules_of(day, text) for day in (BEFORE, FIRST, LAST, AFTER)]
    results = [getattr(getattr(book, rule), value, None) for book in books]
    assert results == [before, now, now, later]
