"""Sign-in, in numbers, and what a CVR or P-number looks like. Pure."""

import re
from datetime import timedelta

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
    Role.EMPLOYER: timedelta(days=30),
    Role.CONSULTANT: timedelta(days=7),
    Role.TEAM_LEAD: timedelta(days=7),
}
NOT_REMEMBERED = timedelta(hours=12)  # of all others, should the browser stay open: a working day
REMIND_AT = 12 * 60  # minutes after midnight: when a company has not chosen
DRAFT_LIVES = timedelta(days=30)  # of somebody who never signed in


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


def session_lives(role: Role, *, remember: bool) -> timedelta:
    """How long somebody stays signed in; `remember`: they wish to, on what is theirs alone."""
    longest = SESSION_LIVES[role]
    return longest if remember else min(longest, NOT_REMEMBERED)


def tidy_code(text: str) -> str:
    """A code as it was typed, without the spaces that phones and people put in."""
    return re.sub(r"[\s-]", "", text)
