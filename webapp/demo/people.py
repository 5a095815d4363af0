"""Who belongs where besides the managers: who waits, is invited, or is in several companies."""

from datetime import datetime, timedelta

from ..accounts import invitations
from ..accounts.models import Employer, Invitation, Membership, User
from ..accounts.store import as_actor
from ..actor import Role
from ..tasks.claims import accept_invitation
from ..tasks.rules import Category
from . import build, plans, steps
from .firms import Country, Place, join_company
from .personas import PERSONAS
from .stage import Stage
from .work import offers
from .world import World

BOOKKEPT = ("Frugtlageret", "Emballagehuset", "Vestby Vaskeri")


def add_colleagues(world: World, country: Country) -> None:
    """Everything there is to see of who belongs where."""
    _newcomer(world, country.at("Rent & Pænt"))
    _first_of_all(world, country)
    _known_to_one(world, country)


def _person(world: World, email: str, name: str, days: int, **values: str) -> User:
    defaults = {"phone": "01 77 45 17"} | values
    return world.add(
        build.user(Role.EMPLOYER, email, name, created_at=world.days_ago(days), **defaults)
    )


def _newcomer(world: World, place: Place) -> None:
    """Somebody gave the company's CVR number and waits to be let in by a colleague."""
    tina = _person(world, f"tina@{place.manager.email.split('@')[1]}", "Tina Vestermose", 2)
    join_company(world, tina, place.firm, confirmed_at=None)


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


def invite_colleagues(stage: Stage, country: Country) -> None:
    """One person is in three companies: each has invited her. One has not answered yet."""
    persona = next(persona for persona in PERSONAS if persona.key == "bookkeeper")
    world = stage.world
    met = world.days_ago(60)
    bente = build.user(Role.NEWCOMER, persona.email, persona.name, phone="01 77 12 17")
    bente.created_at = met
    stage.session.add(bente)
    for name in BOOKKEPT:
        place = country.at(name)
        stage.at(met, lambda at, place=place: _join(stage, place, bente, at))  # type: ignore[misc]
    fruit = country.at("Frugtlageret")
    stage.at(world.days_ago(3), lambda at: _ask_lars(stage, fruit, at))


def _ask_lars(stage: Stage, place: Place, at: datetime) -> None:
    _invite(stage, place, "lars@frugtlageret.example", "Lars Kajgaard", at)


def _join(stage: Stage, place: Place, user: User, at: datetime) -> None:
    """Somebody is invited, and says yes."""
    invitation = _invite(stage, place, user.email, user.name, at)
    at += timedelta(minutes=4)
    actor = as_actor(user)
    accept_invitation(stage.session, invitation, user, phone=user.phone, by=actor, at=at)


def _invite(stage: Stage, place: Place, email: str, name: str, at: datetime) -> Invitation:
    by, invitation_id = stage.actor(place.manager), stage.new_id()
    invitations.invite(
        stage.session,
        invitation_id=invitation_id,
        email=email,
        name=name,
        language="da",
        by=by,
        at=at,
    )
    return stage.session.get_one(Invitation, invitation_id)
