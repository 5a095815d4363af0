"""A plan as a picture: weeks from left to right, paid and trained hours stacked. Pure.

Lengths are units of the viewBox, and y counts down from its top. On a phone a unit is about a
pixel.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..clock import Week
from ..messages import Message
from ..rulebook import Rulebook
from .grid import LEFT, RIGHT, Grid, is_within, visible_spans
from .labels import (
    GAP,
    LINE,
    AxisMark,
    Label,
    WeekTick,
    labels,
    marks,
    phase_message,
    raise_marks,
    week_ticks,
)
from .plan import Phase

WIDTH = 360.0
TALL = 200.0  # from no hours to the top of the scale
COLUMN = 0.84  # of the way to the next one
TEN_HOURS = 600  # minutes


@dataclass(frozen=True)
class Column:
    """One week: its minutes, and where they stand. What is trained stands on what is paid."""

    week: int
    paid: int
    training: int
    x: float
    width: float
    paid_y: float
    paid_height: float
    training_y: float
    training_height: float


@dataclass(frozen=True)
class Break:
    """Weeks that are left out, because they are like those beside them. `x` is the middle."""

    first: int
    last: int
    x: float


@dataclass(frozen=True)
class HourTick:
    minutes: int
    y: float


@dataclass(frozen=True)
class Band:
    """The usual paid hours, and the line of the most of all hours, with the y of their names."""

    message: Message
    y: float
    height: float
    label_y: float
    most: int  # minutes a week
    most_y: float
    most_label_y: float


@dataclass(frozen=True)
class PictureRow:
    """A phase in the table: minutes a week. `monday` is its first day, once that is known."""

    first: int
    last: int | None
    paid: int
    training: int
    says: Message
    monday: date | None

    @property
    def total(self) -> int:
        return self.paid + self.training


@dataclass(frozen=True)
class Picture:
    """Everything that is drawn, and the table. `name` keeps its ids apart from another one's."""

    name: str
    width: float
    height: float
    left: float
    right: float
    floor: float  # the y of no hours
    past: float  # the x that weeks before today end at
    columns: Sequence[Column]
    breaks: Sequence[Break]
    labels: Sequence[Label]
    weeks: Sequence[WeekTick]
    hours: Sequence[HourTick]
    marks: Sequence[AxisMark]
    band: Band
    endless: bool  # goes on until further notice
    rows: Sequence[PictureRow]


def draw(
    phases: Sequence[Phase],
    book: Rulebook,
    *,
    name: str = "plan",
    now: int | None = None,
    starts_week: int = 1,
    start_on: date | None = None,
) -> Picture:
    """The picture of a plan, with its table.

    `now` is the plan week of today in a job that runs: the weeks before it are past.
    `starts_week` is the plan week that a later version is in force from, 1 for the first one.
    """
    top = _top(phases, book)
    grid = Grid(visible_spans(phases, now, starts_week), TALL / top)
    all_labels, marked, highest = _words(phases, book, grid, marks(grid, now, starts_week))
    floor = round(max(TALL, highest) + 0.7 * LINE, 2)
    return Picture(
        name=name,
        width=WIDTH,
        height=round(floor + LINE * (2 if start_on else 1) + GAP, 2),
        left=LEFT,
        right=RIGHT,
        floor=floor,
        past=round(grid.before(now), 2) if now else LEFT,
        columns=list(_columns(phases, grid, floor)),
        breaks=[Break(span[0], span[-1], grid.middle(span[0])) for span in grid.breaks],
        labels=[replace(label, y=round(floor - label.y, 2)) for label in all_labels],
        weeks=week_ticks(phases, grid, start_on),
        hours=[HourTick(at, round(floor - grid.scale * at, 2)) for at in _hours(top)],
        marks=[replace(mark, y=round(floor - mark.y, 2)) for mark in marked],
        band=_band(book, grid, floor),
        endless=bool(phases) and phases[-1].last is None,
        rows=[_row(phase, start_on) for phase in phases],
    )


def _words(
    phases: Sequence[Phase], book: Rulebook, grid: Grid, marked: Sequence[AxisMark]
) -> tuple[list[Label], list[AxisMark], float]:
    """The labels and marks, and the height of all of them over the floor."""
    limit = grid.scale * book.weekly_total.most
    all_labels = labels(phases, grid, [mark.x for mark in marked], limit)
    highest = max([0.0, *(label.y + label.height for label in all_labels)])
    lifted = raise_marks(marked, highest, limit)
    return all_labels, lifted, max([highest, *(mark.y + LINE for mark in lifted)])


def _top(phases: Sequence[Phase], book: Rulebook) -> int:
    """Minutes at the top of the scale: no week is higher, and the limit is always below it."""
    highest = max([book.weekly_total.most, *(phase.total for phase in phases)])
    return -(-highest // TEN_HOURS) * TEN_HOURS


def _hours(top: int) -> range:
    """The minutes that are named beside the scale."""
    step = TEN_HOURS
    while top > 5 * step:
        step *= 2
    return range(0, top + 1, step)


def _columns(phases: Sequence[Phase], grid: Grid, floor: float) -> Iterator[Column]:
    width = grid.pitch * COLUMN
    for week in grid.weeks:
        own = (phase for phase in phases if is_within(phase, range(week, week + 1)))
        phase = next(own, Phase(week, week, 0, 0))
        paid, total = grid.scale * phase.paid, grid.scale * phase.total
        yield Column(
            week=week,
            paid=phase.paid,
            training=phase.training,
            x=round(grid.left(week) + (grid.pitch - width) / 2, 2),
            width=round(width, 2),
            paid_y=round(floor - paid, 2),
            paid_height=round(paid, 2),
            training_y=round(floor - total, 2),
            training_height=round(total - paid, 2),
        )


def _band(book: Rulebook, grid: Grid, floor: float) -> Band:
    low, high, most = book.paid_hours.low, book.paid_hours.high, book.weekly_total.most
    usual = {"low": low, "high": high}
    y, most_y = (round(floor - grid.scale * minutes, 2) for minutes in (high, most))
    height = round(grid.scale * (high - low), 2)
    # An overfull draft presses them down and together: their names keep their distance.
    label_y = min(round(y + height / 2, 2), floor - 1.5 * LINE)
    return Band(
        message=Message("%(low)s–%(high)s paid", usual, hours=("low", "high")),
        y=y,
        height=height,
        label_y=label_y,
        most=most,
        most_y=most_y,
        most_label_y=min(most_y, label_y - 2 * LINE),
    )


def _row(phase: Phase, start_on: date | None) -> PictureRow:
    monday = Week.of(start_on).plus(phase.first - 1).monday if start_on else None
    return PictureRow(
        phase.first, phase.last, phase.paid, phase.training, phase_message(phase), monday
    )
