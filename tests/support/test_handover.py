"""What becomes of the mails of somebody who is put out of a company."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.database import Database
from tests.world import NOW, World
from webapp.mails.models import Mail
from webapp.messages import Page
from webapp.support import handover


@pytest.fixture
def things(world: World, db: Database) -> dict[str, UUID]:
    """One of each, of Karen's company and, as `their ...`, of the one where Ali is."""
    things = {}
    for whose, by in (("", "karen"), ("their ", "ali")):
        job = world.job(by=by)
        things |= {
            f"{whose}{Page.TASK}": job.task_id,
            f"{whose}{Page.PLAN}": job.split_id,
            f"{whose}{Page.SMALL_JOB}": job.id,
            f"{whose}{Page.WEEK_SHEET}": world.sheet(job=job).id,
        }
    return things


def receiver(world: World, db: Database, *about: UUID, **values: Any) -> str | None:
    """Who gets a mail of Karen's once she is put out. None: nobody, it is thrown away."""
    lines = [{"target": {"page": "x", "id": str(each)}} for each in about]
    usual = {"to": "karen@example.dk", "language": "da", "template": "notice", "kind": "plan"}
    mail = Mail(**usual | {"values": {"lines": lines}, "created_at": NOW, "due_at": NOW} | values)
    db.add(mail)
    out, by = world.memberships["karen"].id, world.actor("kirsten")
    db.change(lambda session: handover.remove_member(session, out, by=by, at=NOW))
    kept = db.get(Mail, mail.id)
    return kept.to.partition("@")[0] if kept else None


@pytest.mark.parametrize("about", [Page.TASK, Page.PLAN, Page.SMALL_JOB, Page.WEEK_SHEET])
def test_what_is_of_the_company_goes_to_the_heir_and_of_another_company_stays(
    world: World, db: Database, things: dict[str, UUID], about: Page
) -> None:
    ours, theirs = things[about], things[f"their {about}"]
    assert receiver(world, db, ours) == "kirsten"
    db.update(world.memberships["karen"], removed_at=None)
    assert receiver(world, db, theirs) == "karen"
    db.update(world.memberships["karen"], removed_at=None)
    assert receiver(world, db, ours, theirs) is None  # not all of it is anybody's


@pytest.mark.parametrize(
    ("values", "goes_to"),
    [
        ({"attempts": 1, "failure": "SMTPServerDisconnected"}, "kirsten"),
        ({"attempts": 1}, "karen"),  # a worker has it in hand
        ({"sent_at": NOW - timedelta(minutes=1)}, "karen"),
        ({"kind": ""}, "karen"),  # a code is nobody else's
        ({"to": "poul@example.dk"}, "poul"),
    ],
)
def test_only_a_mail_that_waits_for_them_is_handed_on(
    world: World, db: Database, things: dict[str, UUID], values: dict[str, Any], goes_to: str
) -> None:
    assert receiver(world, db, things[Page.TASK], **values) == goes_to
