"""A form whose session is over, or whose page was somebody else's: said in words, never lost."""

import re
from html import unescape
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.browser import Browser
from tests.camera import jpeg
from tests.conftest import Browse
from tests.conftest import sign_in as give_cookie
from tests.database import Database
from tests.house.permissions import PERMISSIONS
from tests.house.test_routes import routes
from tests.world import NOW, WEEK, World
from webapp.accounts.models import User
from webapp.actor import Role
from webapp.routes.form_labels import LOOKED_AT, REPEATABLE
from webapp.splits.rules import Status as SplitStatus
from webapp.support.models import Call
from webapp.tasks.models import Task
from webapp.tasks.rules import Status as TaskStatus
from webapp.timesheets.models import Timesheet
from webapp.timesheets.rules import Status

STAFF = {Role.CONSULTANT, Role.TEAM_LEAD}
# Decisions that companies take, beside all that only the municipality does.
DECISIONS = {"splits.approve", "splits.ask_changes", "people.confirm", "people.remove"}
DECISIONS |= {"people.invite", "sign_in.enter", "payroll.export", "copies.make", "copies.close"}


def end_sessions(db: Database) -> None:
    db.change(lambda session: session.execute(sa.text("DELETE FROM user_session")))


def sign_in(app: Flask, db: Database, browser: Browser, user: User) -> None:
    """In a page of its own, as the button says; they read English."""
    db.update(user, language="en")
    give_cookie(app, browser.client, user.id)


def in_the_week(world: World, browser: Browser) -> tuple[str, dict[str, str]]:
    """Somebody has a week open, and has typed in it: (its address, what the form holds)."""
    sheet = world.sheet(Status.OPEN)
    address = f"/smalljobs/{sheet.small_job_id}/weeks/{WEEK}"
    browser.open(address)
    typed = {"days-0-paid": "2", "note": "Kasser & <kran>", "do": "send"}
    return address, browser.form("Save and send later").values | typed


# --- which forms -----------------------------------------------------------------------------


def test_of_every_form_somebody_has_said_whether_it_can_be_sent_once_more(demo: Flask) -> None:
    posts = {name for name, method, _view, _ids in routes(demo) if method == "POST"}
    assert not LOOKED_AT & set(REPEATABLE)
    assert posts == LOOKED_AT | set(REPEATABLE)


def test_what_is_decided_is_never_sent_once_more() -> None:
    staff = {
        name for name, row in PERMISSIONS.items() if row.method == "POST" and row.roles <= STAFF
    }
    assert len(staff) > 15
    assert not (staff | DECISIONS) & set(REPEATABLE)


# (who, address, what is sent, where it is looked at again)
LOOKS: dict[str, tuple[str, str, dict[str, str], str]] = {
    "approving a week": ("mette", "{week}/approve", {}, "{week}"),
    "returning a week": ("mette", "{week}/return", {"because": "Var det fredag?"}, "{week}"),
    "taking a task": ("mette", "{task}/take", {}, "{task}"),
    "putting a task aside": ("mette", "{task}/park", {"reason": "Var det fredag?"}, "{task}"),
    "handing a task over": ("mette", "{task}/hand-over", {}, "{task}"),
    "a note": ("mette", "{task}/notes", {"text": "Var det fredag?"}, "{task}"),
    "approving a plan": ("karen", "{plan}/approve", {}, "{plan}"),
    "asking for changes": ("karen", "{plan}/ask-changes", {"comment": "Var det fredag?"}, "{plan}"),
    "letting somebody in": ("karen", "{poul}/confirm", {}, "{poul}"),
    "removing somebody": ("karen", "{poul}/remove", {}, "{poul}"),
    "inviting somebody": ("karen", "/people/", {"name": "Var det fredag?"}, "/people/"),
    "having called": ("mette", "{call}/done", {}, "/home"),
    "ending a small job": ("mette", "{job}/end", {"reason": "Var det fredag?"}, "{job}"),
}


@pytest.mark.parametrize("lost", ["the session", "the token"])
@pytest.mark.parametrize("what", LOOKS)
def test_a_decision_is_looked_at_again(
    world: World, db: Database, browse: Browse, what: str, lost: str
) -> None:
    who, address, sent, look = LOOKS[what]
    sheet = world.sheet(Status.SUBMITTED)
    call = Call(small_job_id=sheet.small_job_id, asked_by=world.karen.id, asked_at=NOW)
    db.add(call)
    places = {
        "job": f"/smalljobs/{sheet.small_job_id}",
        "week": f"/smalljobs/{sheet.small_job_id}/weeks/{WEEK}",
        "task": f"/tasks/{world.task(TaskStatus.SUBMITTED).id}",
        "plan": f"/splits/{world.split(SplitStatus.SUBMITTED).id}",
        "poul": f"/people/{world.poul.id}",
        "call": f"/calls/{call.id}",
    }
    browser = browse(world.people[who])
    browser.open("/home")
    own = next(form.values for form in browser.reader.forms if "whose" in form.values)
    values = sent | {name: own[name] for name in ("csrf_token", "whose")}
    if lost == "the session":
        end_sessions(db)
    else:
        values["csrf_token"] = "forged"
    browser.post(address.format(**places), values)
    assert browser.page.status_code == (401 if lost == "the session" else 400)
    assert not any("Send once more" in button for button in browser.buttons)
    assert browser.reader.links["Look at it again"] == look.format(**places)
    if sent:
        assert browser.sees("Var det fredag?")


# --- once more -------------------------------------------------------------------------------


def test_a_week_is_sent_once_more_after_signing_in(
    app: Flask, world: World, db: Database, browse: Browse
) -> None:
    karen = browse(world.karen)
    address, values = in_the_week(world, karen)
    end_sessions(db)
    karen.post(address, values)
    assert karen.page.status_code == 401
    for text in (
        "You were away for a while",
        "This sends the week.",
        "week 47",
        "Mon: Paid hours 2",
        "Fri: Paid hours",
        "Kasser & <kran>",
        "What the page sends along",
        "version",
    ):
        assert karen.sees(text), text
    assert not karen.sees("Jørgen")  # nobody has signed in who may know
    again = karen.form("Send once more")
    assert again.action == address
    assert again.values.items() >= (values.items() - {("csrf_token", values["csrf_token"])})
    sign_in(app, db, karen, world.karen)
    karen.press("Send once more")
    sheet = db.one(Timesheet)
    assert (sheet.status, sheet.note) == (Status.SUBMITTED, "Kasser & <kran>")


@pytest.mark.parametrize("way", ["after signing in", "at once"])
def test_a_colleague_is_told_whose_page_it_was(
    app: Flask, world: World, db: Database, browse: Browse, way: str
) -> None:
    """At one computer: Karen's page, and Kirsten signs in. Nothing is sent in silence."""
    karen = browse(world.karen)
    address, values = in_the_week(world, karen)
    end_sessions(db)
    if way == "after signing in":
        karen.post(address, values)
        sign_in(app, db, karen, world.kirsten)
        karen.press("Send once more")
    else:
        sign_in(app, db, karen, world.kirsten)
        karen.post(address, values)
    assert karen.page.status_code == 400
    assert karen.sees("Somebody else opened this page")
    assert karen.sees("Jørgen · week 47") and karen.sees("This sends the week.")
    assert db.one(Timesheet).status is Status.OPEN
    karen.press(f"Send once more, as {world.kirsten.name}")
    assert db.one(Timesheet).status is Status.SUBMITTED


@pytest.mark.parametrize("who", ["mette", "birgit", "nina", "ali"])
def test_nobody_of_another_kind_sends_it(
    app: Flask, world: World, db: Database, browse: Browse, who: str
) -> None:
    karen = browse(world.karen)
    address, values = in_the_week(world, karen)
    end_sessions(db)
    karen.post(address, values)
    sign_in(app, db, karen, world.people[who])
    karen.press("Send once more")
    assert karen.page.status_code in {400, 403}
    assert karen.sees("Kasser & <kran>")
    assert karen.sees("Jørgen") is (who in {"mette", "birgit"})  # who know him
    if who == "ali":  # another company's: he may press, and it is not his
        karen.press("Send once more")
        assert karen.page.status_code == 404
    else:
        assert not any("Send once more" in button for button in karen.buttons)
    assert db.one(Timesheet).status is Status.OPEN


def test_ones_own_page_needs_no_question(
    app: Flask, world: World, db: Database, browse: Browse
) -> None:
    karen = browse(world.karen)
    address, values = in_the_week(world, karen)
    end_sessions(db)
    sign_in(app, db, karen, world.karen)
    karen.post(address, values)
    assert db.one(Timesheet).status is Status.SUBMITTED


def test_a_visitors_page_goes_along_when_they_sign_in(
    app: Flask, world: World, db: Database, browse: Browse
) -> None:
    visitor = browse()
    visitor.open("/tasks/new")
    form = visitor.form("Save and finish later")
    sign_in(app, db, visitor, world.karen)
    visitor.post(form.action, form.values | {"headline": "Kasser", "do": "keep"})
    assert db.one(Task).headline == "Kasser"


def test_the_language_is_changed_on_whosever_page(
    app: Flask, world: World, db: Database, browse: Browse
) -> None:
    karen = browse(world.karen)
    karen.open("/home")
    sign_in(app, db, karen, world.mette)
    karen.press("Dansk")
    assert karen.page.status_code == 200 and 'lang="da"' in karen.page.text


# --- why, and how much -----------------------------------------------------------------------

WHY = {
    "the cookie is gone": ("You were away for a while", "its session is over"),
    "the token is missing": ("The page did not come whole", "it has no token"),
    "the token is another's": ("older than your sign-in", "its token is of another session"),
    "the session is over": ("You were away for a while", "signed out"),
}


@pytest.mark.parametrize("what", WHY)
def test_it_is_said_why(world: World, db: Database, browse: Browse, capsys: Any, what: str) -> None:
    karen = browse(world.karen)
    address, values = in_the_week(world, karen)
    if what == "the cookie is gone":
        karen.client.delete_cookie("smajob")
    elif what == "the token is missing":
        del values["csrf_token"]
    elif what == "the token is another's":
        other = browse(world.kirsten)
        other.open("/home")
        values["csrf_token"] = next(form.values["csrf_token"] for form in other.reader.forms)
    else:
        end_sessions(db)
    capsys.readouterr()
    karen.post(address, values)
    said, logged = WHY[what]
    assert karen.sees(said)
    line = f"a form for timesheets.write was not obeyed: {logged}"
    written = capsys.readouterr().err
    assert line in written and "Kasser" not in written
    signed_in = what in {"the token is missing", "the token is another's"}
    assert karen.sees("Sign in (new page)") is not signed_in
    assert karen.sees("Signed in as Karen Holm") is signed_in


TOO_MUCH: dict[str, dict[str, str]] = {
    "201 fields": {f"parts-{n}-goal": "x" for n in range(201)},
    "a long text": {"note": "x" * 10_001},
    "a name that is no field's": {"Karen <b>": "x"},
    "a long name": {"n" * 81: "x"},
}


@pytest.mark.parametrize("what", TOO_MUCH)
def test_no_more_is_sent_once_more_than_one_can_read(
    world: World, db: Database, browse: Browse, what: str
) -> None:
    karen = browse(world.karen)
    address, _values = in_the_week(world, karen)
    end_sessions(db)
    karen.post(address, TOO_MUCH[what] | {"csrf_token": "forged"})
    assert not any("Send once more" in button for button in karen.buttons)
    assert karen.page.text.count("<dt>") <= 200
    assert "x" * 10_001 not in karen.page.text and "<b>" not in karen.page.text
    assert karen.sees("1 more fields are not shown.") is (what == "201 fields")


def test_two_hundred_fields_can_be_sent_once_more(
    world: World, db: Database, browse: Browse
) -> None:
    karen = browse(world.karen)
    address, _values = in_the_week(world, karen)
    many = {f"parts-{n}-goal": "x" for n in range(200)} | {"parts-0-mastery": ""}
    karen.post(address, many | {"csrf_token": "forged"})
    assert len(karen.form("Send once more").values) >= 201


def test_every_value_that_is_sent_can_be_read(world: World, db: Database, browse: Browse) -> None:
    """What a page does not know it shows under its own name: nothing goes along unseen."""
    karen = browse(world.karen)
    address, values = in_the_week(world, karen)
    values |= {"hidden-extra": "KANARIEFUGL", "do": "keep"}
    end_sessions(db)
    karen.post(address, values)
    sent = karen.form("Send once more").values
    shown = re.sub(r"<input[^>]*>", "", karen.page.text)
    unseen = [
        name
        for name, text in sent.items()
        if text and name not in {"csrf_token", "whose", "do"} and text not in unescape(shown)
    ]
    assert unseen == []
    assert "KANARIEFUGL" in shown and karen.sees("This keeps what you wrote. Nothing is sent.")


def test_a_choice_is_shown_as_its_page_calls_it(world: World, db: Database, browse: Browse) -> None:
    karen = browse(world.karen)
    address, values = in_the_week(world, karen)
    end_sessions(db)
    karen.post(address, values | {"days-3-absence": "sick", "call_me": "y", "do": "none-sick"})
    assert karen.sees("Thu: Absence Sick") and karen.sees("Call me Yes")
    assert karen.sees("This sends the week without hours.")


def test_photos_are_to_be_chosen_again(world: World, browse: Browse) -> None:
    karen, task = browse(world.karen), world.task()
    karen.open("/home")
    data = {"photos": (BytesIO(jpeg("olive")), "a.jpg"), "csrf_token": "forged"}
    response = karen.client.post(f"/tasks/{task.id}/photos", data=data)
    assert response.status_code == 400
    assert "choose the photos again" in response.text
    assert f'href="/tasks/{task.id}/photos"' in response.text


def test_it_says_so_in_danish(world: World, db: Database, browse: Browse) -> None:
    karen = browse(world.karen, "da")
    karen.open("/me/")
    form = next(form for form in karen.reader.forms if "me-name" in form.values)
    end_sessions(db)
    karen.post("/me/", form.values | {"me-name": "Karen Ny"})
    assert karen.sees("Du har været væk et stykke tid")
    assert karen.sees("Det ændrer dit navn og dit nummer.")
