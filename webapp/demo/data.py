"""Fills an empty database with two municipalities' worth of invented people and their work."""

from datetime import date
from itertools import cycle

from sqlmodel import Session, select

from ..accounts.models import Municipality
from ..actor import Side
from . import cases, firms, flagship, waiting
from .world import World


def is_empty(session: Session) -> bool:
    """Is nobody there yet?"""
    return session.exec(select(Municipality).limit(1)).first() is None


def fill(session: Session, *, today: date, seed: int) -> None:
    """Write the whole demo. The same day and seed write the same rows, ids included."""
    world = World(today, seed)
    country = firms.found(world)
    fruit, cleaners = country.at("Frugtlageret"), country.at("Rent & Pænt")
    flagship.story(world, fruit)
    cases.running(world, country)
    shown = (fruit.firm, cleaners.firm)  # what the personas see is told, not thrown
    others = [place for place in country.places if place.firm not in shown]
    world.dice.shuffle(others)
    places = cycle(others)
    cases.paused(world, places)
    cases.ended(world, places)
    cases.soon(world, places)
    waiting.drafts(world, places)
    waiting.sent(world, places)
    waiting.in_dialogue(world, places)
    waiting.planned(world, places)
    waiting.plan(world, cleaners, Side.CONSULTANT, "sent", days=4, shape=3)
    waiting.approved(world, places)
    waiting.parked(world, places)
    waiting.handed_over(world, country)
    waiting.notes(world)
    flagship.one_more(world, fruit)
    firms.newcomer(world, cleaners)
    world.save(session)
