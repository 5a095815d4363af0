"""Conditions of queries: which revision of a week counts, as `revisions.newest` says it of rows."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from ..actor import Actor
from .models import Timesheet
from .rules import SENT, Status

_other: Any = aliased(Timesheet)


def newest(among: Collection[Status] | None = None) -> sa.ColumnElement[bool]:
    """It is in one of these states, or in any, and no later revision of its week is."""
    if among is None:
        return ~_later()
    return sa.and_(col(Timesheet.status).in_(among), ~_later(_other.status.in_(among)))


def newest_to(actor: Actor) -> sa.ColumnElement[bool]:
    """The newest revision that `actor` reads, as `store.reads` says it of a row."""
    if not actor.is_staff:
        return newest()
    first = col(Timesheet.revision) == 1
    return sa.and_(sa.or_(first, col(Timesheet.status).in_(SENT)), ~_later(_other.status.in_(SENT)))


def has_draft() -> sa.ColumnElement[bool]:
    """A later revision of its week is not sent, or came back."""
    return _later(_other.status.not_in(SENT))


def hours_count() -> sa.ColumnElement[bool]:
    """Its hours stand in the register: the newest that is approved, or as sent before there is one.

    A correction that is not approved counts no more than one that was not begun.
    """
    approved = _of_week().where(_other.status == Status.APPROVED).exists()
    sent = sa.and_(col(Timesheet.status) == Status.SUBMITTED, ~approved)
    return sa.or_(newest({Status.APPROVED}), sent)


def _later(*more: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return _of_week().where(_other.revision > col(Timesheet.revision), *more).exists()


def _of_week() -> sa.Select[UUID]:
    """The revisions of the same week."""
    same = (
        _other.small_job_id == col(Timesheet.small_job_id),
        _other.monday == col(Timesheet.monday),
    )
    return sa.select(_other.id).where(*same).correlate(Timesheet)
