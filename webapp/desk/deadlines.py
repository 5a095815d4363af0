"""The turns of a contact person that have a deadline: the end of training, and the contract."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from .. import rulebook
from ..clock import COPENHAGEN
from ..messages import Page, Target
from ..smalljobs.models import SmallJob
from ..smalljobs.rules import Status
from ..splits import plan
from ..splits.models import Part, Split
from ..splits.rules import UNFINISHED
from .rules import Turn, TurnKind
from .turn_queries import make_turn

MISSED = timedelta(weeks=2)  # so long a training that ended without a plan is asked about

COLUMNS: Any = (
    col(SmallJob.training_ends),
    col(SmallJob.contract_on),
    sa.exists()
    .where(col(Split.task_id) == col(SmallJob.task_id), col(Split.status).in_(UNFINISHED))
    .correlate(SmallJob)
    .label("being_planned"),
    col(SmallJob.split_id),
)


def has_deadline(today: date) -> sa.ColumnElement[bool]:
    """The condition that the training of a running small job ends, or its contract is missing."""
    book = rulebook.on(today)
    ends, soon = col(SmallJob.training_ends), timedelta(weeks=book.training_period.remind)
    began = today - timedelta(days=book.contract.within)
    return sa.and_(
        col(SmallJob.status) == Status.ACTIVE,
        sa.or_(
            ends.between(today - MISSED, today + soon),
            sa.and_(col(SmallJob.contract_on).is_(None), col(SmallJob.start_on) < began),
        ),
    )


class PartRow(NamedTuple):
    """A part of a plan, as far as a deadline depends on it."""

    split_id: UUID
    activity_id: UUID
    kind: plan.Kind
    minutes: int
    from_week: int
    to_week: int | None


def plans(session: Session, rows: Iterable[Any]) -> dict[UUID, list[PartRow]]:
    """The parts of the plans in force of rows with COLUMNS, by the id of the plan."""
    split_ids = {row.split_id for row in rows if row.status is Status.ACTIVE}
    if not split_ids:
        return {}
    parts = (
        col(Part.split_id),
        col(Part.activity_id),
        col(Part.kind),
        col(Part.minutes),
        col(Part.from_week),
        col(Part.to_week),
    )
    by_split: dict[UUID, list[PartRow]] = defaultdict(list)
    for row in session.execute(sa.select(*parts).where(col(Part.split_id).in_(split_ids))):
        part = PartRow(*row)
        by_split[part.split_id].append(part)
    return by_split


def turns(row: Any, parts: Sequence[Any], *, today: date) -> Iterator[Turn]:
    """The deadlines of a row with COLUMNS, whose plan has these parts."""
    if row.status is not Status.ACTIVE:
        return
    book = rulebook.on(today)
    ends, remind = row.training_ends, timedelta(weeks=book.training_period.remind)
    planned = row.being_planned or plan.paid_after_training(parts)
    if ends is not None and not planned and today - MISSED <= ends <= today + remind:
        kind = TurnKind.TRAINING_ENDS if ends >= today else TurnKind.TRAINING_ENDED
        yield _turn(row, kind, {"on": ends}, due=ends, since=ends - remind)
    latest = row.start_on + timedelta(days=book.contract.within)
    paid = max((phase.paid for phase in plan.phases(parts)), default=0)
    if row.contract_on is None and paid > book.contract.over and today > latest:
        yield _turn(row, TurnKind.CONTRACT, {"day": latest}, due=latest, since=latest)


def _turn(row: Any, kind: TurnKind, named: dict[str, Any], *, due: date, since: date) -> Turn:
    named = {"name": row.first_name} | named
    turn = make_turn(row, kind, Target(Page.SMALL_JOB, row.id), named=named, due=due)
    return replace(turn, since=datetime.combine(since, time(), COPENHAGEN))
