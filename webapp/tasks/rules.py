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
MOST_PHOTOS = 6


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
    PHOTO = "photo"


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


class TimeOfDay(StrEnum):
    MORNING = "morning"
    MIDDAY = "midday"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    ANY = "any"


TIME_OF_DAY_NAMES = {
    TimeOfDay.MORNING: N_("In the morning"),
    TimeOfDay.MIDDAY: N_("Around noon"),
    TimeOfDay.AFTERNOON: N_("In the afternoon"),
    TimeOfDay.EVENING: N_("In the evening"),
    TimeOfDay.ANY: N_("Whenever it suits"),
}


class Sameness(StrEnum):
    """Is it the same every time?"""

    SAME = "same"
    MOSTLY = "mostly"
    VARIES = "varies"


SAMENESS_NAMES = {
    Sameness.SAME: N_("The same every time"),
    Sameness.MOSTLY: N_("Mostly the same"),
    Sameness.VARIES: N_("Different every time"),
}


class Nearby(StrEnum):
    """Is somebody near while it is done?"""

    ALWAYS = "always"
    SOMETIMES = "sometimes"
    ALONE = "alone"


NEARBY_NAMES = {
    Nearby.ALWAYS: N_("Yes, always"),
    Nearby.SOMETIMES: N_("Now and then"),
    Nearby.ALONE: N_("No, one is alone"),
}


class Demand(StrEnum):
    """What the work asks for, in steps from 0 to 3. It is about the task, never the person."""

    LIFTING = "lifting"
    STANDING = "standing"
    PACE = "pace"
    SURROUNDINGS = "surroundings"
    CONTACT = "contact"
    COUNTING = "counting"


MOST_DEMANDING = 3

DEMAND_NAMES = {
    Demand.LIFTING: N_("Lifting"),
    Demand.STANDING: N_("Standing and walking"),
    Demand.PACE: N_("Pace"),
    Demand.SURROUNDINGS: N_("Noise and cold"),
    Demand.CONTACT: N_("Contact with others"),
    Demand.COUNTING: N_("Reading and counting"),
}

# The four steps of each demand, lightest first.
DEMAND_STEPS: dict[Demand, tuple[str, str, str, str]] = {
    Demand.LIFTING: (
        N_("Nothing to lift"),
        N_("Up to 5 kg"),
        N_("Up to 10 kg"),
        N_("More than 10 kg"),
    ),
    Demand.STANDING: (
        N_("One can sit"),
        N_("Sitting and standing in turn"),
        N_("Mostly standing or walking"),
        N_("Standing or walking all the time"),
    ),
    Demand.PACE: (
        N_("One's own pace"),
        N_("Done in the course of the day"),
        N_("Done by a certain hour"),
        N_("Follows a machine or a queue"),
    ),
    Demand.SURROUNDINGS: (
        N_("Quiet and warm"),
        N_("Some noise or draught"),
        N_("Noisy or cold at times"),
        N_("Noisy or cold all the time"),
    ),
    Demand.CONTACT: (
        N_("Nobody to talk to"),
        N_("Talks with a colleague"),
        N_("Talks with several people"),
        N_("Talks with customers"),
    ),
    Demand.COUNTING: (
        N_("No reading or counting"),
        N_("Reads signs and labels"),
        N_("Reads lists, counts pieces"),
        N_("Writes, reckons or uses a screen"),
    ),
}


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

    An incomplete activity counts for 0.
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
    """The required fields that are missing: (id of the form field, message)."""
    fields: list[tuple[str, Message]] = []
    if not task.headline:
        fields.append(("headline", Message("Say in a few words what it is about.")))
    if task.workplace_id is None:
        fields.append(("workplace", Message("Where is the work done?")))
    if not task.activities:
        fields.append(("activities-0-what", Message("Describe at least one thing to be done.")))
    for number, activity in enumerate(task.activities):
        if not activity.what:
            fields.append((f"activities-{number}-what", Message("What is to be done?")))
        if not activity.times:
            fields.append((f"activities-{number}-times", Message("How many times?")))
        if not activity.minutes:
            fields.append((f"activities-{number}-minutes", Message("How many minutes?")))
    return fields


def total_minutes(activities: Iterable[Recurring]) -> int:
    """Minutes a week of all activities together."""
    return sum(weekly_minutes(activity) for activity in activities)
