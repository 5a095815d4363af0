"""Writes the content of a week into the rows of its sheet. Only what differs is changed."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm.attributes import flag_modified

from .content import DayContent
from .models import Day, Progress, Share, Timesheet
from .rules import Mark
from .shares import Key


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
    names = ("paid", "training", "absence", "absence_note", "away_paid")
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


def copy_day(day: Day) -> Day:
    """The same day for another sheet, without what was said of it when it came back."""
    shares = [
        Share(activity_id=share.activity_id, kind=share.kind, minutes=share.minutes)
        for share in day.shares
    ]
    kept = ("day", "paid", "training", "absence", "absence_note", "away_paid")
    return Day(**{name: getattr(day, name) for name in kept}, shares=shares)
