"""How Karen and Mette come to the plan for Jørgen: a task, a first version, and a better one."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from ..smalljobs.actions import send_plan
from ..splits import actions as splits
from ..splits import plan, versions
from ..splits.models import Part, Split
from ..splits.rules import WageBasis
from ..tasks import actions as tasks
from ..tasks import photos
from ..tasks.models import Task
from ..timesheets.job_actions import approve_plan
from . import pictures, steps
from .firms import Place
from .flagship_texts import (
    COMMENT,
    NOTE,
    OFFER,
    ON_PICKING,
    WAGE,
    WEEKS_AGO,
    first_version,
    second_version,
)
from .stage import Stage
from .work import Offer


def agree(stage: Stage, place: Place) -> tuple[Task, Split]:
    """Version 1 had too little in it; version 2 is in force."""
    world, session = stage.world, stage.session
    mette = stage.actor(place.consultant)
    place.wage, place.wage_basis = WAGE, WageBasis.OWN
    task, at = _talked_through(stage, place)
    ids = [activity.id for activity in task.activities]
    at = world.later(at, 4, 6)
    first = _write(stage, place, task, first_version(ids), at)
    at = world.later(at, 2, 3)
    by_part = {first.parts[2].id: ON_PICKING}
    splits.ask_changes(session, first, task, comment=COMMENT, by_part=by_part, by=mette, at=at)
    at = world.later(at, 3, 4)
    second = _write(stage, place, task, second_version(ids), at)
    approve_plan(session, second, task, by=mette, at=world.later(second.since, 1, 2))
    return task, second


def _talked_through(stage: Stage, place: Place) -> tuple[Task, datetime]:
    """Karen describes the crates, and Mette walks round with her."""
    world, session = stage.world, stage.session
    karen, mette = stage.actor(place.manager), stage.actor(place.consultant)
    at = world.office_hour(world.week.plus(-WEEKS_AGO).monday - timedelta(days=58))
    task = describe(stage, place, OFFER, at)
    images = [pictures.photo(scene) for scene in ("aisle", "truck")]
    photos.add(session, task, images, by=karen, at=at)
    tasks.submit(session, task, by=karen, at=world.later(at, 0, 0))
    at = world.later(task.since, 1, 2)
    tasks.take(session, task, by=mette, at=at)
    walked = world.later(at, 0, 1)
    tasks.note(session, task, note_id=stage.new_id(), text=NOTE, by=mette, at=walked)
    return task, at


def describe(stage: Stage, place: Place, offer: Offer, at: datetime) -> Task:
    """A draft by the place's manager."""
    pieces = [
        tasks.ActivityInput(
            deed.what, deed.times, deed.per, deed.minutes, more=tasks.MoreDetails(**deed.details)
        )
        for deed in offer.deeds
    ]
    described = tasks.Description(
        offer.headline, offer.stops, offer.category, place.workplace.id, pieces
    )
    new_id, by = stage.new_id(), stage.actor(place.manager)
    return tasks.save(stage.session, None, described, task_id=new_id, version=None, by=by, at=at)


def _write(stage: Stage, place: Place, task: Task, parts: list[Part], at: datetime) -> Split:
    """A version of Karen's, begun and sent on the same day."""
    session, karen = stage.session, stage.actor(place.manager)
    split = versions.begin(session, task, split_id=stage.new_id(), by=karen, at=at)
    rows = [plan.as_row(part) for part in parts]
    finish(stage, place, split, rows, stage.world.later(at, 0, 0))
    return split


def finish(
    stage: Stage, place: Place, split: Split, rows: Sequence[plan.Row], sent_at: datetime
) -> None:
    """Let its author write what is missing in a version just begun, and send it."""
    task = stage.session.get_one(Task, split.task_id)
    by = stage.actor(steps.who(place, split.side))
    reasons = steps.reasons(stage.world, place, versions.make_parts(rows))
    proposal = splits.Proposal(rows, reasons, place.wage, place.wage_basis)
    version, at = split.version, split.created_at
    splits.save(stage.session, split, proposal, version=version, by=by, at=at)
    send_plan(stage.session, split, task, by=by, at=sent_at)
