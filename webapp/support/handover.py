"""Somebody leaves a company: what is open there goes to the colleague who is there longest."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import lazyload
from sqlmodel import Session, col, select

from .. import db, history
from ..accounts import actions as accounts
from ..accounts import store
from ..accounts.models import User, Workplace
from ..accounts.rules import Member
from ..actor import Actor
from ..links import actions as links
from ..links.models import Link
from ..links.rules import Purpose
from ..mails.models import Mail
from ..mails.rules import Kind
from ..messages import Message, Page, Target
from ..smalljobs.models import SmallJob
from ..smalljobs.rules import Status as JobStatus
from ..splits.models import Split
from ..tasks.actions import tell_contact
from ..tasks.models import Task
from ..tasks.store import visible
from ..timesheets.models import Timesheet
from .models import Call


def remove_member(
    session: Session, member_id: UUID, *, by: Actor, at: datetime
) -> tuple[Member, list[SmallJob]]:
    """Put somebody out of a company. Returns who it was, and whose link is new.

    Their tasks, the weeks and plans that wait for them, calls that they asked for, and mails that
    have not left go to the colleague longest there. They know the addresses where participants
    see their hours: each gets a new one, to be handed on. Who was never in leaves nothing behind.
    Of the small jobs whose address is new, those are returned that go on and `by` may see.
    """
    member = accounts.remove(session, member_id, by=by, at=at)
    if member.confirmed_at is None:
        return member, []
    heir = next(iter(store.confirmed_colleagues(session, member.employer_id)), None)
    if heir is not None:
        inherited = _inherit(session, member, heir, by, at)
        _inherit_calls(session, member, heir)
        _tell_consultants(session, inherited, member, heir, at)
    _redirect_mails(session, member, heir)
    return member, _renew_copies(session, member.employer_id, by, at)


def _tasks_of(employer_id: UUID) -> sa.Select[UUID]:
    """The ids of all tasks of a company, as a query."""
    places = sa.select(col(Workplace.id)).where(col(Workplace.employer_id) == employer_id)
    return sa.select(col(Task.id)).where(col(Task.workplace_id).in_(places))


def _inherit(
    session: Session, member: Member, heir: User, by: Actor, at: datetime
) -> Sequence[Task]:
    theirs = col(Task.created_by) == member.user_id
    theirs = sa.and_(theirs, col(Task.id).in_(_tasks_of(member.employer_id)))
    tasks = session.exec(select(Task).where(theirs).options(lazyload("*"))).all()
    session.execute(
        sa.update(Task)
        .where(col(Task.id).in_([task.id for task in tasks]))
        .values(created_by=heir.id, version=col(Task.version) + 1)
        .execution_options(synchronize_session=False)
    )
    history.note_all(session, tasks, "inherit", noun="task", by=by, at=at, reason=heir.name)
    return tasks


def _inherit_calls(session: Session, member: Member, heir: User) -> None:
    jobs = sa.select(col(SmallJob.id)).where(
        col(SmallJob.task_id).in_(_tasks_of(member.employer_id))
    )
    session.execute(
        sa.update(Call)
        .where(
            col(Call.asked_by) == member.user_id,
            col(Call.done_at).is_(None),
            col(Call.small_job_id).in_(jobs),
        )
        .values(asked_by=heir.id)
    )


def _redirect_mails(session: Session, member: Member, heir: User | None) -> None:
    """What no worker has taken yet: of this company to the heir, of nothing in particular away.

    What is about another company of theirs stays.
    """
    waiting = session.exec(
        select(Mail)
        .where(
            col(Mail.to) == member.email,
            col(Mail.sent_at).is_(None),
            col(Mail.kind) != "",
            sa.or_(col(Mail.attempts) == 0, col(Mail.failure) != ""),
        )
        .with_for_update(skip_locked=True)
    ).all()
    about = {mail.id: _things(mail) for mail in waiting}
    known = _of_company(
        session, member.employer_id, [thing_id for ids in about.values() for thing_id in ids]
    )
    for mail in waiting:
        things = about[mail.id]
        if things and not things & known:
            continue
        if heir is not None and things and things <= known:
            mail.to, mail.language = heir.email, heir.language
        else:
            session.delete(mail)


def _things(mail: Mail) -> set[UUID]:
    """The ids that a mail, or a line of it, is about."""
    entries = [mail.values, *mail.values.get("lines", [])]
    ids = (db.as_uuid(each.get("target", {}).get("id", "")) for each in entries)
    return {thing_id for thing_id in ids if thing_id}


def _of_company(session: Session, employer_id: UUID, ids: Sequence[UUID]) -> set[UUID]:
    """Those of `ids` that name a task, plan, small job or week of the company."""
    if not ids:
        return set()
    tasks = _tasks_of(employer_id)
    jobs = sa.select(col(SmallJob.id)).where(col(SmallJob.task_id).in_(tasks))
    queries: list[Any] = [
        tasks.where(col(Task.id).in_(ids)),
        sa.select(col(Split.id)).where(col(Split.task_id).in_(tasks), col(Split.id).in_(ids)),
        jobs.where(col(SmallJob.id).in_(ids)),
        sa.select(col(Timesheet.id)).where(
            col(Timesheet.small_job_id).in_(jobs), col(Timesheet.id).in_(ids)
        ),
    ]
    return set(session.execute(sa.union_all(*queries)).scalars())


def _tell_consultants(
    session: Session, tasks: Sequence[Task], member: Member, heir: User, at: datetime
) -> None:
    """Each contact person once: whom to call from now on."""
    say = Message(
        "%(name)s is no longer at %(company)s. Call %(heir)s from now on.",
        {"name": member.name, "company": member.employer, "heir": heir.name},
    )
    for task in {task.consultant_id: task for task in tasks if task.consultant_id}.values():
        tell_contact(
            session,
            task,
            Kind.TASK,
            say,
            target=Target(Page.TASK, task.id),
            at=at,
            call=f"{heir.name} {heir.phone}".strip(),
        )


def _renew_copies(session: Session, employer_id: UUID, by: Actor, at: datetime) -> list[SmallJob]:
    query = (
        select(SmallJob, visible(by))
        .join(Link, col(Link.small_job_id) == col(SmallJob.id))
        .join(Task, col(Task.id) == col(SmallJob.task_id))
        .join(Workplace, col(Workplace.id) == col(Task.workplace_id))
        .where(
            col(SmallJob.task_id).in_(_tasks_of(employer_id)),
            col(Link.purpose) == Purpose.COPY,
            col(Link.revoked_at).is_(None),
        )
        .order_by(col(SmallJob.first_name))
        .options(lazyload("*"))
    )
    rows = session.exec(query).all()
    links.renew_copies(session, [job for job, _seen in rows], by=by, at=at)
    return [job for job, seen in rows if seen and job.status is not JobStatus.ENDED]
