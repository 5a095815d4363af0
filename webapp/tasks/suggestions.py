"""Suggestions what else to say about a task, and the rulebook's findings about its work. Pure."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from ..messages import Message
from ..rulebook import Finding
from ..rulebook.findings import Code
from ..rulebook.rules import Variety
from .rules import Nearby

MAX_SUGGESTIONS = 5  # more would be a form again


class ActivityDetails(Protocol):
    """The optional details of an activity, wherever it is stored. Demands go from 0 to 3."""

    what: str
    done_by: str
    instead: str
    nearby: Nearby | None
    lifting: int | None


class ActivityDemands(Protocol):
    """The demands of an activity, from 0 to 3."""

    @property
    def nearby(self) -> Nearby | None: ...
    @property
    def lifting(self) -> int | None: ...
    @property
    def pace(self) -> int | None: ...
    @property
    def surroundings(self) -> int | None: ...


def suggestions(activities: Sequence[ActivityDetails]) -> list[tuple[str, Message]]:
    """Questions that would help the consultant: (id of the form field, question).

    The most helpful question comes first, for all activities, before the next one.
    """
    asked = list(_questions(activities))
    return asked[:MAX_SUGGESTIONS]


def _questions(activities: Sequence[ActivityDetails]) -> Iterator[tuple[str, Message]]:
    for number, activity in enumerate(activities):
        if not activity.done_by:
            yield _ask(
                number, "done_by", Message("“%(what)s”: who does it today?", _named(activity))
            )
    for number, activity in enumerate(activities):
        if activity.done_by and not activity.instead:
            values = _named(activity) | {"who": activity.done_by}
            message = Message("“%(what)s”: what would %(who)s do instead?", values)
            yield _ask(number, "instead", message)
    for number, activity in enumerate(activities):
        if activity.lifting is None:
            message = Message("“%(what)s”: is there anything to lift?", _named(activity))
            yield _ask(number, "lifting", message)
    for number, activity in enumerate(activities):
        if activity.nearby is None:
            message = Message("“%(what)s”: is somebody near meanwhile?", _named(activity))
            yield _ask(number, "nearby", message)


def _ask(number: int, field: str, message: Message) -> tuple[str, Message]:
    return f"activities-{number}-{field}", message


def _named(activity: ActivityDetails) -> dict[str, str]:
    return {"what": activity.what}


def variety_findings(activities: Sequence[ActivityDemands], rule: Variety) -> list[Finding]:
    """A finding where all activities are unwanted work."""
    if not activities or not all(is_unwanted(activity, rule) for activity in activities):
        return []
    message = Message(
        "All of this is heavy, harsh or done alone. Is there something pleasant, or something done"
        " together with others, that could go with it?"
    )
    return [Finding(Code.ONLY_UNWANTED, rule.effect, message, "activities-0-what", rule)]


def is_unwanted(activity: ActivityDemands, rule: Variety) -> bool:
    """Is it heavy, noisy or cold all the time, driven by a machine, or done alone?"""
    steps = (
        (activity.lifting, rule.heavy),
        (activity.surroundings, rule.harsh),
        (activity.pace, rule.pressed),
    )
    hard = any(step is not None and step >= least for step, least in steps)
    return hard or activity.nearby is Nearby.ALONE
