"""The states of a week sheet, and what can be said on it. Pure."""

from enum import StrEnum

from ..actor import Side
from ..messages import N_

LOOKED_AT_WITHIN = 2  # working days: what we promise the company


class Status(StrEnum):
    OPEN = "open"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


class Action(StrEnum):
    EDIT = "edit"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    RETURN = "return"
    APPROVE = "approve"
    CORRECT = "correct"  # begins the next revision; what is approved stays as it is
    DROP = "drop"  # throws a correction away that was not sent, or came back


MOVES: dict[Action, dict[Status, Status]] = {
    Action.SUBMIT: {Status.OPEN: Status.SUBMITTED, Status.RETURNED: Status.SUBMITTED},
    Action.WITHDRAW: {Status.SUBMITTED: Status.OPEN},
    Action.RETURN: {Status.SUBMITTED: Status.RETURNED},
    Action.APPROVE: {Status.SUBMITTED: Status.APPROVED},
}

# What was said to the contact person, and has not come back.
SENT = frozenset({Status.SUBMITTED, Status.APPROVED})

WHOSE_MOVE: dict[Status, Side | None] = {
    Status.OPEN: Side.EMPLOYER,
    Status.SUBMITTED: Side.CONSULTANT,
    Status.RETURNED: Side.EMPLOYER,
    Status.APPROVED: None,
}

STATUS_NAMES = {
    Status.OPEN: N_("Not sent"),
    Status.SUBMITTED: N_("Sent"),
    Status.RETURNED: N_("Returned"),
    Status.APPROVED: N_("Approved"),
}


class Absence(StrEnum):
    SICK = "sick"
    AGREED = "agreed"
    LATE = "late"
    NO_SHOW = "no_show"
    HOLIDAY = "holiday"
    CLOSED = "closed"


ABSENCE_NAMES = {
    Absence.SICK: N_("Sick"),
    Absence.AGREED: N_("Agreed day off"),
    Absence.LATE: N_("Came late"),
    Absence.NO_SHOW: N_("Did not show up"),
    Absence.HOLIDAY: N_("Holiday"),
    Absence.CLOSED: N_("We were closed"),
}

# The same in a small cell, below its weekday.
ABSENCE_WORDS = {
    Absence.SICK: N_("sick"),
    Absence.AGREED: N_("day off"),
    Absence.LATE: N_("late"),
    Absence.NO_SHOW: N_("did not come"),
    Absence.HOLIDAY: N_("holiday"),
    Absence.CLOSED: N_("closed"),
}


class Because(StrEnum):
    """The reason why a day was different, stored as the day's `absence_note`."""

    TOLD_BEFORE = "told_before"
    TOLD_THAT_DAY = "told_that_day"
    NOT_TOLD = "not_told"
    PART_OF_DAY = "part_of_day"
    TRANSPORT = "transport"
    OUR_SIDE = "our_side"
    OWN = "own"  # the word is written instead


BECAUSE_NAMES = {
    Because.TOLD_BEFORE: N_("Told us well before"),
    Because.TOLD_THAT_DAY: N_("Told us the same day"),
    Because.NOT_TOLD: N_("We heard nothing"),
    Because.PART_OF_DAY: N_("Was here part of the day"),
    Because.TRANSPORT: N_("Bus, train or road"),
    Because.OUR_SIDE: N_("It was our doing"),
    Because.OWN: N_("In your own words …"),
}
# Chosen, these are the word of the day.
WORDS = {each.value: name for each, name in BECAUSE_NAMES.items() if each is not Because.OWN}


class Mark(StrEnum):
    """How far the training of an activity has come in a week."""

    NOT_YET = "not_yet"
    WITH_HELP = "with_help"
    ALONE = "alone"


MARK_NAMES = {
    Mark.NOT_YET: N_("Not yet"),
    Mark.WITH_HELP: N_("With help"),
    Mark.ALONE: N_("Alone"),
}

# Away all day: hours on such a day want a word of explanation.
ALL_DAY = frozenset(Absence) - {Absence.LATE}
# Nobody knows of these before the day has come.
AFTERWARDS = frozenset({Absence.LATE, Absence.NO_SHOW})


class Went(StrEnum):
    """How the week went, all in all."""

    WELL = "well"
    SO_SO = "so_so"
    BADLY = "badly"


WENT_NAMES = {
    Went.WELL: N_("Well"),
    Went.SO_SO: N_("So-so"),
    Went.BADLY: N_("Badly"),
}
