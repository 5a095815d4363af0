"""Mails to the company about its weeks. They name participants by first name only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from ..accounts.actions import is_told
from ..accounts.models import User
from ..mails import actions as mails
from ..mails.rules import Kind
from ..messages import N_, Message, Page, Target
from ..smalljobs.namesakes import named_in_mail
from ..tasks import store as tasks
from ..tasks.actions import author_of
from ..tasks.models import Task
from . import weeks
from .models import Day, Timesheet


@dataclass(frozen=True)
class WeekTotals:
    """The totals of a week, in minutes."""

    paid: int
    training: int

    def as_message(self) -> Message:
        """In words; a kind without hours is left out."""
        paid, training = {"paid": self.paid}, {"training": self.training}
        if self.paid and self.training:
            both = N_("%(paid)s paid and %(training)s training")
            return Message(both, paid | training, hours=("paid", "training"))
        if self.paid:
            return Message("%(paid)s paid", paid, hours=("paid",))
        if self.training:
            return Message("%(training)s training", training, hours=("training",))
        return Message("no hours")


def mail_returned(
    session: Session, sheet: Timesheet, task: Task, *, because: str, at: datetime
) -> None:
    """Queue the mail that a week was returned, with the contact person's questions."""
    reader = _reader(session, task, Kind.RETURNED)
    if reader is None:
        return
    consultant = tasks.contact(session, task)
    values = mails.as_json(_returned(sheet, named_in_mail(session, sheet.small_job_id)[0]))
    values |= {
        "words": because,
        "of_days": [mails.as_json(_of_day(day)) for day in sheet.days if day.returned_because],
        "call": f"{consultant.name} {consultant.phone}".strip() if consultant else "",
    }
    mails.queue(
        session,
        to=reader.email,
        language=reader.language,
        content=mails.MailContent("returned", values, Target(Page.WEEK_SHEET, sheet.id)),
        at=at,
        kind=Kind.RETURNED,
    )


def _returned(sheet: Timesheet, name: str) -> Message:
    named = {"week": sheet.week.number, "name": name}
    if sheet.revision > 1:
        return Message(
            "The correction of week %(week)s for %(name)s came back with a question.", named
        )
    return Message("Week %(week)s for %(name)s came back with a question.", named)


def _of_day(day: Any) -> Message:
    said = {"day": day.day, "said": day.returned_because}
    return Message("%(day)s: %(said)s", said, weekdays=("day",))


def mail_approved(session: Session, sheet: Timesheet, *, at: datetime) -> None:
    """Queue the mail that the week is approved. Several within ten minutes share one mail."""
    name, task = named_in_mail(session, sheet.small_job_id)
    reader = _reader(session, task, Kind.APPROVED)
    if reader is None:
        return
    mails.gather(
        session,
        to=reader.email,
        language=reader.language,
        kind=Kind.APPROVED,
        template="approved",
        say=_approved(sheet, name, _before(session, sheet)),
        target=Target(Page.WEEK_SHEET, sheet.id),
        at=at,
        about=f"{sheet.small_job_id} {sheet.week}",
    )


def _before(session: Session, sheet: Timesheet) -> WeekTotals | None:
    """The hours of the approved revision that this one corrects."""
    if sheet.revision == 1:
        return None
    query = (
        sa.select(sa.func.sum(col(Day.paid)), sa.func.sum(col(Day.training)))
        .join(Timesheet, col(Timesheet.id) == col(Day.timesheet_id))
        .where(
            col(Timesheet.small_job_id) == sheet.small_job_id,
            col(Timesheet.monday) == sheet.monday,
            col(Timesheet.revision) == sheet.revision - 1,  # a correction is of an approved one
        )
        .group_by(col(Timesheet.id))
    )
    earlier = session.execute(query).first()
    return WeekTotals(*map(int, earlier)) if earlier else None


def _approved(sheet: Timesheet, name: str, before: WeekTotals | None) -> Message:
    now = WeekTotals(*weeks.totals(sheet.days))
    named: dict[str, Any] = {
        "week": sheet.week.number,
        "name": name,
        "hours": now.as_message(),
    }
    if before is None:
        return Message("Week %(week)s for %(name)s is approved: %(hours)s.", named)
    if before == now:
        return Message(
            "The correction of week %(week)s for %(name)s is approved: %(hours)s, as before.", named
        )
    only_paid = not now.training and not before.training
    return Message(
        "The correction of week %(week)s for %(name)s is approved: %(hours)s (before %(before)s).",
        named | {"before": before.paid if only_paid else before.as_message()},
        hours=("before",) if only_paid else (),
    )


def _reader(session: Session, task: Task, kind: Kind) -> User | None:
    """Who described the task, unless they are gone or do without mails of this kind."""
    author = author_of(session, task)
    return author if author is not None and is_told(author, kind) else None
