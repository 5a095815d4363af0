"""The agreement on one page, in three copies. Pure.

Where the pay is kept back, the participant's copy is built of the training alone, and nothing in
it shows that there is more. The other two say that they are not to be shown to the participant,
who does not sign them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ..messages import N_, Message
from ..rulebook import Rulebook
from ..smalljobs.rules import first_day, first_paid_day
from ..splits.part import DIFFERENCE, Kind, Row, texts_of
from ..splits.plan import Phase, phases
from .contents import (
    COUNTED,
    AgreementContents,
    ContactDetails,
    Fact,
    Text,
    agreed_rows,
    calendar_weeks,
    hearing_lines,
    hours_a_week,
    non_empty,
    row_days,
    training_days,
)


class Copy(StrEnum):
    """Whose piece of paper it is."""

    EMPLOYER = "employer"
    PARTICIPANT = "participant"
    CONSULTANT = "consultant"


COPY_NAMES = {
    Copy.EMPLOYER: N_("The company's copy"),
    Copy.PARTICIPANT: N_("The participant's copy"),
    Copy.CONSULTANT: N_("The consultant's copy"),
}

READERS = {
    Copy.EMPLOYER: N_("The company"),
    Copy.PARTICIPANT: N_("The participant"),
    Copy.CONSULTANT: N_("The consultant"),
}


@dataclass(frozen=True)
class Work:
    """One task: how many hours, when, and what was written about it."""

    what: str
    when: Message
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Chapter:
    title: Message
    works: tuple[Work, ...]


@dataclass(frozen=True)
class HoursTable:
    title: Message
    head: tuple[Message, ...]
    rows: tuple[tuple[Text, ...], ...]


@dataclass(frozen=True)
class Agreement:
    """Everything on the page, from top to bottom."""

    title: Message
    about: tuple[Text, ...]
    warnings: tuple[Message, ...]
    who: Message
    parties: tuple[Fact, ...]
    chapters: tuple[Chapter, ...]
    hours: HoursTable
    checks: Message
    checklist: tuple[Fact, ...]
    help: Message
    sign: Message
    sign_hint: Message
    signatures: tuple[Fact, ...]


def agreement(
    copy: Copy,
    contents: AgreementContents,
    *,
    held: bool,
    book: Rulebook,
    paid_from: date | None = None,
) -> Agreement | None:
    """The copy for one of the three; None where all that is in it is kept back.

    `held`: the pay is kept back from the participant's copy. `paid_from` is the day on which paid
    hours begin, as it is agreed now.
    """
    hidden = held and copy is not Copy.PARTICIPANT  # this copy must not be shown to the participant
    held = held and copy is Copy.PARTICIPANT
    rows = agreed_rows(contents.version, frozenset({Kind.TRAINING}) if held else COUNTED)
    if held and not rows:
        return None
    title = Message("Agreement on a small job")
    if held:
        title = Message("Agreement on training (virksomhedspraktik)")
    return Agreement(
        title=title,
        about=_about(copy, contents),
        warnings=(_hide(contents.job.first_name, paid_from),) if hidden else (),
        who=Message("Who and where"),
        parties=_parties(contents, held=held),
        chapters=_chapters(contents, rows, held=held),
        hours=_hours(contents, rows),
        checks=Message("Checklist"),
        checklist=_checklist(contents, held=held, book=book),
        help=_help(contents.place.contact),
        sign=Message("Signatures"),
        sign_hint=Message("Date and signature"),
        signatures=_signatures(contents, participant=not hidden),
    )


def _about(copy: Copy, contents: AgreementContents) -> tuple[Text, ...]:
    version, number = contents.version, {"number": contents.version.number}
    about: list[Text] = [
        f"{contents.job.first_name}, {contents.place.company}",
        Message(COPY_NAMES[copy]),
    ]
    if version.approved_on is None:
        about.append(Message("Version %(number)s", number))
    else:
        day = {"day": version.approved_on}
        about.append(Message("Version %(number)s, agreed on %(day)s", number | day, days=("day",)))
    if version.starts_week > 1:
        first = {"day": first_day(contents.job.start_on, version.starts_week)}
        about.append(Message("In force from %(day)s", first, days=("day",)))
    if version.replaced_by is not None:
        about.append(Message("Replaced by version %(number)s", {"number": version.replaced_by}))
    return tuple(about)


def _hide(name: str, paid_from: date | None) -> Message:
    """Who must not see a sheet with pay that is kept back."""
    if paid_from is None:
        return Message(
            "Not all of this is in %(name)s's copy yet. Do not show this sheet to %(name)s.",
            {"name": name},
        )
    return Message(
        "The paid hours from %(day)s are not in %(name)s's copy yet. Do not show this sheet to"
        " %(name)s.",
        {"day": paid_from, "name": name},
        days=("day",),
    )


def _parties(contents: AgreementContents, *, held: bool) -> tuple[Fact, ...]:
    place = contents.place
    cvr = Message("CVR number %(number)s", {"number": place.cvr}) if place.cvr else ""
    p_number = Message("P-number %(number)s", {"number": place.p_number}) if place.p_number else ""
    town = Message("%(name)s municipality", {"name": place.municipality})
    return (
        Fact(Message("Company"), non_empty(place.company, cvr)),
        Fact(Message("Workplace"), non_empty(place.workplace, p_number)),
        Fact(Message("Leads the work"), non_empty(place.manager.name, place.manager.phone)),
        Fact(Message("In training") if held else Message("Employee"), (contents.job.first_name,)),
        Fact(Message("Contact person"), non_empty(place.contact.name, town, place.contact.phone)),
    )


def _help(contact: ContactDetails) -> Message:
    if not contact.phone:
        return Message("If something goes wrong, call %(name)s.", {"name": contact.name})
    values = {"name": contact.name, "phone": contact.phone}
    return Message("If something goes wrong, call %(name)s, %(phone)s.", values)


def _signatures(contents: AgreementContents, *, participant: bool) -> tuple[Fact, ...]:
    place, own = contents.place, Fact(Message("For myself"), (contents.job.first_name,))
    return (
        Fact(Message("For the company"), (place.manager.name,)),
        *([own] if participant else []),
        Fact(Message("For the municipality"), (place.contact.name,)),
    )


# --- the tasks and their hours ---


def _chapters(
    contents: AgreementContents, rows: Sequence[Row], *, held: bool
) -> tuple[Chapter, ...]:
    chapters = (
        Chapter(Message("Paid hours"), tuple(_works(contents, rows, Kind.PAID, held=held))),
        Chapter(
            Message("Training (virksomhedspraktik)"),
            tuple(_works(contents, rows, Kind.TRAINING, held=held)),
        ),
    )
    return tuple(chapter for chapter in chapters if chapter.works)


def _works(
    contents: AgreementContents, rows: Sequence[Row], kind: Kind, *, held: bool
) -> Iterator[Work]:
    for row in rows:
        if row.kind is kind:
            hours = hours_a_week(contents, row, row.minutes)
            yield Work(row.what, hours, _facts(row, held=held))


def _facts(row: Row, *, held: bool) -> tuple[Fact, ...]:
    """What is said of a row; not how training differs from paid work while pay is kept back."""
    kept_back = held and row.kind is Kind.TRAINING
    items = (item for item in texts_of(row.kind) if not (kept_back and item is DIFFERENCE))
    texts = ((Message(item.fact), getattr(row, item.name)) for item in items)
    return tuple(Fact(name, (text,)) for name, text in texts if text.strip())


def _hours(contents: AgreementContents, rows: Sequence[Row]) -> HoursTable:
    """Hours by week. Weeks without any are left out, and so is a kind that there is none of."""
    kinds = {row.kind for row in rows}
    head = [Message("Weeks"), Message("From"), Message("To")]
    head += [Message("Paid hours")] if Kind.PAID in kinds else []
    head += [Message("Training")] if Kind.TRAINING in kinds else []
    head += [Message("Together")] if len(kinds) > 1 else []
    shown = [phase for phase in phases(rows) if phase.total]
    cells = tuple((*_weeks(contents, phase), *_sums(phase, kinds)) for phase in shown)
    return HoursTable(Message("Hours a week"), tuple(head), cells)


def _weeks(contents: AgreementContents, phase: Phase) -> tuple[Text, ...]:
    first, last = row_days(contents, phase)
    return calendar_weeks(first, last), first, last or Message("until further notice")


def _sums(phase: Phase, kinds: set[Kind]) -> Iterator[Message]:
    sums = {Kind.PAID: phase.paid, Kind.TRAINING: phase.training}
    shown = [minutes for kind, minutes in sums.items() if kind in kinds]
    for minutes in [*shown, phase.total] if len(shown) > 1 else shown:
        yield Message("%(hours)s", {"hours": minutes}, hours=("hours",))


# --- the checklist ---


def _checklist(contents: AgreementContents, *, held: bool, book: Rulebook) -> tuple[Fact, ...]:
    training = training_days(contents)
    facts = []
    if training:
        facts.append(
            Fact(Message("The employees' representative is heard"), hearing_lines(contents.job))
        )
    start = training[0] if held and training else contents.job.start_on
    facts.append(Fact(Message("First day"), (start,)))
    facts += [] if held else _contract(contents, book)
    if training and training[1]:
        facts.append(Fact(Message("Last day of training"), (training[1],)))
    return tuple(facts)


def _contract(contents: AgreementContents, book: Rulebook) -> list[Fact]:
    """When the written employment contract is from, or by when it has to be there."""
    parts = contents.version.parts
    first = first_paid_day(contents.job.start_on, parts)
    if first is None:
        return []
    by = {"day": first + timedelta(days=book.contract.within)}
    text: Text = contents.job.contract_on or Message("By %(day)s", by, days=("day",))
    if (
        not contents.job.contract_on
        and max(phase.paid for phase in phases(parts)) <= book.contract.over
    ):
        text = Message("Not needed")
    return [Fact(Message("Written employment contract"), (text,))]
