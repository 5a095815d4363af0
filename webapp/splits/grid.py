"""Which weeks of a plan get a column in its picture, and where the columns stand. Pure.

Lengths are units of the picture's viewBox. On a phone a unit is about a pixel.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .plan import Phase

LEFT, RIGHT = 28.0, 308.0  # columns stand between these, hours to the left, names to the right
LEAST_WEEKS, MOST_COLUMNS = 8, 30
AFTER = 4  # weeks that are shown from the last change on


@dataclass(frozen=True)
class Grid:
    """Columns side by side, each for a week or for several that are left out.

    `scale` is the height of a minute.
    """

    spans: Sequence[range]
    scale: float

    @property
    def pitch(self) -> float:
        """From one column to the next."""
        return (RIGHT - LEFT) / len(self.spans)

    @property
    def weeks(self) -> list[int]:
        return [span[0] for span in self.spans if len(span) == 1]

    @property
    def breaks(self) -> list[range]:
        return [span for span in self.spans if len(span) > 1]

    def left(self, week: int) -> float:
        """Where the column of a week begins. Raises StopIteration for one that is not shown."""
        number = next(n for n, span in enumerate(self.spans) if week in span)
        return LEFT + number * self.pitch

    def middle(self, week: int) -> float:
        return round(self.left(week) + self.pitch / 2, 2)

    def before(self, week: int) -> float:
        """Where the columns of all earlier weeks end."""
        return LEFT + sum(span[-1] < week for span in self.spans) * self.pitch

    def reach(self, phase: Phase) -> tuple[float, float] | None:
        """Where the columns of a phase begin and end; None when it has none."""
        own = [n for n, span in enumerate(self.spans) if is_within(phase, span)]
        if not own:
            return None
        return LEFT + own[0] * self.pitch, LEFT + (own[-1] + 1) * self.pitch


def is_within(phase: Phase, span: range) -> bool:
    """Do these weeks lie in the phase?"""
    return phase.first <= span[0] and (phase.last is None or span[-1] <= phase.last)


def visible_spans(phases: Sequence[Phase], now: int | None, starts_week: int) -> list[range]:
    """The weeks of each column: one week, or a break of several that are like their neighbours.

    A plan of more weeks than there is room for gets breaks in its longest stretches. One with
    more changes than that can save is cut at the end: its table has them all.
    """
    last = _last_week(phases, now, starts_week)
    starts = {1, starts_week} | {phase.last + 1 for phase in phases if phase.last is not None}
    starts |= set() if now is None else {now, now + 1}
    firsts = sorted(start for start in starts if 1 <= start <= last)
    stretches = [range(*pair) for pair in pairwise([*firsts, last + 1])]
    most = next((n for n in range(MOST_COLUMNS, 2, -1) if _fit(stretches, n)), 2)
    spans = [span for stretch in stretches for span in _cut(stretch, most)]
    if len(spans) > MOST_COLUMNS:
        spans[MOST_COLUMNS - 1 :] = [range(spans[MOST_COLUMNS - 1].start, last + 1)]
    return spans


def _last_week(phases: Sequence[Phase], now: int | None, starts_week: int) -> int:
    """Some weeks after the last change; while it runs on, also after today."""
    if not phases:
        return LEAST_WEEKS
    end = phases[-1]
    if end.last is not None:
        return max(end.last + AFTER, LEAST_WEEKS)
    return max(max(end.first, starts_week, now or 1) + AFTER - 1, LEAST_WEEKS)


def _fit(stretches: Sequence[range], most: int) -> bool:
    return sum(min(len(stretch), most) for stretch in stretches) <= MOST_COLUMNS


def _cut(stretch: range, most: int) -> list[range]:
    """At most `most` columns for weeks in a row: the first and last of them, a break between."""
    weeks = [range(week, week + 1) for week in stretch]
    if len(weeks) <= most:
        return weeks
    head, over = most // 2, len(weeks) - (most - 1) // 2
    return [*weeks[:head], stretch[head:over], *weeks[over:]]
