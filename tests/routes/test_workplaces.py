"""A company corrects its name and its places; who relies on them is told, and history says it."""

from typing import Any

import pytest

from tests.conftest import Browse
from tests.database import Database
from tests.world import World
from webapp.accounts.models import Employer, Workplace
from webapp.demo import build
from webapp.history import Move
from webapp.mails.models import Mail
from webapp.smalljobs.rules import Status as JobStatus
from webapp.tasks.rules import Status as TaskStatus


def place(db: Database, world: World) -> Workplace:
    workplace = db.get(Workplace, world.kaj.id)
    assert workplace is not None
    return workplace


def test_the_companys_name_is_changed_and_history_says_from_what(
    world: World, db: Database, browse: Browse
) -> None:
    karen = browse(world.karen)
    karen.open("/people/")
    karen.follow("Change the name")
    karen.press("Save the name", company="Frugt & Grønt")
    assert karen.sees("Your company is called Frugt & Grønt now.")
    assert karen.sees(
        "Karen Holm: changed the company's name from “Frugtlageret” to “Frugt & Grønt”"
    )
    (kept,) = [employer for employer in db.all(Employer) if employer.id == world.fruit.id]
    assert kept.name == "Frugt & Grønt"


@pytest.mark.parametrize("name", ["", "https://evil.example", "ring @frank"])
def test_a_name_that_is_none_is_refused(
    world: World, db: Database, browse: Browse, name: str
) -> None:
    karen = browse(world.karen)
    karen.open("/companies/name")
    assert karen.press("Save the name", company=name).status_code == 422
    assert "Frugtlageret" in {employer.name for employer in db.all(Employer)}


ADDED = {"workplace": "Havnen 2", "p_number": "10 90 00 02 74"}


def test_a_place_is_added_once(world: World, db: Database, browse: Browse) -> None:
    karen = browse(world.karen)
    for _time in range(2):
        karen.open("/people/")
        karen.press("Add the place", **ADDED, municipality=str(world.vestby.id))
        assert karen.sees("Havnen 2 is added.")
    (added,) = [each for each in db.all(Workplace) if each.name == "Havnen 2"]
    assert (added.employer_id, added.municipality_id) == (world.fruit.id, world.vestby.id)
    assert (added.p_number, added.full_time_equivalents) == ("1090000274", None)
    assert karen.sees("Karen Holm: added the place “Havnen 2”")
    (move,) = db.all(Move)
    assert (move.noun, move.thing_id, move.by_id) == ("workplace", added.id, world.karen.id)


@pytest.mark.parametrize(
    "other", [{"workplace": "Havnen 3"}, {"p_number": "10 90 00 01 37"}, {"p_number": ""}]
)
def test_a_place_that_differs_is_another_one_and_its_number_is_its_own(
    world: World, db: Database, browse: Browse, other: dict[str, str]
) -> None:
    """The same number twice, or that of the first place, cannot be."""
    before = db.count(Workplace)
    karen = browse(world.karen)
    for typed in (ADDED, ADDED | other):
        karen.open("/people/")
        karen.press("Add the place", **typed, municipality=str(world.vestby.id))
    differs = other == {"p_number": ""}
    assert (karen.page.status_code, db.count(Workplace)) == (
        (200, before + 2) if differs else (422, before + 1)
    )


def test_the_same_place_at_another_company_is_another_one(
    world: World, db: Database, browse: Browse
) -> None:
    for user in (world.karen, world.ali):
        browser = browse(user)
        browser.open("/people/")
        browser.press("Add the place", workplace="Havnen 2", municipality=str(world.vestby.id))
        assert browser.sees("Havnen 2 is added.")
    added = [each.employer_id for each in db.all(Workplace) if each.name == "Havnen 2"]
    assert sorted(added, key=str) == sorted([world.fruit.id, world.cleaners.id], key=str)


def test_who_is_let_in_brings_their_place_there_and_none_elsewhere(
    world: World, db: Database, browse: Browse
) -> None:
    """Poul waits at two companies, and has named a place at each."""
    world.joins("poul", world.cleaners, confirmed_at=None)
    named = {"p_number": "", "named_by": world.poul.id}
    here = build.workplace(world.fruit.id, world.vestby.id, name="Baggade 1", **named)
    elsewhere = build.workplace(world.cleaners.id, world.vestby.id, name="Baggade 2", **named)
    others = build.workplace(
        world.fruit.id, world.vestby.id, name="Baggade 3", p_number="", named_by=world.nina.id
    )
    db.add(here, elsewhere, others)
    karen = browse(world.karen)
    karen.open(f"/people/{world.memberships['poul'].id}")
    waiting = [each for each in karen.reader.forms if each.action.endswith("/confirm")]
    karen.post(waiting[0].action, waiting[0].values)
    kept = {each.name: each.named_by for each in db.all(Workplace)}
    assert kept["Baggade 1"] is None
    assert kept["Baggade 2"] == world.poul.id
    assert kept["Baggade 3"] == world.nina.id


def test_a_place_is_changed(world: World, db: Database, browse: Browse) -> None:
    karen = browse(world.karen)
    karen.open(f"/workplaces/{world.kaj.id}")
    karen.press(
        "Save", workplace="Kajvej 10", p_number="10 90 00 02 74", full_time_equivalents="14"
    )
    assert karen.sees("Kajvej 10 is saved.")
    for said in (
        "changed the place from “Kajvej 8” to “Kajvej 10”",
        "changed the P-number from 1090000137 to 1090000274",
        "changed the number of full-time employees from 12 to 14",
    ):
        assert karen.sees(said)
    kept = place(db, world)
    assert (kept.name, kept.p_number, kept.full_time_equivalents) == ("Kajvej 10", "1090000274", 14)
    assert not db.all(Mail)  # nothing is planned or runs there


@pytest.mark.parametrize(
    ("changed", "values"),
    [
        ({"p_number": "1090000274"}, ["mette@example.dk"]),
        ({"full_time_equivalents": "50"}, ["mette@example.dk"]),
        ({"workplace": "Kajvej 10"}, []),
    ],
)
def test_the_contact_person_is_told_once_when_the_ratio_rests_on_it(
    world: World, db: Database, browse: Browse, changed: dict[str, str], values: list[str]
) -> None:
    world.job()
    world.job(JobStatus.PLANNED)
    world.job(JobStatus.ENDED)
    karen = browse(world.karen)
    karen.open(f"/workplaces/{world.kaj.id}")
    karen.press("Save", **changed)
    assert [mail.to for mail in db.all(Mail)] == values


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"workplace": ""}, "Where is the work done?"),
        ({"p_number": "123"}, "A P-number has 10 digits."),
        ({"p_number": "1090000548"}, "Lageret has this P-number already."),
        ({"full_time_equivalents": "mange"}, "Write a whole number, like 3."),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_nothing_typed_is_lost(
    world: World, db: Database, browse: Browse, typed: dict[str, str], said: str
) -> None:
    db.add(build.workplace(world.fruit.id, world.vestby.id, name="Lageret", p_number="1090000548"))
    karen = browse(world.karen)
    karen.open(f"/workplaces/{world.kaj.id}")
    assert karen.press("Save", **typed).status_code == 422
    assert karen.sees(said)
    (name,) = typed
    assert karen.form("Save").values[name] == typed[name]
    assert place(db, world).name == "Kajvej 8"


def test_the_municipality_of_a_place_with_cases_stays(
    world: World, db: Database, browse: Browse
) -> None:
    elsewhere: Any = {"municipality": str(world.soendersund.id)}
    karen = browse(world.karen)
    world.task(TaskStatus.DRAFT)
    karen.open(f"/workplaces/{world.kaj.id}")
    karen.press("Save", **elsewhere)
    assert place(db, world).municipality_id == world.soendersund.id
    karen.open(f"/workplaces/{world.kaj.id}")
    karen.press("Save", municipality=str(world.vestby.id))
    world.task(TaskStatus.SUBMITTED)
    karen.open(f"/workplaces/{world.kaj.id}")
    assert karen.sees("Its municipality cannot be changed")
    values = karen.form("Save").values | elsewhere
    assert karen.post(f"/workplaces/{world.kaj.id}", values).status_code == 422
    assert karen.sees("The municipality has tasks from this place")
    assert place(db, world).municipality_id == world.vestby.id


def test_what_a_colleague_changed_meanwhile_is_not_overwritten(
    world: World, db: Database, browse: Browse
) -> None:
    karen, kirsten = browse(world.karen), browse(world.kirsten)
    for address, field, button in (
        (f"/workplaces/{world.kaj.id}", "workplace", "Save"),
        ("/companies/name", "company", "Save the name"),
    ):
        karen.open(address)
        kirsten.open(address)
        kirsten.press(button, **{field: "Kirstens"})
        assert karen.press(button, **{field: "Karens"}).status_code == 409
        assert karen.form(button).values[field] == "Karens"
    assert place(db, world).name == "Kirstens"
    assert len(db.all(Move)) == 2


def test_places_of_others_and_of_strangers_are_not_theirs(
    world: World, db: Database, browse: Browse
) -> None:
    named = build.workplace(
        world.fruit.id, world.vestby.id, name="Baggade 1", p_number="", named_by=world.poul.id
    )
    db.add(named)
    karen = browse(world.karen)
    for phase in (world.skole, named):
        assert karen.open(f"/workplaces/{phase.id}").status_code == 404
    for who in ("poul", "mette", "birgit"):
        assert browse(world.people[who]).open(f"/workplaces/{named.id}").status_code == 403
