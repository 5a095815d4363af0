"""The page on which a plan is made: two questions, dividing, examples' words, cost, room."""

import pytest

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.world import World
from webapp.accounts.models import Workplace
from webapp.demo import build
from webapp.splits.models import Split
from webapp.splits.plan import Answer, Kind
from webapp.splits.rules import Status, WageBasis
from webapp.tasks.examples import by_code
from webapp.tasks.rules import Status as TaskStatus

SEND, KEEP = "Send the plan to", "Save and finish later"
YES, NO = Answer.YES.value, Answer.NO.value


def sorted_by(number: int, alone: str, worth_pay: str) -> dict[str, str]:
    values = {f"parts-{number}-alone": alone, f"parts-{number}-worth_pay": worth_pay}
    return {name: answer for name, answer in values.items() if answer}


@pytest.fixture
def karen(world: World, browse: Browse) -> Browser:
    """Karen begins a plan for two activities that began as examples."""
    pieces = [
        build.activity(example="empty-crates", done_by="Torben", instead="køre truck"),
        build.activity("Køre truck", times=1, minutes=48, example="drive-truck"),
    ]
    task = world.task(TaskStatus.IN_DIALOGUE, activities=pieces)
    karen = browse(world.karen)
    karen.open(f"/tasks/{task.id}")
    karen.press("Make a plan")
    return karen


@pytest.mark.parametrize(
    ("alone", "worth_pay", "kind"),
    [
        (YES, YES, Kind.PAID),
        (NO, YES, Kind.TRAINING),
        (YES, NO, Kind.STAYS),
        (NO, NO, Kind.STAYS),
        ("", NO, Kind.STAYS),
    ],
)
def test_two_answers_sort_an_activity(
    db: Database, karen: Browser, alone: str, worth_pay: str, kind: Kind
) -> None:
    karen.press(KEEP, **sorted_by(0, alone, worth_pay))
    part = db.one(Split).parts[0]
    assert (part.kind, part.minutes) == (kind, 720)
    assert part.worth_pay == worth_pay and (part.alone or "") == alone


@pytest.mark.parametrize(("alone", "worth_pay"), [("", ""), (YES, ""), (NO, ""), ("", YES)])
def test_half_an_answer_is_asked_for_again(
    db: Database, karen: Browser, alone: str, worth_pay: str
) -> None:
    karen.press(SEND, **sorted_by(0, alone, worth_pay) | sorted_by(1, "", NO))
    assert karen.page.status_code == 422
    assert karen.sees("Answer the two questions about “Rydde tomme kasser”.")
    assert (db.one(Split).parts[0].alone or "") == alone


@pytest.mark.parametrize("answer", ["maybe", "YES", "1"])
def test_an_answer_that_there_is_not_is_refused(db: Database, karen: Browser, answer: str) -> None:
    karen.press(SEND, **sorted_by(0, answer, YES))
    assert karen.page.status_code == 422
    assert db.one(Split).parts[0].alone is None


def test_an_examples_words_are_used_with_one_press_and_never_over_ones_own(
    db: Database, karen: Browser
) -> None:
    crates, truck = by_code("empty-crates"), by_code("drive-truck")
    assert crates and truck
    karen.press(KEEP, **sorted_by(0, YES, YES) | sorted_by(1, NO, YES))
    karen.open(f"/splits/{db.one(Split).id}/edit")
    karen.press(crates.value["en"])
    assert karen.form(SEND).values["parts-0-market_value"] == crates.value["en"]
    karen.press(truck.goal["en"], **{"parts-1-goal": "Mine egne ord"})
    values = karen.form(SEND).values
    assert values["parts-1-goal"] == "Mine egne ord"
    assert values["parts-1-mastery"] == truck.mastery["en"]
    karen.press(SEND)
    assert db.one(Split).status is Status.SUBMITTED


def test_an_activity_is_divided_with_its_difference(db: Database, karen: Browser) -> None:
    paid = sorted_by(0, YES, YES) | {"parts-0-market_value": "Gangene er fri."}
    karen.press("Divide", **paid | sorted_by(1, "", NO))
    words = {"parts-1-goal": "Med truck.", "parts-1-mastery": "Ti gange."}
    karen.press(SEND, **words)
    assert karen.page.status_code == 422  # what is the difference?
    karen.press(SEND, **{"parts-1-difference": "Løn med håndkraft, oplæring med truck."})
    split = db.one(Split)
    assert split.status is Status.SUBMITTED
    assert [(p.kind, p.minutes, p.to_week) for p in split.parts] == [
        (Kind.PAID, 360, None),
        (Kind.TRAINING, 360, 4),
        (Kind.STAYS, 240, None),
    ]


def test_an_unreadable_row_is_not_divided_and_nothing_is_lost(db: Database, karen: Browser) -> None:
    karen.press("Divide", **sorted_by(0, YES, YES) | {"parts-0-minutes": "mange"})
    values = karen.form(SEND).values
    assert values["parts-0-minutes"] == "mange"
    assert "parts-2-minutes" not in values


@pytest.mark.parametrize(
    ("minutes", "halves"), [("0:01", ["0:01"]), ("0:02", ["0 h 01", "0 h 01"])]
)
def test_what_has_two_minutes_can_be_divided_and_one_minute_cannot(
    karen: Browser, minutes: str, halves: list[str]
) -> None:
    karen.press("Divide", **sorted_by(0, YES, YES) | {"parts-0-minutes": minutes})
    values = karen.form(SEND).values
    *rows, last = [text for name, text in values.items() if name.endswith("-minutes")]
    assert (rows, last) == (halves, "4")


def test_a_plan_that_is_full_is_not_divided_further(db: Database, karen: Browser) -> None:
    karen.press(KEEP, **sorted_by(0, YES, YES))
    split = db.one(Split)
    first = split.parts[0]
    belongs = {"split_id": split.id, "activity_id": first.activity_id}
    db.add(*(build.part(first.kind, 60, **belongs) for _ in range(38)))  # there is room for 40
    karen.open(f"/splits/{split.id}/edit")
    karen.press("Divide")
    values = karen.form(SEND).values
    assert len([name for name in values if name.endswith("-minutes")]) == 40


@pytest.mark.parametrize(("weeks", "to_week", "last"), [("8", "", 8), ("other", "10", 10)])
def test_training_lasts_the_usual_weeks_or_others(
    db: Database, karen: Browser, weeks: str, to_week: str, last: int
) -> None:
    values = sorted_by(1, NO, YES) | {"parts-1-weeks": weeks, "parts-1-to_week": to_week}
    karen.press(KEEP, **values)
    assert db.one(Split).parts[1].to_week == last


def test_hours_rise_in_steps(db: Database, karen: Browser) -> None:
    paid = sorted_by(0, YES, YES) | {"parts-0-market_value": "Gangene er fri."}
    karen.press("Other hours later", **paid | {"parts-0-minutes": "5", "parts-0-to_week": "4"})
    karen.press(KEEP, **{"parts-1-minutes": "12"})
    assert [(p.minutes, p.from_week, p.to_week) for p in db.one(Split).parts[:2]] == [
        (300, 1, 4),
        (720, 5, None),
    ]


def test_what_it_costs_and_what_one_gets(db: Database, karen: Browser) -> None:
    values = sorted_by(0, YES, YES) | {"wage": "145,50", "wage_basis": "own"}
    karen.press(KEEP, **values | {"parts-0-market_value": "Gangene er fri."})
    split = db.one(Split)
    assert (split.wage, split.wage_basis) == (14550, WageBasis.OWN)
    # 12 hours at 145.50 are 1,746 kroner, and 12.5 per cent of that is 218.25.
    assert karen.sees("1,964.25 kr.")
    assert karen.sees("12 h: 1,746 kr., and 218.25 kr. holiday pay")
    assert karen.sees("Up to 12 h of skilled time a week free")
    assert karen.sees("Torben can instead: køre truck")


@pytest.mark.parametrize("wage", ["many", "-5", "0", "10.000,01", "1e3", "145,555"])
def test_a_wage_that_cannot_be_read_is_said_and_kept(
    db: Database, karen: Browser, wage: str
) -> None:
    karen.press(SEND, wage=wage)
    assert karen.page.status_code == 422
    assert karen.form(SEND).values["wage"] == wage
    assert db.one(Split).wage is None


def test_the_next_plan_of_the_workplace_begins_with_the_same_wage(
    world: World, db: Database, browse: Browse, karen: Browser
) -> None:
    karen.press(KEEP, wage="150")
    task = world.task(TaskStatus.IN_DIALOGUE)
    karen.open(f"/tasks/{task.id}")
    karen.press("Make a plan")
    assert karen.form(SEND).values["wage"] == "150"


def test_the_ratio_is_reckoned_and_asked_about(world: World, db: Database, karen: Browser) -> None:
    for _ in range(2):
        world.job(trains=True)
    values = sorted_by(0, "", NO) | sorted_by(1, NO, YES)
    words = {"parts-1-goal": "Køre.", "parts-1-mastery": "Ti gange."}
    karen.press(SEND, full_time="4", part_time_hours="45", **values | words)
    assert karen.page.status_code == 422
    assert db.get(Workplace, world.kaj.id).full_time_equivalents == 5  # 4, and 45 of 37 hours
    assert karen.sees("5 full-time employees, and room for 1 for every 5: 1.")
    assert karen.sees("Room for 1 at a time, 2 in use: 0 more can come.")
    karen.press(SEND, reason_ratio="Sæsonen begynder.")
    (split,) = (split for split in db.all(Split) if split.reasons)
    assert (split.status, split.reasons) == (Status.SUBMITTED, {"ratio": "Sæsonen begynder."})


def test_a_forged_name_of_an_activity_is_not_believed(db: Database, karen: Browser) -> None:
    karen.press(KEEP, **{"parts-0-what": "Noget helt andet"})
    assert db.one(Split).parts[0].what == "Rydde tomme kasser"


@pytest.mark.parametrize("do", ["divide-99", "later-²", "remove-", "suggest-7", "suggest--1"])
def test_a_button_that_there_is_not_changes_nothing(db: Database, karen: Browser, do: str) -> None:
    form = karen.form(SEND)
    answer = karen.post(form.action, form.values | {"do": do})
    assert answer.status_code == 200
    assert len(db.one(Split).parts) == 2


def test_colleagues_are_named_by_what_the_task_says(karen: Browser, db: Database) -> None:
    karen.press(KEEP, **sorted_by(0, "", NO))
    karen.open(f"/splits/{db.one(Split).id}/edit")
    assert karen.sees("Stays with colleagues: Torben")
