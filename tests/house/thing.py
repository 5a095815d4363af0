"""Something that an address can name: what it is, and to whom it belongs."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tests.world import World
from webapp.actor import Side


@dataclass(frozen=True)
class Thing:
    """Something that an address can name, and to whom it belongs."""

    name: str
    args: dict[str, Any]
    state: Any = None  # what policy looks at
    author: UUID | None = None
    visitor: UUID | None = None
    company: UUID | None = None
    municipality: UUID | None = None
    secret: bool = False  # a task that nobody sent yet: not for the municipality
    side: Side | None = None  # a plan that only the side which writes it may read
    exists: bool = True
    everybodys: bool = False  # a month: each company has its own hours in it


NOTHING = Thing("nothing", {})


def owned(world: World, name: str, args: dict[str, Any], state: Any, by: str) -> Thing:
    return Thing(
        name,
        args,
        state,
        author=world.people[by].id,
        company=world.memberships[by].employer_id if by in world.memberships else None,
        municipality=world.vestby.id,
    )
