"""Which mails a person can choose among, who gets which, and for how long one is tried. Pure."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from ..actor import COMPANY, Role
from ..messages import N_, Message


class Kind(StrEnum):
    """A kind of mail that somebody can do without. What has no kind is always sent."""

    REMINDER = "reminder"  # week sheets that one owes
    RETURNED = "returned"  # a week came back with a question
    APPROVED = "approved"  # a week was approved
    CALL_ME = "call_me"  # somebody at a company asks to be called
    PLAN = "plan"  # a plan waits for an answer, or was answered
    TASK = "task"  # all other news of a task and its small job
    PEOPLE = "people"  # a colleague waits to be let in


# What stands beside the checkbox: when does this mail come?
NAMES = {
    Kind.REMINDER: N_("Reminders of weeks that you have not sent"),
    Kind.RETURNED: N_("A week comes back with a question"),
    Kind.APPROVED: N_("A week is approved"),
    Kind.CALL_ME: N_("Somebody asks you to call"),
    Kind.PLAN: N_("A plan waits for your answer, or has got one"),
    Kind.TASK: N_("Other news of tasks and small jobs"),
    Kind.PEOPLE: N_("A colleague waits to be let in"),
}
# What is worth knowing before one does without it.
HINTS = {
    Kind.REMINDER: N_("On Friday, and once more on Tuesday. Only when you owe a week."),
    Kind.RETURNED: N_("Without it you only see the question when you sign in."),
    Kind.APPROVED: N_("Several weeks come in one mail."),
    Kind.CALL_ME: N_("The wish is shown on your page too, until you have called."),
    Kind.PLAN: N_("It is also shown on your page for as long as it is your turn."),
    Kind.TASK: N_("A task is sent, taken, put aside or handed over, or a small job starts."),
    Kind.PEOPLE: N_("They see nothing until one of you has let them in."),
}
_EMPLOYER, _CONSULTANT = COMPANY, frozenset({Role.CONSULTANT})
RECEIVERS: dict[Kind, frozenset[Role]] = {
    Kind.REMINDER: _EMPLOYER,
    Kind.RETURNED: _EMPLOYER,
    Kind.APPROVED: _EMPLOYER,
    Kind.CALL_ME: _CONSULTANT,
    Kind.PLAN: _EMPLOYER | _CONSULTANT,
    Kind.TASK: _EMPLOYER | _CONSULTANT,
    Kind.PEOPLE: _EMPLOYER,
}


def offered(role: Role) -> list[Kind]:
    """The kinds that somebody of this role gets, in the order of the screen."""
    return [kind for kind in Kind if role in RECEIVERS[kind]]


def wants(unwanted: Collection[str], kind: Kind | None) -> bool:
    """Does somebody who does without these want this one? What has no kind is for everybody."""
    return kind is None or kind.value not in unwanted


def summary(unwanted: Collection[str], role: Role) -> Message:
    """In one sentence: how many of their mails somebody gets."""
    kinds = offered(role)
    chosen = sum(wants(unwanted, kind) for kind in kinds)
    if not kinds:
        return Message("You only get mails with codes for signing in.")
    if chosen == len(kinds):
        return Message("You get all mails.")
    if not chosen:
        return Message("You get no mails, except codes for signing in.")
    return Message(
        "You get %(chosen)s of %(all)s kinds of mail.", {"chosen": chosen, "all": len(kinds)}
    )


# --- delivery -------------------------------------------------------------------------------

# Codes for signing in go before the thousands of reminders of a Friday: they count as due so long.
HEAD_START = timedelta(days=1)
GATHERS = timedelta(minutes=10)  # how long an approval waits for others to share its mail
LEASE = timedelta(
    minutes=5
)  # for a worker that dies between taking a mail and recording the result
_FIRST_PAUSE = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(hours=1)
TRIED_FOR = timedelta(days=5)  # a mail server that is away may well be away for Christmas
REFUSED_FOR = timedelta(days=1)  # a server that says "never" may have been set up wrongly
NEVER = datetime(9999, 1, 1, tzinfo=UTC)  # when a mail that was given up is due


def retry_delay(attempts: int) -> timedelta:
    """How long to wait after so many attempts that failed: 1, 2, 4, … and at most 60 minutes."""
    doublings = min(attempts - 1, 6)  # 64 minutes are above the longest already
    return min(_FIRST_PAUSE * 2**doublings, _LONGEST_PAUSE)


def next_attempt(created_at: datetime, attempts: int, *, refused: bool, at: datetime) -> datetime:
    """When a mail that just failed is tried again; NEVER once it has been tried for long enough.

    `refused`: the server said that it will never take this mail, not that it cannot now.
    """
    if at - created_at >= (REFUSED_FOR if refused else TRIED_FOR):
        return NEVER
    return at + retry_delay(attempts)
