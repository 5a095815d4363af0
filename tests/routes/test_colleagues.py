"""Colleagues: put out, let back in, in several companies; two pairs of eyes."""

import re
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import uuid4

from tests.conftest import Browse
from tests.database import Database
from tests.house.statements import counted
from tests.routes.membership_steps import invite, put_out
from tests.world import NOW, World
from webapp.accounts import members
from webapp.accounts.models import Membership
from webapp.actor import Side
from webapp.demo import build
from webapp.history import Move
from webapp.links.models import Link
from webapp.links.rules import Purpose
from webapp.mails.models import Mail
from webapp.splits.rules import Status as SplitStatus
from webapp.tasks.models import Task
from webapp.tasks.rules import Status as TaskStatus
from webapp.timesheets.rules import Status as SheetStatus

# --- put out, and back in ---


def test_who_is_put_out_sees_nothing_on_the_next_request(
    world: World, db: Database, browse: Browse
) -> None:
    task, draft = world.task(TaskStatus.SUBMITTED, by="kirsten"), world.task(by="kirsten")
    own = world.task(by="kirsten", workplace_id=None)
    kirsten = browse(world.kirsten)
    assert kirsten.open("/people/").status_code == 200
    put_out(browse, world, "kirsten")
    for address in ("/home", "/people/", f"/smalljobs/{world.job().id}"):
        assert kirsten.open(address).request.path == "/companies/new"
    for thing in (task, draft):
        assert kirsten.open(f"/tasks/{thing.id}").status_code == 404
    assert kirsten.open(f"/tasks/{own.id}").status_code == 200  # what is nobody's but hers


def test_who_was_put_out_is_told_so_and_whom_to_ask(
    world: World, db: Database, browse: Browse
) -> None:
    kirsten = browse(world.kirsten)
    put_out(browse, world, "kirsten")
    kirsten.open("/home")
    assert kirsten.sees("You are no longer with Frugtlageret")
    assert kirsten.sees("Is that wrong? Ask Karen Holm.")
    assert not kirsten.sees("Welcome. Who are you?") and not kirsten.sees("Poul Vente")


def test_who_was_never_let_in_is_told_nobodys_name(
    world: World, db: Database, browse: Browse
) -> None:
    poul, karen = browse(world.poul), browse(world.karen)
    karen.open(f"/people/{world.memberships['poul'].id}")
    karen.press("No, they do not work here")
    poul.open("/home")
    assert poul.sees("You were not let in at Frugtlageret")
    assert not poul.sees("Karen") and not poul.sees("Kirsten")


def test_the_newest_parting_is_what_one_is_told(
    world: World, db: Database, browse: Browse, frozen: Any
) -> None:
    kirsten = browse(world.kirsten)
    put_out(browse, world, "kirsten")
    ali = browse(world.ali)
    ali.open("/people/")
    ali.press("Invite", name="Kirsten Bach", email="kirsten@example.dk")
    frozen.shift(timedelta(minutes=1))
    kirsten.open("/companies/")
    kirsten.press("No, not there")
    assert kirsten.sees("You said no to the invitation from Rent & Pænt")
    assert not kirsten.sees("Frugtlageret")


def test_removing_asks_once_and_can_be_undone(
    world: World, db: Database, browse: Browse, frozen: Any
) -> None:
    kirsten, karen = browse(world.kirsten), browse(world.karen)
    karen.open("/people/")
    karen.follow("No longer here?")
    assert karen.sees("Is Kirsten Bach no longer here?")
    karen.press("Yes, Kirsten Bach is no longer here")
    assert karen.sees("Kirsten Bach is out. You can undo it for 30 days.")
    frozen.shift(timedelta(days=30, seconds=-60))
    karen.open("/people/")
    karen.press("Let Kirsten Bach back in")
    assert karen.sees("Kirsten Bach is back.")
    assert kirsten.open("/people/").status_code == 200


def test_after_30_days_they_are_invited_anew(
    world: World, db: Database, browse: Browse, frozen: Any
) -> None:
    put_out(browse, world, "kirsten")
    frozen.shift(timedelta(days=30, seconds=60))
    karen, kirsten = browse(world.karen), browse(world.kirsten)
    karen.open("/people/")
    assert "Let Kirsten Bach back in" not in karen.buttons
    invite(browse, world, "Kirsten Bach", "kirsten@example.dk")
    kirsten.open("/home")
    kirsten.press("Yes, I work at Frugtlageret")
    assert kirsten.open("/people/").status_code == 200
    assert db.count(Membership) == 4  # the row that was there


def test_the_last_one_cannot_be_put_out(world: World, db: Database, browse: Browse) -> None:
    put_out(browse, world, "kirsten")
    karen = browse(world.karen)
    karen.open(f"/people/{world.memberships['karen'].id}")
    assert "Yes, Karen Holm is no longer here" not in karen.buttons
    token = karen.form("Sign out").values["csrf_token"]
    address = f"/people/{world.memberships['karen'].id}/remove"
    assert karen.post(address, {"csrf_token": token}).status_code == 409


def test_what_is_open_goes_to_the_colleague_longest_there(
    world: World, db: Database, browse: Browse
) -> None:
    """Returned weeks, plans, mails that have not left, and whom others wait for."""
    newer = world.colleague("ny", confirmed_at=NOW - timedelta(days=3))
    split = world.split(SplitStatus.SUBMITTED, Side.CONSULTANT)
    sheet = world.sheet(SheetStatus.RETURNED)
    values = {"language": "da", "template": "notice", "kind": "plan", "created_at": NOW}
    plan, another = ({"target": {"page": "plan", "id": str(key)}} for key in (split.id, uuid4()))
    ours = Mail(to=world.karen.email, values=plan, due_at=NOW, **values)
    foreign = Mail(to=world.karen.email, values=another, due_at=NOW, **values)
    gone = Mail(to=world.karen.email, values=plan, due_at=NOW, sent_at=NOW, **values)
    db.add(ours, foreign, gone)
    put_out(browse, world, "karen", by="ny")
    assert {task.created_by for task in db.all(Task)} == {world.kirsten.id}
    assert newer.id != world.kirsten.id
    to = {mail.id: mail.to for mail in db.all(Mail)}
    assert to[ours.id] == "kirsten@example.dk"
    assert to[foreign.id] == to[gone.id] == "karen@example.dk"
    mette, kirsten = browse(world.mette), browse(world.kirsten)
    mette.open("/home")
    assert mette.sees("Waiting for Kirsten Bach") and not mette.sees("Karen Holm")
    kirsten.open("/home")
    assert kirsten.sees("Answer the plan") and kirsten.sees("Correct Jørgen's week 47")
    (news,) = [mail for mail in db.all(Mail) if mail.to == "mette@example.dk"]
    assert news.values["values"]["heir"] == "Kirsten Bach"
    assert [m.action for m in db.all(Move) if m.noun == "task"] == ["inherit", "inherit"]
    assert sheet.status is SheetStatus.RETURNED


def test_the_participants_address_is_a_new_one(world: World, db: Database, browse: Browse) -> None:
    job = world.job()
    kirsten = browse(world.kirsten)
    kirsten.open(f"/smalljobs/{job.id}/copy")
    kirsten.press("Make the address")
    (link,) = db.all(Link)
    karen = put_out(browse, world, "kirsten")
    assert karen.sees("give Jørgen the new one")
    assert karen.follow("The new address for Jørgen").request.path == f"/smalljobs/{job.id}/copy"
    assert karen.sees("Send as a text message")
    links = [one for one in db.all(Link) if one.purpose is Purpose.COPY]
    assert {one.id: one.revoked_at is None for one in links}[link.id] is False
    assert sum(one.revoked_at is None for one in links) == 1


def test_staff_are_told_of_new_addresses_in_their_own_municipality_only(
    world: World, db: Database, browse: Browse
) -> None:
    by_mette = {"known_only_to": world.mette.id, "confirmed_by": world.mette.id}
    db.update(world.memberships["kirsten"], **by_mette)
    here, elsewhere = world.job(), world.job(first_name="Fjern")
    there = build.workplace(world.fruit.id, world.soendersund.id, name="Havnen 1", p_number="")
    db.add(there)
    (task,) = [one for one in db.all(Task) if one.id == elsewhere.task_id]
    db.update(task, workplace_id=there.id)
    kirsten = browse(world.kirsten)
    for job in (here, elsewhere):
        kirsten.open(f"/smalljobs/{job.id}/copy")
        kirsten.press("Make the address")
    mette = browse(world.mette)
    mette.open(f"/people/{world.memberships['kirsten'].id}")
    (button,) = [one for one in mette.reader.forms if one.action.endswith("/remove")]
    mette.post(button.action, button.values)
    assert mette.sees("give Jørgen the new one") and not mette.sees("Fjern")
    assert mette.follow("The new address for Jørgen").status_code == 200
    links = [one for one in db.all(Link) if one.purpose is Purpose.COPY]
    assert sum(one.revoked_at is None for one in links) == 2  # both are new all the same


# --- several companies ---


def test_an_owner_of_two_companies_chooses_and_switches(
    world: World, db: Database, browse: Browse
) -> None:
    world.joins("karen", world.cleaners)
    mine, theirs = world.task(TaskStatus.SUBMITTED), world.task(TaskStatus.SUBMITTED, by="ali")
    karen = browse(world.karen)
    karen.open("/home")
    assert karen.page.request.path == "/companies/"
    assert karen.sees("Whose matters do you want to see?")
    karen.press("Go to Rent & Pænt")
    assert karen.page.request.path == "/home"
    assert karen.open(f"/tasks/{theirs.id}").status_code == 200
    assert karen.open(f"/tasks/{mine.id}").status_code == 404
    karen.press("Look in Frugtlageret")  # it may be in the other one
    assert karen.page.request.path == f"/tasks/{mine.id}"
    assert karen.open(f"/tasks/{theirs.id}").status_code == 404


def test_one_sees_in_which_company_it_is_ones_move(
    world: World, db: Database, browse: Browse
) -> None:
    world.joins("karen", world.cleaners)
    third = world.company("Bageriet")
    world.joins("karen", third)
    world.joins("karen", world.company("Mejeriet"), confirmed_at=None)
    world.sheet(SheetStatus.RETURNED)
    world.split(SplitStatus.SUBMITTED, Side.CONSULTANT)
    cleaning = world.job(by="ali")
    world.sheet(SheetStatus.RETURNED, job=cleaning)
    world.split(SplitStatus.SUBMITTED, Side.EMPLOYER)  # for the consultant to answer
    karen = browse(world.karen)
    karen.open("/companies/")
    said = {row.split(" CVR ")[0]: row for row in rows(karen)}
    assert "Your move (3):" in said["Frugtlageret"]  # Poul wants to be let in as well
    assert "Your move: Correct Jørgen's week 47" in said["Rent & Pænt"]
    assert "Nothing waits for you." in said["Bageriet"]
    assert "you wait to be let in" in said["Mejeriet"] and "move" not in said["Mejeriet"]


def rows(browser: Any) -> list[str]:
    """The rows of a page's list, each as its words."""
    found = re.findall(r"<li>\s*<div>(.*?)</div>", browser.page.text, re.DOTALL)
    return [" ".join(unescape(re.sub("<[^>]*>", " ", row)).split()) for row in found]


def test_a_draft_waits_in_the_company_that_it_was_written_for(
    world: World, db: Database, browse: Browse
) -> None:
    world.joins("karen", world.cleaners)
    world.task(workplace_id=None, employer_id=world.cleaners.id)
    karen = browse(world.karen)
    karen.open("/companies/")
    said = {row.split(" CVR ")[0]: row for row in rows(karen)}
    assert "Finish the task" in said["Rent & Pænt"]
    assert "Your move: Does Poul Vente work" in said["Frugtlageret"]  # and nothing else


def test_many_companies_take_no_more_statements_than_two(
    world: World, db: Database, browse: Browse
) -> None:
    world.joins("karen", world.cleaners)
    karen, needed = browse(world.karen), []
    for number in range(2):
        karen.open("/companies/")
        with counted(db.engine) as seen:
            assert karen.open("/companies/").status_code == 200
        needed.append(len(seen))
        for more in range(9):
            world.joins("karen", world.company(f"Firma {number} {more}"))
    assert needed == [8, 8]


def test_each_browser_has_its_own_choice(world: World, browse: Browse, db: Database) -> None:
    from tests.conftest import sign_in

    world.joins("karen", world.cleaners)
    phone, other = browse(world.karen), browse()
    sign_in(phone.client.application, other.client, world.karen.id)
    phone.open("/companies/")
    phone.press("Go to Frugtlageret")
    assert db.change(lambda s: members.companies(s, world.karen.id))[0].name == "Frugtlageret"
    phone.open("/people/")
    assert phone.sees("Frugtlageret")


def test_who_is_put_out_of_one_is_still_in_the_other(
    world: World, db: Database, browse: Browse
) -> None:
    world.joins("kirsten", world.cleaners)
    kirsten = browse(world.kirsten)
    kirsten.open("/companies/")
    kirsten.press("Go to Frugtlageret")
    put_out(browse, world, "kirsten")
    kirsten.open("/people/")
    assert kirsten.sees("Rent & Pænt") and not kirsten.sees("Karen Holm")


def test_what_was_written_for_one_company_stays_there(
    world: World, db: Database, browse: Browse
) -> None:
    """One's own task in one company is not shown while one acts for the other."""
    world.joins("karen", world.cleaners)
    own = world.task(TaskStatus.IN_DIALOGUE)
    karen = browse(world.karen)
    karen.open("/companies/")
    karen.press("Go to Rent & Pænt")
    assert karen.open(f"/tasks/{own.id}").status_code == 404
    karen.open("/tasks/")
    assert not karen.sees(own.headline)


# --- two pairs of eyes ---


def test_who_let_somebody_in_approves_only_once_a_second_knows_them(
    world: World, db: Database, browse: Browse
) -> None:
    by_mette = {"known_only_to": world.mette.id, "confirmed_by": world.mette.id}
    db.update(world.memberships["ali"], **by_mette)
    job = world.job(by="ali")
    sheet = world.sheet(SheetStatus.OPEN, job=job)
    ali, mette, jonas = browse(world.ali), browse(world.mette), browse(world.jonas)
    address = f"/smalljobs/{job.id}/weeks/{sheet.week}"
    ali.open(address)
    ali.press("The week went as planned – send")
    mette.open(address)
    assert mette.sees("You let Ali Demir in yourself.")
    assert "Approve week 47" not in mette.buttons
    token = mette.form("Sign out").values["csrf_token"]
    assert mette.post(f"{address}/approve", {"csrf_token": token}).status_code == 409
    jonas.open("/home")
    jonas.follow("Mette Lund has let Ali Demir in. Do you know them too?")
    jonas.press("Yes, I know that Ali Demir works there")
    mette.open(address)
    mette.press("Approve week 47")
    again = mette.open(address)
    assert again.status_code == 200 and mette.sees("Approved by Mette Lund")


def test_whom_they_let_in_is_known_as_far_as_they_are(world: World, db: Database) -> None:
    """Otherwise a consultant's own second address would let in a third that nobody knows."""
    from webapp.accounts import actions

    by_mette = {"known_only_to": world.mette.id, "confirmed_by": world.mette.id}
    db.update(world.memberships["karen"], **by_mette)
    karen, jonas = world.actor("karen"), world.actor("jonas")
    poul = world.memberships["poul"].id
    db.change(lambda s: actions.confirm(s, poul, by=karen, at=NOW))
    membership = db.get(Membership, poul)
    assert membership is not None and membership.known_only_to == world.mette.id
    db.change(lambda s: actions.second(s, world.memberships["karen"].id, by=jonas, at=NOW))
    membership = db.get(Membership, poul)
    assert membership is not None and membership.known_only_to is None


def test_a_plan_too_is_approved_by_another(world: World, db: Database, browse: Browse) -> None:
    split = world.split(SplitStatus.DRAFT)
    karen, mette = browse(world.karen), browse(world.mette)
    db.update(world.mette, phone=world.karen.phone)  # the same number: her other address
    karen.open(f"/splits/{split.id}/edit")
    karen.press("Send the plan to Mette Lund")
    mette.open(f"/splits/{split.id}")
    assert mette.sees("This looks like something you sent yourself")
    assert "Approve the plan" not in mette.buttons
    token = mette.form("Sign out").values["csrf_token"]
    assert mette.post(f"/splits/{split.id}/approve", {"csrf_token": token}).status_code == 409
    jonas = browse(world.jonas)
    jonas.open(f"/splits/{split.id}")
    jonas.press("Approve the plan")
    assert jonas.page.status_code == 200
