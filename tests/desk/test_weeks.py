"""Weeks on one's own page: what is told of whom."""

from typing import Any

from sqlmodel import Session

from tests.database import Database
from tests.world import TODAY, WEEK, World
from webapp.desk import weeks
from webapp.desk.rules import TurnKind
from webapp.tasks.store import visible
from webapp.timesheets.rules import Status


def test_only_who_approves_a_week_reads_its_hours_before_it_is_opened(
    world: World, db: Database
) -> None:
    for back, status in enumerate((Status.SUBMITTED, Status.RETURNED, Status.OPEN)):
        world.sheet(status, job=world.job(), week=WEEK.plus(-back))

    def hours(session: Session, key: str) -> dict[TurnKind, Any]:
        actor = world.actor(key)
        turns = weeks.turns(session, actor, visible(actor), today=TODAY)
        return {turn.kind: turn.sums for turn in turns}

    assert db.change(lambda s: hours(s, "mette")) == {
        TurnKind.APPROVE_WEEK: (720, 0),
        TurnKind.CORRECT_WEEK: None,
        TurnKind.SEND_WEEK: None,
    }
    assert set(db.change(lambda s: hours(s, "karen")).values()) == {None}
