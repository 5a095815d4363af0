"""Paging of lists: by the key of the last row seen, never by OFFSET."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from flask import request

from ..actor import Actor, Role
from ..db import as_uuid

S = TypeVar("S", bound=StrEnum)
T = TypeVar("T")


def cursor(read: Callable[[str], T]) -> tuple[T, UUID] | None:
    """The (value, id) of the last row seen, from `?after=<value>~<id>`; None to begin at the top.

    `read` makes the value of its text, or raises ValueError: `instant`, `day`, `str`.
    """
    text, _, row = request.args.get("after", "").rpartition("~")
    row_id = as_uuid(row)
    if not text or row_id is None:
        return None
    try:
        return read(text), row_id
    except ValueError:
        return None


def instant(text: str) -> datetime:
    """Read an instant, as `mark` writes it. Raises ValueError for one without its time zone.

    Only this century: at the ends of the calendar no zone can be changed.
    """
    at = datetime.fromisoformat(text)
    if at.tzinfo is None or not 2000 <= at.year < 2100:
        raise ValueError(text)
    return at.astimezone(UTC)


day = date.fromisoformat


def chosen_status(kind: type[S]) -> S | None:
    """The state that a list is narrowed to, from `?status=`; None for all, and for nonsense."""
    return next((state for state in kind if state.value == request.args.get("status")), None)


@dataclass(frozen=True)
class ListFilter:
    """The filter of a list, and the query arguments that keep it in links."""

    mine: bool  # only what the actor is contact person of
    words: str  # in a first name, a company or a headline
    kept: dict[str, str]


def list_filter(actor: Actor) -> ListFilter:
    """From `?whose=mine|all` and `?q=`. Consultants begin with their own, all others with all."""
    words = "".join(filter(str.isprintable, request.args.get("q", ""))).strip()[:60]
    begins = "mine" if actor.role is Role.CONSULTANT else "all"
    asked = request.args.get("whose", begins)
    whose = asked if actor.role is Role.CONSULTANT and asked in {"mine", "all"} else begins
    kept = ({} if whose == begins else {"whose": whose}) | ({"q": words} if words else {})
    return ListFilter(whose == "mine", words, kept)


def mark(value: date | str, row_id: UUID) -> str:
    """What `cursor` reads, for the link to the next page."""
    shown = value.isoformat() if isinstance(value, date) else str(value)
    return f"{shown}~{row_id}"
