"""The team lead's page: who works for the municipality, who is on leave, who takes over."""

import pytest

from tests.conftest import Browse
from tests.database import Database
from tests.world import NOW, World
from webapp.accounts.models import User
from webapp.actor import Role
from webapp.demo import build
from webapp.history import Move
from webapp.mails.models import Mail
from webapp.smalljobs.rules import Status as JobStatus
from webapp.tasks.models import Task
from webapp.tasks.rules import Status as TaskStatus
from webapp.timesheets.rules import Status as SheetStatus


def person(db: Database, email: str) -> User:
    (user,) = [user for user in db.all(User) if user.email == email]
    return user


def gone(world: World, db: Database, key: str = "mette") -> None:
    """Somebody of the staff is on leave."""
    db.update(world.people[key], paused_at=NOW)


def staff_moves(db: Database) -> list[tuple[str, str, str]]:
    return [(m.action, m.before, m.after) for m in db.all(Move) if m.noun == "staff"]


def test_a_team_lead_lets_a_colleague_in_who_has_a_mail(
    world: World, db: Database, browse: Browse
) -> None:
    birgit = browse(world.birgit)
    birgit.open("/staff/")
    birgit.press("Let them in", name="Ida Ny", email="Ida@Vestby.example", phone="12 34 56 78")
    assert birgit.sees("Ida Ny can sign in now, and has a mail about it.")
    ida = person(db, "ida@vestby.example")
    assert (ida.role, ida.municipality_id, ida.name) == (
        Role.CONSULTANT,
        world.vestby.id,
        "Ida Ny",
    )
    assert [mail.to for mail in db.all(Mail)] == ["ida@vestby.example"]
    assert browse(ida).open("/home").status_code == 200
    assert staff_moves(db) == [("add", "", "at_work")]


def test_adding_twice_is_a_sentence(world: World, db: Database, browse: Browse) -> None:
    birgit = browse(world.birgit)
    birgit.open("/staff/")
    birgit.press("Let them in", name="Mette Lund", email="mette@example.dk")
    assert birgit.sees("Mette Lund is in already.")
    assert not db.all(Mail)


@pytest.mark.parametrize(
    ("email", "said"),
    [
        ("karen@example.dk", "already signs in for a company or for another municipality"),
        ("sofie@example.dk", "already signs in for a company or for another municipality"),
        ("birgit", "Write it like name@company.dk."),
        ("", "Write the e-mail address."),
    ],
)
def test_an_address_that_cannot_be_a_colleagues_is_refused_beside_the_field(
    world: World, db: Database, browse: Browse, email: str, said: str
) -> None:
    birgit = browse(world.birgit)
    birgit.open("/staff/")
    before = db.count(User)
    assert birgit.press("Let them in", name="Karen Holm", email=email).status_code == 422
    assert birgit.sees(said)
    assert birgit.form("Let them in").values["name"] == "Karen Holm"
    assert db.count(User) == before


def test_who_tried_the_door_too_early_can_become_a_colleague(
    world: World, db: Database, browse: Browse
) -> None:
    nina, birgit = browse(world.nina), browse(world.birgit)
    assert nina.open("/companies/new").status_code == 200
    birgit.open("/staff/")
    birgit.press("Let them in", name="Nina Ny", email="nina@example.dk")
    assert person(db, "nina@example.dk").role is Role.CONSULTANT
    nina.open("/home")  # signs in anew, as what they are now
    assert "Send me a code" in nina.buttons


def test_a_colleague_on_leave_is_out_at_once_and_comes_back(
    world: World, db: Database, browse: Browse
) -> None:
    mette, birgit = browse(world.mette), browse(world.birgit)
    mette.open("/home")
    birgit.open(f"/staff/{world.mette.id}")
    birgit.press("Mette Lund is on leave")
    assert birgit.sees("On leave since")
    mette.open("/home")
    assert "Send me a code" in mette.buttons
    birgit.press("Let Mette Lund back in")
    assert birgit.sees("Mette Lund can sign in again, and has a mail about it.")
    mette.open("/home")  # the old session stays ended
    assert "Send me a code" in mette.buttons
    assert browse(world.mette).open("/home").status_code == 200
    assert staff_moves(db) == [("pause", "at_work", "paused"), ("restore", "paused", "at_work")]


def test_a_removed_colleague_can_be_let_in_again_with_another_role(
    world: World, db: Database, browse: Browse
) -> None:
    birgit = browse(world.birgit)
    birgit.open(f"/staff/{world.jonas.id}")
    birgit.press("Yes, Jonas Friis is no longer here")
    assert birgit.sees("Jonas Friis is out, and signed out everywhere.")
    birgit.open("/staff/")
    birgit.press("Let them in", name="Jonas Friis", email="jonas@example.dk", role="team_lead")
    jonas = person(db, "jonas@example.dk")
    assert (jonas.role, jonas.removed_at) == (Role.TEAM_LEAD, None)


def test_the_last_team_lead_stays(world: World, db: Database, browse: Browse) -> None:
    other = build.user(Role.TEAM_LEAD, "bo@example.dk", "Bo Leder", municipality_id=world.vestby.id)
    db.add(other)
    bo = browse(other)
    bo.open(f"/staff/{other.id}")
    assert bo.sees("You cannot do this about yourself. Ask another team lead.")
    assert "Bo Leder is on leave" not in bo.buttons
    bo.open(f"/staff/{world.birgit.id}")
    bo.press("Birgit Aagaard is on leave")
    assert person(db, "birgit@example.dk").paused_at is not None


def test_all_cases_move_with_one_press(world: World, db: Database, browse: Browse) -> None:
    world.task(TaskStatus.IN_DIALOGUE)
    world.task(TaskStatus.PARKED)
    job, ended = world.job(), world.job(JobStatus.ENDED)
    elsewhere = world.task(TaskStatus.IN_DIALOGUE, by="ali", consultant_id=world.jonas.id)
    birgit = browse(world.birgit)
    birgit.open(f"/staff/{world.mette.id}")
    birgit.press("Move all cases (3)", to=str(world.jonas.id))
    assert birgit.sees("3 cases are with Jonas Friis now. The companies have a mail.")
    holders = {task.id: task.consultant_id for task in db.all(Task)}
    assert holders[job.task_id] == world.jonas.id
    assert holders[ended.task_id] == world.mette.id  # nobody needs a contact person there
    assert holders[elsewhere.id] == world.jonas.id
    assert sorted(mail.to for mail in db.all(Mail)) == ["jonas@example.dk", "karen@example.dk"]
    moves = [move for move in db.all(Move) if move.action == "hand_over"]
    assert [(move.by_id, move.reason) for move in moves] == [(world.birgit.id, "Jonas Friis")] * 3


def test_cases_of_who_is_on_leave_are_nobodys(world: World, db: Database, browse: Browse) -> None:
    sheet = world.sheet(SheetStatus.SUBMITTED)
    world.task(TaskStatus.IN_DIALOGUE)
    jonas, karen, birgit = browse(world.jonas), browse(world.karen), browse(world.birgit)
    jonas.open("/home")
    assert jonas.sees("Mette Lund")
    gone(world, db)
    jonas.open("/home")
    assert not jonas.sees("Mette Lund")
    assert jonas.sees("Approve Jørgen's week 47")
    karen.open("/home")
    assert karen.sees("Waiting for a consultant")
    assert not karen.sees("Mette Lund")
    birgit.open("/home")
    assert birgit.sees("Not taken by anybody")
    for address in ("/tasks/", "/smalljobs/?whose=all", f"/smalljobs/{sheet.small_job_id}"):
        jonas.open(address)
        assert jonas.sees("Not taken by anybody"), address
    week = f"/smalljobs/{sheet.small_job_id}/weeks/{sheet.week}"
    jonas.open(week)
    assert jonas.sees("Your move: Karen Holm sent it")
    karen.open(week)
    assert karen.sees("Waiting for a consultant.")


PAGES = (
    "/tasks/{task}",
    "/smalljobs/{job}",
    "/smalljobs/{job}/weeks/{week}",
    "/smalljobs/{job}/agreement",
    "/smalljobs/{job}/copy",
    "/splits/{split}",
)


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("who", ["karen", "jonas"])
def test_no_page_names_nobody(
    world: World, db: Database, browse: Browse, who: str, address: str
) -> None:
    """Where the contact person is gone, pages say the municipality and never `None`."""
    sheet = world.sheet(SheetStatus.RETURNED, returned_because="Hvorfor?")
    job = db.all(type(world.job(JobStatus.PLANNED)))[0]
    gone(world, db)
    reader = browse(world.people[who])
    values = {"job": job.id, "task": job.task_id, "split": job.split_id, "week": sheet.week}
    assert reader.open(address.format(**values)).status_code == 200
    assert not reader.sees("None")
    assert not reader.sees("Mette Lund") or address == "/tasks/{task}"


def test_a_consultant_takes_over_what_is_nobodys(
    world: World, db: Database, browse: Browse
) -> None:
    task = world.task(TaskStatus.IN_DIALOGUE)
    gone(world, db)
    jonas = browse(world.jonas)
    jonas.open(f"/tasks/{task.id}")
    jonas.press("I take it over")
    assert jonas.sees("It is yours now, and the company has a mail.")
    assert db.one(Task).consultant_id == world.jonas.id


def test_taking_it_is_the_first_thing_on_the_page_of_a_small_job_that_is_nobodys(
    world: World, db: Database, browse: Browse
) -> None:
    job, planned = world.job(), world.job(JobStatus.PLANNED)
    jonas, birgit, karen = browse(world.jonas), browse(world.birgit), browse(world.karen)
    jonas.open(f"/smalljobs/{job.id}")
    assert "Take it" not in jonas.buttons  # Mette has it
    gone(world, db)
    for reader in (birgit, karen):
        reader.open(f"/smalljobs/{job.id}")
        assert "Take it" not in reader.buttons
    jonas.open(f"/smalljobs/{planned.id}")
    assert jonas.primary == ["Take it"]
    jonas.open(f"/smalljobs/{job.id}")
    assert jonas.primary == ["Take it"]
    main = jonas.page.text.split("<main", 1)[1]
    assert main.index("Take it") < main.index("<h2")
    jonas.press("Take it")
    assert jonas.page.request.path == f"/smalljobs/{job.id}"
    assert jonas.sees("It is yours now, and the company has a mail.")
    assert "Take it" not in jonas.buttons
    assert [task.consultant_id for task in db.all(Task) if task.id == job.task_id] == [
        world.jonas.id
    ]


def test_of_two_who_take_it_the_second_hears_who_has_it(
    world: World, db: Database, browse: Browse
) -> None:
    job = world.job()
    third = build.user(Role.CONSULTANT, "ida@example.dk", "Ida Ny", municipality_id=world.vestby.id)
    db.add(third)
    gone(world, db)
    jonas, ida = browse(world.jonas), browse(third)
    for reader in (jonas, ida):
        reader.open(f"/smalljobs/{job.id}")
    jonas.press("Take it")
    assert ida.press("Take it").status_code == 409
    assert ida.sees("Jonas Friis has taken it already.")
    assert {task.consultant_id for task in db.all(Task)} == {world.jonas.id}


def test_a_small_job_that_has_ended_needs_nobody(
    world: World, db: Database, browse: Browse
) -> None:
    ended = world.job(JobStatus.ENDED)
    gone(world, db)
    jonas = browse(world.jonas)
    jonas.open(f"/smalljobs/{ended.id}")
    assert "Take it" not in jonas.buttons


@pytest.mark.parametrize("who", ["jonas", "birgit"])
def test_what_nobody_has_taken_stands_unfolded_on_the_desk(
    world: World, db: Database, browse: Browse, who: str
) -> None:
    for _ in range(5):
        world.sheet(SheetStatus.SUBMITTED, job=world.job())
    gone(world, db)
    reader = browse(world.people[who])
    reader.open("/home")
    before, heading, after = reader.page.text.partition("Not taken by anybody")
    assert heading and before.count("<details") == before.count("</details")
    shown = after.split("<details")[0].split("</section>")[0]
    assert shown.count("week 47") == 5


def test_a_call_reaches_all_who_can_make_it_while_nobody_holds_the_case(
    world: World, db: Database, browse: Browse
) -> None:
    sheet = world.sheet(SheetStatus.OPEN)
    gone(world, db)
    third = build.user(Role.CONSULTANT, "ida@example.dk", "Ida", municipality_id=world.vestby.id)
    db.add(third)
    karen = browse(world.karen)
    karen.open(f"/smalljobs/{sheet.small_job_id}/weeks/{sheet.week}")
    karen.press("The week went as planned", call_me="y")
    asked = [mail.to for mail in db.all(Mail) if mail.kind == "call_me"]
    assert sorted(asked) == ["ida@example.dk", "jonas@example.dk"]


def test_consultants_see_who_is_there_and_change_nothing(
    world: World, db: Database, browse: Browse
) -> None:
    gone(world, db, "jonas")
    mette = browse(world.mette)
    mette.open("/staff/")
    assert mette.sees("on leave since")
    assert "Let them in" not in mette.buttons
    assert not mette.sees(f"/staff/{world.jonas.id}")


def test_a_mail_that_has_not_left_goes_to_who_put_them_out(
    world: World, db: Database, browse: Browse
) -> None:
    birgit = browse(world.birgit)
    mail = Mail(
        to="mette@example.dk",
        language="da",
        template="notice",
        kind="plan",
        values={},
        created_at=NOW,
        due_at=NOW,
    )
    code = Mail(
        to="mette@example.dk", language="da", template="code", values={}, created_at=NOW, due_at=NOW
    )
    db.add(mail, code)
    birgit.open(f"/staff/{world.mette.id}")
    birgit.press("Yes, Mette Lund is no longer here")
    assert sorted((mail.template, mail.to) for mail in db.all(Mail)) == [
        ("code", "mette@example.dk"),
        ("notice", "birgit@example.dk"),
    ]
