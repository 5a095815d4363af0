"""The other side answers: row by row, or with a proposal of its own."""

import pytest

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.world import World
from webapp.actor import Side
from webapp.history import Move
from webapp.mails.models import Mail
from webapp.splits.models import Split
from webapp.splits.rules import Status

SEND, KEEP = "Send the plan to", "Save and finish later"
COUNTER = "Propose it differently yourself"


def numbered(db: Database) -> list[Split]:
    return sorted(db.all(Split), key=lambda split: split.number)


def actions(db: Database) -> list[str]:
    return [move.action for move in sorted(db.all(Move), key=lambda move: move.id or 0)]


@pytest.fixture
def mette(world: World, browse: Browse) -> Browser:
    """Mette has Karen's plan before her."""
    split = world.split(Status.SUBMITTED)
    mette = browse(world.mette)
    mette.open(f"/splits/{split.id}")
    return mette


def test_rows_are_commented_on_and_the_comment_stands_beside_them(
    world: World, db: Database, browse: Browse, mette: Browser
) -> None:
    mette.press("Ask for changes", **{"parts-0-comment": "Kan det være 10 timer?"})
    first = numbered(db)[0]
    assert (first.status, first.parts[0].comment) == (
        Status.CHANGES_REQUESTED,
        "Kan det være 10 timer?",
    )
    assert any("Kan det være 10 timer?" in str(mail.values) for mail in db.all(Mail))
    karen = browse(world.karen)
    karen.open(f"/splits/{first.id}")
    assert karen.sees("Kan det være 10 timer?")
    karen.press("Change the plan")
    assert karen.sees("Kan det være 10 timer?")  # beside the row
    karen.press(SEND, **{"parts-0-minutes": "10"})
    mette.open(f"/splits/{numbered(db)[1].id}")
    assert mette.sees("What differs from version 1")


def test_an_answer_says_something(db: Database, mette: Browser) -> None:
    mette.press("Ask for changes")
    assert mette.page.status_code == 422
    assert mette.sees("Say what should be different.")
    assert numbered(db)[0].status is Status.SUBMITTED


@pytest.mark.parametrize("text", ["x" * 10_000, "Ring til 0101701234"], ids=repr)
def test_a_comment_that_cannot_be_kept_is_said_and_kept_on_the_page(
    db: Database, mette: Browser, text: str
) -> None:
    mette.press("Ask for changes", **{"parts-0-comment": text})
    assert mette.page.status_code == 422
    assert numbered(db)[0].parts[0].comment == ""


def test_a_proposal_of_ones_own_replaces_the_one_it_answers_once_it_is_sent(
    world: World, db: Database, browse: Browse, mette: Browser
) -> None:
    mette.press(COUNTER)
    first, second = numbered(db)
    assert (first.status, second.status, second.side) == (
        Status.SUBMITTED,
        Status.DRAFT,
        Side.CONSULTANT,
    )
    karen = browse(world.karen)
    assert karen.open(f"/splits/{second.id}").status_code == 404  # not hers to see yet
    mette.press(SEND, **{"parts-0-minutes": "10"})
    assert [split.status for split in numbered(db)] == [Status.SUPERSEDED, Status.SUBMITTED]
    karen.open(f"/splits/{second.id}")
    assert karen.sees("What differs from version 1")
    karen.press("Approve the plan")
    assert numbered(db)[1].status is Status.APPROVED
    assert numbered(db)[1].approved_at
    assert actions(db) == ["begin", "submit", "counter", "approve"]


def test_a_proposal_of_ones_own_can_be_thrown_away(db: Database, mette: Browser) -> None:
    mette.press(COUNTER)
    mette.press("Throw the draft away")
    (left,) = numbered(db)
    assert left.status is Status.SUBMITTED
    mette.open(f"/splits/{left.id}")
    mette.press("Approve the plan")
    assert numbered(db)[0].status is Status.APPROVED


def test_who_approves_after_all_needs_no_proposal_of_their_own(
    db: Database, mette: Browser
) -> None:
    address = mette.page.request.path
    mette.press(COUNTER)
    mette.open(address)
    mette.press("Approve the plan")
    (left,) = numbered(db)
    assert left.status is Status.APPROVED
    assert actions(db) == ["begin", "approve", "discard"]


def test_begun_twice_it_is_one_proposal(db: Database, mette: Browser) -> None:
    address, form = mette.page.request.path, mette.form(COUNTER)
    mette.press(COUNTER)
    mette.open(address)
    token = {"csrf_token": mette.form("").values["csrf_token"]}
    mette.post(form.action, form.values | token)
    assert len(numbered(db)) == 2


def test_only_a_draft_of_ones_own_side_is_thrown_away(
    world: World, db: Database, browse: Browse
) -> None:
    draft = world.split(Status.DRAFT, Side.CONSULTANT)
    karen = browse(world.karen)
    karen.open("/home")
    token = {"csrf_token": karen.form("").values["csrf_token"]}
    assert karen.post(f"/splits/{draft.id}/discard", token).status_code == 404
    sent = world.split(Status.SUBMITTED)
    assert karen.post(f"/splits/{sent.id}/discard", token).status_code == 409
    assert len(db.all(Split)) == 2


# --- a change of a plan that is in force ---


@pytest.fixture
def changed(world: World, db: Database, browse: Browse) -> Split:
    """Karen has proposed other hours for a small job that runs, from next week on."""
    job = world.job()
    karen = browse(world.karen)
    karen.open(f"/smalljobs/{job.id}/next")
    karen.press("Change the plan", week="5")
    karen.press(SEND, **{"parts-0-minutes": "10"})
    row = numbered(db)[-1]
    assert row.status is Status.SUBMITTED
    return row


def test_a_change_goes_back_and_forth_like_any_plan(
    world: World, db: Database, browse: Browse, changed: Split
) -> None:
    mette, karen = browse(world.mette), browse(world.karen)
    mette.open(f"/splits/{changed.id}")
    row = len(changed.parts) - 1
    mette.press("Ask for changes", comment="", **{f"parts-{row}-comment": "11 timer?"})
    assert numbered(db)[-1].parts[row].comment == "11 timer?"
    karen.open(f"/splits/{changed.id}")
    assert karen.sees("11 timer?")
    karen.press("Change the plan")
    karen.press(SEND, **{"parts-0-minutes": "11"})
    third = numbered(db)[-1]
    assert (third.number, third.status, third.starts_week) == (3, Status.SUBMITTED, 5)
    mette.open(f"/splits/{third.id}")
    mette.press(COUNTER)
    mette.press(SEND, **{"parts-0-minutes": "9"})
    karen.open(f"/splits/{numbered(db)[-1].id}")
    karen.press("Approve the plan")
    assert [split.status for split in numbered(db)] == [
        Status.SUPERSEDED,
        Status.SUPERSEDED,
        Status.SUPERSEDED,
        Status.APPROVED,
    ]


def test_an_empty_answer_keeps_every_row_to_write_on(
    world: World, browse: Browse, changed: Split
) -> None:
    mette = browse(world.mette)
    mette.open(f"/splits/{changed.id}")
    asked = set(mette.form("Ask for changes").values)
    mette.press("Ask for changes")
    assert mette.page.status_code == 422
    assert set(mette.form("Ask for changes").values) == asked


def test_what_was_sent_can_be_taken_back(
    world: World, db: Database, browse: Browse, changed: Split
) -> None:
    karen = browse(world.karen)
    karen.open(f"/splits/{changed.id}")
    karen.press("Take it back")
    assert numbered(db)[-1].status is Status.DRAFT
    karen.press("Throw the draft away")
    assert len(numbered(db)) == 1
    assert karen.page.request.path.startswith("/smalljobs/")


def test_a_change_that_came_back_can_be_given_up(
    world: World, db: Database, browse: Browse, changed: Split
) -> None:
    mette, karen = browse(world.mette), browse(world.karen)
    mette.open(f"/splits/{changed.id}")
    mette.press("Ask for changes", comment="Vent til foråret.")
    karen.open(f"/splits/{changed.id}")
    karen.press("Take it back")
    assert [split.status for split in numbered(db)] == [Status.APPROVED, Status.SUPERSEDED]


def test_what_somebody_answers_already_is_not_taken_back(
    world: World, db: Database, browse: Browse, changed: Split
) -> None:
    mette, karen = browse(world.mette), browse(world.karen)
    karen.open(f"/splits/{changed.id}")
    mette.open(f"/splits/{changed.id}")
    mette.press(COUNTER)
    karen.press("Take it back")
    assert karen.page.status_code == 409
    assert karen.sees("An answer is being written already.")
