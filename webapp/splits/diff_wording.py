"""The difference of two plans in words: sentences with their weeks, and changed texts. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..messages import N_, Message
from .part import Answer, Kind, Row, texts_of
from .plan import minutes_in
from .row_diff import HoursMove, RowChange, Sign, week_spans

Weeks = tuple[int, int | None]  # first and last; None when it goes on


@dataclass(frozen=True)
class DiffLine:
    """One sentence, and the weeks that are named after it; `first` is None where none are."""

    sign: Sign
    message: Message
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True)
class TextDiff:
    """A text that differs; empty on the side that has none."""

    label: str  # a message id
    was: str
    now: str

    @property
    def sign(self) -> Sign:
        if self.was and self.now:
            return Sign.CHANGED
        return Sign.NEW if self.now else Sign.GONE


_TEXTS = {kind: {item.name: item.said for item in texts_of(kind)} for kind in Kind}
_MOVED = {
    (Kind.TRAINING, Kind.PAID): N_("Moved from training to paid hours"),
    (Kind.PAID, Kind.TRAINING): N_("Moved from paid hours to training"),
    (Kind.STAYS, Kind.PAID): N_("Moved from colleagues to paid hours"),
    (Kind.STAYS, Kind.TRAINING): N_("Moved from colleagues to training"),
    (Kind.PAID, Kind.STAYS): N_("Moved from paid hours to colleagues"),
    (Kind.TRAINING, Kind.STAYS): N_("Moved from training to colleagues"),
}
_PARTLY_MOVED = {
    (Kind.TRAINING, Kind.PAID): N_("Partly moved from training to paid hours"),
    (Kind.PAID, Kind.TRAINING): N_("Partly moved from paid hours to training"),
}
_HOURS = {
    Kind.PAID: N_("%(hours)s paid a week"),
    Kind.TRAINING: N_("%(hours)s training a week"),
}
_OTHER_HOURS = {
    Kind.PAID: N_("%(was)s → %(now)s paid a week"),
    Kind.TRAINING: N_("%(was)s → %(now)s training a week"),
}
_BEGINS = {
    Kind.PAID: N_("Paid hours begin in week %(now)s instead of week %(was)s"),
    Kind.TRAINING: N_("Training begins in week %(now)s instead of week %(was)s"),
}
_ENDS = {
    Kind.PAID: N_("Paid hours end with week %(now)s instead of week %(was)s"),
    Kind.TRAINING: N_("Training ends with week %(now)s instead of week %(was)s"),
}
_NOW_ENDS = {
    Kind.PAID: N_("Paid hours end with week %(now)s; before, they went on"),
    Kind.TRAINING: N_("Training ends with week %(now)s; before, it went on"),
}
_GOES_ON = {
    Kind.PAID: N_("Paid hours go on after week %(was)s"),
    Kind.TRAINING: N_("Training goes on after week %(was)s"),
}
_ANSWERED = {
    ("alone", Answer.YES): N_("Somebody new can do it alone now"),
    ("alone", Answer.NO): N_("Somebody new cannot do it alone yet after all"),
    ("worth_pay", Answer.YES): N_("The company would pay for it now"),
    ("worth_pay", Answer.NO): N_("The company would not pay for it any more"),
}


def describe(
    changes: Sequence[RowChange], moves: Sequence[HoursMove]
) -> tuple[list[DiffLine], list[TextDiff]]:
    """All differences of one activity, each once: (sentences, texts).

    A move implies that one kind ends and the other begins in its weeks.
    """
    texts = _texts(changes)
    lines = [*_moves(moves), *_stays(changes, moves)]
    for kind in _HOURS:
        lines += _of_kind(kind, changes, moves)
    if not lines and not texts:  # the same hours each week, in other rows
        lines = [line for kind in _HOURS for line in _row_by_row(kind, changes)]
    for change in changes:
        lines += _answers(change)
    return [*lines, *_names(changes)], texts


def _moves(moves: Sequence[HoursMove]) -> Iterator[DiffLine]:
    for move in moves:
        says = (_PARTLY_MOVED if move.partly else _MOVED)[move.was, move.now]
        yield DiffLine(Sign.MOVED, Message(says), move.first, move.last)


def _stays(changes: Sequence[RowChange], moves: Sequence[HoursMove]) -> Iterator[DiffLine]:
    before = any(change.was and change.was.kind is Kind.STAYS for change in changes)
    after = any(change.now and change.now.kind is Kind.STAYS for change in changes)
    moved = any(Kind.STAYS in (move.was, move.now) for move in moves)
    if before is not after and not moved:
        sign = Sign.NEW if after else Sign.GONE
        yield DiffLine(sign, Message("Stays with colleagues"))


def _of_kind(
    kind: Kind, changes: Sequence[RowChange], moves: Sequence[HoursMove]
) -> Iterator[DiffLine]:
    """What differs in the rows of one kind: of one row what it was, of several week by week."""
    was = [change.was for change in changes if change.was and change.was.kind is kind]
    now = [change.now for change in changes if change.now and change.now.kind is kind]
    if len(was) == len(now) == 1:
        yield from _other_hours_and_weeks(was[0], now[0], moves)
        return
    for before, after, weeks in _runs(kind, was, now):
        line = _hours(kind, before or None, after or None, weeks)
        if line.sign is Sign.CHANGED or not _is_implied_by_move(moves, kind, line):
            yield line


def _row_by_row(kind: Kind, changes: Sequence[RowChange]) -> Iterator[DiffLine]:
    for change in changes:
        was, now = change.was, change.now
        if was and now and was.kind is now.kind is kind:
            yield from _other_hours_and_weeks(was, now, ())
            continue
        if was and was.kind is kind:
            yield _hours(kind, was.minutes, None, (was.from_week, was.to_week))
        if now and now.kind is kind:
            yield _hours(kind, None, now.minutes, (now.from_week, now.to_week))


def _other_hours_and_weeks(was: Row, now: Row, moves: Sequence[HoursMove]) -> Iterator[DiffLine]:
    if was.minutes != now.minutes:
        yield _hours(now.kind, was.minutes, now.minutes, (now.from_week, now.to_week))
    for line, lost_or_won in (*_other_first_week(was, now), *_other_last_week(was, now)):
        if not _is_implied_by_move(moves, now.kind, lost_or_won):
            yield line


def _other_first_week(was: Row, now: Row) -> Iterator[tuple[DiffLine, DiffLine]]:
    """The sentence, and the weeks that the row has lost or won with that."""
    weeks = {"was": was.from_week, "now": now.from_week}
    says = Message(_BEGINS[now.kind], weeks)
    if was.from_week < now.from_week:
        yield (
            DiffLine(Sign.CHANGED, says),
            DiffLine(Sign.GONE, says, was.from_week, now.from_week - 1),
        )
    elif was.from_week > now.from_week:
        yield (
            DiffLine(Sign.CHANGED, says),
            DiffLine(Sign.NEW, says, now.from_week, was.from_week - 1),
        )


def _other_last_week(was: Row, now: Row) -> Iterator[tuple[DiffLine, DiffLine]]:
    weeks: dict[str, Any] = {"was": was.to_week, "now": now.to_week}
    if was.to_week == now.to_week:
        return
    if now.to_week is not None and (was.to_week is None or now.to_week < was.to_week):
        says = Message((_NOW_ENDS if was.to_week is None else _ENDS)[now.kind], weeks)
        yield DiffLine(Sign.CHANGED, says), DiffLine(Sign.GONE, says, now.to_week + 1, was.to_week)
    elif was.to_week is not None:
        says = Message((_GOES_ON if now.to_week is None else _ENDS)[now.kind], weeks)
        yield DiffLine(Sign.CHANGED, says), DiffLine(Sign.NEW, says, was.to_week + 1, now.to_week)


def _hours(kind: Kind, was: int | None, now: int | None, weeks: Weeks) -> DiffLine:
    """Other hours, or None on the side where there are none."""
    if was is not None and now is not None:
        message = Message(_OTHER_HOURS[kind], {"was": was, "now": now}, hours=("was", "now"))
        return DiffLine(Sign.CHANGED, message, *weeks)
    message = Message(_HOURS[kind], {"hours": was if now is None else now}, hours=("hours",))
    return DiffLine(Sign.GONE if now is None else Sign.NEW, message, *weeks)


def _is_implied_by_move(moves: Sequence[HoursMove], kind: Kind, line: DiffLine) -> bool:
    """Does a move already say that hours of `kind` are gone or new in the weeks of `line`?"""
    for move in moves:
        concerns = kind is (move.was if line.sign is Sign.GONE else move.now)
        begins = line.first is not None and move.first <= line.first
        ends = move.last is None or (line.last is not None and line.last <= move.last)
        if concerns and begins and ends and move.even:
            return True
    return False


def _answers(change: RowChange) -> Iterator[DiffLine]:
    """Answers that changed. A first answer, or one that moves the row, is shown by its kind."""
    was, now = change.was, change.now
    if was and now and was.kind is now.kind:
        for name in ("alone", "worth_pay"):
            before, answer = getattr(was, name), getattr(now, name)
            if before and answer and before is not answer:
                yield DiffLine(Sign.CHANGED, Message(_ANSWERED[name, answer]))


def _names(changes: Sequence[RowChange]) -> list[DiffLine]:
    pairs = [(change.was.what, change.now.what) for change in changes if change.was and change.now]
    called = dict.fromkeys(was for was, now in pairs if was != now)
    message = N_("Was called “%(was)s” before")
    return [DiffLine(Sign.CHANGED, Message(message, {"was": name})) for name in called]


def _texts(changes: Sequence[RowChange]) -> list[TextDiff]:
    """The texts that are new or in other words now, of the kinds that have them."""
    known = {
        (name, getattr(change.was, name))
        for change in changes
        if change.was
        for name in _TEXTS[change.was.kind]
    }
    texts = []
    for change in changes:
        for name, label in _TEXTS[change.now.kind].items() if change.now else ():
            had = change.was is not None and name in _TEXTS[change.was.kind]
            was, now = getattr(change.was, name) if had else "", getattr(change.now, name)
            if was != now and (had or (name, now) not in known):
                texts.append(TextDiff(label, was, now))
            known.add((name, now))
    return list(dict.fromkeys(texts))


def sum_lines(was: Sequence[Row], now: Sequence[Row]) -> list[DiffLine]:
    """How the hours of whole plans differ, each kind by its weeks, the paid ones first."""
    return [
        _hours(kind, before, after, weeks)
        for kind in _HOURS
        for before, after, weeks in _runs(kind, was, now)
    ]


def _runs(kind: Kind, was: Sequence[Row], now: Sequence[Row]) -> list[tuple[int, int, Weeks]]:
    """Minutes a week before and now, for the weeks in a row in which they differ alike."""
    runs: list[tuple[int, int, Weeks]] = []
    going_on = None
    for first, last in week_spans([*was, *now]):
        pair = minutes_in(was, kind, first), minutes_in(now, kind, first)
        if pair[0] != pair[1]:
            if pair == going_on:
                first = runs.pop()[2][0]
            runs.append((*pair, (first, last)))
        going_on = pair
    return runs
