"""Who is staff: nobody makes, pauses or removes one who may not, and who is out is out at once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask

from tests.browser import Browser
from tests.conftest import SECRET, Browse, open_browser
from tests.database import Database
from tests.world import NOW, World
from webapp.accounts.models import User, UserSession
from webapp.actor import Role
from webapp.demo import build
from webapp.links.actions import token
from webapp.links.models import Link
from webapp.mails.models import Mail
from webapp.tasks.models import Task
from webapp.tasks.rules import Status as TaskStatus

DOORS = ("pause", "remove", "restore", "cases")


def send(browser: Browser, address: str, **values: str) -> int:
    """A form of the sender's own, with a token that is theirs. Returns the status."""
    browser.open("/home")
    token = browser.form("Sign out").values["csrf_token"]
    return browser.post(address, values | {"csrf_token": token}).status_code


def at_work(db: Database) -> set[str]:
    return {user.email for user in db.all(User) if user.at_work}


@pytest.fixture
def lead_elsewhere(world: World, db: Database) -> User:
    lead = build.user(
        Role.TEAM_LEAD, "lis@example.dk", "Lis Leder", municipality_id=world.soendersund.id
    )
    db.add(lead)
    return lead


@pytest.mark.parametrize(("who", "status"), [("mette", 403), ("karen", 403), ("lead", 404)])
def test_only_the_own_team_lead_puts_out_and_moves(
    world: World, db: Database, browse: Browse, lead_elsewhere: User, who: str, status: int
) -> None:
    world.task(TaskStatus.IN_DIALOGUE)
    browser = browse(lead_elsewhere if who == "lead" else world.people[who])
    before = at_work(db)
    for door in DOORS:
        address = f"/staff/{world.jonas.id}/{door}"
        assert send(browser, address, to=str(world.jonas.id)) == status, door
    assert browser.open(f"/staff/{world.jonas.id}").status_code == status
    assert (at_work(db), db.one(Task).consultant_id) == (before, world.mette.id)


@pytest.mark.parametrize("who", ["mette", "karen"])
def test_nobody_else_adds_one(world: World, db: Database, browse: Browse, who: str) -> None:
    values = {"name": "Frank", "email": "frank@example.dk", "role": "team_lead"}
    before = db.count(User)
    assert send(browse(world.people[who]), "/staff/", **values) == 403
    assert db.count(User) == before


@pytest.mark.parametrize("role", ["newcomer", "employer", "operator", ""])
def test_no_other_role_can_be_asked_for(
    world: World, db: Database, browse: Browse, role: str
) -> None:
    values = {"name": "Frank", "email": "frank@example.dk", "role": role}
    before = db.count(User)
    assert send(browse(world.birgit), "/staff/", **values) == 422
    assert db.count(User) == before


def test_cases_go_to_nobody_of_another_municipality_nor_to_who_is_out(
    world: World, db: Database, browse: Browse
) -> None:
    world.task(TaskStatus.IN_DIALOGUE)
    db.update(world.jonas, paused_at=NOW)
    birgit = browse(world.birgit)
    for to in (world.sofie, world.jonas, world.karen, world.birgit):
        assert send(birgit, f"/staff/{world.mette.id}/cases", to=str(to.id)) == 422
    assert db.one(Task).consultant_id == world.mette.id


@pytest.mark.parametrize("door", ["pause", "remove"])
def test_session_form_link_and_code_of_who_is_put_out_are_over_at_once(
    world: World, db: Database, browse: Browse, door: str
) -> None:
    task = world.task(TaskStatus.SUBMITTED)
    mette, birgit = browse(world.mette), browse(world.birgit)
    mette.open("/me/calendar")
    mette.press("Make the address for my calendar")
    feed = f"/calendar/{token(db.one(Link), secret=SECRET)}.ics"
    assert browse().open(feed).status_code == 200
    mette.open(f"/tasks/{task.id}")
    assert send(birgit, f"/staff/{world.mette.id}/{door}") == 200
    assert mette.press("I take it and call Karen Holm").status_code in {400, 401}
    assert db.one(Task).consultant_id is None
    assert browse().open(feed).status_code == 404
    stranger = browse()
    stranger.open("/sign-in/")
    stranger.press("Send me a code", email="mette@example.dk")
    assert [mail for mail in db.all(Mail) if mail.template == "code"] == []
    assert {row.user_id for row in db.all(UserSession)} == {world.birgit.id}


def test_of_two_team_leads_who_remove_each_other_one_wins(
    app: Flask, world: World, db: Database
) -> None:
    other = build.user(Role.TEAM_LEAD, "bo@example.dk", "Bo Leder", municipality_id=world.vestby.id)
    db.add(other)
    pairs = ((world.birgit, other), (other, world.birgit))
    ready: list[Any] = []
    for by, whom in pairs:
        browser = open_browser(app, by)
        browser.open("/home")
        token = browser.form("Sign out").values["csrf_token"]
        ready.append((browser.client, f"/staff/{whom.id}/remove", token))

    def press(item: Any) -> int:
        client, address, token = item
        return int(client.post(address, data={"csrf_token": token}).status_code)

    with ThreadPoolExecutor(2) as both:
        answers = sorted(both.map(press, ready))
    assert answers[0] == 303
    assert answers[1] in {401, 409}
    assert len({"birgit@example.dk", "bo@example.dk"} & at_work(db)) == 1
