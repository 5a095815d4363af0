"""Rows of a plan: sorted by two questions, divided, cut into steps, joined, promoted, ended."""

from dataclasses import replace

import pytest

from tests import builders
from tests.splits.parts import CRATES, PICKING, TRUCK, paid, stays, training
from webapp.splits.models import Part
from webapp.splits.part import Answer, Kind, Row, as_row, kind_from_answers
from webapp.splits.plan import (
    Phase,
    cut_rows,
    divide,
    end_training,
    join_rows,
    phases,
    promote,
    same_plan,
    step,
    training_weeks,
)

YES, NO = Answer
Weeks = tuple[int, int | None]


def row(part: Part, weeks: Weeks | None = None, **values: object) -> Row:
    """A part as a row, in other weeks where they are given."""
    first, last = weeks or (part.from_week, part.to_week)
    return replace(as_row(part), from_week=first, to_week=last, **values)


def weeks_of(rows: list[Row]) -> list[Weeks]:
    return [(row.from_week, row.to_week) for row in rows]


# --- sorting ---


@pytest.mark.parametrize(
    ("alone", "worth_pay", "kind"),
    [
        (YES, YES, Kind.PAID),
        (NO, YES, Kind.TRAINING),
        (YES, NO, Kind.STAYS),
        (NO, NO, Kind.STAYS),
        (None, NO, Kind.STAYS),
        (None, YES, None),
        (YES, None, None),
        (NO, None, None),
        (None, None, None),
    ],
)
def test_two_questions_sort_an_activity(
    alone: Answer | None, worth_pay: Answer | None, kind: Kind | None
):
    assert kind_from_answers(alone, worth_pay) is kind


def test_a_part_is_copied_with_all_that_is_agreed_in_it():
    part = paid(720, asked="Mere?", evidence=[{"week": "2026-W47", "mark": "alone", "learnt": ""}])
    result = as_row(part)
    assert {name: getattr(part, name) for name in vars(result)} == vars(result)
    assert as_row(result) == result


# --- dividing ---


@pytest.mark.parametrize(
    ("minutes", "halves"),
    [
        (720, (360, 360)),
        (721, (360, 361)),
        (100, (45, 55)),
        (31, (15, 16)),
        (30, (15, 15)),
        (2, (1, 1)),
        (1, (1, 0)),
        (0, (0, 0)),
    ],
)
def test_half_is_paid_and_half_trained(minutes: int, halves: tuple[int, int]):
    part, other = divide(row(paid(minutes), (3, 9)))
    assert (part.minutes, other.minutes) == halves
    assert weeks_of([part, other]) == [(3, 9), (3, 9)]
    assert kind_from_answers(part.alone, part.worth_pay) is part.kind is Kind.PAID
    assert kind_from_answers(other.alone, other.worth_pay) is other.kind is Kind.TRAINING


def test_the_trained_half_is_not_said_to_be_worth_the_pay():
    part, other = divide(row(paid()))
    assert (part.market_value, other.market_value) == (paid().market_value, "")


# --- steps, and rows that carry on one another ---


@pytest.mark.parametrize(
    ("weeks", "week", "expected"),
    [
        ((1, None), 5, [(1, 4), (5, None)]),
        ((1, 8), 5, [(1, 4), (5, 8)]),
        ((1, 8), 2, [(1, 1), (2, 8)]),
        ((1, 8), 8, [(1, 7), (8, 8)]),
        ((1, 8), 1, None),
        ((1, 8), 9, None),
        ((3, None), 3, None),
        ((3, None), 2, None),
    ],
)
def test_a_row_is_cut_at_a_week_that_it_runs_in(
    weeks: Weeks, week: int, expected: list[Weeks] | None
):
    item = row(paid(), weeks)
    if expected is None:
        with pytest.raises(ValueError, match=f"week {week} does not divide"):
            step(item, week)
        assert cut_rows([item], week) == [item]
    else:
        assert weeks_of(list(step(item, week))) == expected
        assert cut_rows([item], week) == list(step(item, week))


def test_what_stays_is_not_cut():
    assert cut_rows([row(stays())], 5) == [row(stays())]


@pytest.mark.parametrize(
    ("item", "other", "together"),
    [
        (row(paid(), (1, 4)), row(paid(), (5, 8)), [(1, 8)]),
        (row(paid(), (1, 4)), row(paid(), (5, None)), [(1, None)]),
        (row(paid(), (1, 4)), row(paid(), (6, 8)), [(1, 4), (6, 8)]),
        (row(paid(), (1, 4)), row(paid(), (4, 8)), [(1, 4), (4, 8)]),
        (row(paid(), (1, None)), row(paid(), (5, 8)), [(1, None), (5, 8)]),
        (row(paid(), (5, 8)), row(paid(), (1, 4)), [(5, 8), (1, 4)]),
        (row(paid(), (1, 4)), row(paid(719), (5, 8)), [(1, 4), (5, 8)]),
        (row(paid(), (1, 4)), row(paid(720, TRUCK), (5, 8)), [(1, 4), (5, 8)]),
        (row(paid(), (1, 4)), row(paid(), (5, 8), goal="x"), [(1, 4), (5, 8)]),
        (row(paid(), (1, 4)), row(paid(), (5, 8), difference="x"), [(1, 4), (5, 8)]),
        (row(paid(), (1, 4)), row(paid(), (5, 8), asked="Mere?"), [(1, 8)]),
    ],
)
def test_only_a_row_that_carries_on_is_joined(item: Row, other: Row, together: list[Weeks]):
    assert weeks_of(join_rows([item, other])) == together


def test_many_rows_become_one_and_others_between_them_stay():
    rows = [row(paid(), (1, 2)), row(training(), (1, 4)), row(paid(), (3, 4)), row(paid(), (5, 6))]
    assert weeks_of(join_rows(rows)) == [(1, 6), (1, 4)]


def test_a_row_that_was_cut_carries_on_itself():
    base, more = row(paid(180), (1, 4)), row(paid(180), (3, 8))
    assert join_rows(cut_rows([base, more], 5)) == [base, more]


@pytest.mark.parametrize(
    ("rows", "equal"),
    [
        ([row(paid()), row(stays())], True),
        ([row(stays()), row(paid())], True),
        ([row(paid(), (1, 4)), row(stays()), row(paid(), (5, None))], True),
        ([row(stays())], False),
        ([row(paid()), row(paid()), row(stays())], False),
        ([row(paid(), (1, 4)), row(paid(), (5, None)), row(stays())], True),
        ([row(paid(), asked="Mere?"), row(stays())], True),
        ([row(paid(), evidence=({"week": "2026-W47"},)), row(stays())], True),
        ([row(paid())], False),
        ([row(paid(721)), row(stays())], False),
        ([row(paid(), (1, 40)), row(stays())], False),
        ([row(paid(), market_value="Andet"), row(stays())], False),
        ([row(training(720, CRATES), (1, None)), row(stays())], False),
        ([row(paid()), row(paid(0, PICKING))], False),
    ],
)
def test_two_plans_are_the_same_when_they_agree_on_the_same(rows: list[Row], equal: bool):
    assert same_plan(rows, [paid(), stays()]) is equal


# --- from training to pay, and the end of it ---

JOERGEN = [
    row(paid(720, CRATES), (5, None)),
    row(training(120, TRUCK), (5, 13)),
    row(training(120, PICKING), (5, 13)),
]


def test_the_truck_is_mastered_and_paid_from_week_9():
    after = promote(JOERGEN, 1, 9)
    assert phases(after) == [
        Phase(1, 4, 0, 0),
        Phase(5, 8, 720, 240),
        Phase(9, 13, 840, 120),
        Phase(14, None, 840, 0),
    ]
    assert [item.activity_id for item in after] == [CRATES, TRUCK, TRUCK, PICKING]
    assert after[1] == replace(JOERGEN[1], to_week=8)


def test_pay_takes_nothing_of_the_training_along_but_its_evidence():
    rows = [replace(JOERGEN[1], evidence=({"week": "2026-W47"},), difference="x")]
    (_before, paid_row) = promote(rows, 0, 9)
    assert (paid_row.goal, paid_row.mastery, paid_row.difference) == ("", "", "")
    assert paid_row.evidence == rows[0].evidence
    assert kind_from_answers(paid_row.alone, paid_row.worth_pay) is Kind.PAID


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (1, [(5, None)]),
        (5, [(5, None)]),
        (6, [(5, 5), (6, None)]),
        (13, [(5, 12), (13, None)]),
        (14, [(5, 13), (14, None)]),
        (20, [(5, 13), (20, None)]),
    ],
)
def test_the_training_before_the_pay_stays_as_it_was(week: int, expected: list[Weeks]):
    assert weeks_of(promote([JOERGEN[1]], 0, week)) == expected


def test_training_without_an_end_ends_when_it_is_paid():
    assert weeks_of(promote([row(training(), (5, None))], 0, 9)) == [(5, 8), (9, None)]


@pytest.mark.parametrize(
    ("week", "expected"),
    [(4, []), (5, [(5, 5)]), (8, [(5, 8)]), (13, [(5, 13)]), (26, [(5, 26)])],
)
def test_a_row_ends_after_a_week_or_never_begins(week: int, expected: list[Weeks]):
    after = end_training(JOERGEN, 1, week)
    assert weeks_of(after) == [(5, None), *expected, (5, 13)]


@pytest.mark.parametrize(
    ("parts", "weeks"),
    [
        ([], 0),
        ([paid()], 0),
        ([training(to_week=4)], 4),
        ([training(from_week=5, to_week=13)], 9),
        ([training(to_week=None)], 0),
        ([training(to_week=4), training(from_week=9, to_week=13)], 13),
        ([training(to_week=4), builders.part(Kind.TRAINING, to_week=None)], 0),
    ],
)
def test_training_counts_from_its_first_to_its_last_week(parts: list[Part], weeks: int):
    assert training_weeks(parts) == weeks
