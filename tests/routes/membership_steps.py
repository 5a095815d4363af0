"""Steps that several tests of memberships take."""

from typing import Any

from tests.conftest import Browse
from tests.world import World


def invite(browse: Browse, world: World, name: str, email: str) -> Any:
    karen = browse(world.karen)
    karen.open("/people/")
    karen.press("Invite", name=name, email=email)
    return karen


def put_out(browse: Browse, world: World, key: str, by: str = "karen") -> Any:
    browser = browse(world.people[by])
    browser.open("/people/")
    browser.open(f"/people/{world.memberships[key].id}")
    browser.press(f"Yes, {world.people[key].name} is no longer here")
    return browser
