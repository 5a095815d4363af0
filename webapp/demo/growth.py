"""Small jobs whose plan grows: a change is proposed, agreed to, and followed by the weeks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from ..actor import Side
from ..clock import Week
from ..smalljobs import growth
from ..smalljobs.growth import Change, GrowthRequest
from ..smalljobs.models import SmallJob
from ..smalljobs.rules import Action
from ..splits import plan
from ..splits.models import Part, Split
from ..splits.plan import Kind, Row
from ..splits.versions import make_parts
from ..tasks.models import Task
from ..timesheets.rules import Mark
from . import cases, plans, progress, steps, weeks
from .firms import Country, Place
from .world import World

Edit = Callable[[Row], Row]
# How it goes until somebody has done a thing alone for three weeks.
MASTERED = (
    (Mark.NOT_YET, ""),
    (Mark.WITH_HELP, "Går selv i gang, men vil gerne have en til at se efter."),
    (Mark.WITH_HELP, ""),
    (Mark.WITH_HELP, "Nåede det hele til tiden for første gang."),
    (Mark.ALONE, "Har klaret det hele ugen uden at spørge."),
    (Mark.ALONE, ""),
    (Mark.ALONE, "Viste det selv til en vikar."),
)


def growth_stories(world: World, country: Country) -> None:
    """Small jobs whose plan grows or ends, one of each kind."""
    training_ending(world, country.at("Badet ved Møllen"))
    unconfirmed_growth(world, country.at("Blanke Ruder"))
    confirmed_growth(world, country.at("Bøger på Hjul"))
    pay_held(world, country.at("Emballagehuset"))


def confirmed_growth(world: World, place: Place) -> None:
    """12 + 4 hours; what was mastered is paid; then 18 hours, confirmed as grown."""
    job, split = cases.started_job(world, place, plans.twelve_and_four, _weeks_ago(world, 24))
    job.first_name = "Vivi"
    cases.sign_contract(world, place, job, split)
    weeks.fill(world, place, job, split, number=1, last=_week(job, 11))
    trained = next(
        part for part in split.parts if part.kind is Kind.TRAINING and part.to_week == 13
    )
    at = _day(world, job, 11)
    evidence = progress.evidence(world, job, trained.activity_id, at)
    wanted = GrowthRequest(Change.PAY, 12, trained, evidence)
    worth = "Det bliver gjort hver dag, og de andre kan regne med det."
    paid = paid_rows(trained, lambda row: replace(row, market_value=worth))
    second = propose(world, place, job, split, wanted, Side.CONSULTANT, at, paid)
    agree(world, place, job, split, second, world.later(at, 1, 2))
    weeks.fill(world, place, job, second, number=1, first=_week(job, 12), last=_week(job, 17))
    third = _more_hours(world, place, job, second, week=18, total=1080)
    weeks.fill(world, place, job, third, number=1, first=_week(job, 18))
    at = _day(world, job, 20)
    job.grown_on = at.date()
    steps.note_job(world, job, Action.CONFIRM_GROWN, place.consultant, at)


def unconfirmed_growth(world: World, place: Place) -> None:
    """16 hours since four weeks; nobody has confirmed that it has grown."""
    job, split = cases.started_job(world, place, plans.paid, _weeks_ago(world, 16), 720)
    job.first_name = "Viggo"
    cases.sign_contract(world, place, job, split)
    weeks.fill(world, place, job, split, number=1, last=_week(job, 12))
    second = _more_hours(world, place, job, split, week=13, total=960)
    weeks.fill(world, place, job, second, number=1, first=_week(job, 13))


def training_ending(world: World, place: Place) -> None:
    """The training ends next week; one thing is mastered, and nobody has proposed pay for it."""
    job, split = cases.started_job(world, place, plans.twelve_and_four, _weeks_ago(world, 11))
    job.first_name = "Nadia"
    cases.sign_contract(world, place, job, split)
    mastered = next(part for part in split.parts if part.to_week == 13)
    known_marks = {mastered.activity_id: MASTERED}
    fates = {1: "a", 2: "a", 3: "a"}
    weeks.fill(world, place, job, split, number=1, fates=fates, known_marks=known_marks)


def pay_held(world: World, place: Place) -> None:
    """Training to begin with; the paid hours that follow are not shown on the person's copy."""
    job, split = cases.started_job(world, place, plans.trained_first, _weeks_ago(world, 1), 480)
    job.first_name = "Leif"
    job.pay_held = True
    at = world.later(job.since, 0, 1)
    steps.note_job(world, job, Action.HOLD_PAY, place.consultant, at)
    weeks.fill(world, place, job, split, number=1)


def propose(
    world: World,
    place: Place,
    job: SmallJob,
    split: Split,
    wanted: GrowthRequest,
    side: Side,
    at: datetime,
    edit: Edit,
) -> Split:
    """The version that makes a change, sent; `edit` writes what its author adds to each row."""
    rows, first = growth.propose_rows(split.parts, wanted)
    cut = sorted(plan.cut_rows(rows, first), key=lambda row: not plan.has_ended(row, first))
    parts = make_parts([row if plan.has_ended(row, first) else edit(row) for row in cut])
    task = next(task for task in world.things[Task] if task.id == job.task_id)
    version = steps.draft_plan(world, place, task, side, parts, at, split, starts_week=first)
    steps.send_plan(world, place, version, at + timedelta(minutes=12))
    return version


def agree(
    world: World, place: Place, job: SmallJob, split: Split, version: Split, at: datetime
) -> None:
    """The other side says yes, and the small job is about the new version."""
    steps.approve_plan(world, place, version, at, in_force=split)
    steps.update_job_plan(world, place, job, split, version, at)


def _more_hours(
    world: World, place: Place, job: SmallJob, split: Split, *, week: int, total: int
) -> Split:
    """The company wants more of what is paid already: `total` minutes a week."""
    now = plan.minutes_in(split.parts, Kind.PAID, week)
    grows = max(
        (part for part in split.parts if part.kind is Kind.PAID and plan.in_week(part, week)),
        key=lambda part: part.minutes,
    )
    more = paid_rows(grows, lambda row: replace(row, minutes=row.minutes + total - now))
    at = _day(world, job, week - 2)
    wanted = GrowthRequest(Change.OTHER, week)
    version = propose(world, place, job, split, wanted, Side.EMPLOYER, at, more)
    agree(world, place, job, split, version, world.later(at, 1, 3))
    return version


def paid_rows(part: Part, change: Edit) -> Edit:
    """Change the paid rows of the part's activity, and no others."""

    def edit(row: Row) -> Row:
        mine = row.activity_id == part.activity_id and row.kind is Kind.PAID
        return change(row) if mine else row

    return edit


def _weeks_ago(world: World, weeks_ago: int) -> date:
    return world.week.plus(-weeks_ago).monday


def _week(job: SmallJob, week: int) -> Week:
    return Week.of(job.start_on).plus(week - 1)


def _day(world: World, job: SmallJob, week: int) -> datetime:
    """A Tuesday of that plan week, in office hours."""
    return world.office_hour(_week(job, week).days[1])
