"""Writes the content of a week into the rows of its sheet. Only what differs is changed."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm.attributes import flag_modified

from .day import FIELDS, DayContent
from .models import Day, Progress, Share, Timesheet
from .rules import Mark
from .shares import Key

_EMPTY = DayContent(date.min)


def new_day(content: DayContent, **more: Any) -> Day:
    """A row with the content of a day, still without its shares. It is not in the database yet."""
    return Day(
        day=content.day, **{item.name: getattr(content, item.name) for item in FIELDS} | more
    )


def carried_day(content: DayContent) -> Day:
    """The row with which a correction of that day begins."""
    empty = {item.name: getattr(_EMPTY, item.name) for item in FIELDS if not item.carried}
    day = new_day(content, **empty)
    put_shares(day, content.shares)
    return day


def refill_day(day: Day, content: DayContent) -> None:
    """Prefill a day that nobody has touched once more."""
    names = [item.name for item in FIELDS]
    if set_values(day, {name: getattr(content, name) for name in names}):
        for name in names:  # the same columns of every day: one statement for all of them
            flag_modified(day, name)
    put_shares(day, content.shares)


def put_shares(day: Day, shares: Mapping[Key, int]) -> None:
    """Let these minutes, by activity and kind, be the shares of `day`. Existing rows are reused."""
    known = {(row.activity_id, row.kind): row for row in day.shares}
    for key, minutes in shares.items():
        if key in known:
            known[key].minutes = minutes
        else:
            activity_id, kind = key
            day.shares.append(Share(activity_id=activity_id, kind=kind, minutes=minutes))
    for key, row in known.items():
        if key not in shares:
            day.shares.remove(row)


def set_values(thing: Any, values: Mapping[str, Any]) -> bool:
    """Set the attributes that differ. Did any?"""
    differing = {name: value for name, value in values.items() if getattr(thing, name) != value}
    for name, value in differing.items():
        setattr(thing, name, value)
    return bool(differing)


def write_day(day: Day, content: DayContent) -> bool:
    """Write the content of a day into its row. Did anything change?"""
    names = [item.name for item in FIELDS]
    before = {(row.activity_id, row.kind): row.minutes for row in day.shares if row.minutes}
    shares = {key: minutes for key, minutes in content.shares.items() if minutes}
    if shares != before:
        put_shares(day, shares)
    if not set_values(day, {name: getattr(content, name) for name in names}):
        return shares != before
    for name in names:  # the same columns of every day: one statement for all of them
        flag_modified(day, name)
    return True


def write_progress(sheet: Timesheet, progress: Mapping[UUID, tuple[Mark, str]]) -> bool:
    """Let these marks, by activity, be the progress of a sheet. Did anything change?"""
    known = {row.activity_id: row for row in sheet.progress}
    before = {activity_id: (row.mark, row.learnt) for activity_id, row in known.items()}
    for activity_id, (mark, learnt) in progress.items():
        if activity_id in known:
            set_values(known[activity_id], {"mark": mark, "learnt": learnt})
        else:
            row = Progress(activity_id=activity_id, mark=mark, learnt=learnt)
            sheet.progress.append(row)
    for activity_id, row in known.items():
        if activity_id not in progress:
            sheet.progress.remove(row)
    return before != dict(progress)
