"""Who is let into a company and put out, and mails to one person."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from .. import history
from ..actor import Actor, Refused, Role, Stale, refuse_if
from ..mails import actions as mails
from ..mails.rules import Kind, wants
from ..messages import Message, Page, Target
from . import members, policy, rules, store
from .models import Employer, Invitation, Membership, User, Workplace
from .rules import Member
from .sessions import no_newcomer_any_more


def tell(
    session: Session,
    user: User | None,
    kind: Kind | None,
    say: Message,
    *,
    target: Target,
    at: datetime,
    words: str = "",
    call: str = "",
) -> None:
    """Mail somebody a sentence and a link, unless they are gone or do without mails of this kind.

    No kind: it is sent to everybody. `words` are what a person wrote, `call` is whom to ring up.
    """
    if user is None or not is_told(user, kind):
        return
    mails.notify(
        session,
        to=user.email,
        language=user.language,
        say=say,
        target=target,
        at=at,
        kind=kind,
        words=words,
        call=call,
    )


def is_told(user: User, kind: Kind | None) -> bool:
    """Is this person still with us, and do they want mails of this kind?"""
    return user.at_work and wants(user.unwanted, kind)


def confirm(session: Session, member_id: UUID, *, by: Actor, at: datetime) -> Member:
    """Let somebody in who waits. Returns who it was.

    On a consultant's word alone they are in as well, but that consultant approves nothing of
    theirs before a second one knows them. Whom a colleague lets in is known as far as they are.
    """
    member = _held(session, member_id, by=by)
    refuse_if(policy.why_not(by, policy.Action.CONFIRM, member))
    membership = session.get_one(Membership, member_id)
    if membership.company and not store.is_established(session, member.employer_id):
        session.get_one(Employer, member.employer_id).name = membership.company
    _let_in(session, membership, by.signed_in_id, _known_only_to(session, membership, by), at)
    note(session, member_id, "confirm", by, at, before="waiting", after="in")
    _answer_invitations(session, member, rules.Answer.ACCEPTED, at)
    say = Message(
        "%(name)s has let you in. You now see all of the company's tasks.", {"name": by.name}
    )
    user = session.get(User, member.user_id)
    tell(session, user, None, say, target=Target(Page.HOME), at=at)  # they wait for it
    return member


def _known_only_to(session: Session, membership: Membership, by: Actor) -> UUID | None:
    """Whose word alone it is, once `by` has said that they know them; nobody's once it is two."""
    if by.is_staff:
        another = membership.known_only_to not in {None, by.user_id}
        return None if another else by.user_id
    own = members.of(session, by.signed_in_id, membership.employer_id)
    return own.known_only_to if own else None


def _let_in(
    session: Session, membership: Membership, by_id: UUID, known_only_to: UUID | None, at: datetime
) -> None:
    """They are in, and what they named when they came is a place of the company's."""
    membership.confirmed_at, membership.confirmed_by = at, by_id
    membership.known_only_to, membership.removed_at = known_only_to, None
    session.execute(
        sa.update(Workplace)
        .where(
            col(Workplace.employer_id) == membership.employer_id,
            col(Workplace.named_by) == membership.user_id,
        )
        .values(named_by=None)
    )


def join(session: Session, user: User, employer_id: UUID, by_id: UUID, at: datetime) -> Membership:
    """Let `user` into a company on the word of `by_id`, who has to be in there now."""
    hold_company(session, employer_id)
    refuse_who_is_out(session, by_id, employer_id, _INVITER_OUT)
    membership = members.of(session, user.id, employer_id)
    if membership is None:
        membership = Membership(user_id=user.id, employer_id=employer_id, created_at=at)
        session.add(membership)
        session.flush()
    inviter = members.of(session, by_id, employer_id)
    _let_in(session, membership, by_id, inviter.known_only_to if inviter else None, at)
    if user.role is Role.NEWCOMER:
        user.role = Role.EMPLOYER
        no_newcomer_any_more(session, user, at=at)
    session.flush()
    return membership


def second(session: Session, member_id: UUID, *, by: Actor, at: datetime) -> Member:
    """Say that one knows them too, and with them whom they let in on the same word."""
    member = _held(session, member_id, by=by)
    refuse_if(policy.why_not(by, policy.Action.SECOND, member))
    session.execute(
        sa.update(Membership)
        .where(
            col(Membership.employer_id) == member.employer_id,
            col(Membership.known_only_to) == member.known_only_to,
        )
        .values(known_only_to=None)
    )
    note(session, member_id, "second", by, at, before="in", after="in")
    return member


def remove(session: Session, member_id: UUID, *, by: Actor, at: datetime) -> Member:
    """Put somebody out of the company: they see nothing of it on their next request."""
    member = _held(session, member_id, by=by)
    refuse_if(policy.why_not(by, policy.Action.REMOVE, member))
    session.get_one(Membership, member_id).removed_at = at
    before = "waiting" if member.waits else "in"
    note(session, member_id, "remove", by, at, before=before, after="out")
    _answer_invitations(session, member, rules.Answer.WITHDRAWN, at, theirs=True)
    session.flush()
    say = Message(
        "You no longer see anything of %(company)s. Is that wrong? Call a colleague, or the"
        " municipality.",
        {"company": member.employer},
    )
    user = session.get(User, member.user_id)
    tell(session, user, None, say, target=Target(Page.COMPANIES), at=at)
    return member


def _answer_invitations(
    session: Session, member: Member, answer: rules.Answer, at: datetime, *, theirs: bool = False
) -> None:
    """Close what is open: to somebody who is in or out by now, and `theirs`, who vouch no more."""
    whose = col(Invitation.email) == member.email
    if theirs:
        whose = sa.or_(whose, col(Invitation.invited_by) == member.user_id)
    session.execute(
        sa.update(Invitation)
        .where(
            col(Invitation.employer_id) == member.employer_id,
            col(Invitation.answered_at).is_(None),
            whose,
        )
        .values(answered_at=at, answer=answer)
    )


def restore(session: Session, member_id: UUID, *, by: Actor, at: datetime) -> Member:
    """Let somebody back in who was removed not long ago."""
    member = _held(session, member_id, by=by)
    refuse_if(policy.why_not(by, policy.Action.RESTORE, member, at=at))
    session.get_one(Membership, member_id).removed_at = None
    after = "waiting" if member.confirmed_at is None else "in"
    note(session, member_id, "restore", by, at, before="out", after=after)
    session.flush()
    return member


def _held(session: Session, member_id: UUID, *, by: Actor) -> Member:
    """How it stands while nobody else changes who is in the company. Two at once: one wins."""
    row = session.get_one(Membership, member_id)
    hold_company(session, row.employer_id)
    if by.role is Role.EMPLOYER:
        refuse_who_is_out(session, by.signed_in_id, row.employer_id)
    member = members.get(session, by, member_id)
    if member is None:
        raise Stale
    return member


OUT = Message("You are no longer in this company.")
_INVITER_OUT = Message("Whoever invited you is no longer in the company. Ask one of the others.")


def refuse_who_is_out(
    session: Session, user_id: UUID, employer_id: UUID, say: Message = OUT
) -> None:
    """Raise Refused for somebody who is not in the company, perhaps since a moment ago."""
    own = members.of(session, user_id, employer_id)
    if own is None or own.removed_at is not None or own.confirmed_at is None:
        raise Refused(say)


def hold_company(session: Session, employer_id: UUID) -> None:
    """Whoever changes who belongs to a company comes one after the other, and looks again."""
    session.flush()
    query = sa.select(col(Employer.id)).where(col(Employer.id) == employer_id)
    session.execute(query.with_for_update())
    session.expire_all()


def note(
    session: Session,
    member_id: UUID,
    action: str,
    by: Actor,
    at: datetime,
    *,
    after: str,
    before: str = "",
) -> None:
    """Write down what happened to a membership."""
    history.record(
        session,
        noun="member",
        thing_id=member_id,
        action=action,
        by=by,
        at=at,
        before=before,
        after=after,
    )
