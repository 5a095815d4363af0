"""Whose move is it, over everything that a person has open. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from ..actor import Side
from ..messages import N_, Message

LATE = timedelta(days=7)  # after which a wait is shown as one that is too long
FOLD = 4  # so many of a kind, and they stand behind one line


class Kind(StrEnum):
    """What sort of move it is, so that several of a sort can stand together."""

    LET_IN = "let_in"
    DRAFT = "draft"
    TAKE = "take"
    TALK = "talk"
    WRITE_PLAN = "write_plan"
    ANSWER_PLAN = "answer_plan"
    START = "start"
    PAUSED = "paused"
    SEND_WEEK = "send_week"
    CORRECT_WEEK = "correct_week"
    APPROVE_WEEK = "approve_week"


KIND_NAMES = {
    Kind.LET_IN: N_("People to let in"),
    Kind.DRAFT: N_("Tasks to finish"),
    Kind.TAKE: N_("New tasks to take"),
    Kind.TALK: N_("Tasks to talk through"),
    Kind.WRITE_PLAN: N_("Plans to finish"),
    Kind.ANSWER_PLAN: N_("Plans to answer"),
    Kind.START: N_("Small jobs to start"),
    Kind.PAUSED: N_("Paused small jobs"),
    Kind.SEND_WEEK: N_("Weeks to send"),
    Kind.CORRECT_WEEK: N_("Weeks to correct"),
    Kind.APPROVE_WEEK: N_("Weeks to approve"),
}


@dataclass(frozen=True)
class Turn:
    """One thing that waits for somebody: what is to be done, for whom it waits, since when."""

    kind: Kind
    whose: Side
    todo: Message  # what the one whose move it is does next
    about: str  # the thing's own name, in somebody's words
    place: str  # the company
    waits_for: str  # a person's name; empty when nobody has it yet
    since: datetime
    endpoint: str
    values: dict[str, Any]
    thing_id: UUID


@dataclass(frozen=True)
class Group:
    """Turns of one kind, longest wait first."""

    kind: Kind
    turns: list[Turn]
    at: datetime

    @property
    def name(self) -> str:
        return KIND_NAMES[self.kind]

    @property
    def count(self) -> int:
        return len(self.turns)

    @property
    def folded(self) -> bool:
        return self.count >= FOLD

    def late(self, turn: Turn) -> bool:
        return self.at - turn.since > LATE


def grouped(turns: Iterable[Turn], *, at: datetime) -> list[Group]:
    """The turns by kind; what has waited longest stands first, within a kind and among them."""
    ordered = sorted(turns, key=lambda turn: (turn.since, str(turn.thing_id)))
    kinds: dict[Kind, list[Turn]] = {}
    for turn in ordered:
        kinds.setdefault(turn.kind, []).append(turn)
    return [Group(kind, found, at) for kind, found in kinds.items()]


def own_first(turns: Sequence[Turn], name: str) -> tuple[list[Turn], list[Turn]]:
    """(what waits for the person called `name` or for nobody yet, what waits for colleagues)."""
    return (
        [turn for turn in turns if turn.waits_for in {"", name}],
        [turn for turn in turns if turn.waits_for not in {"", name}],
    )


def mine_and_theirs(turns: Sequence[Turn], side: Side) -> tuple[list[Turn], list[Turn]]:
    """(your move, waiting for others)."""
    return (
        [turn for turn in turns if turn.whose is side],
        [turn for turn in turns if turn.whose is not side],
    )
