"""Who belongs where besides the managers: who waits, is invited, or is in several companies."""

from datetime import timedelta

from ..accounts.models import Employer, Membership, User
from ..actor import Role
from ..tasks.rules import Category
from . import build, plans, steps
from .firms import Country, Place, join_company
from .personas import PERSONAS
from .work import offers
from .world import World

BOOKKEPT = ("Frugtlageret", "Emballagehuset", "Vestby Vaskeri")


def add_colleagues(world: World, country: Country) -> None:
    """Everything there is to see of who belongs where."""
    _newcomer(world, country.at("Rent & Pænt"))
    _bookkeeper(world, country)
    _first_of_all(world, country)
    _known_to_one(world, country)
    _invited(world, country.at("Frugtlageret"))


def _person(world: World, email: str, name: str, days: int, **values: str) -> User:
    defaults = {"phone": "01 77 45 17"} | values
    return world.add(
        build.user(Role.EMPLOYER, email, name, created_at=world.days_ago(days), **defaults)
    )


def _newcomer(world: World, place: Place) -> None:
    """Somebody gave the company's CVR number and waits to be let in by a colleague."""
    tina = _person(world, f"tina@{place.manager.email.split('@')[1]}", "Tina Vestermose", 2)
    join_company(world, tina, place.firm, confirmed_at=None)


def _bookkeeper(world: World, country: Country) -> None:
    """One person in three companies: each of them invited her."""
    persona = next(persona for persona in PERSONAS if persona.key == "bookkeeper")
    bente = _person(world, persona.email, persona.name, 60, phone="01 77 12 17")
    for name in BOOKKEPT:
        place = country.at(name)
        join_company(world, bente, place.firm, confirmed_by=place.manager.id)


def _first_of_all(world: World, country: Country) -> None:
    """A new company: its first person has sent a task, and Mette's call lets them in."""
    taken = {firm.cvr for firm in world.things[Employer]}
    number = next(number for number in build.cvr_numbers() if number not in taken)
    firm = world.add(build.employer(number, "Bageriet på Bakken", created_at=world.days_ago(1)))
    rosa = _person(world, "rosa@bagerietpaabakken.example", "Rosa Birk", 1, phone="01 77 61 17")
    join_company(world, rosa, firm, confirmed_at=None)
    mette = country.staff["mette"]
    assert mette.municipality_id
    place = world.add(
        build.workplace(
            firm.id,
            mette.municipality_id,
            name="Bakken 9",
            p_number="",
            named_by=rosa.id,
            full_time_equivalents=None,
        )
    )
    here = Place(firm, place, mette, rosa, 0, iter(offers(Category.KITCHEN)))
    offer = next(here.offered)
    at = rosa.created_at + timedelta(minutes=7)
    task = steps.describe_task(world, here, offer, plans.activities(world, offer, 420), at)
    steps.send_task(world, here, task, at + timedelta(minutes=3))


def _known_to_one(world: World, country: Country) -> None:
    """Jonas let the manager in; before he approves anything of theirs, Mette has to know them."""
    place, jonas = country.at("Grønne Bede"), country.staff["jonas"]
    (membership,) = [
        membership
        for membership in world.things[Membership]
        if membership.user_id == place.manager.id
    ]
    membership.confirmed_by = membership.known_only_to = jonas.id
    membership.confirmed_at = world.days_ago(2)


def _invited(world: World, place: Place) -> None:
    invitation = build.invitation(
        place.firm.id,
        "lars@frugtlageret.example",
        place.manager.id,
        name="Lars Kajgaard",
        created_at=world.days_ago(3),
        sent_at=world.days_ago(3),
    )
    world.move("invitation", world.add(invitation), "invite", place.manager, invitation.sent_at)
