"""Who owes a week on the day on which it is reminded of. The worker asks, for everybody."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from ..accounts.models import Employer, Membership, Municipality, User, Workplace
from ..accounts.store import is_contact
from ..mails.rules import Kind
from ..smalljobs.models import SmallJob
from ..smalljobs.rules import Status as JobStatus
from ..tasks.models import Task
from ..timesheets import due_conditions
from ..timesheets.models import Day, Timesheet
from ..timesheets.rules import Status
from .models import Reminded, Reminder
from .rules import Round, due_at

_own: Any = aliased(Membership)
_colleague: Any = aliased(Membership)
_reader: Any = aliased(User)
_consultant: Any = aliased(User)


def people_due(session: Session, now: Round, *, most: int) -> Sequence[UUID]:
    """Those who are to be reminded now and have not been today, at most so many; by id."""
    # Asked here and not of each row, so that who wants none is not found again in every round.
    wanted = sa.cast(_reader.unwanted, sa.Text).not_like(f'%"{Kind.REMINDER.value}"%')
    reminded = (
        sa.select(col(Reminder.id))
        .where(col(Reminder.user_id) == _reader.id, col(Reminder.day) == now.day)
        .exists()
    )
    query = (
        _owed(now, _reader.id)
        .join(Employer, col(Employer.id) == col(Workplace.employer_id))
        .where(
            sa.or_(
                col(Timesheet.monday).in_(now.mondays),
                due_conditions.worked_at_weekend(now.weekend),
            ),
            col(Employer.remind_at) <= now.minute,
            wanted,
            ~reminded,
        )
        .distinct()
        .order_by(_reader.id)
        .limit(most)
    )
    return session.execute(query).scalars().all()


def claim(
    session: Session, people: Collection[UUID], *, day: date, at: datetime
) -> dict[UUID, UUID]:
    """Record that these are reminded on `day`. Returns those that no other worker has taken.

    The id of the reminder by that of the person.

    Where another worker is about to take them, this waits until it has, or has failed.
    """
    on_postgres = session.get_bind().dialect.name == "postgresql"
    insert: Any = postgresql.insert if on_postgres else sqlite.insert
    rows = [{"id": uuid4(), "user_id": person, "day": day, "at": at} for person in people]
    done = session.execute(
        insert(Reminder)
        .values(rows)
        .on_conflict_do_nothing(index_elements=["user_id", "day"])
        .returning(col(Reminder.user_id), col(Reminder.id))
    )
    return {row.user_id: row.id for row in done}


def remember(session: Session, weeks: Sequence[tuple[UUID, UUID]]) -> None:
    """Keep which weeks were reminded of: (reminder, week sheet)."""
    if weeks:
        rows = [{"reminder_id": reminder, "timesheet_id": sheet} for reminder, sheet in weeks]
        session.execute(sa.insert(Reminded), rows)


def mails_about(sheet: Any = Timesheet) -> sa.ScalarSelect[int]:
    """How many reminders of a week went to whoever described the task, since it is open.

    A scalar subquery, of the row of the task and of the sheet.
    """
    return (
        sa.select(sa.func.count())
        .select_from(Reminded)
        .join(Reminder, col(Reminder.id) == col(Reminded.reminder_id))
        .where(
            col(Reminded.timesheet_id) == sheet.id,
            col(Reminder.user_id) == col(Task.created_by),
            col(Reminder.at) >= sheet.since,
        )
        .correlate_except(Reminded, Reminder)
        .scalar_subquery()
    )


def mails_about_week(job_id: UUID, monday: date) -> sa.Label[int]:
    """The same for the first revision of one week, as a column of the row of its task."""
    sheet: Any = aliased(Timesheet)
    of_week = (sheet.small_job_id == job_id, sheet.monday == monday, sheet.revision == 1)
    mails = sa.select(mails_about(sheet)).where(*of_week).correlate_except(sheet)
    return sa.func.coalesce(mails.scalar_subquery(), 0).label("reminders")


class OwedWeek(NamedTuple):
    """A week that somebody owes, with what a mail about it says."""

    user_id: UUID
    email: str
    language: str
    sheet_id: UUID
    monday: date
    status: Status
    paid: int
    training: int
    small_job_id: UUID
    workplace_id: UUID
    first_name: str
    headline: str
    consultant: str | None
    phone: str


def owed_by(session: Session, now: Round, people: Collection[UUID]) -> list[OwedWeek]:
    """All weeks that these owe up to those of now: by person, oldest first."""
    of_municipality = col(Municipality.phone)
    columns: tuple[Any, ...] = (
        _reader.id.label("user_id"),
        _reader.email,
        _reader.language,
        col(Timesheet.id).label("sheet_id"),
        col(Timesheet.monday),
        col(Timesheet.status),
        _minutes(col(Day.paid)).label("paid"),
        _minutes(col(Day.training)).label("training"),
        col(SmallJob.id).label("small_job_id"),
        col(Task.workplace_id),
        col(SmallJob.first_name),
        col(Task.headline),
        _consultant.name.label("consultant"),
        sa.func.coalesce(sa.func.nullif(_consultant.phone, ""), of_municipality).label("phone"),
    )
    query = (
        _owed(now, *columns)
        .join(Municipality, col(Municipality.id) == col(Workplace.municipality_id))
        .outerjoin(_consultant, is_contact(_consultant, col(Task.consultant_id)))
        .where(_reader.id.in_(people), col(Timesheet.monday) <= max(now.all_mondays))
        .order_by(_reader.id, col(Timesheet.monday), col(SmallJob.first_name), col(Timesheet.id))
    )
    return [OwedWeek(**row._mapping) for row in session.execute(query)]


def _minutes(column: Any) -> sa.ScalarSelect[int]:
    """The sum of a column over the days of a week."""
    return (
        sa.select(sa.func.coalesce(sa.func.sum(column), 0))
        .where(col(Day.timesheet_id) == col(Timesheet.id))
        .correlate(Timesheet)
        .scalar_subquery()
    )


def _owed(now: Round, *columns: Any) -> sa.Select[*tuple[Any, ...]]:
    """`columns` of weeks that somebody has to send, and of the reader of mails about them.

    A correction is not owed: the approved week before it counts.
    """
    return (
        sa.select(*columns)
        .select_from(Timesheet)
        .join(SmallJob, col(SmallJob.id) == col(Timesheet.small_job_id))
        .join(Task, col(Task.id) == col(SmallJob.task_id))
        .join(Workplace, col(Workplace.id) == col(Task.workplace_id))
        .join(_reader, _reader.id == _who_reads())
        .where(
            col(Timesheet.status).in_([Status.OPEN, Status.RETURNED]),
            col(Timesheet.revision) == 1,
            # Those that have ended, or rest, still owe the weeks in which they ran.
            col(SmallJob.status) != JobStatus.PLANNED,
            due_conditions.is_of_job(),
            ~_news_of(now.day),
            ~due_conditions.happens_after(now.day),
        )
    )


def _who_reads() -> sa.Case[UUID | None]:
    """The author of the task; when they are gone, whoever has been in the company for longest."""
    longest_there = (
        sa.select(_colleague.user_id)
        .where(
            _colleague.employer_id == col(Workplace.employer_id),
            _colleague.confirmed_at.is_not(None),
            _colleague.removed_at.is_(None),
        )
        .order_by(_colleague.confirmed_at, _colleague.id)
        .limit(1)
        .correlate(Workplace)
        .scalar_subquery()
    )
    still_there = sa.exists().where(
        _own.user_id == col(Task.created_by),
        _own.employer_id == col(Workplace.employer_id),
        _own.confirmed_at.is_not(None),
        _own.removed_at.is_(None),
    )
    return sa.case((still_there, col(Task.created_by)), else_=longest_there)


def _news_of(day: date) -> sa.ColumnElement[bool]:
    """The condition that a week became owed only today, and not because the worker opened it.

    Whoever got a question back this morning, took a week back or began a small job has just had
    their mind on it.
    """
    midnight = due_at(day, 0)
    return sa.and_(
        col(Timesheet.since) >= midnight,
        sa.or_(
            col(Timesheet.status) == Status.RETURNED,
            col(Timesheet.sent_at).is_not(None),
            col(SmallJob.since) >= midnight,
        ),
    )
