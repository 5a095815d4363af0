"""Addresses that open something to whoever has them: open, closed, and of the wrong kind."""

from collections.abc import Iterator
from uuid import UUID

from tests.conftest import SECRET
from tests.world import EARLIER, World
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


def made(world: World, purpose: Purpose, thing_id: UUID, closed: bool = False) -> str:
    """The token of a new link."""
    link = Link(purpose=purpose, created_at=EARLIER, created_by=world.karen.id)
    link.revoked_at = EARLIER if closed else None
    setattr(link, "small_job_id" if purpose is Purpose.COPY else "user_id", thing_id)
    world.db.add(link)
    return token(link, secret=SECRET)
