"""The cases of an ordinary municipality: small jobs that run, and tasks on their way there."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import count

from ..actor import Side
from ..clock import Week
from ..smalljobs.models import SmallJob
from ..smalljobs.rules import Action, Hearing, Outcome
from ..splits.models import Part, Split
from ..splits.plan import phases
from ..tasks.models import Activity, Task
from . import plans, steps, weeks
from .firms import Country, Place
from .plans import SHAPES, TARGETS, Shape
from .work import Offer, words
from .world import World

WEEKS_AGO = (26, 5, 22, 15, 9, 24, 12, 18, 7, 25, 20, 14, 3, 23, 17, 11, 21)
FOUR_WEEKS = {0}  # pauses with a last day, as their reason says it; the others are open
ENDED = (
    (Outcome.GREW, 900),
    (Outcome.FLEKSJOB, 720),
    (Outcome.ORDINARY, 480),
    (Outcome.STOPPED, 360),
    (Outcome.GREW, 1020),
    (Outcome.ORDINARY, 600),
    (Outcome.FLEKSJOB, 600),
    (Outcome.GREW, 840),
    (Outcome.ORDINARY, 420),
    (Outcome.STOPPED, 300),
)


def add_running(world: World, country: Country) -> None:
    """All small jobs that run now."""
    number = count()
    for place in country.places:
        for _ in range(place.running):
            index = next(number)
            start_on = world.week.plus(-WEEKS_AGO[index % len(WEEKS_AGO)]).monday
            start_on += timedelta(days=(0, 0, 0, 1, 2)[index % 5])
            job, split = started_job(world, place, _shape(place, index), start_on)
            if index % 9 != 4:
                sign_contract(world, place, job, split)
            weeks.fill(world, place, job, split, number=index, fates=_several(world, place, index))


def _several(world: World, place: Place, number: int) -> dict[int, str]:
    """Last week where one manager has many: three are owed, until all of this week are."""
    if place.firm.name != "Rent & Pænt":
        return {}
    return {1: ("aasaas" if world.owes_this_week else "oossao")[number]}


def add_paused(world: World, places: Iterator[Place]) -> None:
    for number, reason in enumerate(words()["pause"]):
        place = next(places)
        start_on = world.week.plus(-14 - 2 * number).monday
        job, split = started_job(world, place, SHAPES[number], start_on)
        sign_contract(world, place, job, split)
        at = world.days_ago(9 + 4 * number)
        ends = at.date() + timedelta(days=27) if number in FOUR_WEEKS else None
        steps.pause_job(world, place, job, at, ends, reason)
        weeks.fill(world, place, job, split, number=number, last=Week.of(at.date()))


def add_ended(world: World, places: Iterator[Place]) -> None:
    for number, (outcome, total) in enumerate(ENDED):
        place = next(places)
        start_on = world.week.plus(-25 + number % 6).monday
        job, split = started_job(world, place, SHAPES[number % 4], start_on, total)
        sign_contract(world, place, job, split)
        at = world.days_ago(7 + 6 * number)  # the first one last week
        job.outcome, job.ended_on = outcome, at.date()
        last = Week.of(at.date())
        weeks.fill(world, place, job, split, number=number, last=last)
        outcomes = words()["outcome"][outcome]
        steps.move_job(world, place, job, Action.END, at, outcomes[number % len(outcomes)])


def add_planned(world: World, places: Iterator[Place]) -> None:
    """Small jobs that are planned and have not started."""
    for number in range(4):
        place = next(places)
        start_on = world.week.plus(1 + number).monday
        task, activities, offer, at = taken_task(world, place, world.days_ago(30), 480)
        split, at = approved_plan(
            world, place, task, plans.parts(world, offer, activities, SHAPES[number], 480), at
        )
        job = steps.plan_job(world, place, task, split, start_on, world.later(at, 1, 2))
        if number % 2:
            # Still to be done before the training starts.
            job.hearing, job.representative, job.heard_on = Hearing.NOT_YET, "", None


def _shape(place: Place, number: int) -> Shape:
    """Every shape in turn; where the owner has no employees always one with training."""
    if not place.workplace.full_time_equivalents:
        return plans.beside
    return SHAPES[number % len(SHAPES)]


def taken_task(
    world: World, place: Place, at: datetime, total: int
) -> tuple[Task, list[Activity], Offer, datetime]:
    """A task described on `at`, sent and taken by the place's consultant."""
    offer = next(place.offered)
    activities = plans.activities(world, offer, total)
    task = steps.describe_task(world, place, offer, activities, at)
    at = world.later(at, 0, 1)
    steps.send_task(world, place, task, at)
    at = world.later(at, 1, 3)
    steps.take_task(world, place, task, at)
    return task, activities, offer, at


def approved_plan(
    world: World, place: Place, task: Task, parts: list[Part], at: datetime
) -> tuple[Split, datetime]:
    """An approved plan, sometimes after a first version that had to be changed."""
    side = world.dice.choice((Side.EMPLOYER, Side.CONSULTANT))
    earlier = None
    if world.dice.random() < 0.3:
        earlier, at = _rejected(world, place, task, side, parts, at)
        parts = steps.carry_over(earlier.parts)
    at = world.later(at, 1, 5)
    split = steps.draft_plan(world, place, task, side, parts, at, earlier)
    at = world.later(at, 0, 1)
    steps.send_plan(world, place, split, at, earlier)
    at = world.later(at, 1, 3)
    steps.approve_plan(world, place, split, at)
    return split, at


def _rejected(
    world: World, place: Place, task: Task, side: Side, parts: list[Part], at: datetime
) -> tuple[Split, datetime]:
    at = world.later(at, 1, 4)
    split = steps.draft_plan(world, place, task, side, parts, at)
    at = world.later(at, 0, 1)
    steps.send_plan(world, place, split, at)
    at = world.later(at, 1, 3)
    comment = world.dice.choice(words()[f"changes_for_{side}"])
    steps.ask_changes(world, place, split, comment, at)
    return split, at


def started_job(
    world: World, place: Place, shape: Shape, start_on: date, total: int = 0
) -> tuple[SmallJob, Split]:
    """A small job that started on `start_on`, and everything that led there."""
    total = total or world.dice.choice(TARGETS)
    at = world.office_hour(start_on - timedelta(days=world.dice.randint(55, 75)))
    task, activities, offer, at = taken_task(world, place, at, total)
    split, at = approved_plan(
        world, place, task, plans.parts(world, offer, activities, shape, total), at
    )
    job = steps.plan_job(world, place, task, split, start_on, world.later(at, 1, 4))
    morning = world.at(start_on, 7, world.dice.randrange(0, 60))
    steps.move_job(world, place, job, Action.START, morning)
    return job, split


def sign_contract(world: World, place: Place, job: SmallJob, split: Split) -> None:
    """The contract, within a week of the first paid day."""
    first = next((phase.first for phase in phases(split.parts) if phase.paid), 1)
    day = job.start_on + timedelta(days=7 * (first - 1) + world.dice.randint(0, 4))
    if day >= world.today:
        return
    job.contract_on = day
    at = max(world.later(job.since, 0, 2), world.at(day, 16))
    job.updated_at = at
    state = {"before": job.status, "after": job.status}
    world.move("small_job", job, Action.TICK, place.consultant, at, **state)
