"""The ratio (rimelighedskrav): how many trainees a workplace has room for, and why. Pure."""

from collections.abc import Iterator

from ..messages import Message
from ..rulebook import Finding
from ..rulebook.findings import Code
from ..rulebook.rules import Ratio

FULL_WEEK = 37  # hours a week of one full-time equivalent


def full_time_equivalents(full_time: int, part_time_hours: int) -> int:
    """Whole full-time equivalents: so many full-time employees, and so many hours by others.

    A part of one counts for nothing: places are given for every 5 or 10 whole ones.
    """
    return full_time + part_time_hours // FULL_WEEK


def explain(rule: Ratio, equivalents: int, others: int) -> list[Message]:
    """The sum as one would say it at the table, a sentence for each step."""
    steps = [_first_step(rule, equivalents)]
    if equivalents > rule.up_to:
        values = {
            "above": equivalents - rule.up_to,
            "per": rule.per_after,
            "more": (equivalents - rule.up_to) // rule.per_after,
        }
        steps.append(Message("The %(above)s above that ÷ %(per)s = %(more)s more.", values))
    room = rule.places(equivalents)
    left = {"room": room, "others": others, "left": max(room - others, 0)}
    steps.append(
        Message("Room for %(room)s at a time, %(others)s in use: %(left)s more can come.", left)
    )
    return steps


def _first_step(rule: Ratio, equivalents: int) -> Message:
    counted = min(equivalents, rule.up_to)
    values = {"counted": counted, "per": rule.per, "room": counted // rule.per}
    if counted // rule.per < rule.least:
        return Message(
            "%(counted)s full-time ÷ %(per)s is less than 1, and there is always room for 1.",
            values,
        )
    return Message(
        "%(counted)s full-time employees, and room for 1 for every %(per)s: %(room)s.", values
    )


def findings(rule: Ratio, equivalents: int | None, others: int, field: str) -> Iterator[Finding]:
    """A finding where one more trainee exceeds the room; none while the room is not known."""
    if equivalents is None:
        return
    allowed = rule.places(equivalents)
    if others + 1 <= allowed:
        return
    message = Message(
        "%(full_time)s full-time employees give room for %(allowed)s in training at a time;"
        " this would be number %(number)s.",
        {"full_time": equivalents, "allowed": allowed, "number": others + 1},
    )
    yield Finding(Code.RATIO, rule.effect, message, field, rule)
