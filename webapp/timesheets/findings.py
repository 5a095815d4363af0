"""What the rulebook says of the hours of a week. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..messages import Message
from ..rulebook import Effect, Finding, Rulebook, worst_first
from ..rulebook.findings import Code
from ..smalljobs.pauses import PauseLike, pause_on, why_no_hours
from .day import DayLike
from .rules import ALL_DAY, Absence
from .shares import MINUTES_A_DAY
from .weeks import totals


@dataclass(frozen=True)
class WeekContext:
    """The facts about the small job that the hours of a week are checked against."""

    start_on: date
    ended_on: date | None
    training_ends: date | None
    planned: tuple[int, int]  # (paid, training) minutes a week as agreed, holidays or not
    off: Mapping[date, str]  # the public holidays of the week, by name
    contact: str  # the contact person's name: who can have the training extended
    pauses: Sequence[PauseLike] = ()


def of_week(days: Sequence[DayLike], book: Rulebook, context: WeekContext) -> list[Finding]:
    """All findings about a week, worst first.

    The field of a finding about a day is that day's, `days-3-paid`; one about the week has none.
    """
    findings: list[Finding] = []
    for number, day in enumerate(days):
        findings += _of_day(f"days-{number}", day, book, context)
    findings += _above_agreed(days, book, context)
    findings += _of_all(days, book)
    return worst_first(findings)


def unanswered(findings: Iterable[Finding], reasons: Mapping[str, str]) -> list[Finding]:
    """The findings that prevent sending: all blocks, and asks without a reason.

    A day away with hours is answered on the day, by its own word; then the finding is gone.
    """
    return [
        finding
        for finding in findings
        if finding.effect is Effect.BLOCKS
        or (finding.effect is Effect.ASKS and not _answer(finding, reasons))
    ]


def _answer(finding: Finding, reasons: Mapping[str, str]) -> str:
    on_the_day = finding.code is Code.AWAY_WITH_HOURS
    return "" if on_the_day else reasons.get(finding.code, "").strip()


def deviation(days: Iterable[DayLike], planned: Iterable[DayLike]) -> list[date]:
    """The days that differ from their plan in hours or absence."""
    usual = {day.day: _what(day) for day in planned}
    return [day.day for day in days if _what(day) != usual.get(day.day)]


def _what(day: DayLike) -> tuple[int, int, Absence | None]:
    return day.paid, day.training, day.absence


def _hours(day: DayLike) -> int:
    return day.paid + day.training


# --- a day ---


def _of_day(line: str, day: DayLike, book: Rulebook, context: WeekContext) -> Iterator[Finding]:
    if _hours(day) > MINUTES_A_DAY:
        message = Message("A day has 24 hours.")
        yield Finding(Code.OVER_A_DAY, Effect.BLOCKS, message, f"{line}-paid")
    elif book.rest and _hours(day) > MINUTES_A_DAY - book.rest.between_days:
        # Only the totals are known. So many hours leave too little rest whenever they began.
        message = Message(
            "%(day)s: %(hours)s leaves less than %(rest)s of rest until the next day.",
            {"day": day.day, "hours": _hours(day), "rest": book.rest.between_days},
            hours=("hours", "rest"),
            weekdays=("day",),
        )
        yield Finding(Code.REST, book.rest.effect, message, f"{line}-paid", book.rest)
    yield from [*_outside(line, day, context)] or _training_over(line, day, book, context)
    yield from _away(line, day)
    if _hours(day) and day.day in context.off and day.absence not in ALL_DAY:
        message = Message(
            "%(day)s: %(hours)s on a public holiday (%(name)s).",
            {"day": day.day, "name": context.off[day.day], "hours": _hours(day)},
            hours=("hours",),
            weekdays=("day",),
        )
        yield Finding(Code.PUBLIC_HOLIDAY, Effect.TELLS, message, f"{line}-paid")


def _outside(line: str, day: DayLike, context: WeekContext) -> Iterator[Finding]:
    """Hours, or pay for being away, on a day on which there is no small job."""
    field = f"{line}-paid" if day.paid or not day.training else f"{line}-training"
    pause = pause_on(context.pauses, day.day)
    if pause and (_hours(day) or _paid_away(day)):
        message = why_no_hours(pause, day.day)
        yield Finding(Code.OUTSIDE_JOB, Effect.BLOCKS, message, field)
        return
    early = day.day < context.start_on
    late = context.ended_on is not None and day.day > context.ended_on
    if not (early or late) or not (_hours(day) or _paid_away(day)):
        return
    message = (
        Message("%(day)s: before the start on %(edge)s. There can be no hours yet.")
        if early
        else Message("%(day)s: after the end on %(edge)s. There can be no hours any more.")
    )
    edge = context.start_on if early else context.ended_on
    dated = replace(
        message, values={"day": day.day, "edge": edge}, days=("edge",), weekdays=("day",)
    )
    yield Finding(Code.OUTSIDE_JOB, Effect.BLOCKS, dated, field)


def _training_over(
    line: str, day: DayLike, book: Rulebook, context: WeekContext
) -> Iterator[Finding]:
    rule, ends = book.training_period, context.training_ends
    if day.training and ends is not None and day.day > ends:
        message = Message(
            "%(day)s: the training ended on %(ends)s. Call %(name)s if it is to be longer.",
            {"day": day.day, "ends": ends, "name": context.contact},
            days=("ends",),
            weekdays=("day",),
        )
        yield Finding(Code.TRAINING_OVER, rule.effect, message, f"{line}-training", rule)


def _away(line: str, day: DayLike) -> Iterator[Finding]:
    """Somebody was away and yet has hours, and nobody has said why."""
    if day.absence in ALL_DAY and _hours(day) and not day.absence_note.strip():
        message = Message(
            "%(day)s: away, but %(hours)s. Was it part of the day? Choose a reason.",
            {"day": day.day, "hours": _hours(day)},
            hours=("hours",),
            weekdays=("day",),
        )
        yield Finding(Code.AWAY_WITH_HOURS, Effect.ASKS, message, f"{line}-because")


# --- the week ---


def _paid_away(day: DayLike) -> int:
    return day.away_paid if day.absence else 0


def _above_agreed(
    days: Sequence[DayLike], book: Rulebook, context: WeekContext
) -> Iterator[Finding]:
    """Hours beyond what was agreed; pay for somebody who was away counts with the paid ones."""
    rule = book.above_agreed
    paid, training = totals(days)
    paid += sum(_paid_away(day) for day in days)
    agreed_paid, agreed_training = context.planned
    if training > agreed_training + rule.training:
        message = Message(
            "%(hours)s training, and %(agreed)s are agreed. Training is not paid: write"
            " why it was more.",
            {"hours": training, "agreed": agreed_training},
            hours=("hours", "agreed"),
        )
        yield Finding(Code.TRAINING_ABOVE, rule.effect, message, "", rule)
    if paid > agreed_paid + rule.paid:
        message = Message(
            "%(hours)s paid, and %(agreed)s are agreed. Write why it was more.",
            {"hours": paid, "agreed": agreed_paid},
            hours=("hours", "agreed"),
        )
        yield Finding(Code.PAID_ABOVE, rule.effect, message, "", rule)


def _of_all(days: Sequence[DayLike], book: Rulebook) -> Iterator[Finding]:
    """What the law and the usual full-time week say of all hours together."""
    total, rest = sum(totals(days)), book.rest
    if rest and total > rest.week_average:
        message = Message(
            "%(total)s this week. The law allows %(most)s a week, on average over 4 months.",
            {"total": total, "most": rest.week_average},
            hours=("total", "most"),
        )
        yield Finding(Code.WEEK_AVERAGE, rest.effect, message, "", rest)
    elif total > book.weekly_total.most:
        message = Message(
            "%(total)s this week is more than the %(most)s that can be agreed.",
            {"total": total, "most": book.weekly_total.most},
            hours=("total", "most"),
        )
        yield Finding(Code.WEEKLY_TOTAL, Effect.TELLS, message, "", book.weekly_total)
    if rest and sum(1 for day in days if _hours(day)) > 7 - rest.days_off:
        message = Message("There is no day off in this week.")
        yield Finding(Code.NO_DAY_OFF, rest.effect, message, "", rest)
