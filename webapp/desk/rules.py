"""Whose move is it, over everything that a person has open. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from ..actor import Side
from ..messages import Message


@dataclass(frozen=True)
class Turn:
    """One thing that waits for somebody: what is to be done, for whom it waits, since when."""

    whose: Side
    todo: Message  # what the one whose move it is does next, or what is waited for
    about: str  # the thing's own name, in somebody's words
    place: str  # the company
    waits_for: str  # a person's name; empty when nobody has it yet
    since: datetime
    endpoint: str
    values: dict[str, Any]
    thing_id: UUID


def sorted_by_wait(turns: Iterable[Turn]) -> list[Turn]:
    """What has waited longest stands first."""
    return sorted(turns, key=lambda turn: (turn.since, str(turn.thing_id)))


def own_first(turns: Sequence[Turn], name: str) -> tuple[list[Turn], list[Turn]]:
    """(what waits for the person called `name` or for nobody yet, what waits for colleagues)."""
    return (
        [turn for turn in turns if turn.waits_for in {"", name}],
        [turn for turn in turns if turn.waits_for not in {"", name}],
    )


def mine_and_theirs(turns: Sequence[Turn], side: Side) -> tuple[list[Turn], list[Turn]]:
    """(your move, waiting for others)."""
    ordered = sorted_by_wait(turns)
    return (
        [turn for turn in ordered if turn.whose is side],
        [turn for turn in ordered if turn.whose is not side],
    )
