"""Changing a company's name and workplaces, with checks of what depends on a workplace."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from .. import history
from ..accounts import policy, store
from ..accounts.models import Employer, Municipality, Workplace
from ..accounts.rules import fingerprint
from ..actor import Actor, Refused, Stale, refuse_if
from ..mails.rules import Kind
from ..messages import Message, Page, Target
from ..tasks.actions import tell_contact
from ..tasks.models import Task
from ..tasks.rules import Status as TaskStatus
from .models import SmallJob
from .rules import Status


class InvalidField(Refused):
    """Something that was typed cannot be; `field` is where."""

    def __init__(self, field: str, message: Message) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class PlaceInput:
    """A workplace as typed in a form. The full-time equivalents may be unknown."""

    name: str
    p_number: str
    full_time_equivalents: int | None
    municipality_id: UUID


def seen_of_company(company: Employer) -> str:
    """What a form carries to know whether somebody else has changed the company since."""
    return fingerprint(company.name)


def seen_of_place(place: Workplace) -> str:
    """What a form carries to know whether somebody else has changed the place since."""
    return fingerprint(
        place.name, place.p_number, place.full_time_equivalents, place.municipality_id
    )


def get(session: Session, actor: Actor, place_id: UUID) -> Workplace | None:
    """One of the places of the actor's company; what only a stranger named is none."""
    return next((place for place in store.workplaces(session, actor) if place.id == place_id), None)


def changes(session: Session, actor: Actor) -> list[history.MoveRow]:
    """What was changed about the actor's company and its places, oldest first."""
    places = select(Workplace.id).where(col(Workplace.employer_id) == actor.employer_id)
    return history.of(session, [actor.employer_id] if actor.employer_id else [], also=places)


def rename(
    session: Session, company: Employer, name: str, *, seen: str, by: Actor, at: datetime
) -> None:
    """Give the company another name. Raises Refused, or Stale."""
    refuse_if(policy.why_not(by, policy.Action.CHANGE_COMPANY))
    session.refresh(company, with_for_update=True)
    if seen != seen_of_company(company):
        raise Stale
    if name != company.name:
        history.record(
            session,
            noun="company",
            thing_id=company.id,
            action="rename",
            by=by,
            at=at,
            before=company.name,
            after=name,
        )
        company.name = name
        session.flush()


def has_cases(session: Session, place: Workplace) -> bool:
    """Was a task there ever sent? Then its municipality's consultants have it."""
    sent = sa.exists().where(
        col(Task.workplace_id) == place.id, col(Task.status) != TaskStatus.DRAFT
    )
    return bool(session.execute(sa.select(sent)).scalar())


def add(session: Session, wanted: PlaceInput, *, by: Actor, at: datetime) -> Workplace:
    """One more place of the actor's company. Raises Refused; the same one twice is one."""
    refuse_if(policy.why_not(by, policy.Action.CHANGE_COMPANY))
    assert by.employer_id
    same = select(Workplace).where(
        col(Workplace.employer_id) == by.employer_id,
        col(Workplace.municipality_id) == wanted.municipality_id,
        col(Workplace.name) == wanted.name,
        col(Workplace.p_number) == wanted.p_number,
        store.counts(),
    )
    known = session.exec(same).first()
    if known is not None:
        return known
    place = Workplace(
        employer_id=by.employer_id,
        municipality_id=wanted.municipality_id,
        name=wanted.name,
        full_time_equivalents=wanted.full_time_equivalents,
    )
    _refuse_taken(session, place, wanted.p_number)
    place.p_number = wanted.p_number
    session.add(place)
    session.flush()
    history.record(
        session,
        noun="workplace",
        thing_id=place.id,
        action="add",
        by=by,
        at=at,
        after=wanted.name,
    )
    return place


def change(
    session: Session,
    place: Workplace,
    wanted: PlaceInput,
    *,
    seen: str,
    by: Actor,
    at: datetime,
) -> None:
    """Change a place. Raises Refused, or Stale.

    The ratio and the agreements rest on the P-number and the full-time equivalents: the contact
    persons of planned and running small jobs there get a mail when one of them changes.
    """
    refuse_if(policy.why_not(by, policy.Action.CHANGE_COMPANY))
    session.refresh(place, with_for_update=True)
    if seen != seen_of_place(place):
        raise Stale
    _refuse_wrong(session, place, wanted)
    changed = list(_changes(session, place, wanted))
    for action, before, after in changed:
        history.record(
            session,
            noun="workplace",
            thing_id=place.id,
            action=action,
            by=by,
            at=at,
            before=before,
            after=after,
            reason="" if action == "rename" else wanted.name,
        )
    place.name, place.p_number = wanted.name, wanted.p_number
    place.full_time_equivalents = wanted.full_time_equivalents
    place.municipality_id = wanted.municipality_id
    session.flush()
    if {"p_number", "full_time"} & {action for action, _before, _after in changed}:
        _tell_contacts(session, place, by, at)


def _refuse_wrong(session: Session, place: Workplace, wanted: PlaceInput) -> None:
    if wanted.municipality_id != place.municipality_id and has_cases(session, place):
        raise InvalidField(
            "municipality",
            Message(
                "The municipality has tasks from this place, so the place stays there."
                " Add the new place beside it."
            ),
        )
    if wanted.p_number != place.p_number:
        _refuse_taken(session, place, wanted.p_number)


def _refuse_taken(session: Session, place: Workplace, p_number: str) -> None:
    """Raise Wrong where another place has the number: the ratio counts by it."""
    same = select(Workplace).where(
        col(Workplace.employer_id) == place.employer_id,
        col(Workplace.id) != place.id,
        col(Workplace.p_number) == p_number,
        store.counts(),
    )
    other = session.exec(same).first() if p_number else None
    if other is not None:
        named = {"place": other.name}
        raise InvalidField("p_number", Message("%(place)s has this P-number already.", named))


def _changes(
    session: Session, place: Workplace, wanted: PlaceInput
) -> Iterator[tuple[str, str, str]]:
    if wanted.name != place.name:
        yield "rename", place.name, wanted.name
    if wanted.p_number != place.p_number:
        yield "p_number", place.p_number, wanted.p_number
    if wanted.full_time_equivalents != place.full_time_equivalents:
        yield (
            "full_time",
            _number(place.full_time_equivalents),
            _number(wanted.full_time_equivalents),
        )
    if wanted.municipality_id != place.municipality_id:
        towns = (place.municipality_id, wanted.municipality_id)
        before, after = (session.get_one(Municipality, town).name for town in towns)
        yield "municipality", before, after


def _number(count: int | None) -> str:
    return "" if count is None else str(count)


def _tell_contacts(session: Session, place: Workplace, by: Actor, at: datetime) -> None:
    """Each contact person once."""
    running = (
        select(Task)
        .join(SmallJob, col(SmallJob.task_id) == col(Task.id))
        .where(col(Task.workplace_id) == place.id, col(SmallJob.status) != Status.ENDED)
        .order_by(col(Task.id))
    )
    say = Message(
        "%(name)s has changed P-number or number of employees of %(place)s. See whether the"
        " plan and the agreement still hold.",
        {"name": by.name, "place": place.name},
    )
    for task in {task.consultant_id: task for task in session.exec(running)}.values():
        tell_contact(session, task, Kind.TASK, say, target=Target(Page.TASK, task.id), at=at)
