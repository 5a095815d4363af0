"""One row of a plan, and the table of its fields. Pure.

A field is declared here once. From the table follow the texts of the form, what is compared and
shown, what a row loses when it becomes another kind, and what the agreement says of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from ..messages import N_


class Kind(StrEnum):
    PAID = "paid"
    TRAINING = "training"
    STAYS = "stays"


KIND_NAMES = {
    Kind.PAID: N_("Paid hours"),
    Kind.TRAINING: N_("Training"),
    Kind.STAYS: N_("Stays with colleagues"),
}


class Answer(StrEnum):
    """To one of the two questions that sort an activity."""

    YES = "yes"
    NO = "no"


def kind_from_answers(alone: Answer | None, worth_pay: Answer | None) -> Kind | None:
    """The kind that follows from the answers about an activity; None while they are incomplete.

    `alone`: can somebody new do it alone, as well as it needs to be done? `worth_pay`: would the
    company pay to have it done? What nobody would pay for stays, whoever could do it.
    """
    if worth_pay is Answer.NO:
        return Kind.STAYS
    if worth_pay is None or alone is None:
        return None
    return Kind.PAID if alone is Answer.YES else Kind.TRAINING


class PartLike(Protocol):
    """One row of a split, wherever it is kept. Weeks count from 1; `to_week` may be open."""

    activity_id: UUID
    what: str
    kind: Kind
    minutes: int
    from_week: int
    to_week: int | None
    market_value: str
    goal: str
    mastery: str
    difference: str
    alone: Answer | None
    worth_pay: Answer | None


@dataclass
class Row:
    """A part that is not in the database: as somebody typed it, or made out of others.

    `minutes` are a week. `evidence` holds the weekly marks that the row grew out of, `asked`
    what the other side said of it in the version before.
    """

    activity_id: UUID
    what: str
    kind: Kind
    minutes: int = 0
    from_week: int = 1
    to_week: int | None = None
    market_value: str = ""
    goal: str = ""
    mastery: str = ""
    difference: str = ""
    alone: Answer | None = None
    worth_pay: Answer | None = None
    asked: str = ""
    evidence: Sequence[Mapping[str, str]] = ()


@dataclass(frozen=True)
class PartField:
    """A field of a row. All names are message ids.

    `kinds` are those of the rows in which it counts, and is shown. What is not `agreed` only says
    how the row came about; what is not `typed` follows from other fields. A text has a `said`,
    which stands before it where a plan is read, a `fact`, its name in the agreement, and perhaps
    the name of an `example` of such words.
    """

    name: str
    kinds: frozenset[Kind] = frozenset()
    label: str = ""  # in the form
    hint: str = ""
    said: str = ""
    fact: str = ""
    example: str = ""
    agreed: bool = True
    typed: bool = True


_PAID, _TRAINED = frozenset({Kind.PAID}), frozenset({Kind.TRAINING})
_COUNTED = _PAID | _TRAINED
DIFFERENCE = PartField(
    "difference",
    _COUNTED,
    N_("The same work is paid and trained at once: what is the difference?"),
    N_("For example: paid when crates are moved by hand, trained when it is by truck"),
    said=N_("The difference:"),
    fact=N_("The difference"),
)
FIELDS = (
    PartField("activity_id"),
    PartField("what", label=N_("Piece of the work")),
    PartField("kind", frozenset(Kind), typed=False),
    PartField("minutes", _COUNTED, N_("Hours a week")),
    PartField("from_week", _COUNTED, N_("From week")),
    PartField("to_week", _COUNTED, N_("To week")),
    PartField(
        "market_value",
        _PAID,
        N_("What do you get for the pay?"),
        N_("For example: the driver saves five hours a week"),
        said=N_("What the company gets:"),
        fact=N_("What the company gets"),
        example="value",
    ),
    PartField(
        "goal",
        _TRAINED,
        N_("What is to be learnt?"),
        said=N_("To be learnt:"),
        fact=N_("To be learnt"),
        example="goal",
    ),
    PartField(
        "mastery",
        _TRAINED,
        N_("How will you see that it is mastered?"),
        said=N_("Mastered when:"),
        fact=N_("Mastered when"),
        example="mastery",
    ),
    DIFFERENCE,
    PartField(
        "alone",
        label=N_("Can somebody new do this alone, as well as it needs to be done?"),
    ),
    PartField("worth_pay", label=N_("Would you pay to have it done?")),
    PartField("asked", agreed=False, typed=False),
    PartField("evidence", agreed=False, typed=False),
)
TEXTS = tuple(item for item in FIELDS if item.said)


def texts_of(kind: Kind) -> list[PartField]:
    """The texts that count in a row of this kind."""
    return [item for item in TEXTS if kind in item.kinds]


def own_texts(kind: Kind) -> list[PartField]:
    """The texts that count in rows of this kind only."""
    return [item for item in TEXTS if item.kinds == {kind}]


def emptied(texts: Iterable[PartField]) -> dict[str, Any]:
    """Empty values of these texts, by the name of the field."""
    return dict.fromkeys((item.name for item in texts), "")


def as_row(part: PartLike) -> Row:
    """The row of a part, wherever it is kept."""
    return Row(**{item.name: getattr(part, item.name) for item in FIELDS})
