"""Sign-in, invitations and colleagues in numbers; addresses, CVR and P-numbers. Pure."""

import ipaddress
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
from ..numbers import is_digits

QUARTER, DAY = timedelta(minutes=15), timedelta(days=1)
# A code lives as long as its like are counted. So, when no more are sent to an address because a
# stranger asked for too many, the links of those that were sent work still.
CODE_LIVES = QUARTER
CODE_TRIES = 5  # wrong ones, for each code
WRONG_A_DAY = 20  # wrong tries for an account; by strangers and in its own browsers apart
CODES_AT_ONCE = 3  # how many of those a browser asked for are tried with what is typed there
KNOWN_LIVES = timedelta(days=365)  # how long a browser is known in which somebody signed in
KNOWN_ADDRESSES = 5  # for how many of them
# How long a phone or computer is remembered by somebody who wishes it.
SESSION_LIVES = {
    Role.NEWCOMER: timedelta(days=1),
    Role.EMPLOYER: timedelta(days=30),
    Role.CONSULTANT: timedelta(days=7),
    Role.TEAM_LEAD: timedelta(days=7),
}
NOT_REMEMBERED = timedelta(hours=12)  # of all others, should the browser stay open: a working day
REMIND_AT = 12 * 60  # minutes after midnight: when a company has not chosen
DRAFT_LIVES = timedelta(days=30)  # of somebody who never signed in
INVITATION_LIVES = timedelta(days=14)
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
    known_in: UUID | None  # the municipality of whoever that is
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
    alone_knows_you: bool  # and the other way round


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
        if not is_digits(digits):
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


def session_lives(role: Role, *, remember: bool) -> timedelta:
    """How long somebody stays signed in; `remember`: they wish to, on what is theirs alone."""
    longest = SESSION_LIVES[role]
    return longest if remember else min(longest, NOT_REMEMBERED)


def fingerprint(*values: object) -> str:
    """Short for what somebody saw in a form: another one when any of it has changed since."""
    return sha256("\0".join(map(str, values)).encode()).hexdigest()[:32]


def tidy_code(text: str) -> str:
    """The six digits of a code, as typed or pasted: `Kode: 123 456.`; else what was typed."""
    text = text[:MOST_OF_A_PASTE]
    digits = re.sub("[^0-9]", "", text)
    if len(digits) == 6:
        return digits
    alone = re.search(r"(?<![0-9])([0-9]{3})[ \u00a0-]?([0-9]{3})(?![0-9])", text)
    return alone[1] + alone[2] if alone else text.strip()


MOST_OF_A_PASTE = 2000  # characters: the whole of a mail with a code is shorter


# --- how often -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Counted:
    """How many codes were asked for already."""

    known: int = 0  # for this address within a quarter, by browsers in which it signed in before
    strangers: int = 0  # for this address within a quarter, by all others
    strangers_today: int = 0  # within a day
    near: int = 0  # within a quarter for any address, by strangers at this one's network address


KNOWN_A_QUARTER = 10
STRANGERS_A_QUARTER, STRANGERS_A_DAY = 5, 20
AFTER_THAT = 1  # a quarter: so that there is always a mail whose link works
NEAR_A_QUARTER = 30
CHANGES_A_QUARTER = 5  # codes to a new address, for each person and each address

_MAILS_COME = Message(
    "Several mails have been sent to this address in the last quarter of an hour."
    " Use the newest: the link in it works."
)
_FROM_HERE = Message(
    "Very many codes were asked for from where you are. Wait a quarter of an hour, or use a"
    " browser in which you have signed in before."
)


def too_often(counted: Counted, *, known: bool) -> Message | None:
    """Why no further code is sent now, or None. `known`: the address signed in here before.

    What strangers ask for counts for strangers only: they lock nobody out of their own browser.
    """
    if known:
        return _MAILS_COME if counted.known >= KNOWN_A_QUARTER else None
    most = STRANGERS_A_QUARTER if counted.strangers_today < STRANGERS_A_DAY else AFTER_THAT
    if counted.strangers >= most:
        return _MAILS_COME
    return _FROM_HERE if counted.near >= NEAR_A_QUARTER else None


def network_of(address: str) -> str:
    """Whom a network address is counted with: an IPv4 address alone, an IPv6 one with its /64.

    A household is given a whole /64; behind one IPv4 address stands a household or a town hall.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is None:
            return str(ipaddress.ip_network((int(parsed), 64), strict=False))
        parsed = parsed.ipv4_mapped
    return str(parsed)
