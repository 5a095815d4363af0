"""What differs between two plans, in words: sentences, texts, signs and sums."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import pytest

from tests.splits.parts import CRATES, PICKING, TRUCK
from webapp import hours
from webapp.rulebook.findings import Code
from webapp.splits import plan
from webapp.splits.diff import diff, diff_versions
from webapp.splits.diff_wording import DiffLine, TextDiff
from webapp.splits.part import Answer, Kind, Row
from webapp.splits.row_diff import Sign
from webapp.splits.rules import WageBasis

PAID, TRAINING, STAYS = Kind.PAID, Kind.TRAINING, Kind.STAYS


def row(kind: Kind, minutes: int = 240, activity: UUID = TRUCK, **values: Any) -> Row:
    return Row(activity, "Køre truck", kind, minutes, **values)


def sentence(line: DiffLine) -> str:
    """A line as it would be read, in English."""
    values = line.message.values
    shown = {
        name: hours.show(values[name], "en").replace("\u00a0", " ") for name in line.message.hours
    }
    text = line.message.id % (values | shown)
    if line.first is None:
        return text
    return f"{text} {line.first}–{line.last or ''}"


def wordings(before: Sequence[Row], after: Sequence[Row]) -> list[str]:
    return [sentence(line) for activity in diff(before, after).changed for line in activity.lines]


# --- what is said ---

FOUR_WEEKS_FIRST = [row(TRAINING, to_week=4), row(PAID, from_week=5)]

SAID: dict[str, tuple[list[Row], list[Row], list[str]]] = {
    "mastered before the training was to end": (
        [row(TRAINING, from_week=5, to_week=13)],
        [row(TRAINING, from_week=5, to_week=8), row(PAID, from_week=9)],
        ["Moved from training to paid hours 9–"],
    ),
    "paid when the training ends": (
        [row(TRAINING, to_week=8)],
        [row(TRAINING, to_week=8), row(PAID, from_week=9)],
        ["Moved from training to paid hours 9–"],
    ),
    "paid while the training goes on": (
        [row(TRAINING, to_week=8)],
        [row(TRAINING, to_week=8), row(PAID, 120, from_week=6)],
        ["2 h paid a week 6–"],
    ),
    "paid with more hours than were trained": (
        [row(TRAINING, to_week=8)],
        [row(TRAINING, to_week=8), row(PAID, 360, from_week=9)],
        ["Moved from training to paid hours 9–", "6 h paid a week 9–"],
    ),
    "all of it paid instead": (
        [row(TRAINING, to_week=13)],
        [row(PAID)],
        ["Moved from training to paid hours 1–"],
    ),
    "trained first after all": (
        [row(PAID)],
        FOUR_WEEKS_FIRST,
        ["Moved from paid hours to training 1–4"],
    ),
    "not trained first after all": (
        FOUR_WEEKS_FIRST,
        [row(PAID)],
        ["Moved from training to paid hours 1–4"],
    ),
    "taken from a colleague": (
        [row(STAYS, 0)],
        FOUR_WEEKS_FIRST,
        [
            "Moved from colleagues to training 1–4",
            "Moved from colleagues to paid hours 5–",
            "4 h paid a week 5–",
            "4 h training a week 1–4",
        ],
    ),
    "given back to a colleague": (
        [row(PAID)],
        [row(STAYS, 240)],
        ["Moved from paid hours to colleagues 1–", "4 h paid a week 1–"],
    ),
    "paid and trained given back, across weeks that are cut": (
        plan.cut_rows([row(PAID), row(TRAINING, 120, to_week=12)], 5),
        [row(STAYS, 0)],
        [
            "Moved from paid hours to colleagues 1–",
            "Moved from training to colleagues 1–12",
            "4 h paid a week 1–",
            "2 h training a week 1–12",
        ],
    ),
    "divided": (
        [row(PAID, 720)],
        list(plan.divide(row(PAID, 720))),
        ["Partly moved from paid hours to training 1–", "12 h → 6 h paid a week 1–"],
    ),
    "the trained half is mastered": (
        [row(PAID, 360), row(TRAINING, 360, to_week=8)],
        [row(PAID, 720)],
        ["Moved from training to paid hours 1–8", "6 h → 12 h paid a week 1–"],
    ),
    "hours rise": (
        [row(PAID, 480)],
        [row(PAID, 480, to_week=12), row(PAID, 720, from_week=13)],
        ["8 h → 12 h paid a week 13–"],
    ),
    "hours rise twice": (
        [row(PAID, 480)],
        [
            row(PAID, 480, to_week=4),
            row(PAID, 600, from_week=5, to_week=8),
            row(PAID, 720, from_week=9),
        ],
        ["8 h → 10 h paid a week 5–8", "8 h → 12 h paid a week 9–"],
    ),
    "other hours": (
        [row(TRAINING, 90, to_week=4)],
        [row(TRAINING, 120, to_week=4)],
        ["1 h 30 → 2 h training a week 1–4"],
    ),
    "extended": (
        [row(TRAINING, to_week=8)],
        [row(TRAINING, to_week=13)],
        ["Training ends with week 13 instead of week 8"],
    ),
    "cut short": (
        [row(PAID)],
        [row(PAID, to_week=26)],
        ["Paid hours end with week 26; before, they went on"],
    ),
    "until further notice": (
        [row(PAID, to_week=26)],
        [row(PAID)],
        ["Paid hours go on after week 26"],
    ),
    "later": (
        [row(TRAINING, to_week=8)],
        [row(TRAINING, from_week=3, to_week=10)],
        [
            "Training begins in week 3 instead of week 1",
            "Training ends with week 10 instead of week 8",
        ],
    ),
    "new": ([], [row(PAID, from_week=3, to_week=3)], ["4 h paid a week 3–3"]),
    "gone": ([row(TRAINING, to_week=4)], [], ["4 h training a week 1–4"]),
    "new, and stays": ([], [row(STAYS)], ["Stays with colleagues"]),
    "called otherwise": (
        [row(PAID)],
        [replace(row(PAID), what="Køre stabler")],
        ["Was called “Køre truck” before"],
    ),
    "another answer": (
        [row(STAYS, alone=Answer.YES, worth_pay=Answer.NO)],
        [row(STAYS, alone=Answer.NO, worth_pay=Answer.NO)],
        ["Somebody new cannot do it alone yet after all"],
    ),
    "a first answer": ([row(STAYS)], [row(STAYS, worth_pay=Answer.NO)], []),
    "the same hours in one row": (
        [row(PAID, 300), row(PAID, 420)],
        [row(PAID, 720)],
        ["7 h → 12 h paid a week 1–", "5 h paid a week 1–"],
    ),
    "cut at a week": (
        [row(PAID), row(STAYS, 60, PICKING)],
        plan.cut_rows([row(PAID), row(STAYS, 60, PICKING)], 9),
        [],
    ),
    "told in another order": (FOUR_WEEKS_FIRST, FOUR_WEEKS_FIRST[::-1], []),
}


@pytest.mark.parametrize("what", SAID)
def test_what_differs_is_said(what: str):
    before, after, expected = SAID[what]
    assert wordings(before, after) == expected


SIGNS = [
    ([], [row(PAID)], Sign.NEW),
    ([row(PAID)], [], Sign.GONE),
    ([row(TRAINING)], [row(PAID)], Sign.MOVED),
    ([row(PAID)], [row(PAID, 300)], Sign.CHANGED),
    ([row(PAID)], [row(PAID, goal="Nobody sees the goal of a paid row")], Sign.SAME),
]


@pytest.mark.parametrize(("before", "after", "sign"), SIGNS)
def test_an_activity_has_a_sign_with_a_word_and_a_mark(
    before: list[Row], after: list[Row], sign: Sign
):
    (item,) = diff(before, after).activities
    assert item.sign is sign
    assert [change.sign for change in item.changes] == [sign]
    assert sign.word and sign.mark


def test_no_two_signs_share_their_word_or_their_mark():
    assert len({sign.word for sign in Sign}) == len({sign.mark for sign in Sign}) == len(Sign)


def test_other_words_are_shown_with_the_old_ones():
    before = [row(TRAINING, to_week=8, goal="Køre", mastery="Ti gange")]
    after = [row(TRAINING, to_week=8, goal="Køre sikkert", difference="Kun den lille")]
    (activity,) = diff(before, after).changed
    assert activity.texts == (
        TextDiff("To be learnt:", "Køre", "Køre sikkert"),
        TextDiff("Mastered when:", "Ti gange", ""),
        TextDiff("The difference:", "", "Kun den lille"),
    )
    assert [text.sign for text in activity.texts] == [Sign.CHANGED, Sign.GONE, Sign.NEW]


def test_words_that_the_activity_had_already_are_not_new():
    """A row for later weeks takes them over."""
    before = [row(PAID, 480, market_value="Gangene er fri.")]
    after = [replace(before[0], to_week=12), replace(before[0], from_week=13, minutes=720)]
    (activity,) = diff(before, after).changed
    assert activity.texts == ()


def test_the_hours_of_the_whole_plan_are_summed_up():
    before = [row(PAID, 480), row(TRAINING, 240, CRATES, to_week=8)]
    after = [*before, row(PAID, 240, CRATES, from_week=9), row(STAYS, 60, PICKING)]
    task = diff(before, after)
    assert [sentence(line) for line in task.sums] == ["8 h → 12 h paid a week 9–"]
    assert (task.count, str(task.headline)) == (2, "2 changes")


def test_what_was_asked_and_what_it_grew_out_of_are_no_difference():
    before = [row(PAID)]
    after = [replace(before[0], asked="Kan det være mere?", evidence=({"week": "47"},))]
    assert diff(before, after).count == 0
    assert str(diff(before, after).headline) == "Nothing differs"


# --- versions ---


@dataclass
class Version:
    parts: Sequence[Row] = ()
    starts_week: int = 1
    wage: int | None = None
    wage_basis: WageBasis | None = None
    reasons: dict[str, str] = field(default_factory=dict)


def test_versions_differ_in_wage_and_reasons_too():
    item = Version(
        wage=14500, wage_basis=WageBasis.OWN, reasons={Code.PAID_HOURS_LOW: "Forsigtigt"}
    )
    other = Version(starts_week=9, wage=15000, reasons={"ratio": "Vi er få."})
    result = diff_versions(item, other)
    assert result.wage and (result.wage.was, result.wage.now) == (14500, 15000)
    assert result.wage_basis == TextDiff("Where the wage is from:", "Our own figure", "")
    assert result.reasons == (
        TextDiff("Why more in training than there is room for?", "", "Vi er få."),
        TextDiff("Why fewer paid hours than usual?", "Forsigtigt", ""),
    )
    assert result.count == 4
    assert result.starts and result.starts.values == {"week": 9}


def test_versions_that_say_the_same_do_not_differ():
    item = Version([row(PAID)], wage=14500, wage_basis=WageBasis.OWN)
    result = diff_versions(item, replace(item, parts=[row(PAID)]))
    assert result.count == 0
    assert result.starts is None
