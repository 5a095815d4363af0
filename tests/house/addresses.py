"""Addresses that open something to whoever has them: open, closed, and of the wrong kind."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from tests.conftest import SECRET
from tests.world import EARLIER, NOW, World
from webapp.accounts.models import SignInCode
from webapp.accounts.sessions import keyed_hash
from webapp.links.actions import token
from webapp.links.models import Link
from webapp.links.rules import Purpose
from webapp.timesheets.rules import Status

Named = tuple[str, dict[str, str], bool]


def named(world: World) -> Iterator[Named]:
    """(name, what stands in the address, whether it opens something), beginning with the kind."""
    sheet, empty = world.sheet(Status.APPROVED), world.job()
    for closed in (False, True):
        said, hours = f"closed: {closed}", made(world, Purpose.COPY, sheet.small_job_id, closed)
        yield f"copy of hours, {said}", {"copy_token": hours}, not closed
        args = {"copy_token": hours, "month": "2026-11"}
        yield f"copied month, {said}", args, not closed
        for key in ("karen", "mette", "birgit"):
            days = made(world, Purpose.CALENDAR, world.people[key].id, closed)
            yield f"calendar of {key}, {said}", {"calendar_token": days}, not closed
    nothing = made(world, Purpose.COPY, empty.id)
    yield "copy without a week", {"copy_token": nothing}, True
    yield "copied month without a week", {"copy_token": nothing, "month": "2026-11"}, False
    yield "calendar by a copy's token", {"calendar_token": nothing}, False
    yield from _links_in_mails(world)


def _links_in_mails(world: World) -> Iterator[Named]:
    """The link that signs in: fresh, used, and too old."""
    quarter = timedelta(minutes=15)
    for name, values in {
        "fresh": {},
        "used": {"used_at": NOW},
        "too old": {"created_at": NOW - quarter, "expires_at": NOW},
        "of a change of address": {"user_id": world.karen.id},
    }.items():
        # An address of her own would be taken, should this code be tried for the change.
        to = "another@example.dk" if "user_id" in values else "karen@example.dk"
        world.db.add(mailed(to, link=name, **values))
        yield f"link that is {name}", {"link_token": name}, name == "fresh"


def mailed(email: str, *, link: str = "", **values: Any) -> SignInCode:
    """A mail with the code 123456 and that link, which was asked for just now."""
    row = SignInCode(
        email=email,
        counted_as=email,
        origin="",
        code_hash="",
        link_hash="",
        created_at=NOW,
        expires_at=NOW + timedelta(minutes=15),
    )
    for name, value in values.items():
        setattr(row, name, value)
    row.code_hash = keyed_hash(SECRET, str(row.id), "123456")
    row.link_hash = keyed_hash(SECRET, "sign-in", link or str(row.id))
    return row


def made(world: World, purpose: Purpose, thing_id: UUID, closed: bool = False) -> str:
    """The token of a new link."""
    link = Link(purpose=purpose, created_at=EARLIER, created_by=world.karen.id)
    link.revoked_at = EARLIER if closed else None
    setattr(link, "small_job_id" if purpose is Purpose.COPY else "user_id", thing_id)
    world.db.add(link)
    return token(link, secret=SECRET)
