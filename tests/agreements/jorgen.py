"""Jørgen's agreement at the fruit warehouse, as short as a test wants to write it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tests.splits.parts import CRATES, PICKING, TRUCK, paid, stays, training
from webapp import rulebook
from webapp.agreements.contents import AgreementContents, ContactDetails, Parties, PlanVersion
from webapp.agreements.rules import Agreement, Copy, agreement
from webapp.smalljobs.rules import Hearing
from webapp.splits.models import Part

START = date(2026, 9, 7)  # the Monday of week 37
BOOK = rulebook.on(date(2026, 11, 20))


@dataclass(frozen=True)
class Job:
    """Everything about it is in place."""

    first_name: str = "Jørgen"
    start_on: date = START
    training_ends: date | None = date(2026, 12, 6)
    hearing: Hearing = Hearing.HEARD
    representative: str = "Lis Madsen, tillidsrepræsentant"
    heard_on: date | None = date(2026, 9, 1)
    contract_on: date | None = date(2026, 10, 6)


PLACE = Parties(
    company="Frugtlageret",
    cvr="90000013",
    workplace="Kajvej 8",
    p_number="1090000137",
    municipality="Vestby",
    full_time_equivalents=12,
    manager=ContactDetails("Karen Holm", "01 23 45 67"),
    contact=ContactDetails("Mette Lund", "01 23 45 68"),
)


def parts() -> list[Part]:
    """4 weeks of training, then 12 + 4 until week 13, then 12 paid hours."""
    return [
        training(720, CRATES, what="Rydde tomme kasser", from_week=1, to_week=4),
        paid(
            690,
            CRATES,
            what="Rydde tomme kasser",
            from_week=5,
            market_value="Gangene er fri, så truckføreren kan plukke.",
            difference="Til løn gør han det alene.",
        ),
        training(
            120,
            TRUCK,
            what="Køre truck",
            from_week=5,
            to_week=13,
            goal="At køre den lille truck sikkert.",
            mastery="Sætter en palle på plads ti gange uden at røre noget.",
            difference="Kasser er betalt, trucken læres.",
        ),
        training(
            120,
            PICKING,
            what="Plukke frugt til ordrer",
            from_week=5,
            to_week=13,
            goal="At læse ordresedlen.",
            mastery="20 ordrer i træk uden fejl.",
        ),
        stays(),
    ]


def case(rows: list[Part] | None = None, **values: Any) -> AgreementContents:
    """His case; `values` belong to the job, the version or the place, whichever has the name."""
    texts: AgreementContents = AgreementContents(
        Job(), PlanVersion(2, rows or parts(), approved_on=date(2026, 8, 28)), PLACE
    )
    for name, value in values.items():
        for part in ("job", "version", "place"):
            thing = getattr(texts, part)
            if name in thing.__dataclass_fields__:
                texts = replace(texts, **{part: replace(thing, **{name: value})})
    return texts


def made(
    copy: Copy = Copy.EMPLOYER, contents: AgreementContents | None = None, *, held: bool = False
) -> Agreement:
    """The agreement, which must not be empty."""
    result = agreement(copy, contents or case(), held=held, book=BOOK)
    assert result
    return result


def texts(thing: Any) -> Iterator[str]:
    """Every text of what `plain` has told, from top to bottom."""
    if isinstance(thing, str):
        yield thing
        return
    for item in thing.values() if isinstance(thing, dict) else thing:
        yield from texts(item)
