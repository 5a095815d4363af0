"""The states of a version of the split, whose move it is, and what the rulebook says of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum

from ..actor import Side
from ..messages import N_, Message
from ..rulebook import Effect, Finding, Rulebook, worst_first
from ..rulebook.findings import Code
from .plan import Kind, PartLike, in_week, phases, training_until


class Status(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    CHANGES_REQUESTED = "changes_requested"
    SUPERSEDED = "superseded"


class Action(StrEnum):
    EDIT = "edit"
    SUBMIT = "submit"
    ASK_CHANGES = "ask_changes"
    APPROVE = "approve"
    SUPERSEDE = "supersede"
    NEXT_VERSION = "next_version"


MOVES: dict[Action, dict[Status, Status]] = {
    Action.SUBMIT: {Status.DRAFT: Status.SUBMITTED},
    Action.ASK_CHANGES: {Status.SUBMITTED: Status.CHANGES_REQUESTED},
    Action.APPROVE: {Status.SUBMITTED: Status.APPROVED},
    Action.SUPERSEDE: {Status.APPROVED: Status.SUPERSEDED},
    Action.NEXT_VERSION: {Status.CHANGES_REQUESTED: Status.SUPERSEDED},
}

STATUS_NAMES = {
    Status.DRAFT: N_("Draft"),
    Status.SUBMITTED: N_("Waiting for an answer"),
    Status.APPROVED: N_("Approved"),
    Status.CHANGES_REQUESTED: N_("Changes requested"),
    Status.SUPERSEDED: N_("Replaced by a later version"),
}


class WageBasis(StrEnum):
    """Where the wage comes from."""

    AGREEMENT = "agreement"
    OWN = "own"


WAGE_BASIS_NAMES = {
    WageBasis.AGREEMENT: N_("Our collective agreement"),
    WageBasis.OWN: N_("Our own figure"),
}


def other(side: Side) -> Side:
    return Side.CONSULTANT if side is Side.EMPLOYER else Side.EMPLOYER


def whose_move(status: Status, author: Side) -> Side | None:
    """Who a version waits for: its author while it is written, the other side to decide."""
    match status:
        case Status.DRAFT | Status.CHANGES_REQUESTED:
            return author
        case Status.SUBMITTED:
            return other(author)
        case _:
            return None


def findings(parts: Sequence[PartLike], book: Rulebook) -> list[Finding]:
    """What the rulebook has to say about a split, worst first. `field` is `parts-<n>-<name>`."""
    checks: tuple[Callable[[Sequence[PartLike], Rulebook], Iterator[Finding]], ...] = (
        _something_agreed,
        _texts,
        _separate_functions,
        _training_period,
        _weekly_total,
        _paid_hours,
    )
    return worst_first(finding for check in checks for finding in check(parts, book))


def unanswered(found: Sequence[Finding], reasons: Mapping[str, str]) -> list[Finding]:
    """The findings that stand in the way of sending: all blocks, and asks without a reason."""
    return [
        finding
        for finding in found
        if finding.effect is Effect.BLOCKS
        or (finding.effect is Effect.ASKS and not reasons.get(finding.code, "").strip())
    ]


def _field(number: int, name: str) -> str:
    return f"parts-{number}-{name}"


def _something_agreed(parts: Sequence[PartLike], _book: Rulebook) -> Iterator[Finding]:
    if all(part.kind is Kind.STAYS for part in parts):
        yield Finding(
            Code.NOTHING_AGREED,
            Effect.BLOCKS,
            Message("Nothing is paid or trained yet. Choose at least one."),
            "parts-0-kind",
        )


def _texts(parts: Sequence[PartLike], book: Rulebook) -> Iterator[Finding]:
    for number, part in enumerate(parts):
        if part.kind is Kind.STAYS:
            continue
        named = {"what": part.what}
        if part.minutes == 0:
            message = Message("How many hours a week for “%(what)s”?", named)
            yield Finding(Code.NO_HOURS, Effect.BLOCKS, message, _field(number, "minutes"))
        if part.kind is Kind.PAID and not part.market_value.strip():
            message = Message("What do you get for the pay? Say it for “%(what)s”.", named)
            rule = book.market_value
            place = _field(number, "market_value")
            yield Finding(Code.MARKET_VALUE, rule.effect, message, place, rule)
        if part.kind is Kind.TRAINING and not part.goal.strip():
            message = Message("What is to be learnt with “%(what)s”?", named)
            rule = book.training_goal
            yield Finding(Code.TRAINING_GOAL, rule.effect, message, _field(number, "goal"), rule)
        if part.kind is Kind.TRAINING and not part.mastery.strip():
            message = Message("How will you see that “%(what)s” is mastered?", named)
            rule = book.training_goal
            place = _field(number, "mastery")
            yield Finding(Code.TRAINING_MASTERY, rule.effect, message, place, rule)


def _separate_functions(parts: Sequence[PartLike], book: Rulebook) -> Iterator[Finding]:
    rule = book.separate_functions
    for number, trained in enumerate(parts):
        if trained.kind is not Kind.TRAINING or trained.difference.strip():
            continue
        if any(_same_function(paid, trained) for paid in parts):
            message = Message(
                "“%(what)s” is both paid and trained in the same weeks. Write what the difference"
                " is, or let it be one of them.",
                {"what": trained.what},
            )
            place = _field(number, "difference")
            yield Finding(Code.SEPARATE_FUNCTIONS, rule.effect, message, place, rule)


def _same_function(paid: PartLike, trained: PartLike) -> bool:
    if paid.kind is not Kind.PAID or paid.activity_id != trained.activity_id:
        return False
    if paid.difference.strip():
        return False
    first = max(paid.from_week, trained.from_week)
    return in_week(paid, first) and in_week(trained, first)


def _training_period(parts: Sequence[PartLike], book: Rulebook) -> Iterator[Finding]:
    rule = book.training_period
    trained = [(n, part) for n, part in enumerate(parts) if part.kind is Kind.TRAINING]
    for number, part in trained:
        if part.to_week is None:
            message = Message("Training needs a last week. For “%(what)s”?", {"what": part.what})
            place = _field(number, "to_week")
            yield Finding(Code.TRAINING_END, rule.effect, message, place, rule)
    last = training_until(parts)
    if not trained or last is None:
        return
    weeks = last - min(part.from_week for _, part in trained) + 1
    place = _field(trained[-1][0], "to_week")
    if weeks > rule.first_limit:
        message = Message(
            "Training for %(weeks)s weeks is too long. It can be agreed for %(most)s weeks at"
            " most, extensions included.",
            {"weeks": weeks, "most": rule.first_limit},
        )
        yield Finding(Code.TRAINING_PERIOD, rule.effect, message, place, rule)
    elif weeks not in rule.choices:
        message = Message(
            "Training for %(weeks)s weeks. The consultant agrees on %(usual)s weeks and can"
            " extend it.",
            {"weeks": weeks, "usual": ", ".join(map(str, rule.choices))},
        )
        yield Finding(Code.TRAINING_PERIOD, Effect.TELLS, message, place, rule)


def _weekly_total(parts: Sequence[PartLike], book: Rulebook) -> Iterator[Finding]:
    rule = book.weekly_total
    full = next((phase for phase in phases(parts) if phase.total > rule.most), None)
    if full:
        message = Message(
            "From week %(week)s it is %(total)s hours a week. Paid hours and training together"
            " can be %(most)s at most.",
            {"week": full.first, "total": full.total, "most": rule.most},
            hours=("total", "most"),
        )
        yield Finding(Code.WEEKLY_TOTAL, rule.effect, message, "parts-0-minutes", rule)


def _paid_hours(parts: Sequence[PartLike], book: Rulebook) -> Iterator[Finding]:
    rule = book.paid_hours
    paid = [phase for phase in phases(parts) if phase.paid]
    low = next((phase for phase in paid if phase.paid < rule.low), None)
    if low:
        message = Message(
            "%(paid)s paid hours a week from week %(week)s is fewer than %(low)s. That can be"
            " right to begin with: say why.",
            {"paid": low.paid, "week": low.first, "low": rule.low},
            hours=("paid", "low"),
        )
        yield Finding(Code.PAID_HOURS_LOW, rule.effect, message, "parts-0-minutes", rule)
    high = next((phase for phase in paid if phase.paid > rule.high), None)
    if high:
        message = Message(
            "%(paid)s paid hours a week from week %(week)s: this has grown beyond a small job."
            " Good! Say how it came about.",
            {"paid": high.paid, "week": high.first},
            hours=("paid",),
        )
        yield Finding(Code.PAID_HOURS_HIGH, rule.effect, message, "parts-0-minutes", rule)
