"""The training part as text for an application in VITAS, field by field in that form's order. Pure.

VITAS holds one number of hours: where they rise, each step is written with its days.
"""

from collections.abc import Sequence

from ..messages import Message
from ..splits.part import Row
from ..splits.plan import phases
from .contents import (
    AgreementContents,
    ContactDetails,
    Fact,
    Text,
    hearing_lines,
    hours_a_week,
    non_empty,
    trained_rows,
    training_days,
)


def application(contents: AgreementContents) -> list[Fact]:
    """The fields of the form; [] without training. A field without lines is not known yet."""
    place, rows = contents.place, trained_rows(contents.version)
    if not rows:
        return []
    employees = place.full_time_equivalents
    return [
        Fact(Message("Company"), non_empty(place.company, place.workplace)),
        Fact(Message("CVR number"), non_empty(place.cvr)),
        Fact(Message("P-number"), non_empty(place.p_number)),
        Fact(Message("Contacts"), _contacts(place.manager, place.contact)),
        Fact(
            Message("Employees, in full-time equivalents"),
            () if employees is None else (str(employees),),
        ),
        Fact(Message("The employees' representative"), hearing_lines(contents.job)),
        Fact(Message("Tasks"), tuple(dict.fromkeys(row.what for row in rows))),
        Fact(Message("Purpose"), tuple(_purpose(rows))),
        Fact(Message("Hours"), tuple(_hours(contents, rows))),
        Fact(Message("Period"), _period(contents)),
    ]


def _contacts(manager: ContactDetails, contact: ContactDetails) -> tuple[Text, ...]:
    at_work = {"person": _reached(manager)}
    in_town = {"person": _reached(contact)}
    return (
        Message("The company: %(person)s", at_work),
        Message("The municipality: %(person)s", in_town),
    )


def _reached(person: ContactDetails) -> str:
    return ", ".join(filter(None, [person.name, person.phone]))


def _purpose(rows: Sequence[Row]) -> list[Text]:
    """What is to be learnt in each task, and how to see that it is mastered."""
    texts: list[Text] = []
    for what, goal, mastery in dict.fromkeys((row.what, row.goal, row.mastery) for row in rows):
        values = {"what": what, "goal": goal, "mastery": mastery}
        texts.append(Message("%(what)s. To be learnt: %(goal)s", values))
        texts.append(Message("Mastered when: %(mastery)s", values))
    return texts


def _hours(contents: AgreementContents, rows: Sequence[Row]) -> list[Text]:
    shown = [phase for phase in phases(rows) if phase.total]
    if len(shown) == 1:
        hours = {"hours": shown[0].total}
        return [Message("%(hours)s a week", hours, hours=("hours",))]
    return [hours_a_week(contents, phase, phase.total) for phase in shown]


def _period(contents: AgreementContents) -> tuple[Text, ...]:
    days = training_days(contents)
    assert days
    first, last = days
    if last is None:
        return (Message("From %(first)s", {"first": first}, days=("first",)),)
    values = {"first": first, "last": last}
    return (Message("%(first)s to %(last)s", values, days=("first", "last")),)
