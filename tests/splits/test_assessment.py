"""A plan is judged, drawn and summed the same way, stored or typed."""

from datetime import date

import pytest

from tests import builders
from tests.splits.parts import CRATES
from webapp import rulebook
from webapp.rulebook.findings import Code
from webapp.splits.actions import Proposal
from webapp.splits.assessment import Assessment
from webapp.splits.models import Split
from webapp.splits.part import Kind, as_row
from webapp.splits.rules import NO_CONTEXT, PlanContext

BOOK = rulebook.on(date(2026, 11, 20))
FEW = [builders.part(Kind.PAID, 120, activity_id=CRATES)]
BOTH = [builders.part(kind, 400, activity_id=CRATES) for kind in (Kind.PAID, Kind.TRAINING)]
WHY = {"paid_hours_low": "Han begynder forsigtigt."}


def of_stored(parts, reasons, context=NO_CONTEXT) -> Assessment:
    return Assessment(Split(parts=list(parts), reasons=reasons, wage=15_000), context, BOOK)


@pytest.mark.parametrize("parts", [FEW, BOTH], ids=["few hours", "paid and trained"])
@pytest.mark.parametrize("reasons", [{}, WHY], ids=["no reason", "a reason"])
def test_what_is_typed_is_judged_as_if_it_were_stored(parts, reasons) -> None:
    stored = of_stored(parts, reasons)
    typed = Assessment(
        Proposal([as_row(part) for part in parts], reasons, 15_000), PlanContext(), BOOK
    )
    assert typed.findings == stored.findings
    assert typed.unanswered == stored.unanswered
    assert typed.picture == stored.picture
    assert typed.costs({}) == stored.costs({})


def test_an_ask_is_answered_by_its_reason() -> None:
    assert [finding.code for finding in of_stored(FEW, {}).unanswered] == [Code.PAID_HOURS_LOW]
    assert not of_stored(FEW, WHY).unanswered


def test_a_colleague_is_free_for_the_hours_that_are_paid() -> None:
    (named,), (nobody,) = (
        of_stored(FEW, {}).costs({CRATES: "Truckføreren"}),
        of_stored(FEW, {}).costs({}),
    )
    assert (named.freed, nobody.freed) == (120, 0)
    assert (named.paid, named.wages) == (120, 30_000)


def test_the_picture_shows_today_and_from_when_it_applies() -> None:
    marks = of_stored(FEW, {}, PlanContext(starts_week=6, this_week=3)).picture.marks
    assert [mark.week for mark in marks] == [3, 6]


def test_the_room_is_explained_once_it_is_known() -> None:
    assert of_stored(FEW, {}).room == []
    assert of_stored(FEW, {}, PlanContext(full_time_equivalents=12)).room
