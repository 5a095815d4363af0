"""The forms of a week sheet."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import wtforms
from wtforms import FormField, HiddenField

from .. import db
from ..fields import Choice, Hours, Rows, Text, Words
from ..forms import Form, renumber, say_in
from ..messages import N_, Message
from .actions import Line
from .models import Day, Progress, Timesheet
from .rules import ABSENCE_NAMES, MARK_NAMES, Absence, Mark

_DAY = 24 * 60  # minutes


class DayForm(wtforms.Form):
    """One day."""

    paid = Hours()
    training = Hours()
    absence = Choice(Absence, ABSENCE_NAMES, empty=N_("At work"))
    absence_note = Words()

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field by itself, and the day as a whole."""
        valid = bool(super().validate(extra_validators))
        if self.paid.minutes + self.training.minutes > _DAY:
            say_in(self.paid, Message("A day has 24 hours."))
            return False
        return valid


class MarkForm(wtforms.Form):
    """How far the training of one activity has come. Nothing has to be said."""

    activity_id = HiddenField()
    mark = Choice(Mark, MARK_NAMES, optional=True, default="")
    learnt = Words()

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field by itself, and no words without a mark: they would be lost."""
        valid = bool(super().validate(extra_validators))
        if self.learnt.data and self.mark.chosen is None and valid:
            say_in(self.mark, Message("Choose how far it has come: then your words are kept too."))
            return False
        return valid


class WeekForm(Form):
    """The seven days of a week, and how the training went."""

    version = HiddenField()
    days = Rows(FormField(DayForm), min_entries=7, max_entries=7)
    progress = Rows(FormField(MarkForm))
    note = Text()

    def about(self, activities: Iterable[UUID]) -> None:
        """Have one entry for each of these activities, in their order, and for no others.

        Before validating: entries are told apart by the activity that they carry, because the
        plan may have changed since the form was opened.
        """
        sent = {db.as_uuid(entry.form.activity_id.data): entry for entry in self.progress}
        self.progress.entries = []
        for activity_id in activities:
            if activity_id in sent:
                self.progress.entries.append(sent[activity_id])
            else:
                self.progress.append_entry({"activity_id": str(activity_id)})
        renumber(self.progress)

    def fill(self, sheet: Timesheet, activities: Iterable[UUID]) -> None:
        """Show what is kept, and how the training of `activities` went."""
        self.about(activities)
        kept = {row.activity_id: row for row in sheet.progress}
        for entry in self.progress:
            row = kept.get(UUID(entry.form.activity_id.data))
            if row is not None:
                entry.form.mark.process_data(row.mark.value)
                entry.form.learnt.data = row.learnt
        self.version.data = str(sheet.version or "")
        self.note.data = sheet.note
        for entry, day in zip(self.days, sheet.days, strict=True):
            entry.form.paid.process_data(day.paid or None)
            entry.form.training.process_data(day.training or None)
            entry.form.absence.data = day.absence.value if day.absence else ""
            entry.form.absence_note.data = day.absence_note

    def lines(self, sheet: Timesheet) -> list[Line]:
        """What was typed, day by day; hours that cannot be read stay as they were."""
        return [_line(entry.form, day) for entry, day in zip(self.days, sheet.days, strict=True)]

    def marks(self, sheet: Timesheet) -> dict[UUID, tuple[Mark, str]]:
        """What was chosen, by activity; what cannot be read stays as it was."""
        kept = {row.activity_id: row for row in sheet.progress}
        found = {}
        for entry in self.progress:
            activity_id = UUID(entry.form.activity_id.data)
            said = _mark(entry.form, kept.get(activity_id))
            if said is not None:
                found[activity_id] = said
        return found


def _line(form: DayForm, day: Day) -> Line:
    unclear = form.paid.errors or form.training.errors
    return Line(
        day=day.day,
        paid=day.paid if unclear else form.paid.minutes,
        training=day.training if unclear else form.training.minutes,
        absence=form.absence.chosen,
        absence_note=day.absence_note if form.absence_note.errors else form.absence_note.data or "",
    )


def _mark(form: MarkForm, kept: Progress | None) -> tuple[Mark, str] | None:
    if form.mark.chosen is None:
        return (kept.mark, kept.learnt) if kept and form.mark.errors else None
    if form.learnt.errors:
        return form.mark.chosen, kept.learnt if kept else ""
    return form.mark.chosen, form.learnt.data or ""


class ReturnLineForm(wtforms.Form):
    """Why one day comes back; empty when it is fine."""

    because = Words()


class ReturnForm(Form):
    """Why a week comes back: about it all, or about single days."""

    because = Text()
    days = Rows(FormField(ReturnLineForm), min_entries=7, max_entries=7)

    def reasons(self, sheet: Timesheet) -> dict[UUID, str]:
        """The reasons by the id of the day that they are about."""
        return {
            day.id: entry.form.because.data
            for entry, day in zip(self.days, sheet.days, strict=True)
            if entry.form.because.data
        }
