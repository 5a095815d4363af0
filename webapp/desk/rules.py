"""Whose move is it, over everything that a person has open. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from ..actor import Side
from ..messages import N_, Message
from ..timesheets.noticed import Noticed

LATE = timedelta(days=7)  # after which a wait is shown as one that is too long
MAKE_READY = timedelta(days=3)  # before the first day, everything should be in place
PAUSE = timedelta(weeks=4)  # after which somebody should know how it goes on
FOLD = 4  # so many of a kind, and they stand behind one line


class Kind(StrEnum):
    """What sort of move it is, so that several of a sort can stand together."""

    CALL = "call"
    LET_IN = "let_in"
    SECOND = "second"
    DRAFT = "draft"
    TAKE = "take"
    TALK = "talk"
    WRITE_PLAN = "write_plan"
    CHANGE_PLAN = "change_plan"
    ANSWER_PLAN = "answer_plan"
    PLAN_START = "plan_start"
    START = "start"
    PAUSED = "paused"
    TRAINING_ENDS = "training_ends"
    TRAINING_ENDED = "training_ended"
    CONTRACT = "contract"
    SEND_WEEK = "send_week"
    ASK_FOR_WEEK = "ask_for_week"
    FINISH_CORRECTION = "finish_correction"
    CORRECT_WEEK = "correct_week"
    APPROVE_WEEK = "approve_week"


KIND_NAMES = {
    Kind.CALL: N_("People to call"),
    Kind.LET_IN: N_("People to let in"),
    Kind.SECOND: N_("People whom a second one has to know"),
    Kind.DRAFT: N_("Tasks to finish"),
    Kind.TAKE: N_("New tasks to take"),
    Kind.TALK: N_("Tasks to talk through"),
    Kind.WRITE_PLAN: N_("Plans to finish"),
    Kind.CHANGE_PLAN: N_("Plans to change"),
    Kind.ANSWER_PLAN: N_("Plans to answer"),
    Kind.PLAN_START: N_("Approved plans"),
    Kind.START: N_("Small jobs to start"),
    Kind.PAUSED: N_("Paused small jobs"),
    Kind.TRAINING_ENDS: N_("Training that ends soon"),
    Kind.TRAINING_ENDED: N_("Training that has ended"),
    Kind.CONTRACT: N_("Contracts that are missing"),
    Kind.SEND_WEEK: N_("Weeks to send"),
    Kind.ASK_FOR_WEEK: N_("Weeks that are missing"),
    Kind.FINISH_CORRECTION: N_("Corrections to finish"),
    Kind.CORRECT_WEEK: N_("Weeks to correct"),
    Kind.APPROVE_WEEK: N_("Weeks to approve"),
}

# What the one whose move it is does next.
NEXT_STEP = {
    Kind.CALL: N_("Call %(who)s about %(name)s"),
    Kind.LET_IN: N_("Does %(name)s work at %(company)s? Let them in"),
    Kind.SECOND: N_("%(by)s has let %(name)s in. Do you know them too?"),
    Kind.DRAFT: N_("Finish the task and send it"),
    Kind.TAKE: N_("Take the task and call"),
    Kind.TALK: N_("Talk it through and make a plan"),
    Kind.WRITE_PLAN: N_("Finish the plan and send it"),
    Kind.CHANGE_PLAN: N_("Change the plan"),
    Kind.ANSWER_PLAN: N_("Answer the plan"),
    Kind.PLAN_START: N_("The plan is approved: find a person and a day"),
    Kind.START: N_("%(name)s starts on %(day)s: make ready and start"),
    Kind.PAUSED: N_("Paused: decide what happens next for %(name)s"),
    Kind.TRAINING_ENDS: N_("Training for %(name)s ends on %(on)s: find out what comes after it"),
    Kind.TRAINING_ENDED: N_("Training for %(name)s ended on %(on)s: find out what comes after it"),
    Kind.CONTRACT: N_("The contract for %(name)s should have been written by %(day)s"),
    Kind.SEND_WEEK: N_("Send %(name)s's week %(week)s"),
    Kind.ASK_FOR_WEEK: N_("Call %(who)s about week %(week)s for %(name)s (reminded twice)"),
    Kind.FINISH_CORRECTION: N_("Finish or throw away the correction of %(name)s's week %(week)s"),
    Kind.CORRECT_WEEK: N_("Correct %(name)s's week %(week)s"),
    Kind.APPROVE_WEEK: N_("Approve %(name)s's week %(week)s"),
}

# The same, told to those who wait for it.
AWAITED = {
    Kind.CALL: N_("calls %(who)s about %(name)s"),
    Kind.LET_IN: N_("lets %(name)s in"),
    Kind.SECOND: N_("confirms that %(name)s works at %(company)s"),
    Kind.DRAFT: N_("finishes the task"),
    Kind.TAKE: N_("calls about the task"),
    Kind.TALK: N_("talks it through and makes a plan"),
    Kind.WRITE_PLAN: N_("writes the plan"),
    Kind.CHANGE_PLAN: N_("changes the plan"),
    Kind.ANSWER_PLAN: N_("answers the plan"),
    Kind.PLAN_START: N_("finds a person and a day"),
    Kind.START: N_("starts the small job for %(name)s on %(day)s"),
    Kind.PAUSED: N_("decides what happens next for %(name)s"),
    Kind.TRAINING_ENDS: N_("finds out what comes after the training for %(name)s"),
    Kind.TRAINING_ENDED: N_("finds out what was to come after the training for %(name)s"),
    Kind.CONTRACT: N_("asks for the contract for %(name)s"),
    Kind.SEND_WEEK: N_("sends %(name)s's week %(week)s"),
    Kind.ASK_FOR_WEEK: N_("calls %(who)s about week %(week)s for %(name)s"),
    Kind.FINISH_CORRECTION: N_("finishes the correction of %(name)s's week %(week)s"),
    Kind.CORRECT_WEEK: N_("corrects %(name)s's week %(week)s"),
    Kind.APPROVE_WEEK: N_("looks at %(name)s's week %(week)s"),
}

CALLS_YOU = N_("calls you about %(name)s")  # said to the one who asked to be called

NOBODY_YET = N_("Not taken by anybody")

DEADLINES = {Kind.TRAINING_ENDS, Kind.TRAINING_ENDED, Kind.CONTRACT}

# What waits for all of them by its nature; anything else that is nobody's has lost its holder.
EVERYBODYS = {Kind.CALL, Kind.LET_IN, Kind.SECOND, Kind.TAKE}

# Where several of a kind can be done on one page.
ONE_PAGE = {Kind.SEND_WEEK: "owed.show"}


@dataclass(frozen=True)
class Turn:
    """One thing that waits for somebody: what is to be done, for whom it waits, since when."""

    kind: Kind
    whose: Side
    named: dict[str, Any]  # what fills the words of its kind
    about: str  # the thing's own name, in somebody's words
    place: str  # the company
    waits_for: str  # a person's name; empty when nobody has it yet
    since: datetime
    endpoint: str
    values: dict[str, Any]
    thing_id: UUID
    employer_id: UUID | None = None  # the company; none for a draft that is of no place yet
    due: date | None = None  # a day that it has to be done by, where there is one
    phone: str = ""  # of the one who is to be called
    about_you: bool = False  # is it the reader who is to be called?
    sums: tuple[int, int] | None = None  # (paid, training) minutes of a week that was sent
    noticed: tuple[Noticed, ...] = ()  # what stands out in it

    @property
    def todo(self) -> Message:
        return self._say(NEXT_STEP[self.kind])

    @property
    def awaited(self) -> Message:
        return self._say(CALLS_YOU if self.about_you else AWAITED[self.kind])

    def _say(self, text: str) -> Message:
        days, weekdays = ((name,) if name in self.named else () for name in ("day", "on"))
        return Message(text, self.named, days=days, weekdays=weekdays)

    @property
    def deadline(self) -> bool:
        """Is it the day that counts, rather than since when somebody waits?"""
        return self.kind in DEADLINES

    def late(self, today: date) -> bool:
        """Too long already: its day has come, or it has waited a week."""
        if self.due is not None:
            return today >= self.due
        return today - self.since.date() > LATE


@dataclass(frozen=True)
class Group:
    """Turns that stand together, the most pressing first."""

    name: str  # a message id, or a person's name
    turns: list[Turn]
    today: date

    @property
    def first(self) -> Turn:
        return self.turns[0]

    @property
    def count(self) -> int:
        return len(self.turns)

    @property
    def late_count(self) -> int:
        return sum(turn.late(self.today) for turn in self.turns)

    @property
    def folded(self) -> bool:
        return self.count >= FOLD and self.name != NOBODY_YET

    @property
    def one_page(self) -> str:
        """The endpoint where all of them are done together; empty where there is none."""
        return ONE_PAGE.get(self.turns[0].kind, "") if self.count > 1 else ""

    def late(self, turn: Turn) -> bool:
        return turn.late(self.today)


def _pressing(turn: Turn, today: date) -> tuple[bool, bool, date, datetime, str]:
    """Sorts calls first, then what is late, then by the day it is due or began to wait."""
    return (
        turn.kind is not Kind.CALL,
        not turn.late(today),
        turn.due or turn.since.date(),
        turn.since,
        str(turn.thing_id),
    )


def grouped(turns: Iterable[Turn], *, today: date) -> list[Group]:
    """The turns by kind; the most pressing stands first, within a kind and among them."""
    return _groups(turns, lambda turn: KIND_NAMES[turn.kind], today)


def by_person(turns: Iterable[Turn], *, today: date) -> list[Group]:
    """The turns by the person whom they wait for, as a team lead looks at them."""
    return _groups(turns, lambda turn: turn.waits_for or NOBODY_YET, today)


def _groups(turns: Iterable[Turn], name: Callable[[Turn], str], today: date) -> list[Group]:
    groups: dict[str, list[Turn]] = {}
    for turn in sorted(turns, key=lambda turn: _pressing(turn, today)):
        groups.setdefault(name(turn), []).append(turn)
    return [Group(key, found, today) for key, found in groups.items()]


def of_company(turns: Sequence[Turn], employer_id: UUID, *, today: date) -> Group | None:
    """The company's own moves in one company; a draft that is of none yet waits in each."""
    mine = [
        turn
        for turn in turns
        if turn.whose is Side.EMPLOYER and turn.employer_id in {None, employer_id}
    ]
    return next(iter(_groups(mine, lambda _turn: "", today)), None)


def own_first(turns: Sequence[Turn], name: str) -> tuple[list[Turn], list[Turn]]:
    """(what waits for the person called `name` or for nobody yet, what waits for colleagues)."""
    return (
        [turn for turn in turns if turn.waits_for in {"", name}],
        [turn for turn in turns if turn.waits_for not in {"", name}],
    )


def nobodys(turns: Sequence[Turn]) -> tuple[list[Turn], list[Turn]]:
    """(what is somebody's or everybody's, what nobody has taken since its holder went)."""
    lost = [turn for turn in turns if not turn.waits_for and turn.kind not in EVERYBODYS]
    return [turn for turn in turns if turn not in lost], lost


def mine_and_theirs(turns: Sequence[Turn], side: Side) -> tuple[list[Turn], list[Turn]]:
    """(your move, waiting for others)."""
    return (
        [turn for turn in turns if turn.whose is side],
        [turn for turn in turns if turn.whose is not side],
    )
