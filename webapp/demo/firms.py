"""The municipalities, their people, the companies and who may sign in there."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice
from typing import Any

from ..accounts.models import Employer, Membership, Municipality, User, Workplace
from ..actor import Role
from ..splits.rules import WageBasis
from ..tasks.rules import Category
from . import build
from .personas import PERSONAS
from .work import Offer, offers, words
from .world import World

# Which municipality the staff belong to, by the key that companies.toml and personas use.
STAFF = {"mette": 0, "jonas": 0, "team-lead": 0, "elsewhere": 1}
COLLEAGUES = {"trine": ("trine@soendersund.example", "Trine Bakmose")}
SOFIE = "elsewhere"
MANAGERS = {"Frugtlageret": "owner", "Rent & Pænt": "manager"}
KNOWN_FOR = 400  # days that everybody has been here
SAYS_WAGE = 0.6
WAGES = (13_400, 13_850, 14_200, 14_500, 14_925, 15_350)  # øre an hour


@dataclass
class Place:
    """A workplace with the people around it, and how many small jobs run there."""

    firm: Employer
    workplace: Workplace
    consultant: User
    manager: User
    running: int
    offered: Iterator[Offer]  # the trade's tasks, without end
    trainees: int = 0
    wage: int | None = None  # øre an hour, where they have said what they pay
    wage_basis: WageBasis | None = None


@dataclass
class Country:
    """Everybody there is."""

    places: list[Place]
    staff: dict[str, User]

    def at(self, firm: str) -> Place:
        return next(place for place in self.places if place.firm.name == firm)


def make_country(world: World) -> Country:
    """Make the municipalities, the staff and the companies."""
    towns = [
        world.add(build.municipality("Vestby", phone="01 23 40 00")),
        world.add(build.municipality("Søndersund", phone="01 23 60 00")),
    ]
    staff = _staff(world, towns)
    cvr_numbers, p_numbers = shuffled_cvr(world), build.p_numbers()
    names = _full_names(world)
    places: list[Place] = []
    for name, trade, *rows in words("companies")["companies"]:
        created = world.days_ago(world.dice.randint(200, KNOWN_FOR))
        firm = world.add(build.employer(next(cvr_numbers), name, created_at=created))
        manager = _manager(world, firm, names)
        offered = _in_some_order(world, Category(trade))
        for where, employees, by, running in rows:
            consultant = staff[SOFIE if by == "sofie" else by]
            workplace = _workplace(world, firm, consultant, next(p_numbers), where, employees)
            place = Place(firm, workplace, consultant, manager, running, offered)
            _say_wage(world, place)
            places.append(place)
    return Country(places, staff)


def _say_wage(world: World, place: Place) -> None:
    """What they pay; some have not said it."""
    if world.dice.random() < SAYS_WAGE:
        place.wage = world.dice.choice(WAGES)
        place.wage_basis = world.dice.choice(tuple(WageBasis))


def _workplace(
    world: World, firm: Employer, consultant: User, p_number: str, where: str, employees: int
) -> Workplace:
    town = consultant.municipality_id
    assert town  # every consultant belongs to one
    workplace = build.workplace(
        firm.id, town, name=where, p_number=p_number, full_time_equivalents=employees
    )
    return world.add(workplace)


def _in_some_order(world: World, trade: Category) -> Iterator[Offer]:
    """The trade's tasks, over and over, beginning anywhere."""
    known = list(offers(trade))
    first = world.dice.randrange(len(known))
    return (known[(first + number) % len(known)] for number in count())


def shuffled_cvr(world: World) -> Iterator[str]:
    known = list(islice(build.cvr_numbers(), 500))
    world.dice.shuffle(known)
    return iter(known)


def _staff(world: World, towns: list[Municipality]) -> dict[str, User]:
    created = world.days_ago(KNOWN_FOR)
    known = {persona.key: (persona.email, persona.name) for persona in PERSONAS}
    staff = {}
    for number, (key, town) in enumerate([*STAFF.items(), ("trine", 1)]):
        email, name = known.get(key) or COLLEAGUES[key]
        staff[key] = world.add(
            build.user(
                Role.TEAM_LEAD if key == "team-lead" else Role.CONSULTANT,
                email,
                name,
                municipality_id=towns[town].id,
                phone=f"01 23 4{town} {10 + number}",
                created_at=created,
            )
        )
    return staff


def _full_names(world: World) -> Iterator[str]:
    first, last = words("names")["first"].split(), words("names")["last"].split()
    both = [f"{given} {family}" for given in first for family in last]
    world.dice.shuffle(both)
    return iter(both)


def _manager(world: World, firm: Employer, names: Iterator[str]) -> User:
    """The manager who signs in for the company and has completed the first visit."""
    key = MANAGERS.get(firm.name)
    persona = next((persona for persona in PERSONAS if persona.key == key), None)
    name = persona.name if persona else next(names)
    email = persona.email if persona else f"{_mail(name.split()[0])}@{_mail(firm.name)}.example"
    manager = build.user(
        Role.EMPLOYER,
        email,
        name,
        phone=f"01 {world.dice.randint(30, 99)} {world.dice.randint(10, 99)} 17",
        created_at=firm.created_at,
    )
    world.add(manager)
    join_company(world, manager, firm)
    return manager


def join_company(world: World, user: User, firm: Employer, **values: Any) -> Membership:
    """They are in at that company, or wait to be."""
    membership = world.add(build.membership(user, firm.id, **values))
    at, waits = membership.created_at, membership.confirmed_at is None
    world.move("member", membership, "arrive", user, at, after="waiting" if waits else "in")
    return membership


def _mail(text: str) -> str:
    """`text` as it would stand in a mail address."""
    plain = text.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    return "".join(
        letter for letter in plain.replace("é", "e") if letter.isascii() and letter.isalnum()
    )
