"""Somebody was quicker: who, when, and where to go on; and corrections that nobody has sent."""

import pytest

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.world import NOW, WEEK, World
from webapp.timesheets.models import Timesheet
from webapp.timesheets.rules import Status

APPROVE = "Approve week 47"


@pytest.fixture
def karen(world: World, browse: Browse) -> Browser:
    return browse(world.karen)


@pytest.fixture
def mette(world: World, browse: Browse) -> Browser:
    return browse(world.mette)


@pytest.fixture
def sent(world: World, karen: Browser) -> str:
    """The address of a week that Karen has sent."""
    address = f"/smalljobs/{world.sheet().small_job_id}/weeks/{WEEK}"
    karen.open(address)
    karen.press("The week went as planned")
    return address


def test_a_week_that_was_taken_back_says_by_whom_and_when(
    sent: str, db: Database, karen: Browser, mette: Browser
) -> None:
    mette.open(sent)
    form = mette.form(APPROVE)
    karen.open(sent)
    karen.press("Take it back")
    assert mette.post(form.action, form.values).status_code == 409
    assert mette.sees("Karen Holm took the week back today at 13:00 to correct it.")
    assert mette.sees("You get it when it is sent again.")
    assert not mette.sees("It was changed since you opened the page")
    assert db.one(Timesheet).status is Status.OPEN


def test_a_week_that_a_colleague_approved_leads_on_to_the_next(
    sent: str, world: World, db: Database, browse: Browse, mette: Browser
) -> None:
    jonas = browse(world.jonas)
    jonas.open(sent)
    form = jonas.form(APPROVE)
    mette.open(sent)
    own = mette.form(APPROVE)
    mette.press(APPROVE)
    assert jonas.post(form.action, form.values).status_code == 409
    assert jonas.sees("Mette Lund approved the week today at 13:00.")
    waiting = world.sheet(Status.SUBMITTED, week=WEEK.plus(-1))
    assert mette.post(own.action, own.values).status_code == 409
    assert mette.sees("You approved the week today at 13:00.")
    mette.follow("The next week to approve")
    assert str(waiting.small_job_id) in mette.page.request.path


def test_the_company_is_told_as_well(sent: str, karen: Browser, mette: Browser) -> None:
    karen.open(sent)
    form = karen.form("Take it back")
    mette.open(sent)
    mette.press("Send back", because="Passer det?")
    assert karen.post(form.action, form.values).status_code == 409
    assert karen.sees("Mette Lund sent the week back today at 13:00 with a question.")


# --- a correction that is not sent ---


@pytest.fixture
def begun(world: World, karen: Browser) -> str:
    """The address of a week whose correction Karen has begun: 3 hours on its Monday."""
    sheet = world.sheet(Status.APPROVED, approved_at=NOW)
    address = f"/smalljobs/{sheet.small_job_id}/weeks/{WEEK}"
    karen.open(address)
    karen.press("Open it and correct it", reason="Der var flere timer.")
    karen.press("Save and send later", **{"days-0-paid": "3"})
    return address


def reads_what_is_approved(reader: Browser, address: str) -> bool:
    reader.open(address)
    return reader.sees("and locked.") and reader.sees("12") and not reader.sees("now: 3")


@pytest.mark.parametrize("who", ["mette", "birgit"])
def test_what_is_approved_counts_until_the_correction_is_sent(
    begun: str, world: World, browse: Browse, karen: Browser, who: str
) -> None:
    reader = browse(world.people[who])
    assert reads_what_is_approved(reader, begun)
    assert reader.sees("Karen Holm is correcting it.")
    assert reader.open(f"{begun}/revisions/2").status_code == 404
    for address in ("/timesheets", begun.split("/weeks")[0]):
        reader.open(address)
        assert reader.sees("12 h paid (correction on its way)"), address
    karen.open(begun)
    karen.press("Send the week")
    reader.open(begun)
    assert reader.sees("What the correction changes") and reader.sees("now: 3")
    reader.open("/timesheets")
    assert not reader.sees("correction on its way")


def test_a_correction_that_came_back_is_the_companys_again(
    begun: str, karen: Browser, mette: Browser
) -> None:
    karen.open(begun)
    karen.press("Send the week")
    mette.open(begun)
    assert "Approve the correction" in mette.buttons
    mette.press("Send back", because="Er det rigtigt?")
    assert reads_what_is_approved(mette, begun)
    karen.open(begun)
    assert karen.sees("Er det rigtigt?")


def test_a_correction_that_was_taken_back_cannot_be_approved(
    begun: str, db: Database, karen: Browser, mette: Browser
) -> None:
    karen.open(begun)
    karen.press("Send the week")
    mette.open(begun)
    form = mette.form("Approve the correction")
    karen.open(begun)
    karen.press("Take it back")
    assert mette.post(form.action, form.values).status_code == 409
    assert mette.sees("Karen Holm took the week back today at 13:00")
    assert {sheet.status for sheet in db.all(Timesheet)} == {Status.APPROVED, Status.OPEN}


def test_versions_are_links_with_date_and_hours_but_for_the_one_that_is_shown(
    begun: str, karen: Browser
) -> None:
    karen.open(begun)
    assert karen.sees("Versions of this week:") and karen.sees("Not sent 20 Nov 2026")
    (address,) = [to for text, to in karen.reader.links.items() if text.endswith("2026 · 12 h")]
    assert address.endswith("/revisions/1")
    karen.open(address)
    assert not [text for text in karen.reader.links if text.endswith("2026 · 12 h")]
    karen.follow("Not sent 20 Nov 2026 · 12 h 36")
    assert karen.page.request.path == begun
