"""A plan: rows of work with their hours and weeks, how they are added up, divided and moved.

Weeks are counted from the first week of the small job: week 1 is the week it starts in. Pure.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .part import Answer, Kind, PartLike, Row, as_row, emptied, own_texts, texts_of

MOST_PARTS = 40
_QUARTER = 15  # minutes that halves are rounded to
LAST_WEEK = 520  # ten years; a plan beyond that is a slip of the finger


# --- adding up ---


@dataclass(frozen=True)
class Phase:
    """Weeks in a row with the same hours. `last` is None when it goes on until further notice."""

    first: int
    last: int | None
    paid: int  # minutes a week
    training: int  # minutes a week

    @property
    def total(self) -> int:
        return self.paid + self.training


def in_week(part: PartLike, week: int) -> bool:
    """Does `part` give hours in plan week `week`?"""
    return part.kind is not Kind.STAYS and part.from_week <= week and not has_ended(part, week)


def has_ended(part: PartLike, week: int) -> bool:
    """Did `part` end before plan week `week`?"""
    return part.to_week is not None and part.to_week < week


def minutes_in(parts: Iterable[PartLike], kind: Kind, week: int) -> int:
    """Minutes of one kind in plan week `week`."""
    return sum(part.minutes for part in parts if part.kind is kind and in_week(part, week))


def phases(parts: Sequence[PartLike]) -> list[Phase]:
    """The plan as phases, first to last; weeks without hours in between are phases of 0."""
    counted = [part for part in parts if part.kind is not Kind.STAYS]
    if not counted:
        return []
    starts = {1} | {part.from_week for part in counted}
    starts |= {part.to_week + 1 for part in counted if part.to_week is not None}
    ordered = sorted(starts)
    phases: list[Phase] = []
    for first, following in zip(ordered, [*ordered[1:], None], strict=True):
        phase = Phase(
            first,
            None if following is None else following - 1,
            minutes_in(parts, Kind.PAID, first),
            minutes_in(parts, Kind.TRAINING, first),
        )
        if phases and (phases[-1].paid, phases[-1].training) == (phase.paid, phase.training):
            phase = Phase(phases.pop().first, phase.last, phase.paid, phase.training)
        phases.append(phase)
    if phases[-1].last is None and not phases[-1].total:
        phases.pop()  # the plan has ended
    return phases


def training_until(parts: Sequence[PartLike]) -> int | None:
    """The last plan week with training; None without training or without an end."""
    ends = [part.to_week for part in parts if part.kind is Kind.TRAINING]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None


def training_weeks(parts: Sequence[PartLike]) -> int:
    """How many weeks the training lasts from its first to its last one; 0 while that is open."""
    last = training_until(parts)
    if last is None:
        return 0
    return last - min(part.from_week for part in parts if part.kind is Kind.TRAINING) + 1


def paid_after(parts: Iterable[PartLike], trained: PartLike) -> bool:
    """Is pay for the same work agreed from the week after `trained` ends?"""
    return trained.to_week is not None and any(
        part.kind is Kind.PAID
        and part.activity_id == trained.activity_id
        and part.from_week == trained.to_week + 1
        for part in parts
    )


def paid_after_training(parts: Sequence[PartLike]) -> bool:
    """Is all that is trained until the end of the training paid from then on?"""
    last = training_until(parts)
    ending = [part for part in parts if part.kind is Kind.TRAINING and part.to_week == last]
    return bool(ending) and all(paid_after(parts, part) for part in ending)


# --- dividing and moving: whatever is done, no hour appears or disappears ---


def divide(row: Row) -> tuple[Row, Row]:
    """Half of it paid, the difficult half trained, in the same weeks."""
    half = row.minutes - row.minutes // 2
    paid = max(round(half / _QUARTER) * _QUARTER, _QUARTER) if half > _QUARTER else half
    return (
        replace(row, kind=Kind.PAID, alone=Answer.YES, worth_pay=Answer.YES, minutes=paid),
        replace(
            row,
            kind=Kind.TRAINING,
            alone=Answer.NO,
            worth_pay=Answer.YES,
            minutes=row.minutes - paid,
            **emptied(own_texts(Kind.PAID)),
        ),
    )


def step(row: Row, week: int) -> tuple[Row, Row]:
    """The weeks before `week`, and those from it on, as two rows.

    Raises ValueError where the row does not run in both.
    """
    if not row.from_week < week or (row.to_week is not None and row.to_week < week):
        raise ValueError(f"week {week} does not divide {row.from_week} to {row.to_week}")
    return replace(row, to_week=week - 1), replace(row, from_week=week)


def cut_rows(rows: Iterable[Row], week: int) -> list[Row]:
    """The same plan, with every row cut in two that runs both before `week` and from it on."""
    cut_rows: list[Row] = []
    for row in rows:
        cut = row.kind is not Kind.STAYS and row.from_week < week and not has_ended(row, week)
        cut_rows += step(row, week) if cut else [row]
    return cut_rows


def join_rows(rows: Iterable[PartLike]) -> list[Row]:
    """The same plan, with rows joined that only continue one another."""
    joined: list[Row] = []
    latest = -1
    for row in map(as_row, rows):
        fits = [n for n, earlier in enumerate(joined) if _carries_on(earlier, row)]
        if not fits:
            latest = len(joined)
            joined.append(row)
            continue
        # A cut row is continued by its own second half, even where another row would fit as well.
        latest = latest if latest in fits else fits[0]
        joined[latest] = replace(joined[latest], to_week=row.to_week)
    return joined


def _carries_on(earlier: Row, later: Row) -> bool:
    if (
        earlier.kind is Kind.STAYS
        or earlier.to_week is None
        or earlier.to_week + 1 != later.from_week
    ):
        return False
    same = replace(later, from_week=earlier.from_week, to_week=earlier.to_week, asked=earlier.asked)
    return same == earlier


def same_plan(before: Iterable[PartLike], after: Iterable[PartLike]) -> bool:
    """Do two plans agree on the same in every week, however their rows are cut and ordered?"""
    was, now = [as_row(part) for part in before], [as_row(part) for part in after]
    starts = {row.from_week for row in [*was, *now]}
    starts |= {row.to_week + 1 for row in [*was, *now] if row.to_week is not None}
    return all(_agreed(was, week) == _agreed(now, week) for week in starts)


def _agreed(rows: Iterable[Row], week: int) -> Counter[tuple[object, ...]]:
    """What is agreed in a week, and what stays in every week; not how it came about."""
    here = (row for row in rows if row.kind is Kind.STAYS or in_week(row, week))
    plain = (replace(row, from_week=1, to_week=None, asked="", evidence=()) for row in here)
    return Counter(tuple(vars(row).values()) for row in plain)


def paid_from(row: Row, week: int) -> Row:
    """The same hours, paid from `week` on, without anything that is said of training."""
    return replace(
        row,
        kind=Kind.PAID,
        alone=Answer.YES,
        worth_pay=Answer.YES,
        from_week=week,
        to_week=None,
        **emptied(texts_of(Kind.TRAINING)),
    )


def promote(rows: Sequence[Row], number: int, week: int) -> list[Row]:
    """Make row `number`, which is trained, paid from `week` on. Its hours stay the same."""
    row = rows[number]
    paid = paid_from(row, max(week, row.from_week))
    last = week - 1 if row.to_week is None else min(week - 1, row.to_week)
    before = [replace(row, to_week=last)] if row.from_week < week else []
    return [*rows[:number], *before, paid, *rows[number + 1 :]]


def end_training(rows: Sequence[Row], number: int, week: int) -> list[Row]:
    """Let row `number` end after `week`, or sooner than agreed; drop it if it has not begun."""
    row = rows[number]
    left = [replace(row, to_week=week)] if row.from_week <= week else []
    return [*rows[:number], *left, *rows[number + 1 :]]
