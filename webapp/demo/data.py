"""Fills an empty database with two municipalities' worth of invented people and their work."""

from collections.abc import Iterator
from datetime import date
from itertools import cycle

from sqlmodel import Session, select

from ..accounts.models import Municipality
from . import called, cases, corrected, firms, flagship, grown, people, waiting
from .firms import Country, Place
from .world import World

SHOWN = ("Frugtlageret", "Rent & Pænt")  # what the personas see there is told, not thrown


def is_empty(session: Session) -> bool:
    """Is nobody there yet?"""
    return session.exec(select(Municipality).limit(1)).first() is None


def fill(session: Session, *, today: date, seed: int) -> None:
    """Write the whole demo. The same day and seed write the same rows, ids included."""
    world = World(today, seed)
    country = firms.found(world)
    fruit, cleaners = (country.at(name) for name in SHOWN)
    flagship.story(world, fruit)
    grown.stories(world, country)
    cases.running(world, country)
    places = _others(world, country)
    cases.paused(world, places)
    cases.ended(world, places)
    cases.soon(world, places)
    waiting.drafts(world, places)
    waiting.sent(world, places)
    waiting.in_dialogue(world, places)
    waiting.planned(world, places)
    waiting.told(world, country)
    waiting.approved(world, places)
    waiting.parked(world, places)
    waiting.handed_over(world, country)
    waiting.photos(world)
    waiting.notes(world)
    flagship.one_more(world, fruit)
    flagship.copies(world, fruit)
    corrected.week(world, fruit)
    corrected.waiting(world, cleaners)
    called.about_a_week(world, country.at("Hotel Fjordblik"))
    people.belonging(world, country)
    world.save(session)


def _others(world: World, country: Country) -> Iterator[Place]:
    """Workplaces that no persona looks at, in some order, over and over."""
    others = [place for place in country.places if place.firm.name not in SHOWN]
    world.dice.shuffle(others)
    return cycle(others)
