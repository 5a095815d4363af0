"""The plan between two sides: written, sent, answered, changed, approved."""

from typing import Any

import pytest

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.world import World
from webapp.actor import Side
from webapp.demo import build
from webapp.history import Move
from webapp.splits.models import Split
from webapp.splits.plan import Kind
from webapp.splits.rules import Status
from webapp.tasks.rules import Status as TaskStatus

SEND = "Send the plan to"
VALUE = "Gangene er fri."
PAID = {"parts-0-alone": "yes", "parts-0-worth_pay": "yes"}
TRAINED = {"parts-0-alone": "no", "parts-0-worth_pay": "yes"}


def numbered(db: Database) -> list[Split]:
    return sorted(db.all(Split), key=lambda split: split.number)


def edit(browse: Browse, user: Any, split: Split) -> Browser:
    browser = browse(user)
    browser.open(f"/splits/{split.id}/edit")
    return browser


def test_a_plan_goes_back_and_forth_until_it_is_approved(
    world: World, db: Database, browse: Browse
) -> None:
    task = world.task(TaskStatus.IN_DIALOGUE)
    karen, mette = browse(world.karen), browse(world.mette)
    karen.open(f"/tasks/{task.id}")
    karen.press("Make a plan")
    karen.press(SEND)
    assert karen.page.status_code == 422
    assert karen.sees("Answer the two questions about “Rydde tomme kasser”.")
    karen.press(SEND, **PAID | {"parts-0-market_value": VALUE})
    first = db.one(Split)
    assert (first.number, first.status, first.side) == (1, Status.SUBMITTED, Side.EMPLOYER)
    mette.open(f"/splits/{first.id}")
    mette.press("Ask for changes", comment="Kan det være om morgenen?")
    karen.open(f"/splits/{first.id}")
    assert karen.sees("Kan det være om morgenen?")
    karen.press("Change the plan")
    assert karen.form(SEND).values["parts-0-market_value"] == VALUE
    karen.press(SEND, minutes="10")
    second = numbered(db)[1]
    mette.open(f"/splits/{second.id}")
    mette.press("Approve the plan")
    assert [split.status for split in numbered(db)] == [Status.SUPERSEDED, Status.APPROVED]
    assert second.parts[0].minutes == 600
    actions = [move.action for move in sorted(db.all(Move), key=lambda move: move.id or 0)]
    assert actions == "begin submit ask_changes begin submit next_version approve".split()


def test_who_wrote_the_plan_does_not_answer_it(world: World, db: Database, browse: Browse) -> None:
    split = world.split(Status.SUBMITTED, Side.EMPLOYER)
    karen = browse(world.karen)
    karen.open(f"/splits/{split.id}")
    assert not any("Approve" in text for text in karen.buttons)
    token = {"csrf_token": karen.form("").values["csrf_token"]}
    assert karen.post(f"/splits/{split.id}/approve", token).status_code == 409
    assert db.one(Split).status is Status.SUBMITTED


def test_a_stale_plan_keeps_what_was_typed(world: World, db: Database, browse: Browse) -> None:
    split = world.split()
    karen, kirsten = (edit(browse, user, split) for user in (world.karen, world.kirsten))
    karen.press("Save and finish later", **{"parts-0-market_value": "Karens ord"})
    kirsten.press(SEND, **{"parts-0-market_value": "Kirstens ord"})
    assert kirsten.page.status_code == 409
    assert kirsten.form(SEND).values["parts-0-market_value"] == "Kirstens ord"
    result = db.one(Split)
    assert (result.parts[0].market_value, result.status) == ("Karens ord", Status.DRAFT)


BLOCKED: dict[str, list[Any]] = {
    "no market value": [build.part(market_value="")],
    "no goal": [build.part(Kind.TRAINING, goal="")],
    "no mastery": [build.part(Kind.TRAINING, mastery="")],
    "training without an end": [build.part(Kind.TRAINING, to_week=None)],
    "training for too long": [build.part(Kind.TRAINING, to_week=27)],
    "38 h a week": [build.part(minutes=38 * 60)],
    "nothing at all": [build.part(Kind.STAYS)],
    "no hours": [build.part(minutes=0)],
    "too few paid hours, and no reason": [build.part(minutes=120)],
}


def parts(why: str) -> list[Any]:
    """Fresh rows each time: a row belongs to one database."""
    return [type(part)(**part.model_dump(exclude={"id", "split_id"})) for part in BLOCKED[why]]


# On the form training without an end is offered for the first of the usual weeks.
@pytest.mark.parametrize("why", [why for why in BLOCKED if why != "training without an end"])
def test_what_blocks_can_be_kept_and_not_sent(
    world: World, db: Database, browse: Browse, why: str
) -> None:
    split = world.split(parts=parts(why))
    karen = edit(browse, world.karen, split)
    karen.press(SEND)
    assert karen.page.status_code == 422
    assert db.one(Split).status is Status.DRAFT


@pytest.mark.parametrize("why", BLOCKED)
def test_what_blocks_cannot_be_approved_by_a_forged_request(
    world: World, db: Database, browse: Browse, why: str
) -> None:
    split = world.split(Status.SUBMITTED, parts=parts(why))
    mette = browse(world.mette)
    mette.open(f"/splits/{split.id}")
    token = {"csrf_token": mette.form("").values["csrf_token"]}
    assert mette.post(f"/splits/{split.id}/approve", token).status_code == 409
    assert db.one(Split).status is Status.SUBMITTED


def test_the_same_function_paid_and_trained_needs_its_difference(
    world: World, db: Database, browse: Browse
) -> None:
    task = world.task(TaskStatus.IN_DIALOGUE)
    both = [
        build.part(kind, 300, activity_id=task.activities[0].id)
        for kind in (Kind.PAID, Kind.TRAINING)
    ]
    split = world.split(task=task, parts=both)
    karen = edit(browse, world.karen, split)
    karen.press(SEND)
    assert karen.page.status_code == 422
    karen.press(SEND, **{"parts-1-difference": "Med truck i stedet for i hånden."})
    assert db.one(Split).status is Status.SUBMITTED


def test_fewer_hours_than_usual_can_be_sent_with_a_reason(
    world: World, db: Database, browse: Browse
) -> None:
    split = world.split(parts=[build.part(minutes=180)])
    karen = edit(browse, world.karen, split)
    karen.press(SEND)
    karen.press(SEND, reason_paid_hours_low="Han begynder forsigtigt.")
    result = db.one(Split)
    assert result.status is Status.SUBMITTED
    assert result.reasons == {"paid_hours_low": "Han begynder forsigtigt."}


HOURS = ["-1", "25:99", "much", "1e3", "NaN", "169", "7,333", "٧"]


@pytest.mark.parametrize("text", HOURS)
def test_hours_that_cannot_be_read_are_said_and_kept(
    world: World, db: Database, browse: Browse, text: str
) -> None:
    karen = edit(browse, world.karen, world.split())
    karen.press(SEND, **{"parts-0-minutes": text})
    assert karen.page.status_code == 422
    assert karen.form(SEND).values["parts-0-minutes"] == text
    assert db.one(Split).status is Status.DRAFT


@pytest.mark.parametrize("field", ["market_value", "goal", "mastery", "difference"])
@pytest.mark.parametrize("text", ["x" * 10_000, "Ring til 0101701234"], ids=repr)
def test_words_that_cannot_be_kept_are_refused(
    world: World, db: Database, browse: Browse, field: str, text: str
) -> None:
    karen = edit(browse, world.karen, world.split())
    karen.press(SEND, **{f"parts-0-{field}": text})
    assert karen.page.status_code == 422
    assert text not in [getattr(part, field) for part in db.one(Split).parts]


def test_a_row_about_another_companys_activity_is_refused(
    world: World, db: Database, browse: Browse
) -> None:
    split, other = world.split(), world.split(task=world.task(TaskStatus.IN_DIALOGUE, by="ali"))
    karen = edit(browse, world.karen, split)
    foreign = {"parts-0-activity_id": str(other.parts[0].activity_id)}
    assert karen.press("Save and finish later", **foreign).status_code == 404


def test_one_activity_can_be_trained_first_and_paid_later(
    world: World, db: Database, browse: Browse
) -> None:
    karen = edit(browse, world.karen, world.split())
    words = {"parts-0-goal": "Stable.", "parts-0-mastery": "Fem dage i træk."}
    karen.press("Paid after that", **TRAINED | words | {"parts-0-weeks": "4"})
    karen.press(SEND, **{"parts-1-market_value": VALUE})
    rows = db.one(Split).parts
    assert [(row.kind, row.from_week, row.to_week) for row in rows] == [
        (Kind.TRAINING, 1, 4),
        (Kind.PAID, 5, None),
    ]
    assert db.one(Split).status is Status.SUBMITTED
