"""Turns: everything that waits for somebody, and whose turn it is. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from ..actor import Side
from ..messages import N_, Message, Page, Target
from ..timesheets.highlights import Highlight

LATE = timedelta(days=7)  # after which a wait is shown as one that is too long
MAKE_READY = timedelta(days=3)  # before the first day, everything should be in place
PAUSE = timedelta(weeks=4)  # after which somebody should decide what happens next
FOLD = 4  # so many of a kind, and they stand behind one line


class TurnKind(StrEnum):
    """The kind of a turn, by which turns are grouped."""

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
    TurnKind.CALL: N_("People to call"),
    TurnKind.LET_IN: N_("People to let in"),
    TurnKind.SECOND: N_("People whom a second one has to know"),
    TurnKind.DRAFT: N_("Tasks to finish"),
    TurnKind.TAKE: N_("New tasks to take"),
    TurnKind.TALK: N_("Tasks to talk through"),
    TurnKind.WRITE_PLAN: N_("Plans to finish"),
    TurnKind.CHANGE_PLAN: N_("Plans to change"),
    TurnKind.ANSWER_PLAN: N_("Plans to answer"),
    TurnKind.PLAN_START: N_("Approved plans"),
    TurnKind.START: N_("Small jobs to start"),
    TurnKind.PAUSED: N_("Paused small jobs"),
    TurnKind.TRAINING_ENDS: N_("Training that ends soon"),
    TurnKind.TRAINING_ENDED: N_("Training that has ended"),
    TurnKind.CONTRACT: N_("Contracts that are missing"),
    TurnKind.SEND_WEEK: N_("Weeks to send"),
    TurnKind.ASK_FOR_WEEK: N_("Weeks that are missing"),
    TurnKind.FINISH_CORRECTION: N_("Corrections to finish"),
    TurnKind.CORRECT_WEEK: N_("Weeks to correct"),
    TurnKind.APPROVE_WEEK: N_("Weeks to approve"),
}

# The next step of whoever has the turn.
NEXT_STEP = {
    TurnKind.CALL: N_("Call %(who)s about %(name)s"),
    TurnKind.LET_IN: N_("Does %(name)s work at %(company)s? Let them in"),
    TurnKind.SECOND: N_("%(by)s has let %(name)s in. Do you know them too?"),
    TurnKind.DRAFT: N_("Finish the task and send it"),
    TurnKind.TAKE: N_("Take the task and call"),
    TurnKind.TALK: N_("Talk it through and make a plan"),
    TurnKind.WRITE_PLAN: N_("Finish the plan and send it"),
    TurnKind.CHANGE_PLAN: N_("Change the plan"),
    TurnKind.ANSWER_PLAN: N_("Answer the plan"),
    TurnKind.PLAN_START: N_("The plan is approved: find a person and a day"),
    TurnKind.START: N_("%(name)s starts on %(day)s: make ready and start"),
    TurnKind.PAUSED: N_("Paused: decide what happens next for %(name)s"),
    TurnKind.TRAINING_ENDS: N_(
        "Training for %(name)s ends on %(on)s: find out what comes after it"
    ),
    TurnKind.TRAINING_ENDED: N_(
        "Training for %(name)s ended on %(on)s: find out what comes after it"
    ),
    TurnKind.CONTRACT: N_("The contract for %(name)s should have been written by %(day)s"),
    TurnKind.SEND_WEEK: N_("Send %(name)s's week %(week)s"),
    TurnKind.ASK_FOR_WEEK: N_("Call %(who)s about week %(week)s for %(name)s (reminded twice)"),
    TurnKind.FINISH_CORRECTION: N_(
        "Finish or throw away the correction of %(name)s's week %(week)s"
    ),
    TurnKind.CORRECT_WEEK: N_("Correct %(name)s's week %(week)s"),
    TurnKind.APPROVE_WEEK: N_("Approve %(name)s's week %(week)s"),
}

# The same, for those who wait for it.
AWAITED = {
    TurnKind.CALL: N_("calls %(who)s about %(name)s"),
    TurnKind.LET_IN: N_("lets %(name)s in"),
    TurnKind.SECOND: N_("confirms that %(name)s works at %(company)s"),
    TurnKind.DRAFT: N_("finishes the task"),
    TurnKind.TAKE: N_("calls about the task"),
    TurnKind.TALK: N_("talks it through and makes a plan"),
    TurnKind.WRITE_PLAN: N_("writes the plan"),
    TurnKind.CHANGE_PLAN: N_("changes the plan"),
    TurnKind.ANSWER_PLAN: N_("answers the plan"),
    TurnKind.PLAN_START: N_("finds a person and a day"),
    TurnKind.START: N_("starts the small job for %(name)s on %(day)s"),
    TurnKind.PAUSED: N_("decides what happens next for %(name)s"),
    TurnKind.TRAINING_ENDS: N_("finds out what comes after the training for %(name)s"),
    TurnKind.TRAINING_ENDED: N_("finds out what was to come after the training for %(name)s"),
    TurnKind.CONTRACT: N_("asks for the contract for %(name)s"),
    TurnKind.SEND_WEEK: N_("sends %(name)s's week %(week)s"),
    TurnKind.ASK_FOR_WEEK: N_("calls %(who)s about week %(week)s for %(name)s"),
    TurnKind.FINISH_CORRECTION: N_("finishes the correction of %(name)s's week %(week)s"),
    TurnKind.CORRECT_WEEK: N_("corrects %(name)s's week %(week)s"),
    TurnKind.APPROVE_WEEK: N_("looks at %(name)s's week %(week)s"),
}

CALLS_YOU = N_("calls you about %(name)s")  # said to the one who asked to be called

NOBODY_YET = N_("Not taken by anybody")

DEADLINES = {TurnKind.TRAINING_ENDS, TurnKind.TRAINING_ENDED, TurnKind.CONTRACT}

# What waits for all of them by its nature; anything else that is nobody's has lost its holder.
EVERYBODYS = {TurnKind.CALL, TurnKind.LET_IN, TurnKind.SECOND, TurnKind.TAKE}

# Where several of a kind can be done on one page.
ONE_PAGE = {TurnKind.SEND_WEEK: Target(Page.DUE_WEEKS)}


@dataclass(frozen=True)
class Turn:
    """One thing that waits for somebody: what has to be done, by whom, and since when."""

    kind: TurnKind
    whose: Side
    named: dict[str, Any]  # what fills the words of its kind
    about: str  # the thing's own name, in somebody's words
    place: str  # the company
    waits_for: str  # a person's name; empty when nobody has it yet
    waits_for_id: UUID | None  # who that is: two may have the same name
    since: datetime
    target: Target
    thing_id: UUID
    employer_id: UUID | None = None  # the company; none for a draft that is of no place yet
    due: date | None = None  # a day that it has to be done by, where there is one
    phone: str = ""  # of the one who is to be called
    about_you: bool = False  # is it the reader who is to be called?
    sums: tuple[int, int] | None = None  # (paid, training) minutes of a week that was sent
    highlights: tuple[Highlight, ...] = ()  # of a week that was sent

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
    def one_page(self) -> Target | None:
        """Where all of them are done together; None where there is no such page."""
        return ONE_PAGE.get(self.turns[0].kind) if self.count > 1 else None

    def late(self, turn: Turn) -> bool:
        return turn.late(self.today)


def _pressing(turn: Turn, today: date) -> tuple[bool, bool, date, datetime, str]:
    """The sort key: calls first, then late turns, then by the day that they are due or since."""
    return (
        turn.kind is not TurnKind.CALL,
        not turn.late(today),
        turn.due or turn.since.date(),
        turn.since,
        str(turn.thing_id),
    )


def group_by_kind(turns: Iterable[Turn], *, today: date) -> list[Group]:
    """The turns by kind; the most pressing stands first, within a kind and among them."""
    return _groups(turns, lambda turn: turn.kind, lambda turn: KIND_NAMES[turn.kind], today)


def group_by_person(turns: Iterable[Turn], *, today: date) -> list[Group]:
    """The turns by the person whom they wait for, as a team lead looks at them."""
    return _groups(
        turns, lambda turn: turn.waits_for_id, lambda turn: turn.waits_for or NOBODY_YET, today
    )


def _groups(
    turns: Iterable[Turn], key: Callable[[Turn], Any], name: Callable[[Turn], str], today: date
) -> list[Group]:
    groups: dict[Any, list[Turn]] = {}
    for turn in sorted(turns, key=lambda turn: _pressing(turn, today)):
        groups.setdefault(key(turn), []).append(turn)
    return [Group(name(members[0]), members, today) for members in groups.values()]


def of_company(turns: Sequence[Turn], employer_id: UUID, *, today: date) -> Group | None:
    """The company's own moves in one company; a draft that is of none yet waits in each."""
    mine = [
        turn
        for turn in turns
        if turn.whose is Side.EMPLOYER and turn.employer_id in {None, employer_id}
    ]
    return next(iter(_groups(mine, lambda _turn: "", lambda _turn: "", today)), None)


def split_own(turns: Sequence[Turn], user_id: UUID | None) -> tuple[list[Turn], list[Turn]]:
    """(what waits for that person or for nobody yet, what waits for colleagues)."""
    return (
        [turn for turn in turns if turn.waits_for_id in {None, user_id}],
        [turn for turn in turns if turn.waits_for_id not in {None, user_id}],
    )


def nobodys(turns: Sequence[Turn]) -> tuple[list[Turn], list[Turn]]:
    """(what is somebody's or everybody's, what nobody has taken since its holder went)."""
    lost = [turn for turn in turns if not turn.waits_for and turn.kind not in EVERYBODYS]
    return [turn for turn in turns if turn not in lost], lost


def split_by_side(turns: Sequence[Turn], side: Side) -> tuple[list[Turn], list[Turn]]:
    """(your move, waiting for others)."""
    return (
        [turn for turn in turns if turn.whose is side],
        [turn for turn in turns if turn.whose is not side],
    )
