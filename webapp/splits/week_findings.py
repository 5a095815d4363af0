"""Findings about the weeks of a plan: how long training lasts, when a version applies. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..messages import Message
from ..rulebook import Effect, Finding, Rulebook
from ..rulebook.findings import Code
from .part import Kind, PartLike
from .plan import phases, same_plan, training_weeks


@dataclass(frozen=True)
class PlanContext:
    """The facts beside the plan itself that the rulebook checks it against.

    `agreed` are the parts in force, `starts_week` the plan week that the version applies from,
    and `this_week` the plan week of today, once there is a small job with a start.
    """

    agreed: Sequence[PartLike] = ()
    starts_week: int = 1
    this_week: int | None = None
    full_time_equivalents: int | None = None
    other_trainees: int = 0


def field_id(number: int, name: str) -> str:
    """The id of the form field `name` of row `number`, as findings name it."""
    return f"parts-{number}-{name}"


def training_period(
    parts: Sequence[PartLike], book: Rulebook, context: PlanContext
) -> Iterator[Finding]:
    rule = book.training_period
    trained = [(n, part) for n, part in enumerate(parts) if part.kind is Kind.TRAINING]
    for number, part in trained:
        if part.to_week is None:
            message = Message("Training needs a last week. For “%(what)s”?", {"what": part.what})
            place = field_id(number, "weeks")
            yield Finding(Code.TRAINING_END, rule.effect, message, place, rule)
    weeks = training_weeks(parts)
    if not trained or not weeks:
        return
    place = field_id(max(trained, key=lambda row: row[1].to_week or 0)[0], "weeks")
    agreed = training_weeks(context.agreed)
    # 26 weeks, and once they are agreed 13 more at a time.
    limit = max(rule.first_limit, agreed + rule.extension if agreed >= rule.first_limit else 0)
    if weeks > limit:
        message = Message(
            "Training for %(weeks)s weeks is too long. It can be agreed for %(most)s weeks at"
            " most, extensions included.",
            {"weeks": weeks, "most": limit},
        )
        yield Finding(Code.TRAINING_PERIOD, rule.effect, message, place, rule)
    elif weeks not in rule.choices and weeks != agreed:
        message = Message(
            "Training for %(weeks)s weeks. The consultant agrees on %(usual)s weeks and can"
            " extend it.",
            {"weeks": weeks, "usual": ", ".join(map(str, rule.choices))},
        )
        yield Finding(Code.TRAINING_PERIOD, Effect.TELLS, message, place, rule)


def empty_weeks(parts: Sequence[PartLike], _book: Rulebook) -> Iterator[Finding]:
    """Weeks without any hours in the middle of a plan are often a slip of the finger."""
    gap = next((phase for phase in phases(parts) if phase.first > 1 and not phase.total), None)
    if gap and gap.last is not None:
        message = Message(
            "No hours in weeks %(first)s to %(last)s. Is that meant?",
            {"first": gap.first, "last": gap.last},
        )
        place = field_id(
            next(n for n, p in enumerate(parts) if p.from_week > gap.last), "from_week"
        )
        yield Finding(Code.EMPTY_WEEKS, Effect.TELLS, message, place)


def new_version(parts: Sequence[PartLike], context: PlanContext) -> Iterator[Finding]:
    """What a version that follows an agreed one has to observe."""
    if not context.agreed:
        return
    if same_plan(parts, context.agreed):
        message = Message("Nothing differs from the plan that is in force.")
        yield Finding(Code.NOTHING_NEW, Effect.TELLS, message, "parts-0-minutes")
    if context.this_week is not None and context.starts_week < context.this_week:
        message = Message(
            "It was to apply from week %(starts)s of the job, and now it is week %(now)s. Week"
            " sheets that are over cannot change: propose it anew, from a later week.",
            {"starts": context.starts_week, "now": context.this_week},
        )
        yield Finding(Code.STARTS_IN_PAST, Effect.BLOCKS, message, "parts-0-minutes")
