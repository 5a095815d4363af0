"""Tasks, plans, small jobs and weeks, in every state, of several owners: the matrix tries them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

from tests import camera
from tests.house import addresses
from tests.house.thing import Thing, owned
from tests.world import TODAY, WEEK, World
from webapp.actor import Side
from webapp.demo import build
from webapp.smalljobs.models import SmallJob
from webapp.smalljobs.rules import Status as JobStatus
from webapp.splits.rules import Status as SplitStatus
from webapp.tasks.rules import Status as TaskStatus
from webapp.timesheets.rules import Status as SheetStatus

FAR = TODAY + timedelta(weeks=5)
VISITOR_ID, PLANNED_WEEK = uuid4(), uuid4()


def of_work(world: World) -> Iterator[Thing]:
    yield from _tasks(world)
    yield from _versions(world)
    yield from _photos(world)
    for side in Side:
        for status in SplitStatus:
            task = world.task(TaskStatus.IN_DIALOGUE)
            yield _split(world, world.split(status, side, task=task), task)
    task = world.task(TaskStatus.IN_DIALOGUE, by="ali")
    yield _split(world, world.split(SplitStatus.SUBMITTED, task=task), task)
    for by, states in (("karen", tuple(JobStatus)), ("ali", (JobStatus.ACTIVE,))):
        for status in states:
            job = world.job(status, by=by)
            yield owned(world, f"job {status} of {by}", {"job_id": job.id}, job, by)
            args = {"job_id": job.id, "week": str(WEEK)}
            unsaved = build.timesheet(job.id, WEEK)
            if status is JobStatus.PLANNED:
                unsaved.id = PLANNED_WEEK
            yield owned(world, f"week not opened of {status} job of {by}", args, unsaved, by)
    for held in (False, True):
        job = world.job(trains=True, training_ends=WEEK.sunday, pay_held=held)
        name = f"job in training, its pay {'held' if held else 'shown'}"
        yield owned(world, name, {"job_id": job.id}, job, "karen")
    for by, sheet_states in (("karen", tuple(SheetStatus)), ("ali", (SheetStatus.SUBMITTED,))):
        for state in sheet_states:
            sheet = world.sheet(state, job=world.job(by=by))
            args = {"job_id": sheet.small_job_id, "week": str(WEEK)}
            yield owned(world, f"week {state} of {by}", args, sheet, by)
            yield owned(world, f"sheet {state} of {by}", {"sheet_id": sheet.id}, sheet, by)
    yield from _pauses(world)
    yield from _corrections(world)
    yield from _addresses(world)


def _pauses(world: World) -> Iterator[Thing]:
    """One that has begun, and planned ones."""
    for by, days in (("karen", (TODAY, FAR)), ("ali", (FAR,))):
        for day in days:
            pause = build.pause(day, day)
            job = world.job(by=by, pauses=[pause])
            args = {"job_id": job.id, "pause_id": pause.id}
            yield owned(world, f"pause on {day} of {by}", args, pause, by)


def _corrections(world: World) -> Iterator[Thing]:
    """Weeks whose approved revision is being corrected, and each of their revisions."""
    for by, states in (("karen", tuple(SheetStatus)), ("ali", (SheetStatus.OPEN,))):
        for state in states:
            first = world.sheet(SheetStatus.APPROVED, job=world.job(by=by))
            job = world.db.get(SmallJob, first.small_job_id)
            later = world.sheet(state, job=job, revision=2, correction="En time mere.")
            args, name = {"job_id": first.small_job_id, "week": str(WEEK)}, f"{state} of {by}"
            yield owned(world, f"week with a correction {name}", args, later, by)
            yield owned(world, f"sheet of a correction {name}", {"sheet_id": later.id}, later, by)
            for sheet in (first, later):
                values = args | {"number": sheet.revision}
                thing = owned(world, f"revision {sheet.revision}, {name}", values, sheet, by)
                # What a company still writes is not for the municipality.
                unsent = sheet is later and state in {SheetStatus.OPEN, SheetStatus.RETURNED}
                yield replace(thing, side=Side.EMPLOYER) if unsent else thing


def _tasks(world: World) -> Iterator[Thing]:
    for by in ("karen", "poul", "ali"):
        for status in TaskStatus:
            yield _task(world, world.task(status, by=by), by)
    for by in ("karen", "nina"):
        yield _task(world, world.task(by=by, workplace_id=None), by)
    draft = world.visitors_draft(VISITOR_ID)
    yield Thing("task draft of a visitor", {"task_id": draft.id}, draft, visitor=VISITOR_ID)


def _task(world: World, task: Any, by: str) -> Thing:
    where = "" if task.workplace_id else ", no place yet"
    name = f"task {task.status} of {by}{where}"
    thing = owned(world, name, {"task_id": task.id}, task, by)
    secret = task.status is TaskStatus.DRAFT
    if not task.workplace_id:
        return Thing(name, thing.args, task, author=thing.author, secret=secret)
    return Thing(**vars(thing) | {"secret": secret})


def _photos(world: World) -> Iterator[Thing]:
    for by in ("karen", "poul", "ali"):
        for status in (TaskStatus.DRAFT, TaskStatus.IN_DIALOGUE, TaskStatus.USED):
            yield _photo(world, world.task(status, by=by), by)
    yield _photo(world, world.task(by="nina", workplace_id=None), "nina")


def _photo(world: World, task: Any, by: str) -> Thing:
    photo, thing = camera.photo(task), _task(world, task, by)
    world.db.add(photo)
    args = {"task_id": task.id, "photo_id": photo.id}
    return Thing(**vars(thing) | {"name": f"photo of {thing.name}", "args": args})


def _split(world: World, split: Any, task: Any) -> Thing:
    by = "ali" if task.created_by == world.ali.id else "karen"
    name = f"split {split.status} by the {split.side} side, for {by}"
    thing = owned(world, name, {"split_id": split.id}, split, by)
    return Thing(**vars(thing) | {"side": split.side if split.status == "draft" else None})


def _versions(world: World) -> Iterator[Thing]:
    """A version and the number of another one: both must be theirs to read."""
    for by in ("karen", "ali"):
        for status in (SplitStatus.DRAFT, SplitStatus.SUBMITTED):
            task = world.task(TaskStatus.IN_DIALOGUE, by=by)
            first = world.split(SplitStatus.APPROVED, task=task)
            second = world.split(status, Side.CONSULTANT, task=task, number=2)
            thing = _split(world, second, task)
            for item, other in ((first, second), (second, first)):
                args = {"split_id": item.id, "number": other.number}
                name = f"versions {item.number} and {other.number}, {thing.name}"
                yield Thing(**vars(thing) | {"name": name, "args": args})
        alone = _split(world, first, task)
        for number in (1, 3):  # itself, and one that is not there
            args, name = {"split_id": first.id, "number": number}, f"versions 1 and {number}"
            yield Thing(**vars(alone) | {"name": name, "args": args, "exists": False})


def _addresses(world: World) -> Iterator[Thing]:
    """What opens without sign-in, and the same hours on paper for those who see the small job."""
    for name, args, exists in addresses.named(world):
        yield Thing(name, args, exists=exists, everybodys=True)
    sheet = world.sheet(SheetStatus.APPROVED)
    for month, exists in (("2026-11", True), ("2026-08", False), ("2026-13", False)):
        args = {"job_id": sheet.small_job_id, "month": month}
        thing = owned(world, f"paper for {month}", args, None, "karen")
        yield Thing(**vars(thing) | {"exists": exists})
