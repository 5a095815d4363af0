"""Who is acting, and what it means that something is refused. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from .messages import Message, Target


class Role(StrEnum):
    """What somebody may come in as. Policy decides the rest."""

    VISITOR = "visitor"  # has not signed in; may hold a draft in this browser
    NEWCOMER = "newcomer"  # has shown that the address is theirs, and acts for no company yet
    WAITING = (
        "waiting"  # says they work for a company that has not let them in: sees what is theirs
    )
    EMPLOYER = "employer"  # acts for a company that has let them in
    CONSULTANT = "consultant"
    TEAM_LEAD = "team_lead"


STAFF = frozenset({Role.CONSULTANT, Role.TEAM_LEAD})
COMPANY = frozenset({Role.WAITING, Role.EMPLOYER})


class Side(StrEnum):
    """The two who pass a thing between them. A thing waits for one of them or for nobody."""

    EMPLOYER = "employer"
    CONSULTANT = "consultant"


@dataclass(frozen=True)
class Actor:
    """The person behind a request, and the company they act for. Every query starts from one."""

    role: Role
    user_id: UUID | None = None
    visitor_id: UUID | None = None
    name: str = ""
    employer_id: UUID | None = None
    municipality_id: UUID | None = None
    membership_id: UUID | None = None
    company: str = ""  # the name of the one they act for
    others: bool = False  # do they belong to other companies as well?
    origin: str = ""  # of a visitor: a keyed hash of the range of addresses that they come from

    @property
    def signed_in_id(self) -> UUID:
        """The id of somebody who must be signed in to do this."""
        if self.user_id is None:
            raise Refused(Message("Sign in first."))
        return self.user_id

    @property
    def of_company(self) -> bool:
        """Do they speak for a company, let in or not?"""
        return self.role in COMPANY

    @property
    def is_staff(self) -> bool:
        return self.role in STAFF

    @property
    def side(self) -> Side | None:
        """Whose moves these are. Somebody who waits to be let in moves nothing."""
        if self.role is Role.EMPLOYER:
            return Side.EMPLOYER
        if self.role is Role.CONSULTANT:
            return Side.CONSULTANT
        return None


class Refused(Exception):
    """An action that policy said no to. `message` says why, in words for the screen.

    `onward` is what is to be done instead.
    """

    def __init__(self, message: Message, onward: Target | None = None) -> None:
        super().__init__(str(message))
        self.message, self.onward = message, onward


def refuse_if(reason: Message | None) -> None:
    """Raise Refused with what `policy.why_not` answered, unless it was None."""
    if reason is not None:
        raise Refused(reason)


class Stale(Refused):
    """Somebody else saved the same thing since this page was opened."""

    def __init__(self) -> None:
        super().__init__(Message("Somebody else changed this while you had it open."))
