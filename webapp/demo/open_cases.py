"""Tasks and plans that have not become small jobs, in every state."""

from collections.abc import Iterator
from datetime import datetime

from ..accounts.models import User
from ..actor import Side
from ..splits import rules as splits
from ..splits.models import Split
from ..tasks.models import Task
from ..tasks.rules import Category
from . import build, plans, steps
from .cases import approved_plan, taken_task
from .firms import Country, Place
from .plans import SHAPES
from .work import words
from .world import World

# (whose plan it is, how far it has come): one task each.
PLANS = (
    (Side.EMPLOYER, "draft"),
    (Side.EMPLOYER, "sent"),
    (Side.CONSULTANT, "sent"),
    (Side.CONSULTANT, "draft"),
    (Side.EMPLOYER, "changes"),
    (Side.CONSULTANT, "sent"),
    (Side.EMPLOYER, "sent"),
    (Side.CONSULTANT, "again"),
    (Side.EMPLOYER, "draft"),
    (Side.EMPLOYER, "sent"),
    (Side.CONSULTANT, "sent"),
    (Side.EMPLOYER, "changes"),
    (Side.CONSULTANT, "changes"),
)
SCENES = {Category.WAREHOUSE: "cardboard", Category.CLEANING: "trolley"}
SENT_AGO = (1, 2, 3, 5, 7, 11)  # days


def add_drafts(world: World, places: Iterator[Place]) -> None:
    """Tasks that are being described; one is only begun, one has no owner yet."""
    for days in (1, 3, 6):
        _described(world, next(places), days)
    task = _described(world, next(places), 2)
    task.headline, task.workplace_id, task.category = "Noget med pap", None, None
    task.activities[0].minutes = None
    visitor = _described(world, next(places), 1)
    visitor.created_by, visitor.workplace_id, visitor.visitor_id = None, None, world.new_id()
    visitor.walk = {"piles-up": "Papkasser og plastik ved bagdøren"}


def _described(world: World, place: Place, days: int) -> Task:
    offer = next(place.offered)
    activities = plans.activities(world, offer, 420)
    return steps.describe_task(world, place, offer, activities, world.days_ago(days))


def add_submitted(world: World, places: Iterator[Place]) -> None:
    """Tasks that no consultant has taken yet."""
    for days in SENT_AGO:
        place = next(places)
        task = _described(world, place, days)
        steps.send_task(world, place, task, world.later(task.created_at, 0, 0))


def add_in_dialogue(world: World, places: Iterator[Place]) -> None:
    """Tasks that are talked through, without a plan so far; one had been parked."""
    notes = iter(words()["note"])
    for days in (4, 6, 9, 13):
        place = next(places)
        task, *_, at = taken_task(world, place, world.days_ago(days + 3), 540)
        at = world.later(at, 0, 1)
        steps.add_note(world, task, place.consultant, next(notes), at)
        if days == 13:
            at = world.later(at, 0, 1)
            steps.park_task(world, place, task, at)
            steps.take_up_task(world, place, task, world.later(at, 3, 5))


def add_plans(world: World, places: Iterator[Place]) -> None:
    """Plans that are written, wait for an answer, or are to be changed."""
    for number, (side, how_far) in enumerate(PLANS):
        place = next(places)
        add_plan(world, place, side, how_far, days=6 + number, shape=number)


def add_fixed_plans(world: World, country: Country) -> None:
    """Plans at fixed companies, so that tests and screenshots find them."""
    for firm, side, how_far, shape in (
        ("Rent & Pænt", Side.CONSULTANT, "sent", 3),
        ("Købmanden på Torvet", Side.EMPLOYER, "countered", 2),
        ("Madhuset Tallerken", Side.EMPLOYER, "by row", 3),
    ):
        add_plan(world, country.at(firm), side, how_far, days=4, shape=shape)


def add_plan(
    world: World, place: Place, side: Side, how_far: str, *, days: int, shape: int
) -> None:
    """One task with a plan that has come so far."""
    task, activities, offer, at = taken_task(world, place, world.days_ago(days + 4), 480)
    at = world.later(at, 1, 2)
    parts = plans.parts(world, offer, activities, SHAPES[shape % len(SHAPES)], 480)
    split = steps.draft_plan(world, place, task, side, parts, at)
    if how_far == "draft":
        parts[0].market_value = parts[0].goal = ""  # it is not finished
        return
    at = world.later(at, 0, 1)
    steps.send_plan(world, place, split, at)
    if how_far != "sent":
        _answered(world, place, split, how_far, shape, world.later(at, 1, 2))


def _answered(
    world: World, place: Place, split: Split, how_far: str, shape: int, at: datetime
) -> None:
    """Changes are asked for, in all or by row; or the other side proposes it differently."""
    if how_far == "countered":
        _next_begun(world, place, split, splits.other(split.side), at)
        return
    comments = words()[f"changes_for_{split.side}"]
    comment = comments[shape % len(comments)]
    by_row: dict[int, str] = {}
    if how_far == "by row":
        comment, *rows = words()["changes_by_row"]
        by_row = dict(enumerate(rows))
    steps.ask_changes(world, place, split, comment, at, by_row)
    if how_far == "again":
        _next_begun(world, place, split, split.side, world.later(at, 0, 1))


def _next_begun(world: World, place: Place, split: Split, side: Side, at: datetime) -> None:
    """A draft after `split`, which stays as it is until this one is sent."""
    task = next(task for task in world.things[Task] if task.id == split.task_id)
    parts = steps.carry_over(split.parts)
    first = next(part for part in parts if part.minutes)
    first.minutes += 60
    steps.draft_plan(world, place, task, side, parts, at, split)


def add_approved(world: World, places: Iterator[Place]) -> None:
    """Plans that are agreed, and whose small job is still to be made."""
    for days in (14, 17, 20):
        place = next(places)
        task, activities, offer, at = taken_task(world, place, world.days_ago(days), 600)
        parts = plans.parts(world, offer, activities, SHAPES[days % len(SHAPES)], 600)
        approved_plan(world, place, task, parts, at)


def add_parked(world: World, places: Iterator[Place]) -> None:
    """Parked tasks: some parked at once, some after a talk."""
    for number in range(4):
        place = next(places)
        if number % 2:
            task = _described(world, place, 25 + number)
            at = world.later(task.created_at, 0, 0)
            steps.send_task(world, place, task, at)
        else:
            task, *_, at = taken_task(world, place, world.days_ago(40 + number), 360)
        steps.park_task(world, place, task, world.later(at, 3, 8))


def hand_over(world: World, country: Country) -> None:
    """Two cases of Jonas' that Mette has from now on."""
    mette, jonas = country.staff["mette"], country.staff["jonas"]
    theirs = [task for task in world.things[Task] if task.consultant_id == jonas.id]
    for task in [task for task in theirs if task.status == "in_dialogue"][:2]:
        at = world.later(task.since, 1, 2)
        steps.hand_over_task(world, task, country.staff["team-lead"], mette, at)


def add_photos(world: World) -> None:
    """Pictures of the work with some of the tasks that wait, from the company or a walk-round."""
    for trade, scene in SCENES.items():
        waits = [task for task in world.things[Task] if task.category is trade]
        waits = [task for task in waits if task.status in ("submitted", "in_dialogue")]
        for task in waits[:2]:
            by = task.consultant_id or task.created_by
            user = next(user for user in world.things[User] if user.id == by)
            steps.add_photos(world, task, user, (scene,), world.later(task.since, 0, 1))


def add_notes(world: World) -> None:
    """Words between consultants on some of the tasks."""
    texts = words()["note"]
    known = [task for task in world.things[Task] if task.consultant_id]
    for number, task in enumerate(known[:: max(len(known) // 12, 1)]):
        at = world.later(task.since, 0, 3)
        note = build.note(task.id, task.consultant_id, texts[number % len(texts)], at)
        world.add(note)
