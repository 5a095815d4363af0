"""What happened on the days of a week, and what the company says of it."""

from dataclasses import replace
from random import Random

from ..rulebook.findings import Code
from ..smalljobs.models import SmallJob
from ..splits.models import Split
from ..splits.plan import Kind
from ..timesheets import usual_hours
from ..timesheets.content import (
    KINDS,
    DayContent,
    WeekContent,
    WeekFields,
    share_keys,
    to_edit,
)
from ..timesheets.models import Day, Timesheet
from ..timesheets.rules import Absence, Went
from ..timesheets.shares import spread
from ..timesheets.sheet_findings import unanswered
from .work import words
from .world import World

CHANCES = (
    (0.025, Absence.SICK),
    (0.028, Absence.AGREED),
    (0.014, Absence.LATE),
    (0.007, Absence.NO_SHOW),
    (0.004, Absence.CLOSED),
)
# How often somebody is paid though they were away.
PAID = {Absence.SICK: 0.6, Absence.AGREED: 0.4, Absence.CLOSED: 0.8}
LONGER, BY = 0.04, (75, 90, 120)  # weeks in which one day was longer, and by how many minutes
SAYS_HOW = 0.75
HOW = (*[Went.WELL] * 8, Went.SO_SO, Went.SO_SO)
HOW_WITH_NO_SHOW = (Went.SO_SO, Went.SO_SO, Went.BADLY)


def vary(world: World, job: SmallJob, split: Split, sheet: Timesheet) -> None:
    """Vary the planned days at random, and add a note about the week."""
    for day in sheet.days:
        if day.paid + day.training:
            dice = world.dice.random()
            for chance, absence in CHANCES:
                dice -= chance
                if dice < 0:
                    mark_absent(world, day, absence)
                    break
    if world.dice.random() < 0.08:
        sheet.note = world.dice.choice(words()["sheet_note"])
    dice_of_week = Random(sheet.id.int)  # noqa: S311 - nothing secret about it
    if dice_of_week.random() < LONGER:
        _longer(job, split, sheet, dice_of_week)
    if dice_of_week.random() < SAYS_HOW:
        missed = any(day.absence is Absence.NO_SHOW for day in sheet.days)
        sheet.went = dice_of_week.choice(HOW_WITH_NO_SHOW if missed else HOW)


def mark_absent(world: World, day: Day, absence: Absence) -> None:
    """Nobody came that day, or came late; some are paid for it."""
    usual = day.paid
    day.absence = absence
    day.absence_note = world.dice.choice(words()["absence"][absence])
    if absence is Absence.LATE:
        day.paid -= min(day.paid, 30)
    else:
        day.paid = day.training = 0
    dice_of_day = Random(day.id.int)  # noqa: S311 - nothing secret about it
    if dice_of_day.random() < PAID.get(absence, 0):
        day.away_paid = usual - day.paid
    add_up(day)


def _longer(job: SmallJob, split: Split, sheet: Timesheet, dice: Random) -> None:
    """The last day took longer; why, where the rulebook asks for it."""
    worked = [day for day in sheet.days if day.paid and not day.absence]
    if not worked:
        return
    worked[-1].paid += dice.choice(BY)
    add_up(worked[-1])
    if Code.PAID_ABOVE in {finding.code for finding in unanswered(sheet, job, split.parts)}:
        sheet.reasons = {Code.PAID_ABOVE.value: dice.choice(words()["reason_longer"])}


def answers(sheet: Timesheet, job: SmallJob, split: Split, because: str) -> dict[str, str]:
    """The same reason for everything that the rulebook asks of a sheet, by code."""
    return {finding.code.value: because for finding in unanswered(sheet, job, split.parts)}


def content(job: SmallJob, split: Split, sheet: Timesheet) -> WeekContent:
    """What stands in a sheet, as somebody would type it."""
    usual = usual_hours.usual_days(job, split.parts, sheet.week)
    names = dict.fromkeys(share_keys(usual, sheet.content.days), "")
    return to_edit(sheet.content, WeekFields(names, {}, usual))


def divided(content: DayContent) -> DayContent:
    """The same day with its hours divided among the activities in the proportion they had."""
    shares = dict(content.shares)
    for kind in KINDS:
        shares |= spread(
            content.hours(kind), {key: each for key, each in shares.items() if key[1] is kind}
        )
    return replace(content, shares=shares)


def add_up(day: Day) -> None:
    """Let the shares of the day add up to its minutes again, in the proportion they have."""
    for kind, total in ((Kind.PAID, day.paid), (Kind.TRAINING, day.training)):
        rows = {(row.activity_id, kind): row for row in day.shares if row.kind is kind}
        shared = spread(total, {key: row.minutes for key, row in rows.items()})
        for key, row in rows.items():
            row.minutes = shared[key]
