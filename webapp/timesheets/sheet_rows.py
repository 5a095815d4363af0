"""The rows that belong to listed week sheets, each kind read in one statement for all of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from .models import Day, Progress
from .rules import SENT, Absence
from .sheet_columns import MarkRow

Absences = Mapping[UUID, Sequence[tuple[date, Absence]]]  # days away by the id of the sheet


def absences(session: Session, sheet_ids: Collection[UUID]) -> Absences:
    """The days on which somebody was away, by sheet. Whoever asks may see those sheets."""
    if not sheet_ids:
        return {}
    query = (
        sa.select(col(Day.timesheet_id), col(Day.day), col(Day.absence))
        .where(col(Day.timesheet_id).in_(sheet_ids), col(Day.absence).is_not(None))
        .order_by(col(Day.day))
    )
    by_sheet: dict[UUID, list[tuple[date, Absence]]] = defaultdict(list)
    for sheet_id, day, absence in session.execute(query):
        by_sheet[sheet_id].append((day, absence))
    return by_sheet


def marks(session: Session, sheets: Iterable[Any]) -> list[MarkRow]:
    """The marks of those of these sheets that are submitted or approved."""
    mondays = {sheet.id: sheet.monday for sheet in sheets if sheet.status in SENT}
    if not mondays:
        return []
    query = sa.select(
        col(Progress.timesheet_id),
        col(Progress.activity_id),
        col(Progress.mark),
        col(Progress.learnt),
    ).where(col(Progress.timesheet_id).in_(mondays))
    return [
        MarkRow(activity_id, mondays[sheet_id], mark, learnt)
        for sheet_id, activity_id, mark, learnt in session.execute(query)
    ]
