"""Any plan there can be, for tests of what holds for all of them, and its hours week by week."""

from collections import Counter
from collections.abc import Iterable

from hypothesis import settings
from hypothesis import strategies as st

from tests.splits.parts import CRATES, PICKING, TRUCK
from webapp.splits.part import Answer, Kind, PartLike, Row
from webapp.splits.plan import in_week, minutes_in

FIRST_WEEKS, LONGEST = 8, 9
WEEKS = range(1, FIRST_WEEKS + LONGEST + 5)  # beyond all that ends
ANSWERS = {
    Kind.PAID: (Answer.YES, Answer.YES),
    Kind.TRAINING: (Answer.NO, Answer.YES),
    Kind.STAYS: (None, Answer.NO),
}
many = settings(max_examples=200, deadline=None)
weeks = st.integers(1, WEEKS.stop)
texts = st.sampled_from(["", "ja"])


@st.composite
def any_row(draw: st.DrawFn, kinds: Iterable[Kind] = Kind) -> Row:
    """Few activities, minutes and texts, so that rows often resemble one another."""
    kind, first = draw(st.sampled_from(list(kinds))), draw(st.integers(1, FIRST_WEEKS))
    alone, worth_pay = ANSWERS[kind]
    said, difference = draw(texts), draw(texts)
    return Row(
        activity_id=draw(st.sampled_from([CRATES, TRUCK, PICKING])),
        what="Kasser",
        kind=kind,
        alone=alone,
        worth_pay=worth_pay,
        minutes=draw(st.sampled_from([0, 1, 2, 299, 300, 301]) | st.integers(0, 2400)),
        from_week=first,
        to_week=draw(st.none() | st.integers(first, first + LONGEST)),
        market_value=said,
        goal=said,
        mastery=said,
        difference=difference,
    )


any_plan = st.lists(any_row(), max_size=6)
counted_plan = st.lists(any_row([Kind.PAID, Kind.TRAINING]), max_size=6)
# Rows that differ in nothing but their weeks: any of them might carry on any other.
alike = st.lists(
    st.builds(
        lambda first, more: Row(CRATES, "Kasser", Kind.PAID, 300, first, first + more),
        st.integers(1, 5),
        st.integers(0, 5),
    ),
    max_size=4,
)


@st.composite
def a_trained_row(draw: st.DrawFn) -> tuple[list[Row], int]:
    """A plan, and the number of a row of it that is trained."""
    rows, trained = draw(any_plan), draw(any_row([Kind.TRAINING]))
    number = draw(st.integers(0, len(rows)))
    return [*rows[:number], trained, *rows[number:]], number


Hours = dict[tuple[int, Kind], int]


def hours(parts: Iterable[PartLike], upto: int = WEEKS.stop) -> Hours:
    """Minutes by week and kind, for the weeks before `upto`."""
    listed, kinds = list(parts), (Kind.PAID, Kind.TRAINING)
    return {(n, kind): minutes_in(listed, kind, n) for n in WEEKS if n < upto for kind in kinds}


def by_activity(rows: Iterable[Row]) -> Counter[tuple[object, int]]:
    """Minutes by activity and week, whether paid or trained."""
    result: Counter[tuple[object, int]] = Counter()
    for row in rows:
        result.update({(row.activity_id, n): row.minutes for n in WEEKS if in_week(row, n)})
    return result
