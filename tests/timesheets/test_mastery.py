"""How the training goes, week by week: what is asked and kept, and when it is mastered."""

from dataclasses import dataclass
from datetime import date
from itertools import product
from uuid import UUID, uuid4

import pytest

from tests.splits.parts import CRATES, PICKING, TRUCK
from webapp import rulebook
from webapp.clock import Week
from webapp.demo import build
from webapp.splits.models import Part
from webapp.splits.plan import Kind
from webapp.timesheets.mastery import EVIDENCE_WEEKS, activities_to_mark, as_evidence, latest_alone
from webapp.timesheets.rules import MARK_NAMES, Mark

FIRST = Week.parse("2026-W44")
NOT_YET, WITH_HELP, ALONE = Mark


def row(activity_id: UUID, kind: Kind, first: int, last: int | None = None) -> Part:
    names = {CRATES: "Crates", TRUCK: "Truck", PICKING: "Picking"}
    what = names[activity_id]
    return build.part(kind, activity_id=activity_id, what=what, from_week=first, to_week=last)


STORY = [
    row(CRATES, Kind.TRAINING, 1, 4),
    row(CRATES, Kind.PAID, 5),
    row(TRUCK, Kind.TRAINING, 3, 6),
    row(TRUCK, Kind.TRAINING, 5, 8),
    row(PICKING, Kind.STAYS, 1),
]


@pytest.mark.parametrize(
    ("week", "asked"),
    [
        (0, []),
        (1, ["Crates"]),
        (3, ["Crates", "Truck"]),
        (4, ["Crates", "Truck"]),
        (5, ["Truck"]),
        (8, ["Truck"]),
        (9, []),
    ],
)
def test_what_is_trained_in_a_week_is_asked_about_once(week: int, asked: list[str]):
    assert [*activities_to_mark(STORY, week).values()] == asked


def test_what_has_a_mark_already_is_still_asked_about():
    assert activities_to_mark(STORY, 5, [TRUCK, CRATES]) == {TRUCK: "Truck", CRATES: "Crates"}


def test_an_activity_that_has_left_the_plan_has_no_name():
    gone = uuid4()
    assert activities_to_mark(STORY, 9, [gone]) == {gone: ""}


@dataclass
class Marked:
    monday: date
    mark: Mark
    learnt: str = ""


def test_evidence_is_as_a_part_keeps_it():
    rows = [Marked(date(2026, 11, 16), WITH_HELP), Marked(date(2026, 12, 28), ALONE, "!")]
    assert as_evidence(iter(rows)) == [
        {"week": "2026-W47", "mark": "with_help", "learnt": ""},
        {"week": "2026-W53", "mark": "alone", "learnt": "!"},
    ]
    assert as_evidence([]) == []


def test_evidence_is_of_the_latest_weeks():
    rows = [Marked(FIRST.plus(n).monday, NOT_YET) for n in range(EVIDENCE_WEEKS + 3)]
    evidence = as_evidence(rows)
    assert [week["week"] for week in evidence] == [str(FIRST.plus(n)) for n in range(3, 15)]


def test_every_mark_has_a_name():
    assert set(MARK_NAMES) == set(Mark)


# --- mastered ---


def marks(text: str) -> list[Marked]:
    """A week for each letter: n(ot yet), h(elp), a(lone); a week without a mark is a dot."""
    known = {"n": NOT_YET, "h": WITH_HELP, "a": ALONE}
    return [Marked(FIRST.plus(n).monday, known[item]) for n, item in enumerate(text) if item != "."]


@pytest.mark.parametrize(
    ("weeks", "ready"),
    [
        ("", False),
        ("a", False),
        ("aa", False),
        ("aaa", True),
        ("aaaa", True),
        ("nhaaa", True),
        ("aah", False),
        ("aaan", False),
        ("aaaha", False),
        ("aaahaa", False),
        ("aaahaaa", True),
        ("haa", False),
        ("a.aa", True),
        ("a.....a.a", True),
        ("a.a", False),
        ("aaa.....", True),
        ("a.h.aa", False),
        (".aaa", True),
        ("hhhhhhhhhhhhh", False),
    ],
)
def test_three_weeks_alone_in_a_row_are_enough(weeks: str, ready: bool):
    rows = marks(weeks)
    assert latest_alone(iter(rows), 3) == (rows[-3:] if ready else [])


def test_the_last_three_marks_tell_and_nothing_else():
    for history in product("nha", repeat=5):
        rows = marks("".join(history))
        assert bool(latest_alone(rows, 3)) is ("".join(history)[-3:] == "aaa")


@pytest.mark.parametrize(("weeks", "ready"), [(1, 1), (2, 2), (4, 4), (5, 0)])
def test_how_many_weeks_is_a_rule(weeks: int, ready: int):
    assert len(latest_alone(marks("haaaa"), weeks)) == ready


def test_three_weeks_over_the_new_year_are_three_weeks():
    weeks = [Week.parse(text) for text in ("2026-W52", "2026-W53", "2027-W01")]
    rows = [Marked(week.monday, ALONE) for week in weeks]
    assert latest_alone(rows, rulebook.on(date(2027, 1, 10)).mastered.weeks) == rows
