"""Each person chooses which mails they get."""

from datetime import timedelta
from typing import Any

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.world import NOW, World
from webapp.accounts import actions as accounts
from webapp.accounts.models import User
from webapp.mails.models import Mail
from webapp.mails.rules import Kind
from webapp.messages import Message, Page, Target
from webapp.tasks.rules import Status as TaskStatus


def unwanted(db: Database, person: User) -> list[str]:
    user = db.get(User, person.id)
    assert user
    return list(user.unwanted)


def choose(browser: Browser, *kinds: str, **options: Any) -> Any:
    """Tick these boxes and no others."""
    browser.open("/me/")
    token = browser.form("").values["csrf_token"]
    data = {"kinds": list(kinds), "csrf_token": token}
    return browser.client.post("/me/mails", data=data, **options)


# --- choosing -------------------------------------------------------------------------------


def test_everybody_gets_all_mails_until_they_choose(
    world: World, db: Database, browse: Browse
) -> None:
    karen = browse(world.karen)
    page = karen.open("/me/").get_data(as_text=True)
    assert page.count(" checked") == 6
    assert "Somebody asks you to call" not in page
    page = browse(world.mette).open("/me/").get_data(as_text=True)
    assert page.count(" checked") == 3
    assert "Somebody asks you to call" in page and "Reminders" not in page
    assert unwanted(db, world.karen) == []


def test_what_is_not_ticked_is_not_wanted(world: World, db: Database, browse: Browse) -> None:
    karen = browse(world.karen)
    answer = choose(karen, "reminder", "returned", "task", "people", "no_such_kind")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/me/#mails")
    assert unwanted(db, world.karen) == ["approved", "plan"]
    karen.open("/me/")
    assert karen.sees("You get 4 of 6 kinds of mail.")
    choose(karen)
    assert karen.open("/me/") and karen.sees("You get no mails, except codes for signing in.")
    choose(karen, *Kind)
    assert unwanted(db, world.karen) == []
    assert unwanted(db, world.kirsten) == []


def test_a_box_is_kept_as_it_is_ticked_and_only_that_part_comes_back(
    world: World, db: Database, browse: Browse
) -> None:
    answer = choose(browse(world.karen), "plan", headers={"HX-Request": "true"})
    part = answer.get_data(as_text=True)
    assert answer.status_code == 200 and "<h1" not in part
    assert 'id="mails"' in part and "You get 1 of 6 kinds of mail." in part
    assert part.count(" checked") == 1
    assert "plan" not in unwanted(db, world.karen)


def test_a_name_that_is_empty_is_told_and_nothing_typed_is_lost(
    world: World, db: Database, browse: Browse
) -> None:
    karen = browse(world.karen)
    karen.open("/me/")
    assert karen.press("Save name", name="", phone="87654321").status_code == 422
    assert karen.sees("What is your name?") and "87654321" in karen.page.get_data(as_text=True)
    karen.press("Save name", name="Karen H.", phone="87654321")
    user = db.get(User, world.karen.id)
    assert user and (user.name, user.phone) == ("Karen H.", "87654321")


def test_who_follows_the_link_in_a_mail_comes_there_after_signing_in(
    world: World, browse: Browse
) -> None:
    assert browse().open("/me/").request.path == "/sign-in/"


# --- who is told ----------------------------------------------------------------------------


def tell(db: Database, user: User, kind: Kind | None) -> int:
    """Tell somebody something; how many mails there are then."""

    def run(session: Any) -> None:
        person = session.get_one(User, user.id)
        say = Message("You get all mails.")
        accounts.tell(session, person, kind, say, target=Target(Page.HOME), at=NOW)

    db.change(run)
    return db.count(Mail)


def test_who_does_without_a_kind_or_is_gone_is_not_told(world: World, db: Database) -> None:
    db.update(world.karen, unwanted=["plan"])
    assert tell(db, world.karen, Kind.PLAN) == 0
    assert tell(db, world.karen, Kind.TASK) == 1
    assert [mail.kind for mail in db.all(Mail)] == ["task"]
    db.update(world.karen, unwanted=list(Kind))
    assert tell(db, world.karen, None) == 2
    db.update(world.karen, removed_at=NOW)
    assert tell(db, world.karen, None) == 2


def test_a_consultant_who_wants_no_news_of_tasks_gets_none(
    world: World, db: Database, browse: Browse
) -> None:
    choose(browse(world.jonas), "plan", "call_me")
    task, karen = world.task(), browse(world.karen)
    karen.open(f"/tasks/{task.id}")
    karen.open(f"/tasks/{task.id}/edit")
    karen.press("Send to the municipality")
    assert [mail.to for mail in db.all(Mail)] == ["mette@example.dk"]
    assert db.one(Mail).kind == "task"


def test_news_of_a_task_goes_to_the_company_unless_it_is_unwanted(
    world: World, db: Database, browse: Browse
) -> None:
    mette = browse(world.mette)
    for unwanted_kinds, mails in ((["plan"], 1), (["task"], 1)):
        db.update(world.karen, unwanted=unwanted_kinds)
        task = world.task(TaskStatus.SUBMITTED)
        mette.open(f"/tasks/{task.id}")
        mette.press("I take it")
        assert db.count(Mail) == mails


def test_a_code_comes_to_those_who_want_nothing(world: World, db: Database, browse: Browse) -> None:
    db.update(world.karen, unwanted=list(Kind))
    visitor = browse()
    visitor.open("/sign-in/")
    visitor.press("Send me a code", email=world.karen.email)
    mail = db.one(Mail)
    assert (mail.template, mail.kind) == ("code", "")
    assert mail.values["until"] == (mail.created_at + timedelta(minutes=15)).isoformat()
