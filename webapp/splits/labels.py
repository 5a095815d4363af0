"""The words in the picture of a plan, each where it has room. Pure.

The room that is kept counts on text of 12 units. Larger pictures show it smaller than that.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from ..clock import Week
from ..hours import show, show_typed
from ..messages import Message
from .grid import LEFT, RIGHT, Grid, is_within
from .plan import Phase

GAP = 4.0
LINE = 15.0  # the height of a line of text
CHARACTER, DIGIT = 6.2, 7.3  # the width of one in semibold, on average at most
BESIDE = 1.1  # words may stick out beside their columns by this much where there is room …
TOO_BROAD = 1.6  # … and by this much at most
IN_WORDS = 100 * 60  # minutes a week: slips of the finger above it are shown as bare numbers
EVERY = 5  # weeks are numbered where there is no room for all


@dataclass(frozen=True)
class Label:
    """The words above a phase, with `x` in their middle and `y` below their last line.

    Wrapped at `characters` they have room in `width` and `height`. Where there is no room for
    words, `message` is None and only the hours are said.
    """

    phase: Phase
    message: Message | None
    characters: int
    width: float
    height: float
    x: float
    y: float = 0.0


@dataclass(frozen=True)
class WeekTick:
    """The number of a week below it; `step` where the hours change. `calendar` is its ISO week."""

    week: int
    x: float
    width: float
    step: bool
    calendar: int | None


@dataclass(frozen=True)
class AxisMark:
    """A line before a week, and words beside its top, `y`: to its left where `before`."""

    message: Message
    week: int
    x: float
    width: float
    before: bool
    y: float = 0.0

    @property
    def reach(self) -> tuple[float, float]:
        return (self.x - self.width, self.x) if self.before else (self.x, self.x + self.width)


def phase_message(phase: Phase) -> Message:
    """The hours of one of its weeks, for the text alternative of the picture."""
    if phase.paid and phase.training:
        return Message(
            "%(paid)s paid + %(training)s training",
            {"paid": phase.paid, "training": phase.training},
            hours=("paid", "training"),
        )
    if phase.training:
        trained = {"training": phase.training}
        return Message("%(training)s training", trained, hours=("training",))
    if phase.paid:
        return Message("%(paid)s paid", {"paid": phase.paid}, hours=("paid",))
    return Message("no hours")


@dataclass(frozen=True)
class Title:
    """What is said above a phase; in any language it needs `broad` characters on a line at most,
    and has two lines of `narrow` ones.
    """

    message: Message
    broad: int
    narrow: int


def title(phase: Phase) -> Title:
    """How long the training lasts, or how many hours are paid and trained."""
    paid, training = (len(show(minutes)) for minutes in (phase.paid, phase.training))
    if not phase.total:
        return Title(phase_message(phase), 11, 8)
    if not phase.training:
        return Title(phase_message(phase), paid + 5, max(4, paid))
    if phase.paid:
        values = {"paid": phase.paid, "training": phase.training}
        message = Message("%(paid)s + %(training)s", values, hours=("paid", "training"))
        return Title(message, paid + training + 3, max(paid + 2, training))
    if phase.last is None:
        return Title(phase_message(phase), training + 9, max(8, training))
    weeks = phase.last - phase.first + 1
    if weeks == 1:
        return Title(Message("1 week of training"), 18, 9)
    digits = len(str(weeks))
    message = Message("%(weeks)s weeks of training", {"weeks": weeks})
    return Title(message, digits + 18, digits + 9)


def labels(
    phases: Sequence[Phase], grid: Grid, lines: Sequence[float], limit: float
) -> list[Label]:
    """The words above the phases, left to right; `y` counts up from the floor, as `limit` does.

    They stand between `lines`, which run down, and beside each other. The last phase, which the
    others lead to, chooses first, then the longest; nobody's words take the room of another's
    numbers. What finds no room the table says alone.
    """
    reaches = {phase: reach for phase in phases if (reach := grid.reach(phase))}
    pieces = {phase: _between(reach, lines) for phase, reach in reaches.items()}
    numbers = {phase: _numbers(phase, pieces[phase]) for phase in reaches if phase.total}
    labels: list[Label] = []
    for phase in sorted(reaches, key=lambda phase: (phase != phases[-1], -_broad(reaches[phase]))):
        others = [label for other, label in numbers.items() if other != phase]
        words = _words(phase, reaches[phase], pieces[phase])
        ways = [way for way in words if _free(way, [*labels, *others])]
        ways += [way for way in (numbers.get(phase),) if way and _free(way, labels)]
        labels += [replace(way, y=_above(way, phases, grid, limit)) for way in ways[:1]]
    return sorted(labels, key=lambda label: label.x)


def _broad(reach: tuple[float, float]) -> float:
    return reach[1] - reach[0]


def _between(reach: tuple[float, float], lines: Sequence[float]) -> tuple[float, float]:
    """The broadest piece of a reach that no line runs through."""
    left, right = reach
    edges = [left, *sorted(x for x in lines if left < x < right), right]
    return max(pairwise(edges), key=_broad)


def _words(
    phase: Phase, reach: tuple[float, float], between: tuple[float, float]
) -> Iterator[Label]:
    """As broad as the phase is, or narrow.

    Words that are much broader than their columns would seem to belong to others, too.
    """
    said, fitting = title(phase), int(_broad(between) * BESIDE / CHARACTER)
    for characters in (min(max(fitting, said.narrow), said.broad), said.narrow):
        width = characters * CHARACTER
        if phase.total < IN_WORDS and width < _broad(reach) * TOO_BROAD:
            middle = sum(between if characters <= fitting else reach) / 2
            lines = 1 if characters == said.broad else 2
            yield _label(phase, said.message, characters, width, lines, middle)


def _numbers(phase: Phase, between: tuple[float, float]) -> Label:
    """Only the hours."""
    digits = len(
        "+".join(show_typed(minutes) for minutes in (phase.paid, phase.training) if minutes)
    )
    return _label(phase, None, digits, digits * DIGIT, 1, sum(between) / 2)


def _label(
    phase: Phase,
    message: Message | None,
    characters: int,
    width: float,
    lines: int,
    middle: float,
) -> Label:
    """Around `middle`, as far as the frame lets it."""
    x = min(max(middle, LEFT + width / 2), RIGHT + GAP - width / 2)
    return Label(phase, message, characters, round(width, 2), lines * LINE, round(x, 2))


def _free(label: Label | WeekTick, taken: Iterable[Label] | Iterable[WeekTick]) -> bool:
    return not any(_meet(label, other) for other in taken)


def _meet(label: Label | WeekTick, other: Label | WeekTick) -> bool:
    return abs(label.x - other.x) < (label.width + other.width) / 2 + GAP


def _above(label: Label, phases: Sequence[Phase], grid: Grid, limit: float) -> float:
    """How high it stands: over all columns that it reaches across, and off the limit's line."""
    left, right = label.x - label.width / 2 - grid.pitch, label.x + label.width / 2
    below = [
        phase.total
        for phase in phases
        for span in grid.spans
        if is_within(phase, span) and left < grid.left(span[0]) < right
    ]
    return _off(limit, grid.scale * max(below) + GAP, label.height)


def _off(limit: float, y: float, height: float) -> float:
    """`y`, or above the limit's line where that would run through words of this height."""
    return limit + GAP if limit - height - GAP < y < limit + GAP else y


def week_ticks(phases: Sequence[Phase], grid: Grid, start_on: date | None) -> list[WeekTick]:
    """The numbers under the columns: where the hours change, and others where there is room."""
    steps = [phase.first for phase in phases]
    all_fit = grid.pitch > 2 * DIGIT + GAP
    others = [week for week in grid.weeks if all_fit or week % EVERY == 0]
    ticks: list[WeekTick] = []
    for week in [*steps, *others]:
        if week in grid.weeks:
            ways = _ticks(week, grid, start_on) if week in steps else [_tick(week, grid, all_fit)]
            ticks += [way for way in ways if _free(way, ticks)][:1]
    return sorted(ticks, key=lambda tick: tick.x)


def _ticks(week: int, grid: Grid, start_on: date | None) -> Iterator[WeekTick]:
    """The number of a week that changes the hours, with that of the calendar if it has room."""
    x, width = grid.middle(week), len(str(week)) * DIGIT
    if start_on:
        calendar = Week.of(start_on).plus(week - 1).number
        yield WeekTick(week, x, max(width, len(f"({calendar})") * DIGIT), True, calendar)
    yield WeekTick(week, x, width, True, None)


def _tick(week: int, grid: Grid, all_fit: bool) -> WeekTick:
    """The number of any other week; where not all fit, it leaves some air beside it."""
    width = len(str(week)) * DIGIT
    return WeekTick(week, grid.middle(week), width if all_fit else 2 * width, False, None)


def marks(grid: Grid, now: int | None, starts_week: int) -> list[AxisMark]:
    """Where today is, and where a version begins that is not in force yet, or from today."""
    marks = []
    if now in grid.weeks:
        marks.append(_mark(Message("Now"), 5, now, grid, before=True))
    if starts_week >= max(now or 2, 2) and starts_week in grid.weeks:
        message = Message("New from week %(week)s", {"week": starts_week})
        marks.append(_mark(message, 15 + len(str(starts_week)), starts_week, grid, before=False))
    return marks


def _mark(message: Message, characters: int, week: int, grid: Grid, *, before: bool) -> AxisMark:
    """On the side that is asked for, if there is room."""
    x, width = round(grid.left(week), 2), round(characters * CHARACTER, 2)
    room = x - width >= LEFT if before else x + width <= RIGHT
    return AxisMark(message, week, x, width, before if room else not before)


def raise_marks(marked: Sequence[AxisMark], highest: float, limit: float) -> list[AxisMark]:
    """The marks above all else, side by side where they can; `y` counts up from the floor."""
    raised: list[AxisMark] = []
    for mark in marked:
        y = _off(limit, highest + GAP, LINE)
        if any(_cross(mark, lower) for lower in raised):
            y = _off(limit, raised[-1].y + LINE, LINE)
        raised.append(replace(mark, y=y))
    return raised


def _cross(mark: AxisMark, other: AxisMark) -> bool:
    return mark.reach[0] < other.reach[1] and other.reach[0] < mark.reach[1]
