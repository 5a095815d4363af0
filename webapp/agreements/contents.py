"""The contents of agreements and applications, and the sentences that both share. Pure.

A `Text` is a message, a day, or somebody's own words; `to_plain` turns all of them into strings in
the reader's language, at the edge.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any, Protocol

from ..clock import Week
from ..messages import Message
from ..smalljobs.rules import HEARING_NAMES, Hearing, first_day, last_training_day
from ..splits import plan
from ..splits.part import Kind, PartLike, Row
from ..splits.plan import Phase

Text = Message | date | str
COUNTED = frozenset({Kind.PAID, Kind.TRAINING})


class AgreementJob(Protocol):
    """What an agreement needs to know of a small job."""

    first_name: str
    start_on: date
    training_ends: date | None
    hearing: Hearing
    representative: str
    heard_on: date | None
    contract_on: date | None


@dataclass(frozen=True)
class ContactDetails:
    name: str
    phone: str = ""  # as it is shown


@dataclass(frozen=True)
class Parties:
    """The workplace, and the people who speak for it and for the municipality."""

    company: str
    cvr: str
    workplace: str
    p_number: str
    municipality: str
    full_time_equivalents: int | None
    manager: ContactDetails
    contact: ContactDetails


@dataclass(frozen=True)
class PlanVersion:
    """A version of the plan that is or was agreed, in force from plan week `starts_week` on."""

    number: int
    parts: Sequence[PartLike]
    starts_week: int = 1
    approved_on: date | None = None
    replaced_by: int | None = None  # the number of the version in force now


@dataclass(frozen=True)
class AgreementContents:
    """One small job with one version of its plan."""

    job: AgreementJob
    version: PlanVersion
    place: Parties


@dataclass(frozen=True)
class Fact:
    """A name with one or more lines of text."""

    name: Message
    lines: tuple[Text, ...]


def to_plain(thing: Any, translate: Callable[[Text], str]) -> Any:
    """The same as dicts, lists and strings; `translate` turns one text into a string."""
    if isinstance(thing, (Message, date, str)):
        return translate(thing)
    if is_dataclass(thing):
        return {
            field.name: to_plain(getattr(thing, field.name), translate) for field in fields(thing)
        }
    return [to_plain(item, translate) for item in thing]


def non_empty(*texts: Text) -> tuple[Text, ...]:
    """The texts that are not empty."""
    return tuple(text for text in texts if text)


def agreed_rows(version: PlanVersion, kinds: frozenset[Kind] = COUNTED) -> list[Row]:
    """The rows that give hours in the weeks that the version is in force in."""
    first = version.starts_week
    rows = plan.cut_rows(map(plan.as_row, version.parts), first)
    coming = (row for row in rows if row.to_week is None or row.to_week >= first)
    return plan.join_rows(row for row in coming if row.kind in kinds)


def trained_rows(version: PlanVersion) -> list[Row]:
    """The training rows, also those of weeks before the version came into force."""
    return plan.join_rows(part for part in version.parts if part.kind is Kind.TRAINING)


def training_days(contents: AgreementContents) -> tuple[date, date | None] | None:
    """The first and the last day of training; None without training.

    What the consultant set on the small job counts for the version in force.
    """
    rows = trained_rows(contents.version)
    if not rows:
        return None
    start_on, last = contents.job.start_on, plan.training_until(rows)
    ends = last_training_day(start_on, last) if last else None
    if contents.version.replaced_by is None:
        ends = contents.job.training_ends or ends
    return first_day(start_on, min(row.from_week for row in rows)), ends


def hours_a_week(contents: AgreementContents, row: Row | Phase, minutes: int) -> Message:
    """How many hours a week, and from which day to which."""
    first, last = row_days(contents, row)
    values = {"hours": minutes, "first": first}
    if last is None:
        return Message(
            "%(hours)s a week from %(first)s until further notice",
            values,
            hours=("hours",),
            days=("first",),
        )
    return Message(
        "%(hours)s a week from %(first)s to %(last)s",
        values | {"last": last},
        hours=("hours",),
        days=("first", "last"),
    )


def row_days(contents: AgreementContents, row: Row | Phase) -> tuple[date, date | None]:
    """The first and the last day of a row or of a phase; the last is None while it is open."""
    first, last = (row.first, row.last) if isinstance(row, Phase) else (row.from_week, row.to_week)
    start_on = contents.job.start_on
    return first_day(start_on, first), last_training_day(start_on, last) if last else None


def calendar_weeks(first: date, last: date | None) -> Message:
    """The calendar weeks from the first day to the last."""
    numbers = {"first": Week.of(first).number}
    if last is None:
        return Message("From week %(first)s", numbers)
    if Week.of(first) == Week.of(last):
        return Message("Week %(first)s", numbers)
    return Message("Week %(first)s to %(last)s", numbers | {"last": Week.of(last).number})


def hearing_lines(job: AgreementJob) -> tuple[Text, ...]:
    """The hearing of the employees: its day and who was heard; else its state."""
    known = (
        non_empty(job.heard_on or "", job.representative) if job.hearing is Hearing.HEARD else ()
    )
    return known or (Message(HEARING_NAMES[job.hearing]),)
