"""What is still worth telling about a task, and what the rulebook says of its work. Pure."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from ..messages import Message
from ..rulebook import Finding
from ..rulebook.findings import Code
from ..rulebook.rules import Variety
from .rules import Nearby

MOST_TOLD = 5  # more would be a form again


class Telling(Protocol):
    """What may be told about an activity, wherever it is kept. Demands go from 0 to 3."""

    what: str
    done_by: str
    instead: str
    nearby: Nearby | None
    lifting: int | None


class Demanding(Protocol):
    """What an activity asks for, in steps from 0 to 3."""

    @property
    def nearby(self) -> Nearby | None: ...
    @property
    def lifting(self) -> int | None: ...
    @property
    def pace(self) -> int | None: ...
    @property
    def surroundings(self) -> int | None: ...


def worth_telling(activities: Sequence[Telling]) -> list[tuple[str, Message]]:
    """What helps the consultant and is not told yet: (id of the field, what to ask).

    The question that helps most comes first, for every activity, before the next question.
    """
    asked = list(_questions(activities))
    return asked[:MOST_TOLD]


def _questions(activities: Sequence[Telling]) -> Iterator[tuple[str, Message]]:
    for number, one in enumerate(activities):
        if not one.done_by:
            yield _ask(number, "done_by", Message("“%(what)s”: who does it today?", _named(one)))
    for number, one in enumerate(activities):
        if one.done_by and not one.instead:
            values = _named(one) | {"who": one.done_by}
            message = Message("“%(what)s”: what would %(who)s do instead?", values)
            yield _ask(number, "instead", message)
    for number, one in enumerate(activities):
        if one.lifting is None:
            message = Message("“%(what)s”: is there anything to lift?", _named(one))
            yield _ask(number, "lifting", message)
    for number, one in enumerate(activities):
        if one.nearby is None:
            message = Message("“%(what)s”: is somebody near meanwhile?", _named(one))
            yield _ask(number, "nearby", message)


def _ask(number: int, field: str, message: Message) -> tuple[str, Message]:
    return f"activities-{number}-{field}", message


def _named(one: Telling) -> dict[str, str]:
    return {"what": one.what}


def findings(activities: Sequence[Demanding], rule: Variety) -> list[Finding]:
    """Tells where a bundle holds only work that nobody wants."""
    if not activities or not all(unwanted(one, rule) for one in activities):
        return []
    message = Message(
        "All of this is heavy, harsh or done alone. Is there something pleasant, or something done"
        " together with others, that could go with it?"
    )
    return [Finding(Code.ONLY_UNWANTED, rule.effect, message, "activities-0-what", rule)]


def unwanted(one: Demanding, rule: Variety) -> bool:
    """Is it heavy, noisy or cold all the time, driven by a machine, or done alone?"""
    steps = (
        (one.lifting, rule.heavy),
        (one.surroundings, rule.harsh),
        (one.pace, rule.pressed),
    )
    hard = any(told is not None and told >= least for told, least in steps)
    return hard or one.nearby is Nearby.ALONE
