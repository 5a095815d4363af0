"""Somebody leaves a company: what is open there goes to the colleague who is there longest."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
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
from ..messages import Message
from ..smalljobs.models import SmallJob
from ..smalljobs.rules import Status as JobStatus
from ..splits.models import Split
from ..tasks.actions import tell_contact
from ..tasks.models import Task
from .models import Timesheet


def leave(
    session: Session, member_id: UUID, *, by: Actor, at: datetime
) -> tuple[Member, list[str]]:
    """Put somebody out of the actor's company. Returns who it was, and whose link is new.

    Their tasks, the weeks and plans that wait for them, and mails that have not left go to the
    colleague longest there. They know the addresses where participants see their hours: each gets
    a new one, to be handed on.
    """
    member = accounts.remove(session, member_id, by=by, at=at)
    heir = store.confirmed_colleagues(session, member.employer_id)[0]
    inherited = _inherit(session, member, heir, by, at)
    _redirect_mails(session, member, heir)
    _tell_consultants(session, inherited, member, heir, at)
    return member, _renew_copies(session, member.employer_id, by, at)


def _inherit(
    session: Session, member: Member, heir: User, by: Actor, at: datetime
) -> Sequence[Task]:
    places = select(Workplace.id).where(col(Workplace.employer_id) == member.employer_id)
    tasks = session.exec(
        select(Task).where(
            col(Task.created_by) == member.user_id, col(Task.workplace_id).in_(places)
        )
    ).all()
    for task in tasks:
        task.created_by = heir.id
        history.note(session, task, "inherit", noun="task", by=by, at=at, reason=heir.name)
    session.flush()
    return tasks


def _redirect_mails(session: Session, member: Member, heir: User) -> None:
    """What a worker has not taken yet, and is about something of this company."""
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
    about = {mail.id: db.as_uuid(mail.values.get("thing", "")) for mail in waiting}
    ours = _of_company(session, member.employer_id, [one for one in about.values() if one])
    for mail in waiting:
        if about[mail.id] in ours:
            mail.to, mail.language = heir.email, heir.language


def _of_company(session: Session, employer_id: UUID, ids: Sequence[UUID]) -> set[UUID]:
    """Those of `ids` that name a task, plan, small job or week of the company."""
    if not ids:
        return set()
    tasks = sa.select(col(Task.id)).join(Workplace, col(Workplace.id) == col(Task.workplace_id))
    tasks = tasks.where(col(Workplace.employer_id) == employer_id)
    jobs = sa.select(col(SmallJob.id)).where(col(SmallJob.task_id).in_(tasks))
    found: list[Any] = [
        tasks.where(col(Task.id).in_(ids)),
        sa.select(col(Split.id)).where(col(Split.task_id).in_(tasks), col(Split.id).in_(ids)),
        jobs.where(col(SmallJob.id).in_(ids)),
        sa.select(col(Timesheet.id)).where(
            col(Timesheet.small_job_id).in_(jobs), col(Timesheet.id).in_(ids)
        ),
    ]
    return set(session.execute(sa.union_all(*found)).scalars())


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
            endpoint="tasks.show",
            thing=task.id,
            at=at,
            call=f"{heir.name} {heir.phone}".strip(),
        )


def _renew_copies(session: Session, employer_id: UUID, by: Actor, at: datetime) -> list[str]:
    query = (
        select(SmallJob)
        .join(Task, col(Task.id) == col(SmallJob.task_id))
        .join(Workplace, col(Workplace.id) == col(Task.workplace_id))
        .join(Link, col(Link.small_job_id) == col(SmallJob.id))
        .where(
            col(Workplace.employer_id) == employer_id,
            col(Link.purpose) == Purpose.COPY,
            col(Link.revoked_at).is_(None),
        )
        .order_by(col(SmallJob.first_name))
    )
    jobs = session.exec(query).all()
    for job in jobs:
        links.make(session, Purpose.COPY, job, link_id=uuid4(), by=by, at=at)
    return [job.first_name for job in jobs if job.status is not JobStatus.ENDED]
