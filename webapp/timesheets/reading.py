"""What somebody means who has filled in the form of a week. What cannot be read stays as it was."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from wtforms import Field

from ..forms import say_in
from ..messages import Message
from ..splits.plan import Kind
from .forms import DayForm, WeekForm, said
from .rules import Mark
from .shares import A_DAY, Key, reconciled
from .told import KINDS, Frame, Line, Texts, Told, hours_text, read_hours


class Reading:
    """A form that was validated, read against what is kept and what it was filled from.

    `unsaid` are the names of what it does not tell, or not so that it can be read. Where the parts
    of a day do not add up that is put beside the day. Days of which hours cannot be read are told
    to the form.
    """

    def __init__(self, form: WeekForm, kept: Told, base: Texts, frame: Frame) -> None:
        self.form, self.kept, self.base, self.frame = form, kept, base, frame
        self.unsaid: set[str] = {
            name
            for name, fields in form.named(frame).items()
            if any(field.errors for field in fields) or not any(map(said, fields))
        }
        self.told = Told(
            lines=[self._line(number, entry.form) for number, entry in enumerate(form.days)],
            progress=self._progress(),
            note=self._words("words.text", form.note, kept.note),
            went=form.went.chosen if "mood.went" not in self.unsaid else kept.went,
            call_me=self._ticked("call.me", form.call_me, kept.call_me, beside=form.note),
            reasons={
                code: self._words(f"why-{code}.text", field, kept.reasons.get(code, ""))
                for code, field in form.reasons.items()
            },
        )
        form.unread = [
            planned.day
            for planned, entry in zip(frame.usual, form.days, strict=True)
            if any(field.errors for field in entry.form.in_hours)
        ]

    def _words(self, name: str, field: Field, kept: str) -> str:
        return kept if name in self.unsaid else field.data or ""

    def _ticked(self, name: str, field: Field, kept: bool, *, beside: Field) -> bool:
        """A box that is not ticked is not sent: it was there where the field beside it was."""
        if field.data or beside.raw_data:
            return bool(field.data)
        self.unsaid.add(name)
        return kept

    def _line(self, number: int, form: DayForm) -> Line:
        line, name = self.kept.lines[number], f"day-{number}"
        if f"{name}.absence" not in self.unsaid:
            line = replace(line, absence=form.absence.chosen)
        note = line.absence_note if f"{name}.note" in self.unsaid else form.word
        away = self._ticked(f"{name}.away", form.away, line.away, beside=form.absence)
        line = replace(line, absence_note=note if line.absence else "", away=away)
        if form.paid.errors or form.training.errors:
            self.unsaid |= {f"{name}.{kind}" for kind in KINDS}
        for kind in KINDS:
            if f"{name}.{kind}" not in self.unsaid:
                line = self._hours(number, form, line, kind)
        if line.paid + line.training <= A_DAY:
            return line
        say_in(form.paid, Message("A day has 24 hours."))
        self.unsaid |= {f"{name}.{kind}" for kind in KINDS}
        kept = self.kept.lines[number]
        return replace(line, paid=kept.paid, training=kept.training, shares=kept.shares)

    def _hours(self, number: int, form: DayForm, line: Line, kind: Kind) -> Line:
        """A day's minutes of one kind, as its total, its shares or both were typed."""
        keys, name = self.frame.keys(kind), f"day-{number}.{kind}"
        field = form.hours(kind)
        before = read_hours(self.base.get(name, ""), keys) if name in self.base else None
        kept_text = hours_text(self.kept.lines[number], kind)
        total, shares = before or read_hours(kept_text, keys) or (0, {})
        typed = self._shares(form, keys)
        agreed = reconciled(
            total=field.minutes if said(field) else total,
            shares=shares if typed is None else typed,
            kept_total=total,
            kept_shares=shares,
            usual=self.frame.weights(number, kind),
        )
        if agreed.problem:
            say_in(field, agreed.problem)
            self.unsaid.add(name)
            return line
        others = {key: each for key, each in line.shares.items() if key[1] is not kind}
        hours: dict[str, Any] = {str(kind): agreed.total, "shares": others | agreed.shares}
        return replace(line, **hours)

    def _shares(self, form: DayForm, keys: Sequence[Key]) -> dict[Key, int] | None:
        """The minutes that were typed by activity; None where there are no fields for them."""
        fields = dict(zip(self.frame.told_apart, form.shares, strict=True))
        if not any(said(fields[key]) for key in keys):
            return None
        return {key: fields[key].minutes for key in keys}

    def _progress(self) -> dict[UUID, tuple[Mark | None, str]]:
        """What was chosen, by activity; what is not said or cannot be read stays as it was."""
        found = dict(self.kept.progress)
        for entry in self.form.progress:
            activity_id = UUID(entry.form.activity_id.data)
            name, kept = f"mark-{activity_id}", found.get(activity_id, (None, ""))
            mark = kept[0] if f"{name}.mark" in self.unsaid else entry.form.mark.chosen
            learnt = self._words(f"{name}.learnt", entry.form.learnt, kept[1])
            if mark is None and learnt:  # words alone are not kept: the form says so
                self.unsaid.add(f"{name}.learnt")
                learnt = ""
            found[activity_id] = mark, learnt
        return found
