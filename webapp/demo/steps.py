"""One step after the other, as the real actions take them: state, since when, and history."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from ..accounts.models import User
from ..actor import Side
from ..rulebook import on
from ..smalljobs import rules as jobs
from ..smalljobs.models import SmallJob
from ..splits import plan
from ..splits import rules as splits
from ..splits.models import Part, Split
from ..tasks import rules as tasks
from ..tasks.models import Activity, Task
from . import build
from .firms import Place
from .work import Offer, words
from .world import World


def move(
    world: World, thing: Any, moves: Any, action: StrEnum, by: User, at: datetime, reason: str = ""
) -> None:
    """Move `thing` on, as `moves` allow it, and write it down."""
    before = thing.status
    thing.status = moves[action][before]
    thing.since = thing.updated_at = at
    noun = "small_job" if isinstance(thing, SmallJob) else type(thing).__name__.lower()
    after = thing.status
    world.move(noun, thing, action, by, at, before=before, after=after, reason=reason)


def described(
    world: World, place: Place, offer: Offer, activities: list[Activity], at: datetime
) -> Task:
    """A draft by the place's manager."""
    return world.add(
        build.task(
            at,
            activities,
            created_by=place.manager.id,
            workplace_id=place.workplace.id,
            headline=offer.headline,
            stops=offer.stops,
            category=offer.category,
        )
    )


def sent(world: World, place: Place, task: Task, at: datetime) -> None:
    move(world, task, tasks.MOVES, tasks.Action.SUBMIT, place.manager, at)


def taken(world: World, place: Place, task: Task, at: datetime) -> None:
    task.consultant_id = place.consultant.id
    move(world, task, tasks.MOVES, tasks.Action.TAKE, place.consultant, at)


def parked(world: World, place: Place, task: Task, at: datetime) -> None:
    task.consultant_id = place.consultant.id
    task.parked_because = world.dice.choice(words()["park"])
    action, why = tasks.Action.PARK, task.parked_because
    move(world, task, tasks.MOVES, action, place.consultant, at, why)


def taken_up(world: World, place: Place, task: Task, at: datetime) -> None:
    task.parked_because = ""
    move(world, task, tasks.MOVES, tasks.Action.TAKE_UP, place.consultant, at)


def handed_over(world: World, task: Task, by: User, to: User, at: datetime) -> None:
    task.consultant_id, task.updated_at = to.id, at
    state = {"before": task.status, "after": task.status}
    world.move("task", task, tasks.Action.HAND_OVER, by, at, reason=to.name, **state)


def noted(world: World, task: Task, by: User, text: str, at: datetime) -> None:
    world.add(build.note(task.id, by.id, text, at))


def who(place: Place, side: Side) -> User:
    return place.manager if side is Side.EMPLOYER else place.consultant


def planned(
    world: World,
    place: Place,
    task: Task,
    side: Side,
    parts: list[Part],
    at: datetime,
    earlier: Split | None = None,
) -> Split:
    """A draft of the first version, or of the one after `earlier`."""
    author = who(place, side)
    if earlier is not None:
        move(world, earlier, splits.MOVES, splits.Action.NEXT_VERSION, author, at)
    number = earlier.number + 1 if earlier else 1
    split = world.add(build.split(task.id, author.id, at, parts, number=number, side=side))
    split.reasons = reasons(world, parts)
    world.move("split", split, "begin", author, at, after=split.status)
    return split


def copied(part: Part) -> Part:
    """The same row for another version."""
    return Part(**part.model_dump(exclude={"id", "split_id"}))


def reasons(world: World, parts: list[Part]) -> dict[str, str]:
    """What the author writes where the rulebook asks."""
    texts = words()
    given = {
        "paid_hours_low": world.dice.choice(texts["reason_low"]),
        "paid_hours_high": texts["reason_high"],
    }
    asked = {finding.code for finding in splits.findings(parts, on(world.today))}
    return {code: text for code, text in given.items() if code in asked}


def plan_sent(world: World, place: Place, split: Split, at: datetime) -> None:
    move(world, split, splits.MOVES, splits.Action.SUBMIT, who(place, split.side), at)


def plan_answered(world: World, place: Place, split: Split, comment: str, at: datetime) -> None:
    """Ask for changes, or approve where there is no comment."""
    answerer = who(place, splits.other(split.side))
    split.comment = comment
    action = splits.Action.ASK_CHANGES if comment else splits.Action.APPROVE
    move(world, split, splits.MOVES, action, answerer, at, comment)


def job_planned(
    world: World, place: Place, task: Task, split: Split, start_on: date, at: datetime
) -> SmallJob:
    """A small job out of an approved plan, with its usual week."""
    move(world, task, tasks.MOVES, tasks.Action.USE, place.consultant, at)
    trained = plan.training_until(split.parts)
    job = build.smalljob(task.id, split.id, start_on, at)
    job.first_name = world.dice.choice(words("names")["participants"].split())
    job.pattern = _usual_week(world, split)
    if trained:
        job.training_ends = jobs.last_training_day(start_on, trained)
        _room_for_training(world, place, job)
    world.add(job)
    by = place.consultant
    world.move("small_job", job, "plan", by, at, after=jobs.Status.PLANNED)
    return job


def _room_for_training(world: World, place: Place, job: SmallJob) -> None:
    employees = place.workplace.full_time_equivalents
    job.hearing = jobs.Hearing.HEARD if employees else jobs.Hearing.NOT_NEEDED
    place.trainees += 1
    if place.trainees > jobs.places(on(world.today).ratio, employees or 0):
        job.ratio_reason = words()["reason_ratio"]


def _usual_week(world: World, split: Split) -> list[Any]:
    """Every part on the same few days, in quarters; the first day takes what is left over."""
    days = sorted(world.dice.sample(range(5), world.dice.choice((3, 4, 4, 5))))
    rows = []
    for part in split.parts:
        if part.kind is plan.Kind.STAYS:
            continue
        some = days[:2] if part.minutes <= 150 else days
        each = part.minutes // len(some) // 15 * 15
        minutes = [each if day in some else 0 for day in range(7)]
        minutes[some[0]] += part.minutes - sum(minutes)
        rows += build.pattern(part.id, minutes)
    return rows


def job_moved(
    world: World, place: Place, job: SmallJob, action: jobs.Action, at: datetime, reason: str = ""
) -> None:
    """Start, pause, resume or end."""
    move(world, job, jobs.MOVES, action, place.consultant, at, reason)
