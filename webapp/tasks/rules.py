"""The states of a task, who moves it, and how an activity becomes hours a week. Pure."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from ..actor import Side
from ..messages import N_, Message

WORKING_DAYS_A_WEEK = 5
CALLED_WITHIN = 2  # working days: what we promise the company
MOST_ACTIVITIES = 30


class Status(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_DIALOGUE = "in_dialogue"
    USED = "used"
    PARKED = "parked"


class Action(StrEnum):
    EDIT = "edit"
    DISCARD = "discard"
    SUBMIT = "submit"
    TAKE = "take"
    PARK = "park"
    TAKE_UP = "take_up"
    USE = "use"
    HAND_OVER = "hand_over"
    NOTE = "note"


MOVES: dict[Action, dict[Status, Status]] = {
    Action.SUBMIT: {Status.DRAFT: Status.SUBMITTED},
    Action.TAKE: {Status.SUBMITTED: Status.IN_DIALOGUE},
    Action.PARK: {Status.SUBMITTED: Status.PARKED, Status.IN_DIALOGUE: Status.PARKED},
    Action.TAKE_UP: {Status.PARKED: Status.IN_DIALOGUE},
    Action.USE: {Status.IN_DIALOGUE: Status.USED},
}

# Whose move it is in each state; in dialogue it is the plan that says so (see desk.rules).
WHOSE_MOVE: dict[Status, Side | None] = {
    Status.DRAFT: Side.EMPLOYER,
    Status.SUBMITTED: Side.CONSULTANT,
    Status.IN_DIALOGUE: Side.CONSULTANT,
    Status.USED: None,
    Status.PARKED: None,
}

STATUS_NAMES = {
    Status.DRAFT: N_("Draft"),
    Status.SUBMITTED: N_("Sent"),
    Status.IN_DIALOGUE: N_("In dialogue"),
    Status.USED: N_("Has become a small job"),
    Status.PARKED: N_("Parked"),
}


class Category(StrEnum):
    """The trade that the work belongs to."""

    CLEANING = "cleaning"
    SERVICE = "service"
    WAREHOUSE = "warehouse"
    KITCHEN = "kitchen"
    SHOP = "shop"
    WORKSHOP = "workshop"
    GREEN = "green"
    OFFICE = "office"
    FARM = "farm"
    OTHER = "other"


CATEGORY_NAMES = {
    Category.CLEANING: N_("Cleaning"),
    Category.SERVICE: N_("Service"),
    Category.WAREHOUSE: N_("Warehouse"),
    Category.KITCHEN: N_("Kitchen"),
    Category.SHOP: N_("Shop"),
    Category.WORKSHOP: N_("Workshop"),
    Category.GREEN: N_("Green areas"),
    Category.OFFICE: N_("Office"),
    Category.FARM: N_("Farm"),
    Category.OTHER: N_("Something else"),
}


class Per(StrEnum):
    """How often is counted per …"""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


PER_NAMES = {Per.DAY: N_("a day"), Per.WEEK: N_("a week"), Per.MONTH: N_("a month")}


class Recurring(Protocol):
    """An activity, wherever it is kept."""

    @property
    def what(self) -> str: ...
    @property
    def times(self) -> int | None: ...
    @property
    def per(self) -> Per: ...
    @property
    def minutes(self) -> int | None: ...


def weekly_minutes(activity: Recurring) -> int:
    """Minutes a week. A day counts for five, a month is 52/12 weeks; rounded to whole minutes.

    An activity that is not fully told yet counts for 0.
    """
    total = (activity.times or 0) * (activity.minutes or 0)
    match activity.per:
        case Per.DAY:
            return total * WORKING_DAYS_A_WEEK
        case Per.WEEK:
            return total
        case Per.MONTH:
            return round(total * 12 / 52)


class Described(Protocol):
    """A task, wherever it is kept."""

    headline: str
    workplace_id: UUID | None

    @property
    def activities(self) -> Sequence[Recurring]: ...


def missing(task: Described) -> list[tuple[str, Message]]:
    """What still has to be told before the task can be sent: (name of the field, what to say)."""
    found: list[tuple[str, Message]] = []
    if not task.headline:
        found.append(("headline", Message("Say in a few words what it is about.")))
    if task.workplace_id is None:
        found.append(("workplace", Message("Where is the work done?")))
    if not task.activities:
        found.append(("activities-0-what", Message("Describe at least one thing to be done.")))
    for number, activity in enumerate(task.activities):
        if not activity.what:
            found.append((f"activities-{number}-what", Message("What is to be done?")))
        if not activity.times:
            found.append((f"activities-{number}-times", Message("How many times?")))
        if not activity.minutes:
            found.append((f"activities-{number}-minutes", Message("How many minutes?")))
    return found


def total_minutes(activities: Iterable[Recurring]) -> int:
    """Minutes a week of all activities together."""
    return sum(weekly_minutes(activity) for activity in activities)
