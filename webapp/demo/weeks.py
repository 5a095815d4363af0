"""Week sheets, and how far each week has come."""

from datetime import datetime, timedelta

from ..clock import Week
from ..smalljobs.models import SmallJob
from ..splits.models import Split
from ..timesheets.blank import blank
from ..timesheets.models import Day, Timesheet
from ..timesheets.returns import questions, snapshot
from ..timesheets.rules import MOVES, Action
from . import days, progress
from .firms import Place
from .steps import move
from .work import words
from .world import World

# How a week ends up, small job by small job: open, sent, returned, approved, or approved after
# a return (t). By how many weeks ago it was; all older weeks are approved.
FATES = {0: "o", 1: "saosarsaoas", 2: "aaaaaasaaaaraaato", 3: "aaaataaaaa"}
OLDER = "aaaaaaataaaaaaaaa"
# Last week from Wednesday on, when it has been reminded of twice.
REMINDED = "aaosarsaaas"
TUESDAY = 1


def fill(
    world: World,
    place: Place,
    job: SmallJob,
    split: Split,
    *,
    number: int,
    first: Week | None = None,
    last: Week | None = None,
    fates: dict[int, str] | None = None,
    known_marks: progress.KnownMarks | None = None,
) -> list[Timesheet]:
    """All sheets from the start, or from `first`, until `last`, or until this week.

    `fates` by weeks ago; `known_marks` are the marks of training that are not random.
    """
    week, sheets = first or Week.of(job.start_on), []
    while week <= (last or world.week):
        opened = max(world.at(week.monday, 0, 5), job.created_at)
        sheet = world.add(blank(job, split.parts, week, at=opened))
        sheets.append(sheet)
        ago = (world.week.monday - week.monday).days // 7
        fate = (fates or {}).get(ago) or _fate(world, ago, number, last)
        if fate != "o":  # a week that nobody has opened stays as prefilled
            days.vary(world, job, split, sheet)
            progress.mark_progress(world, job, split, sheet, known_marks or {})
        _let(world, place, sheet, fate)
        week = week.plus(1)
    return sheets


def _fate(world: World, ago: int, number: int, last: Week | None) -> str:
    """How far the week so many weeks ago has come; all the way where the small job is over."""
    usual = FATES.get(ago, OLDER)
    if ago == 1 and world.today.weekday() > TUESDAY:
        usual = REMINDED
    fate = usual[(number + ago * 3) % len(usual)]
    return "a" if last and fate != "t" else fate


def _let(world: World, place: Place, sheet: Timesheet, fate: str) -> None:
    if fate == "o":
        return
    friday = sheet.monday + timedelta(days=4)
    at = world.at(friday, world.dice.choice((13, 14, 14, 15)), world.dice.randrange(0, 60))
    submit(world, place, sheet, at)
    if fate in "rt":
        at = world.later(at, 1, 3)
        lines = words()["returned_line"]
        because = world.dice.choice(words()["returned_sheet"])
        worked = [day for day in sheet.days if day.paid + day.training] or sheet.days[:1]
        day = world.dice.choice(worked)
        return_week(world, place, sheet, at, day, world.dice.choice(lines), because)
    if fate == "t":
        at = world.later(at, 0, 2)
        submit(world, place, sheet, at)
    if fate in "at":
        at = world.later(at, 1, 3)
        sheet.approved_at = at
        move(world, sheet, MOVES, Action.APPROVE, place.consultant, at)


def submit(world: World, place: Place, sheet: Timesheet, at: datetime) -> None:
    sheet.sent_at = at
    move(world, sheet, MOVES, Action.SUBMIT, place.manager, at, sheet.note)


def return_week(
    world: World,
    place: Place,
    sheet: Timesheet,
    at: datetime,
    day: Day,
    line: str,
    because: str = "",
) -> None:
    """Return the week with a question about one of its days."""
    sheet.as_returned = snapshot(sheet.content)
    day.returned_because, sheet.returned_because, sheet.note = line, because, ""
    move(world, sheet, MOVES, Action.RETURN, place.consultant, at, questions(sheet))
