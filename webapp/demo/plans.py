"""The shapes that plans have: paid at once, trained first, training beside the pay, …"""

from collections.abc import Callable, Sequence

from ..splits.models import Part
from ..splits.plan import Kind
from ..tasks.models import Activity
from ..tasks.rules import weekly_minutes
from . import build
from .work import Deed, Offer, words
from .world import World

QUARTER = 15  # minutes
HAS_DETAILS = 0.6
TARGETS = (300, 330, 360, 390, 420, 480, 480, 540, 600, 600, 720, 720, 840, 900)  # paid, a week
Shape = Callable[[World, Sequence["Row"], int], list[Part]]
Row = tuple[Activity, Deed]


def activity(deed: Deed, *, more: bool = True) -> Activity:
    """One of the offer's activities; with `more`, its details too."""
    details = deed.details if more else {}
    return build.activity(
        deed.what, times=deed.times, per=deed.per, minutes=deed.minutes, **details
    )


def activities(world: World, offer: Offer, target: int) -> list[Activity]:
    """The offer's activities, scaled to about `target` minutes a week."""
    more = world.dice.random() < HAS_DETAILS
    plain = [activity(deed, more=more) for deed in offer.deeds]
    factor = target / sum(map(weekly_minutes, plain))
    for scaled in plain:
        scaled.minutes = max(round((scaled.minutes or 0) * factor / 5) * 5, 5)
    return plain


def fit(wanted: Sequence[int], total: int) -> list[int]:
    """`wanted` in proportion, as quarters of an hour of at least one, summing to `total`."""
    factor = total / sum(wanted)
    fitted = [max(round(each * factor / QUARTER), 1) * QUARTER for each in wanted]
    largest = fitted.index(max(fitted))
    fitted[largest] += total - sum(fitted)
    return fitted


def _paid(row: Row, minutes: int, first: int = 1, last: int | None = None) -> Part:
    activity, deed = row
    return build.part(
        Kind.PAID,
        minutes,
        activity_id=activity.id,
        what=activity.what,
        from_week=first,
        to_week=last,
        market_value=deed.value,
    )


def _trained(row: Row, minutes: int, first: int, last: int) -> Part:
    activity, deed = row
    return build.part(
        Kind.TRAINING,
        minutes,
        activity_id=activity.id,
        what=activity.what,
        from_week=first,
        to_week=last,
        goal=deed.goal,
        mastery=deed.mastery,
    )


def _stays(row: Row) -> Part:
    return build.part(Kind.STAYS, 0, activity_id=row[0].id, what=row[0].what)


def _minutes(rows: Sequence[Row], total: int) -> list[int]:
    return fit([weekly_minutes(activity) for activity, _ in rows], total)


def _all_paid(rows: Sequence[Row], total: int, first: int = 1) -> list[Part]:
    pairs = zip(rows, _minutes(rows, total), strict=True)
    return [_paid(row, minutes, first) for row, minutes in pairs]


def paid(world: World, rows: Sequence[Row], total: int) -> list[Part]:
    """Paid from the first day; sometimes the last activity stays with colleagues."""
    if len(rows) > 2 and world.dice.random() < 0.5:
        return [*_all_paid(rows[:-1], total), _stays(rows[-1])]
    return _all_paid(rows, total)


def trained_first(world: World, rows: Sequence[Row], total: int) -> list[Part]:
    """4 or 8 weeks of training, then pay for all of it."""
    weeks = world.dice.choice((4, 4, 8))
    pairs = zip(rows, _minutes(rows, total), strict=True)
    training = [_trained(row, minutes, 1, weeks) for row, minutes in pairs]
    return [*training, *_all_paid(rows, total, weeks + 1)]


def beside(world: World, rows: Sequence[Row], total: int) -> list[Part]:
    """Paid hours, and beside them a few hours in which the last activity is learnt."""
    weeks = world.dice.choice((8, 13, 13, 26))
    hours = world.dice.choice((120, 180, 240))
    return [*_all_paid(rows[:-1], total), _trained(rows[-1], hours, 1, weeks)]


def twelve_and_four(world: World, rows: Sequence[Row], _total: int) -> list[Part]:
    """4 weeks of training, then 12 paid hours and 4 of training beside them."""
    return [
        _trained(rows[0], 720, 1, 4),
        _paid(rows[0], 720, 5),
        *(_trained(row, 240 // len(rows[1:]), 5, 13) for row in rows[1:]),
    ]


def growing(world: World, rows: Sequence[Row], total: int) -> list[Part]:
    """A few paid hours to begin with, all of them from the fifth week."""
    start = world.dice.choice((120, 180, 240))
    return [_paid(rows[0], start, 1, 4), *_all_paid(rows, total, 5)]


def both_ways(world: World, rows: Sequence[Row], total: int) -> list[Part]:
    """One activity both paid and trained, with the difference written down."""
    learnt = _trained(rows[0], 120, 1, 8)
    learnt.difference = words()["difference"]
    return [*_all_paid(rows, total), learnt]


# In the order in which small jobs get them; most are simply paid.
SHAPES: tuple[Shape, ...] = (
    paid,
    trained_first,
    paid,
    beside,
    growing,
    paid,
    twelve_and_four,
    beside,
    paid,
    trained_first,
    paid,
    both_ways,
)
TRAINING = frozenset({trained_first, beside, twelve_and_four, both_ways})


def parts(
    world: World, offer: Offer, activities: Sequence[Activity], shape: Shape, total: int
) -> list[Part]:
    """A plan of that shape for a task's activities."""
    return shape(world, list(zip(activities, offer.deeds, strict=True)), total)
