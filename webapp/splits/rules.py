"""The states of a version of the split, whose move it is, what the rulebook says. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum

from ..actor import Side
from ..messages import N_, Message
from ..rulebook import Effect, Finding, Rulebook, worst_first
from ..rulebook.findings import Code
from . import ratio
from .part import Kind, PartLike, kind_from_answers
from .plan import in_week, phases
from .week_findings import PlanContext, empty_weeks, field_id, new_version, training_period


class Status(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    CHANGES_REQUESTED = "changes_requested"
    SUPERSEDED = "superseded"


UNFINISHED = (Status.DRAFT, Status.SUBMITTED, Status.CHANGES_REQUESTED)


class Action(StrEnum):
    EDIT = "edit"
    SUBMIT = "submit"
    ASK_CHANGES = "ask_changes"
    APPROVE = "approve"
    SUPERSEDE = "supersede"
    NEXT_VERSION = "next_version"
    COUNTER = "counter"
    DISCARD = "discard"
    WITHDRAW = "withdraw"


MOVES: dict[Action, dict[Status, Status]] = {
    Action.SUBMIT: {Status.DRAFT: Status.SUBMITTED},
    Action.ASK_CHANGES: {Status.SUBMITTED: Status.CHANGES_REQUESTED},
    Action.APPROVE: {Status.SUBMITTED: Status.APPROVED},
    Action.SUPERSEDE: {Status.APPROVED: Status.SUPERSEDED},
    # The author's next version is sent, or the other side's own proposal instead of an answer.
    Action.NEXT_VERSION: {Status.CHANGES_REQUESTED: Status.SUPERSEDED},
    Action.COUNTER: {Status.SUBMITTED: Status.SUPERSEDED},
    # Its author withdraws it: to go on editing, or to give it up.
    Action.WITHDRAW: {
        Status.SUBMITTED: Status.DRAFT,
        Status.CHANGES_REQUESTED: Status.SUPERSEDED,
    },
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


# What is asked where the rulebook wants a reason, by the finding's code.
REASON_NAMES: dict[str, str] = {
    Code.PAID_HOURS_LOW: N_("Why fewer paid hours than usual?"),
    Code.PAID_HOURS_HIGH: N_("Why more paid hours than usual?"),
    Code.RATIO: N_("Why more in training than there is room for?"),
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


NO_CONTEXT = PlanContext()


def findings(
    parts: Sequence[PartLike], book: Rulebook, context: PlanContext = NO_CONTEXT
) -> list[Finding]:
    """What the rulebook has to say about a split, worst first. `field` is `parts-<n>-<name>`."""
    checks: tuple[Callable[[Sequence[PartLike], Rulebook], Iterator[Finding]], ...] = (
        _something_agreed,
        _texts,
        _separate_functions,
        _weekly_total,
        empty_weeks,
    )
    findings = [finding for check in checks for finding in check(parts, book)]
    findings += _paid_hours(parts, book, grown=bool(context.agreed))
    findings += training_period(parts, book, context)
    findings += new_version(parts, context)
    if any(part.kind is Kind.TRAINING for part in parts):
        full_time, others = context.full_time_equivalents, context.other_trainees
        findings += ratio.findings(book.ratio, full_time, others, "full_time")
    return worst_first(findings)


def unanswered(findings: Sequence[Finding], reasons: Mapping[str, str]) -> list[Finding]:
    """The findings that prevent sending: all blocks, and asks without a reason."""
    return [
        finding
        for finding in findings
        if finding.effect is Effect.BLOCKS
        or (finding.effect is Effect.ASKS and not reasons.get(finding.code, "").strip())
    ]


def _something_agreed(parts: Sequence[PartLike], _book: Rulebook) -> Iterator[Finding]:
    open_ = [
        n for n, part in enumerate(parts) if kind_from_answers(part.alone, part.worth_pay) is None
    ]
    for number in open_:
        message = Message(
            "Answer the two questions about “%(what)s”.", {"what": parts[number].what}
        )
        yield Finding(Code.NOT_SORTED, Effect.BLOCKS, message, field_id(number, "alone"))
    if not open_ and all(part.kind is Kind.STAYS for part in parts):
        yield Finding(
            Code.NOTHING_AGREED,
            Effect.BLOCKS,
            Message("Nothing is paid or trained yet. Choose at least one."),
            "parts-0-worth_pay",
        )


def _texts(parts: Sequence[PartLike], book: Rulebook) -> Iterator[Finding]:
    for number, part in enumerate(parts):
        if part.kind is Kind.STAYS:
            continue
        named = {"what": part.what}
        if part.minutes == 0:
            message = Message("How many hours a week for “%(what)s”?", named)
            yield Finding(Code.NO_HOURS, Effect.BLOCKS, message, field_id(number, "minutes"))
        if part.kind is Kind.PAID and not part.market_value.strip():
            message = Message("What do you get for the pay? Say it for “%(what)s”.", named)
            rule = book.market_value
            place = field_id(number, "market_value")
            yield Finding(Code.MARKET_VALUE, rule.effect, message, place, rule)
        if part.kind is Kind.TRAINING and not part.goal.strip():
            message = Message("What is to be learnt with “%(what)s”?", named)
            rule = book.training_goal
            yield Finding(Code.TRAINING_GOAL, rule.effect, message, field_id(number, "goal"), rule)
        if part.kind is Kind.TRAINING and not part.mastery.strip():
            message = Message("How will you see that “%(what)s” is mastered?", named)
            rule = book.training_goal
            place = field_id(number, "mastery")
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
            place = field_id(number, "difference")
            yield Finding(Code.SEPARATE_FUNCTIONS, rule.effect, message, place, rule)


def _same_function(paid: PartLike, trained: PartLike) -> bool:
    if paid.kind is not Kind.PAID or paid.activity_id != trained.activity_id:
        return False
    if paid.difference.strip():
        return False
    first = max(paid.from_week, trained.from_week)
    return in_week(paid, first) and in_week(trained, first)


def _weekly_total(parts: Sequence[PartLike], book: Rulebook) -> Iterator[Finding]:
    rule = book.weekly_total
    full = next((phase for phase in phases(parts) if phase.total > rule.most), None)
    if full:
        message = Message(
            "From week %(week)s it is %(total)s a week. Paid hours and training together"
            " can be %(most)s at most.",
            {"week": full.first, "total": full.total, "most": rule.most},
            hours=("total", "most"),
        )
        place = field_id(_first_in(parts, full.first), "minutes")
        yield Finding(Code.WEEKLY_TOTAL, rule.effect, message, place, rule)


def _paid_hours(parts: Sequence[PartLike], book: Rulebook, *, grown: bool) -> Iterator[Finding]:
    rule = book.paid_hours
    paid = [phase for phase in phases(parts) if phase.paid]
    low = next((phase for phase in paid if phase.paid < rule.low), None)
    if low:
        message = Message(
            "%(paid)s paid a week from week %(week)s is fewer than %(low)s. That can be"
            " right to begin with: say why.",
            {"paid": low.paid, "week": low.first, "low": rule.low},
            hours=("paid", "low"),
        )
        place = field_id(_first_in(parts, low.first, Kind.PAID), "minutes")
        yield Finding(Code.PAID_HOURS_LOW, rule.effect, message, place, rule)
    high = next((phase for phase in paid if phase.paid > rule.high), None)
    if high:
        values = {"paid": high.paid, "week": high.first, "low": rule.low, "high": rule.high}
        shown = ("paid", "low", "high")
        message = Message(
            "%(paid)s paid a week from week %(week)s. A small job usually has %(low)s to"
            " %(high)s: say briefly why, or take something out.",
            values,
            hours=shown,
        )
        if grown:
            message = Message(
                "%(paid)s paid a week from week %(week)s: this has grown beyond a small job."
                " Good! Say how it came about.",
                values,
                hours=shown,
            )
        place = field_id(_first_in(parts, high.first, Kind.PAID), "minutes")
        yield Finding(Code.PAID_HOURS_HIGH, rule.effect, message, place, rule)


def _first_in(parts: Sequence[PartLike], week: int, kind: Kind | None = None) -> int:
    """The first row with hours in a week, of one kind or of any."""
    rows = enumerate(parts)
    return next(n for n, p in rows if in_week(p, week) and p.minutes and kind in (None, p.kind))
