"""Fills an empty database with two municipalities' worth of invented people and their work."""

from collections.abc import Iterator
from datetime import date
from itertools import cycle

from sqlmodel import Session, select

from .. import db
from ..accounts.models import Municipality
from . import calls, cases, corrections, firms, flagship, growth, open_cases, people, reminded
from .firms import Country, Place
from .stage import Stage
from .world import World

SHOWN = ("Frugtlageret", "Rent & Pænt")  # what the personas see there is written, not random


def is_empty(session: Session) -> bool:
    """Is nobody there yet?"""
    return session.exec(select(Municipality).limit(1)).first() is None


def fill(session: Session, *, today: date, seed: int) -> None:
    """Write the whole demo. The same day and seed write the same rows, ids included."""
    world = World(today, seed)
    country = firms.make_country(world)
    growth.growth_stories(world, country)
    cases.add_running(world, country)
    places = _others(world, country)
    cases.add_paused(world, places)
    cases.add_ended(world, places)
    cases.add_planned(world, places)
    open_cases.add_drafts(world, places)
    open_cases.add_submitted(world, places)
    open_cases.add_in_dialogue(world, places)
    open_cases.add_plans(world, places)
    open_cases.add_fixed_plans(world, country)
    open_cases.add_approved(world, places)
    open_cases.add_parked(world, places)
    open_cases.hand_over(world, country)
    open_cases.add_photos(world)
    open_cases.add_notes(world)
    calls.call_about_week(world, country.at("Hotel Fjordblik"))
    people.add_colleagues(world, country)
    reminded.remind(world)
    world.save(session)
    _play(Stage(session, world), country)


def _play(stage: Stage, country: Country) -> None:
    """The stories of the people that one can be, through the real actions."""
    fruit, cleaners = (country.at(name) for name in SHOWN)
    with db.ids_from(stage.new_id):
        people.invite_colleagues(stage, country)
        job = flagship.story(stage, fruit)
        corrections.approved_correction(stage, fruit, job)
        corrections.submitted_correction(stage, cleaners)
        stage.play()


def _others(world: World, country: Country) -> Iterator[Place]:
    """Workplaces that no persona looks at, in some order, over and over."""
    others = [place for place in country.places if place.firm.name not in SHOWN]
    world.dice.shuffle(others)
    return cycle(others)
