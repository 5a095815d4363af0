"""What happens in payroll: a file is made, columns are chosen, people get their numbers."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col

from .. import limits
from ..accounts.models import Employer
from ..actor import Actor, refuse_if
from . import policy, store
from .columns import Column
from .models import Export, Exported
from .policy import Action
from .rules import Month, PayrollSheet


def export(
    session: Session,
    export_id: UUID,
    company: Employer,
    month: Month,
    current: Collection[PayrollSheet],
    *,
    rows: int,
    by: Actor,
    at: datetime,
) -> Export:
    """Write down that a file with so many rows is made of the revisions `current`.

    Every approved week of the month is written down, also one without hours: when it is
    corrected, the next file says so. Raises Refused, or TooMuch.
    """
    refuse_if(policy.why_not(by, Action.EXPORT, rows=rows))
    whose = col(Export.employer_id) == company.id
    limits.refuse_beyond(session, limits.EXPORTS, col(Export.made_at), whose, at=at)
    made = Export(
        id=export_id,
        employer_id=company.id,
        month=month.first,
        made_at=at,
        made_by=by.signed_in_id,
    )
    session.add(made)
    session.flush()
    session.add_all(Exported(export_id=made.id, timesheet_id=sheet.id) for sheet in current)
    session.flush()
    return made


def choose_columns(company: Employer, columns: Sequence[Column], *, by: Actor) -> None:
    """Keep which columns the company's files have, in which order. None: the usual ones."""
    refuse_if(policy.why_not(by, Action.SET_UP))
    company.payroll_columns = [column.value for column in columns]


def number(session: Session, numbers: Mapping[UUID, str], *, by: Actor) -> None:
    """Keep what the payroll calls the people of these small jobs."""
    refuse_if(policy.why_not(by, Action.SET_UP))
    store.write_numbers(session, dict(numbers))
