"""Why an action on a week is refused: somebody else was quicker. Says who, and when."""

import sqlalchemy as sa
from sqlmodel import Session, col

from .. import history
from ..actor import Actor, Refused, Role
from ..clock import Week
from ..messages import N_, Message, Page, Target
from . import policy, store
from .models import Timesheet
from .rules import Action

# What somebody who came too late reads about the last move of the week.
_THEY = {
    Action.SUBMIT: N_("%(name)s sent the week %(when)s."),
    Action.WITHDRAW: N_(
        "%(name)s took the week back %(when)s to correct it. You get it when it is sent again."
    ),
    Action.RETURN: N_("%(name)s sent the week back %(when)s with a question."),
    Action.APPROVE: N_("%(name)s approved the week %(when)s."),
    Action.CORRECT: N_("%(name)s began to correct the week %(when)s."),
}
_YOU = {
    Action.SUBMIT: N_("You sent the week %(when)s."),
    Action.WITHDRAW: N_("You took the week back %(when)s."),
    Action.RETURN: N_("You sent the week back %(when)s."),
    Action.APPROVE: N_("You approved the week %(when)s. Nothing more is to be done."),
    Action.CORRECT: N_("You began to correct the week %(when)s."),
}


def refuse_unless_allowed(session: Session, by: Actor, action: Action, sheet: Timesheet) -> None:
    """Raise Refused unless policy allows it, saying what happened to the week instead.

    For a consultant it leads on to the next week that waits for approval.
    """
    reason = policy.why_not(by, action, sheet)
    if reason is None:
        return
    if by.role is not policy.WHO[action]:
        raise Refused(reason)
    with session.no_autoflush:  # what was to be changed is not written: it is refused
        raise Refused(_what_happened(session, by, sheet) or reason, onward=_onward(session, by))


def _what_happened(session: Session, by: Actor, sheet: Timesheet) -> Message | None:
    """The last move of the week, whichever revision it was of; None where nothing moved."""
    of_week = sa.select(col(Timesheet.id)).where(
        col(Timesheet.small_job_id) == sheet.small_job_id, col(Timesheet.monday) == sheet.monday
    )
    moves = [row for row in history.of(session, [], also=of_week) if row.action in _THEY]
    if not moves:
        return None
    last = moves[-1]
    words = _YOU if last.by_id == by.user_id else _THEY
    named = {"name": last.name or "Småjob", "when": last.at}
    return Message(words[Action(last.action)], named, instants=("when",))


def _onward(session: Session, by: Actor) -> Target | None:
    following = store.next_to_approve(session, by) if by.role is Role.CONSULTANT else None
    if following is None:
        return None
    return Target(Page.WEEK, following.small_job_id, Week.of(following.monday))
