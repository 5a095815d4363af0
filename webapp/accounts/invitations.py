"""Invitations to join a company: sent, withdrawn, and answered by whoever has the address."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from .. import db, history, limits
from ..actor import STAFF, Actor, Refused, refuse_if
from ..mails import actions as mails
from ..messages import Message, Page, Target
from . import members, policy, rules, store
from .actions import hold_company, join, refuse_who_is_out
from .models import Employer, Invitation, Membership, User
from .rules import Answer, Member


class AlreadyThere(Refused):
    """Whoever has this address is in the company, or waits to be let in."""


def invite(
    session: Session,
    *,
    invitation_id: UUID,
    email: str,
    name: str,
    language: str,
    by: Actor,
    at: datetime,
) -> tuple[Invitation, bool]:
    """Ask somebody to join the actor's company. Returns the invitation, and if it was sent again.

    One that is open keeps the name that it was first given. The answer is the same whoever has the
    address. Raises AlreadyThere for somebody who is in the company or waits, TooMuch where the
    company has sent too many in a day.
    """
    refuse_if(policy.why_not(by, policy.Action.INVITE))
    assert by.employer_id
    hold_company(session, by.employer_id)
    refuse_who_is_out(session, by.signed_in_id, by.employer_id)
    person = store.by_email(session, email)
    _refuse_colleague(session, person, by)
    _refuse_too_many(session, by.employer_id, at)
    sent = session.exec(_open(by.employer_id, email)).one_or_none()
    invitation = sent or _new(by, invitation_id, email, name, at)
    invitation.sent_at, invitation.invited_by = at, by.signed_in_id
    session.add(invitation)
    session.flush()
    history.record(
        session, noun="invitation", thing_id=invitation.id, action="invite", by=by, at=at
    )
    _mail(session, invitation, person, language, by, at)
    return invitation, sent is not None


def _new(by: Actor, invitation_id: UUID, email: str, name: str, at: datetime) -> Invitation:
    assert by.employer_id
    return Invitation(
        id=invitation_id,
        employer_id=by.employer_id,
        email=email,
        invited_by=by.signed_in_id,
        created_at=at,
        sent_at=at,
        name=name,
    )


def _mail(
    session: Session,
    invitation: Invitation,
    person: User | None,
    language: str,
    by: Actor,
    at: datetime,
) -> None:
    """Nothing goes to the municipality's own people, who cannot join, nor to who is gone."""
    if person is not None and (person.role in STAFF or person.removed_at is not None):
        return
    company = session.get_one(Employer, invitation.employer_id)
    values = {"by": by.name, "name": invitation.name, "company": company.name}
    mails.queue(
        session,
        to=invitation.email,
        language=person.language if person else language,
        content=mails.MailContent("invite", values, Target(Page.COMPANIES)),
        at=at,
        until=at + rules.INVITATION_LIVES,
    )


def _refuse_colleague(session: Session, person: User | None, by: Actor) -> None:
    assert by.employer_id
    row = members.of(session, person.id, by.employer_id) if person else None
    if person is None or row is None or row.removed_at is not None:
        return
    named = {"name": person.name}
    if row.confirmed_at is None:
        raise AlreadyThere(Message("%(name)s waits above to be let in already.", named))
    raise AlreadyThere(Message("%(name)s is in already.", named))


def _refuse_too_many(session: Session, employer_id: UUID, at: datetime) -> None:
    """Raise TooMuch where the company has sent as many in a day as it may."""
    move = history.Move
    ours = col(move.thing_id).in_(
        sa.select(col(Invitation.id)).where(col(Invitation.employer_id) == employer_id)
    )
    limits.refuse_beyond(
        session, limits.INVITATIONS, col(move.at), ours, col(move.action) == "invite", at=at
    )


def _open(employer_id: UUID, email: str) -> db.Entities[Invitation]:
    return select(Invitation).where(
        col(Invitation.employer_id) == employer_id,
        col(Invitation.email) == email,
        col(Invitation.answered_at).is_(None),
    )


def of_company(session: Session, actor: Actor, invitation_id: UUID) -> Invitation | None:
    """An open invitation that the actor's company has sent."""
    return next(
        (row for row in members.invitations_of(session, actor) if row.id == invitation_id), None
    )


def shown(
    session: Session, actor: Actor, people: Iterable[Member], *, at: datetime
) -> list[Invitation]:
    """What the company looks at, newest first: what is open, and what was declined.

    Declined ones for as long as they would have held, until whoever said no is invited again or in.
    """
    known = {member.email for member in people if member.removed_at is None}
    rows = []
    for row in members.invitations_of(session, actor, declined_of=expired_before(at)):
        if row.answer is None or row.email not in known:
            rows.append(row)
        known.add(row.email)
    return rows


def to_person(session: Session, user: User, *, at: datetime) -> list[members.ReceivedInvitation]:
    """What `user` can still answer."""
    if user.role in STAFF:
        return []
    rows = members.invitations_to(session, user.email, col(Invitation.answered_at).is_(None))
    return [row for row in rows if not is_over(row.invitation, at=at)]


def to_answer(
    session: Session, user: User, invitation_id: UUID
) -> members.ReceivedInvitation | None:
    """The invitation of that id, answered or not, if it came to `user`."""
    if user.role in STAFF:
        return None
    rows = members.invitations_to(session, user.email, col(Invitation.id) == invitation_id)
    return next(iter(rows), None)


def is_over(invitation: Invitation, *, at: datetime) -> bool:
    """Can it no longer be answered?"""
    return invitation.answered_at is not None or invitation.sent_at <= expired_before(at)


def expired_before(at: datetime) -> datetime:
    """What was sent before this can no longer be accepted `at`."""
    return at - rules.INVITATION_LIVES


def withdraw(session: Session, invitation: Invitation, *, by: Actor, at: datetime) -> None:
    """Take an invitation back that nobody has answered."""
    refuse_if(policy.why_not(by, policy.Action.WITHDRAW))
    _answer(session, invitation, Answer.WITHDRAWN, by, at)


def decline(session: Session, invitation: Invitation, *, by: Actor, at: datetime) -> None:
    """Say that one does not work there."""
    _answer(session, invitation, Answer.DECLINED, by, at)


def accept(
    session: Session, invitation: Invitation, user: User, *, phone: str, by: Actor, at: datetime
) -> Membership:
    """Join the company: the one who invited has let `user` in. Also whom it removed once.

    `phone` is kept for somebody who has told no number yet.
    """
    _answer(session, invitation, Answer.ACCEPTED, by, at)
    membership = join(session, user, invitation.employer_id, invitation.invited_by, at)
    user.name, user.phone = user.name or invitation.name, user.phone or phone
    history.record(
        session, noun="member", thing_id=membership.id, action="accept", by=by, at=at, after="in"
    )
    return membership


def _answer(
    session: Session, invitation: Invitation, answer: Answer, by: Actor, at: datetime
) -> None:
    """Once only: of two who answer at the same instant the second finds it answered."""
    done = session.execute(
        sa.update(Invitation)
        .where(col(Invitation.id) == invitation.id, col(Invitation.answered_at).is_(None))
        .values(answer=answer, answered_at=at)
    )
    if not done.rowcount:  # type: ignore[attr-defined]
        raise Refused(Message("This invitation has been answered or withdrawn already."))
    history.record(
        session, noun="invitation", thing_id=invitation.id, action=answer.value, by=by, at=at
    )
