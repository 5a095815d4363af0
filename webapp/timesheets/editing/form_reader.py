"""Reads the form of a week into its content. Fields that cannot be read keep their stored value."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from wtforms import Field

from ...forms import say_in
from ...messages import Message
from ...splits.plan import Kind
from ..content import KINDS, WeekContent, WeekFields
from ..day import PAID, TRAINING, DayContent, FieldKind, take
from ..rules import Mark
from ..shares import MINUTES_A_DAY, Key
from . import inputs
from .forms import DayForm, WeekForm
from .hours import reconcile
from .inputs import is_submitted
from .texts import Texts, hours_text, read_hours


class FormReader:
    """Reads a validated form, given the stored content and the texts the form was filled from.

    `content` is the result. `missing` are the names of the fields that the form lacks or that
    cannot be read. Sets errors on the fields of a day whose parts do not add up, and
    `unreadable_days` of the form.
    """

    def __init__(
        self, form: WeekForm, stored: WeekContent, base: Texts, fields: WeekFields
    ) -> None:
        self.form, self.stored, self.base, self.fields = form, stored, base, fields
        self.missing: set[str] = {
            name
            for name, named in form.fields_by_name(fields).items()
            if any(field.errors for field in named) or not any(map(is_submitted, named))
        }
        self.content = WeekContent(
            days=[self._day(number, entry.form) for number, entry in enumerate(form.days)],
            progress=self._progress(),
            note=self._text("words.text", form.note, stored.note),
            went=form.went.chosen if "mood.went" not in self.missing else stored.went,
            call_me=self._ticked("call.me", form.call_me, stored.call_me, beside=form.note),
            reasons={
                code: self._text(f"why-{code}.text", field, stored.reasons.get(code, ""))
                for code, field in form.reasons.items()
            },
        )
        form.unreadable_days = [
            planned.day
            for planned, entry in zip(fields.usual, form.days, strict=True)
            if any(field.errors for field in entry.form.in_hours)
        ]

    def _text(self, name: str, field: Field, stored: str) -> str:
        return stored if name in self.missing else field.data or ""

    def _ticked(self, name: str, field: Field, stored: bool, *, beside: Field) -> bool:
        """Is the box ticked? Browsers leave out empty boxes: it was on the page if `beside` was."""
        if field.data or beside.raw_data:
            return bool(field.data)
        self.missing.add(name)
        return stored

    def _day(self, number: int, form: DayForm) -> DayContent:
        day, name = self.stored.days[number], f"day-{number}"
        for field_name, typed in inputs.by_name(number):
            if typed.is_missing(form, self.fields):
                self.missing.add(field_name)
            elif typed.item.kind is not FieldKind.HOURS and day.day not in self.fields.blocked:
                day = typed.read(form, day)
        if not day.absence:
            day = replace(day, absence_note="")
        if form.paid.errors or form.training.errors:
            self.missing |= {f"{name}.{kind}" for kind in KINDS}
        for kind in KINDS:
            if f"{name}.{kind}" not in self.missing:
                day = self._hours(number, form, day, kind)
        if day.paid + day.training <= MINUTES_A_DAY:
            return day.settled()
        say_in(form.paid, Message("A day has 24 hours."))
        self.missing |= {f"{name}.{kind}" for kind in KINDS}
        return take(day, self.stored.days[number], [PAID, TRAINING])

    def _hours(self, number: int, form: DayForm, day: DayContent, kind: Kind) -> DayContent:
        """`day` with the minutes of one kind, of which the total, the shares or both were typed."""
        keys, name = self.fields.keys(kind), f"day-{number}.{kind}"
        field = form.hours(kind)
        before = read_hours(self.base.get(name, ""), keys) if name in self.base else None
        stored_text = hours_text(self.stored.days[number], kind)
        total, shares = before or read_hours(stored_text, keys) or (0, {})
        typed = self._shares(form, keys)
        reconciled = reconcile(
            total=field.minutes if is_submitted(field) else total,
            shares=shares if typed is None else typed,
            kept_total=total,
            kept_shares=shares,
            usual=self.fields.weights(number, kind),
        )
        if reconciled.problem:
            say_in(field, reconciled.problem)
            self.missing.add(name)
            return day
        blocked = self.fields.blocked.get(day.day)
        if blocked and reconciled.total > day.hours(kind) and reconciled.total != total:
            say_in(field, blocked)
            self.missing.add(name)
            return day
        others = {key: each for key, each in day.shares.items() if key[1] is not kind}
        hours: dict[str, Any] = {str(kind): reconciled.total, "shares": others | reconciled.shares}
        return replace(day, **hours)

    def _shares(self, form: DayForm, keys: Sequence[Key]) -> dict[Key, int] | None:
        """The minutes that were typed by activity; None where there are no fields for them."""
        by_key = dict(zip(self.fields.share_names, form.shares, strict=True))
        if not any(is_submitted(by_key[key]) for key in keys):
            return None
        return {key: by_key[key].minutes for key in keys}

    def _progress(self) -> dict[UUID, tuple[Mark | None, str]]:
        """(mark, what was learnt) by activity; missing fields keep their stored value."""
        progress = dict(self.stored.progress)
        for entry in self.form.progress:
            activity_id = UUID(entry.form.activity_id.data)
            name, stored = f"mark-{activity_id}", progress.get(activity_id, (None, ""))
            mark = stored[0] if f"{name}.mark" in self.missing else entry.form.mark.chosen
            learnt = self._text(f"{name}.learnt", entry.form.learnt, stored[1])
            if mark is None and learnt:  # words alone are not kept: the form says so
                self.missing.add(f"{name}.learnt")
                learnt = ""
            progress[activity_id] = mark, learnt
        return progress
