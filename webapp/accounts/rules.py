"""Sign-in, invitations and colleagues, in numbers, and what a CVR or P-number looks like. Pure."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from stdnum.dk import cvr as stdnum_cvr
from stdnum.exceptions import InvalidChecksum, InvalidFormat, InvalidLength, ValidationError

from ..actor import Role
from ..messages import Message

CODE_LIVES = timedelta(minutes=10)
CODE_TRIES = 5
CODES_PER_EMAIL = 5  # within CODES_WINDOW
CODES_PER_ORIGIN = 30  # within CODES_WINDOW
CODES_WINDOW = timedelta(minutes=15)
# How long a phone or computer is remembered by somebody who wishes it.
SESSION_LIVES = {
    Role.NEWCOMER: timedelta(days=1),
    Role.WAITING: timedelta(days=30),
    Role.EMPLOYER: timedelta(days=30),
    Role.CONSULTANT: timedelta(days=7),
    Role.TEAM_LEAD: timedelta(days=7),
}
NOT_REMEMBERED = timedelta(hours=12)  # of all others, should the browser stay open: a working day
REMIND_AT = 12 * 60  # minutes after midnight: when a company has not chosen
DRAFT_LIVES = timedelta(days=30)  # of somebody who never signed in
INVITATION_LIVES = timedelta(days=14)
A_DAY = timedelta(days=1)
INVITATIONS_A_DAY = 20  # of one company, those sent again among them
RESTORED_WITHIN = timedelta(days=30)  # after somebody was removed


class Answer(StrEnum):
    """What became of an invitation."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Member:
    """A person in a company, as others see them there. `alone`: no other colleague is in."""

    id: UUID  # of the membership
    user_id: UUID
    employer_id: UUID
    employer: str
    name: str
    email: str
    phone: str
    created_at: datetime
    confirmed_at: datetime | None
    confirmed_by: str  # the name
    known_only_to: UUID | None
    removed_at: datetime | None
    alone: bool

    @property
    def waits(self) -> bool:
        return self.confirmed_at is None and self.removed_at is None


@dataclass(frozen=True)
class Left:
    """Who else of a municipality's staff is at work, beside the one in question."""

    leads: int
    staff: int


def last_one(role: Role, left: Left) -> Message | None:
    """Why somebody of the staff at work cannot go: nobody would be left to let others in."""
    if left.staff == 0:
        return Message("Nobody of the municipality would be left. Let a colleague in first.")
    if role is Role.TEAM_LEAD and left.leads == 0:
        return Message("No team lead would be left. Let another one in first.")
    return None


@dataclass(frozen=True)
class Sender:
    """Who sent a week or a plan: the other one of two pairs of eyes."""

    user_id: UUID
    name: str
    phone: str
    known_only_to_you: bool  # who approves let them in, and nobody else knows them yet


def same_person(sender: Sender, name: str, phone: str) -> bool:
    """Do name or number say that this is the sender, under another address?"""
    digits = [re.sub(r"\D", "", text)[-8:] for text in (sender.phone, phone)]
    names = [" ".join(text.casefold().split()) for text in (sender.name, name)]
    return names[0] == names[1] != "" or (digits[0] == digits[1] and len(digits[0]) == 8)


_LOOKS_LIKE_ADDRESS = re.compile(r"@|//|www\.|\.[a-z]{2,24}(?![a-z.])", re.IGNORECASE)
_ENDS_COMPANY = re.compile(r"@|//|www\.", re.IGNORECASE)


def no_address_in(name: str, *, company: bool = False) -> Message | None:
    """Why `name` cannot be anybody's: it would stand as a link in a mail to a stranger.

    Companies may be called “Kurts.dk”; people are not.
    """
    if (_ENDS_COMPANY if company else _LOOKS_LIKE_ADDRESS).search(name):
        return Message("Write the name only, no address or link.")
    return None


_ONLY_DIGITS = Message("A CVR number has only digits, like 12 34 56 78.")
_NOT_ZERO = Message("A CVR number does not begin with 0.")


class BadNumber(ValueError):
    """A CVR or P-number that cannot be; `message` says what is wrong with it."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def parse_cvr(text: str) -> str:
    """Read `12345678`, `12 34 56 78` or `DK12345678` as eight digits, checked by mod 11."""
    digits = re.sub(r"[\s.-]", "", text).upper().removeprefix("DK")
    try:
        if not digits.isascii():
            raise InvalidFormat
        return str(stdnum_cvr.validate(digits))
    except InvalidLength:
        if not digits.isdigit():
            raise BadNumber(_ONLY_DIGITS) from None
        message = Message("A CVR number has 8 digits; this has %(count)s.", {"count": len(digits)})
    except InvalidChecksum:
        message = Message(
            "The CVR number does not add up: with the first 7 digits %(first)s the last"
            " cannot be %(last)s. Is a digit wrong?",
            {"first": digits[:7], "last": digits[7:]},
        )
    except ValidationError:
        message = _NOT_ZERO if digits[:1] == "0" else _ONLY_DIGITS
    raise BadNumber(message)


def parse_p_number(text: str) -> str:
    """Read a P-number: ten digits. It has no check digit."""
    digits = re.sub(r"[\s.-]", "", text)
    if not re.fullmatch(r"[0-9]{10}", digits):
        raise BadNumber(Message("A P-number has 10 digits."))
    return digits


_DOT_ATOM = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_HOST = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")


def parse_email(text: str) -> str:
    """Read an e-mail address: in lower case, a dot-atom before the @. Raises BadNumber."""
    address = text.strip().lower()
    name, _, host = address.rpartition("@")
    if (
        len(address) > 254
        or len(name) > 64
        or not _DOT_ATOM.fullmatch(name)
        or not _HOST.fullmatch(host)
    ):
        raise BadNumber(Message("Write it like name@company.dk."))
    return address


def session_lives(role: Role, *, remember: bool) -> timedelta:
    """How long somebody stays signed in; `remember`: they wish to, on what is theirs alone."""
    longest = SESSION_LIVES[role]
    return longest if remember else min(longest, NOT_REMEMBERED)


def fingerprint(*values: object) -> str:
    """Short for what somebody saw in a form: another one when any of it has changed since."""
    return sha256("\0".join(map(str, values)).encode()).hexdigest()[:32]


def tidy_code(text: str) -> str:
    """A code as it was typed, without the spaces that phones and people put in."""
    return re.sub(r"[\s-]", "", text)
