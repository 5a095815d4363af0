"""The dated rules: every one is sourced and spoken, and each day has its own values."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from webapp import rulebook
from webapp.rulebook import book
from webapp.rulebook.findings import Code, Effect, Finding, worst_first
from webapp.rulebook.rules import KINDS, Rule

RULES = [(name, rule) for name, rules in book.everything().items() for rule in rules]
PAID_HOURS = """
[[paid_hours]]
from = 2019-01-01
effect = "asks"
low = 300
high = 900
source = "Here"
says = "So."
"""


@pytest.mark.parametrize(("name", "rule"), RULES, ids=[name for name, _ in RULES])
def test_every_rule_has_a_source_and_a_sentence(name: str, rule: Rule):
    assert rule.source.strip()
    assert rule.says.endswith(".")
    assert rule.source_url == "" or rule.source_url.startswith("https://")
    assert rule.ends is None or rule.ends >= rule.starts


def test_every_kind_of_rule_is_in_the_book():
    assert set(book.everything()) == set(KINDS)


def test_every_rule_has_a_danish_sentence_beside_the_english_one():
    text = book.FILE.read_text(encoding="utf-8")
    assert text.count("\nsays = ") == text.count("\nsays_da = ") == len(RULES)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("paid_hours.low", 5 * 60),
        ("paid_hours.high", 15 * 60),
        ("weekly_total.most", 37 * 60),
        ("training_period.choices", (4, 8, 13)),
        ("training_period.first_limit", 26),
        ("ratio.per", 5),
        ("ratio.up_to", 50),
        ("ratio.per_after", 10),
        ("contract.over", 3 * 60),
        ("contract.within", 7),
        ("rest.between_days", 11 * 60),
        ("rest.week_average", 48 * 60),
        ("above_agreed.paid", 60),
        ("above_agreed.training", 0),
        ("mastered.weeks", 3),
        ("send_week.send_from", "last_planned_day"),
        ("send_week.free", True),
        ("register.years", 5),
    ],
)
def test_the_values_of_today(name: str, value: object):
    rule, field = name.split(".")
    assert getattr(getattr(rulebook.on(date(2026, 11, 21)), rule), field) == value


@pytest.mark.parametrize(
    ("name", "effect"),
    [
        ("paid_hours", Effect.ASKS),
        ("weekly_total", Effect.BLOCKS),
        ("separate_functions", Effect.BLOCKS),
        ("market_value", Effect.BLOCKS),
        ("training_goal", Effect.BLOCKS),
        ("training_period", Effect.BLOCKS),
        ("ratio", Effect.ASKS),
        ("hearing", Effect.BLOCKS),
        ("contract", Effect.TELLS),
        ("rest", Effect.TELLS),
        ("above_agreed", Effect.ASKS),
        ("mastered", Effect.TELLS),
    ],
)
def test_what_blocks_what_asks_and_what_only_tells(name: str, effect: Effect):
    assert getattr(rulebook.on(date(2026, 11, 21)), name).effect is effect


@pytest.mark.parametrize(
    ("day", "in_force"),
    [
        (date(2016, 3, 31), False),
        (date(2016, 4, 1), True),
        (date(2025, 6, 30), True),
        (date(2025, 7, 1), False),
        (date(2026, 11, 21), False),
    ],
    ids=str,
)
def test_the_225_hours_were_a_rule_from_2016_until_the_end_of_june_2025(day: date, in_force: bool):
    assert (rulebook.on(day).paid_work_225 is not None) is in_force


@pytest.mark.parametrize(
    ("day", "in_force"),
    [(date(2024, 6, 30), False), (date(2024, 7, 1), True), (date(2026, 11, 21), True)],
    ids=str,
)
def test_the_working_time_register_began_in_july_2024(day: date, in_force: bool):
    assert (rulebook.on(day).register is not None) is in_force


def test_a_rule_is_in_force_on_its_first_and_last_day():
    for _name, rule in RULES:
        assert rule.in_force(rule.starts)
        assert not rule.in_force(rule.starts - timedelta(days=1))
        if rule.ends:
            assert rule.in_force(rule.ends)
            assert not rule.in_force(rule.ends + timedelta(days=1))


def test_days_before_a_rule_began_get_its_first_entry():
    assert rulebook.on(date(2018, 1, 1)).paid_hours.low == 300


def test_two_entries_that_follow_each_other_are_read():
    later = PAID_HOURS.replace("2019-01-01", "2027-01-01").replace("300", "240")
    earlier = PAID_HOURS.replace('effect = "asks"', 'effect = "asks"\nto = 2026-12-31')
    first, second = book.read(later + earlier)["paid_hours"]
    assert (first.low, second.low) == (300, 240)


@pytest.mark.parametrize(
    "other",
    [
        PAID_HOURS.replace("2019-01-01", "2027-01-01"),
        PAID_HOURS,
        PAID_HOURS.replace("from = 2019-01-01", "from = 2018-01-01\nto = 2019-01-01"),
    ],
)
def test_two_entries_for_the_same_day_are_refused(other: str):
    with pytest.raises(ValueError, match="two entries of paid_hours"):
        book.read(PAID_HOURS + other)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("paid_hours", "payed_hours"),
        ("low = 300", "lowest = 300"),
        ("low = 300", ""),
        ('"asks"', '"wonders"'),
        ("from = 2019-01-01", ""),
        ('source = "Here"', ""),
    ],
)
def test_typing_errors_are_refused(before: str, after: str):
    with pytest.raises(ValueError, match=r"rules\.toml"):
        book.read(PAID_HOURS.replace(before, after))


def test_findings_are_read_worst_first_and_otherwise_in_their_order():
    tells = Finding(Code.REST, Effect.TELLS, None)
    asks, blocks = replace(tells, effect=Effect.ASKS), replace(tells, effect=Effect.BLOCKS)
    second = replace(blocks, field="parts-1-kind")
    assert worst_first([tells, blocks, asks, second]) == [blocks, second, asks, tells]
