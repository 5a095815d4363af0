"""One step after the other, as the real actions take them: state, since when, and history."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from ..accounts.models import User
from ..actor import Side
from ..clock import local
from ..rulebook import on
from ..smalljobs import growth
from ..smalljobs import rules as jobs
from ..smalljobs.models import Pattern, SmallJob
from ..splits import plan
from ..splits import rules as splits
from ..splits.models import Part, Split
from ..splits.versions import make_parts
from ..tasks import rules as tasks
from ..tasks.models import Activity, Task
from . import build, pictures
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


def describe_task(
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


def send_task(world: World, place: Place, task: Task, at: datetime) -> None:
    move(world, task, tasks.MOVES, tasks.Action.SUBMIT, place.manager, at)


def take_task(world: World, place: Place, task: Task, at: datetime) -> None:
    task.consultant_id = place.consultant.id
    move(world, task, tasks.MOVES, tasks.Action.TAKE, place.consultant, at)


def park_task(world: World, place: Place, task: Task, at: datetime) -> None:
    task.consultant_id = place.consultant.id
    task.parked_because = world.dice.choice(words()["park"])
    action, why = tasks.Action.PARK, task.parked_because
    move(world, task, tasks.MOVES, action, place.consultant, at, why)


def take_up_task(world: World, place: Place, task: Task, at: datetime) -> None:
    task.parked_because = ""
    move(world, task, tasks.MOVES, tasks.Action.TAKE_UP, place.consultant, at)


def hand_over_task(world: World, task: Task, by: User, to: User, at: datetime) -> None:
    task.consultant_id, task.updated_at = to.id, at
    state = {"before": task.status, "after": task.status}
    world.move("task", task, tasks.Action.HAND_OVER, by, at, reason=to.name, **state)


def add_photos(world: World, task: Task, by: User, scenes: Sequence[str], at: datetime) -> None:
    """Photos of the work. Once the task is sent, adding them leaves a row of history."""
    for position, scene in enumerate(scenes):
        world.add(build.photo(task.id, by.id, pictures.photo(scene), position, at))
    if task.status is not tasks.Status.DRAFT:
        state = {"before": task.status, "after": task.status}
        world.move("task", task, tasks.Action.PHOTO, by, at, **state)


def add_note(world: World, task: Task, by: User, text: str, at: datetime) -> None:
    world.add(build.note(task.id, by.id, text, at))


def who(place: Place, side: Side) -> User:
    return place.manager if side is Side.EMPLOYER else place.consultant


def draft_plan(
    world: World,
    place: Place,
    task: Task,
    side: Side,
    parts: list[Part],
    at: datetime,
    earlier: Split | None = None,
    starts_week: int = 1,
) -> Split:
    """A draft of the first version, or of the one after `earlier`, which stays as it is."""
    author = who(place, side)
    split = build.split(
        task.id,
        author.id,
        at,
        parts,
        number=earlier.number + 1 if earlier else 1,
        side=side,
        starts_week=starts_week,
        reasons=reasons(world, place, parts),
        wage=place.wage,
        wage_basis=place.wage_basis,
    )
    world.add(split)
    world.move("split", split, "begin", author, at, after=split.status)
    return split


def carry_over(parts: Sequence[Part]) -> list[Part]:
    """The same rows for the next version, with what the other side said of them."""
    rows = [replace(plan.as_row(part), asked=part.comment or part.asked) for part in parts]
    return make_parts(rows)


def reasons(world: World, place: Place, parts: list[Part]) -> dict[str, str]:
    """What the author writes where the rulebook asks."""
    texts = words()
    given = {
        "paid_hours_low": world.dice.choice(texts["reason_low"]),
        "paid_hours_high": texts["reason_high"],
        "ratio": texts["reason_ratio"],
    }
    context = splits.PlanContext(
        full_time_equivalents=place.workplace.full_time_equivalents, other_trainees=place.trainees
    )
    asked = {finding.code for finding in splits.findings(parts, on(world.today), context)}
    return {code: text for code, text in given.items() if code in asked}


def send_plan(
    world: World, place: Place, split: Split, at: datetime, earlier: Split | None = None
) -> None:
    """Send a version; the one that it follows or answers is over with that."""
    author = who(place, split.side)
    move(world, split, splits.MOVES, splits.Action.SUBMIT, author, at)
    if earlier is not None:
        own = earlier.side is split.side
        action = splits.Action.NEXT_VERSION if own else splits.Action.COUNTER
        move(world, earlier, splits.MOVES, action, author, at)


def ask_changes(
    world: World,
    place: Place,
    split: Split,
    comment: str,
    at: datetime,
    by_row: Mapping[int, str] | None = None,
) -> None:
    """Ask for changes: in all, and row by row."""
    split.comment = comment
    for number, text in (by_row or {}).items():
        split.parts[number].comment = text
    said = [f"{part.what}: {part.comment}" for part in split.parts if part.comment]
    why = "\n".join([comment, *said])
    answerer = who(place, splits.other(split.side))
    move(world, split, splits.MOVES, splits.Action.ASK_CHANGES, answerer, at, why)


def approve_plan(
    world: World, place: Place, split: Split, at: datetime, in_force: Split | None = None
) -> None:
    """Agree to a version; the one that was in force is replaced."""
    answerer = who(place, splits.other(split.side))
    if in_force is not None:
        move(world, in_force, splits.MOVES, splits.Action.SUPERSEDE, answerer, at)
    split.approved_at = at
    move(world, split, splits.MOVES, splits.Action.APPROVE, answerer, at)


def plan_job(
    world: World, place: Place, task: Task, split: Split, start_on: date, at: datetime
) -> SmallJob:
    """A small job out of an approved plan, with its usual week."""
    move(world, task, tasks.MOVES, tasks.Action.USE, place.consultant, at)
    trained = plan.training_until(split.parts)
    job = build.smalljob(task.id, split.id, start_on, at)
    job.first_name = world.dice.choice(words("names")["participants"].split())
    job.pattern = usual_week(world, split)
    if trained:
        job.training_ends = jobs.last_training_day(start_on, trained)
        _room_for_training(world, place, job, at)
    world.add(job)
    by = place.consultant
    world.move("small_job", job, "plan", by, at, after=jobs.Status.PLANNED)
    return job


def _room_for_training(world: World, place: Place, job: SmallJob, at: datetime) -> None:
    employees = place.workplace.full_time_equivalents
    job.hearing = jobs.Hearing.HEARD if employees else jobs.Hearing.NOT_NEEDED
    if employees:
        job.representative = world.dice.choice(words()["representative"])
        job.heard_on = local(at).date()
    place.trainees += 1
    if place.trainees > on(world.today).ratio.places(employees or 0):
        job.ratio_reason = words()["reason_ratio"]


def usual_week(world: World, split: Split) -> list[Pattern]:
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


def move_job(
    world: World, place: Place, job: SmallJob, action: jobs.Action, at: datetime, reason: str = ""
) -> None:
    """Start, pause, resume or end."""
    move(world, job, jobs.MOVES, action, place.consultant, at, reason)


def pause_job(
    world: World, place: Place, job: SmallJob, at: datetime, ends: date | None, reason: str
) -> None:
    """Let it rest from that day on."""
    by = {"by_id": place.consultant.id, "created_at": at, "small_job_id": job.id}
    pause = world.add(build.pause(local(at).date(), ends, reason=reason, **by))
    job.pauses.append(pause)
    move_job(world, place, job, jobs.Action.PAUSE, at, reason)


def update_job_plan(
    world: World, place: Place, job: SmallJob, earlier: Split, split: Split, at: datetime
) -> None:
    """Let a small job be about the version that was just approved."""
    world.swap(job, growth.usual_weeks(job.pattern, earlier.parts, split.parts))
    job.split_id, job.updated_at = split.id, at
    last = plan.training_until(split.parts)
    job.training_ends = jobs.last_training_day(job.start_on, last) if last else None
    by = who(place, splits.other(split.side))
    note_job(world, job, growth.FOLLOW, by, at, str(split.number))


def note_job(
    world: World, job: SmallJob, action: str, by: User, at: datetime, reason: str = ""
) -> None:
    """Something happened that is no move to another state."""
    job.updated_at = max(job.updated_at, at)
    state = {"before": job.status, "after": job.status}
    world.move("small_job", job, action, by, at, reason=reason, **state)
