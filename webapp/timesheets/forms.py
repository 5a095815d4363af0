"""The forms of a week sheet."""

from typing import Any
from uuid import UUID

import wtforms
from wtforms import FieldList, FormField, HiddenField

from ..fields import Choice, Hours, Text, Words
from ..forms import Form, say_in
from ..messages import N_, Message
from .actions import Line
from .models import Day, Timesheet
from .rules import ABSENCE_NAMES, Absence

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


class WeekForm(Form):
    """The seven days of a week."""

    version = HiddenField()
    days = FieldList(FormField(DayForm), min_entries=7, max_entries=7)
    note = Text()

    def fill(self, sheet: Timesheet) -> None:
        """Show what is kept."""
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


def _line(form: DayForm, day: Day) -> Line:
    unclear = form.paid.errors or form.training.errors
    return Line(
        day=day.day,
        paid=day.paid if unclear else form.paid.minutes,
        training=day.training if unclear else form.training.minutes,
        absence=form.absence.chosen,
        absence_note=day.absence_note if form.absence_note.errors else form.absence_note.data or "",
    )


class ReturnLineForm(wtforms.Form):
    """Why one day comes back; empty when it is fine."""

    because = Words()


class ReturnForm(Form):
    """Why a week comes back: about it all, or about single days."""

    because = Text()
    days = FieldList(FormField(ReturnLineForm), min_entries=7, max_entries=7)

    def reasons(self, sheet: Timesheet) -> dict[UUID, str]:
        """The reasons by the id of the day that they are about."""
        return {
            day.id: entry.form.because.data
            for entry, day in zip(self.days, sheet.days, strict=True)
            if entry.form.because.data
        }
