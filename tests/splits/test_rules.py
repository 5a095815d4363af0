"""What the rulebook says of a plan, at the edges."""

from collections.abc import Sequence
from datetime import date

import pytest

from tests.splits.parts import CRATES, PICKING, TRUCK, paid, stays, training
from webapp import rulebook
from webapp.rulebook import Effect
from webapp.rulebook.findings import Code
from webapp.splits.models import Part
from webapp.splits.rules import findings, unanswered

BOOK = rulebook.on(date(2026, 11, 21))


def codes(parts: Sequence[Part], effect: Effect | None = None) -> list[Code]:
    return [finding.code for finding in findings(parts, BOOK) if effect in (None, finding.effect)]


JOERGEN = [
    training(720, CRATES, from_week=1, to_week=4),
    paid(720, CRATES, from_week=5),
    training(120, TRUCK, from_week=5, to_week=13),
    training(120, PICKING, from_week=5, to_week=13),
]


# --- the sums -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes", "result"),
    [
        (1, [Code.PAID_HOURS_LOW]),
        (299, [Code.PAID_HOURS_LOW]),
        (300, []),
        (600, []),
        (900, []),
        (901, [Code.PAID_HOURS_HIGH]),
        (1020, [Code.PAID_HOURS_HIGH]),
        (2220, [Code.PAID_HOURS_HIGH]),
        (2221, [Code.WEEKLY_TOTAL, Code.PAID_HOURS_HIGH]),
    ],
)
def test_paid_hours_outside_5_to_15_ask_and_over_37_block(minutes: int, result: list[Code]):
    assert codes([paid(minutes)]) == result


@pytest.mark.parametrize(
    ("paid_minutes", "training_minutes", "blocked"),
    [(900, 1320, False), (900, 1321, True), (300, 1920, False), (300, 1921, True)],
)
def test_paid_and_training_together_are_at_most_37_hours(
    paid_minutes: int, training_minutes: int, blocked: bool
):
    parts = [paid(paid_minutes), training(training_minutes)]
    assert (codes(parts, Effect.BLOCKS) == [Code.WEEKLY_TOTAL]) is blocked


def test_hours_are_added_up_over_several_paid_parts():
    assert codes([paid(200), paid(100, TRUCK)]) == []
    assert codes([paid(200), paid(99, TRUCK)]) == [Code.PAID_HOURS_LOW]


def test_hours_that_do_not_meet_are_not_added_up():
    parts = [
        paid(900, CRATES, from_week=1, to_week=8),
        training(2000, TRUCK, from_week=9, to_week=12),
        paid(900, PICKING, from_week=13),
    ]
    assert Code.WEEKLY_TOTAL not in codes(parts)


def test_weeks_that_meet_in_one_week_only_are_added_up():
    parts = [
        paid(900, CRATES, from_week=1, to_week=8),
        training(1321, TRUCK, from_week=8, to_week=11),
    ]
    assert codes(parts, Effect.BLOCKS) == [Code.WEEKLY_TOTAL]


def test_a_plan_that_only_trains_has_no_paid_hours_to_ask_about():
    assert codes([training(720)]) == []


def test_starting_low_and_growing_asks_once():
    parts = [
        paid(180, CRATES, from_week=1, to_week=4),
        paid(240, CRATES, from_week=5, to_week=8),
        paid(720, CRATES, from_week=9),
    ]
    assert codes(parts) == [Code.PAID_HOURS_LOW]


def test_low_to_begin_with_and_high_in_the_end_asks_about_both():
    parts = [paid(180, CRATES, from_week=1, to_week=4), paid(1200, CRATES, from_week=5)]
    assert codes(parts) == [Code.PAID_HOURS_LOW, Code.PAID_HOURS_HIGH]


# --- the texts ------------------------------------------------------------------------------


@pytest.mark.parametrize("empty", ["", " ", "\n\t "])
@pytest.mark.parametrize(
    ("part", "field", "code"),
    [
        (paid, "market_value", Code.MARKET_VALUE),
        (training, "goal", Code.TRAINING_GOAL),
        (training, "mastery", Code.TRAINING_MASTERY),
    ],
    ids=["market_value", "goal", "mastery"],
)
def test_a_text_that_is_missing_blocks_beside_its_field(part, field: str, code: Code, empty: str):
    (finding,) = findings([stays(), part(**{field: empty})], BOOK)
    assert (finding.code, finding.effect, finding.field) == (
        code,
        Effect.BLOCKS,
        f"parts-1-{field}",
    )


def test_texts_of_the_other_kind_are_not_needed():
    assert codes([paid(goal="", mastery=""), training(market_value="")]) == []


def test_what_stays_with_colleagues_needs_no_text_and_no_hours():
    assert codes([paid(), stays()]) == []


@pytest.mark.parametrize("part", [paid(0), training(0)], ids=["paid", "training"])
def test_a_part_without_hours_blocks(part: Part):
    assert Code.NO_HOURS in codes([part], Effect.BLOCKS)


@pytest.mark.parametrize("parts", [[], [stays()], [stays(), stays(TRUCK)]])
def test_a_plan_in_which_nothing_is_agreed_blocks(parts: list[Part]):
    assert codes(parts) == [Code.NOTHING_AGREED]


# --- the same function ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paid_weeks", "training_weeks", "blocked"),
    [
        ((1, None), (1, 4), True),
        ((5, None), (1, 4), False),
        ((4, None), (1, 4), True),
        ((1, 4), (5, 8), False),
        ((1, 5), (5, 8), True),
        ((1, 20), (6, 9), True),
        ((6, 9), (1, 13), True),
        ((9, None), (1, 8), False),
    ],
)
def test_the_same_function_is_not_paid_and_trained_in_the_same_weeks(
    paid_weeks: tuple[int, int | None], training_weeks: tuple[int, int], blocked: bool
):
    parts = [
        paid(720, CRATES, from_week=paid_weeks[0], to_week=paid_weeks[1]),
        training(240, CRATES, from_week=training_weeks[0], to_week=training_weeks[1]),
    ]
    assert (Code.SEPARATE_FUNCTIONS in codes(parts, Effect.BLOCKS)) is blocked


def test_other_functions_may_be_trained_beside_the_pay():
    assert Code.SEPARATE_FUNCTIONS not in codes([paid(720, CRATES), training(240, TRUCK)])


@pytest.mark.parametrize("on_part", [0, 1])
def test_a_written_difference_lets_it_through(on_part: int):
    parts = [paid(720, CRATES), training(240, CRATES)]
    parts[on_part].difference = "Løn for gangene, oplæring på rampen."
    assert codes(parts) == []


def test_a_difference_of_blanks_is_none():
    parts = [paid(720, CRATES), training(240, CRATES, difference="  ")]
    assert codes(parts) == [Code.SEPARATE_FUNCTIONS]


def test_the_second_of_two_trained_parts_is_named():
    parts = [paid(720, CRATES), training(120, TRUCK), training(120, CRATES)]
    (result,) = findings(parts, BOOK)
    assert result.field == "parts-2-difference"


# --- how long -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "effect"),
    [
        (1, 4, None),
        (1, 8, None),
        (1, 13, None),
        (5, 17, None),
        (1, 5, Effect.TELLS),
        (1, 1, Effect.TELLS),
        (1, 26, Effect.TELLS),
        (3, 28, Effect.TELLS),
        (1, 27, Effect.BLOCKS),
        (3, 29, Effect.BLOCKS),
        (1, 520, Effect.BLOCKS),
    ],
)
def test_training_is_4_8_or_13_weeks_and_26_at_most(first: int, last: int, effect: Effect | None):
    result = findings([training(240, from_week=first, to_week=last)], BOOK)
    expected = [] if effect is None else [(Code.TRAINING_PERIOD, effect)]
    assert [(finding.code, finding.effect) for finding in result] == expected


def test_several_trainings_count_from_the_first_to_the_last_week():
    parts = [
        training(240, TRUCK, from_week=1, to_week=13),
        training(240, PICKING, from_week=14, to_week=27),
    ]
    assert codes(parts, Effect.BLOCKS) == [Code.TRAINING_PERIOD]


def test_training_without_an_end_blocks():
    (finding,) = findings([training(240, to_week=None)], BOOK)
    assert (finding.code, finding.effect) == (Code.TRAINING_END, Effect.BLOCKS)
    assert finding.field == "parts-0-weeks"


def test_the_story_of_the_fruit_warehouse_has_nothing_to_say():
    assert codes(JOERGEN) == []


def test_every_finding_of_a_law_names_its_rule():
    parts = [paid(2221, market_value=""), training(240, CRATES, goal="", mastery="", to_week=None)]
    result = findings(parts, BOOK)
    assert {finding.code for finding in result} == {
        Code.MARKET_VALUE,
        Code.TRAINING_GOAL,
        Code.TRAINING_MASTERY,
        Code.SEPARATE_FUNCTIONS,
        Code.TRAINING_END,
        Code.WEEKLY_TOTAL,
        Code.PAID_HOURS_HIGH,
    }
    assert all(item.why for item in result)
    assert result[-1].effect is Effect.ASKS


# --- what stands in the way -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("reasons", "left"),
    [
        ({}, [Code.PAID_HOURS_LOW]),
        ({"paid_hours_low": "  "}, [Code.PAID_HOURS_LOW]),
        ({"paid_hours_high": "Det gik godt."}, [Code.PAID_HOURS_LOW]),
        ({"paid_hours_low": "Vi begynder forsigtigt."}, []),
    ],
)
def test_an_ask_is_answered_by_a_reason_of_its_own(reasons: dict[str, str], left: list[Code]):
    result = findings([paid(180)], BOOK)
    assert [finding.code for finding in unanswered(result, reasons)] == left


def test_no_reason_answers_a_block():
    result = findings([paid(720, market_value="")], BOOK)
    assert unanswered(result, {"market_value": "Bare fordi."}) == result


def test_what_only_tells_stands_in_nobodys_way():
    assert unanswered(findings([training(240, to_week=5)], BOOK), {}) == []
