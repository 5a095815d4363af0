"""The forms that move a week: sending it back, and beginning to correct it."""

from collections.abc import Mapping
from uuid import UUID

import wtforms
from wtforms import FormField

from ..fields import PlanText, Rows, Text, Words
from ..forms import Form
from ..messages import N_
from .models import Timesheet


class CorrectForm(Form):
    """Why an approved week is to be corrected."""

    reason = PlanText(required=N_("Say why, in a sentence."))


class ReturnLineForm(wtforms.Form):
    """Why one day comes back; empty when it is fine."""

    because = Words()


class ReturnForm(Form):
    """Why a week comes back: about it all, or about single days."""

    because = Text()
    days = Rows(FormField(ReturnLineForm), min_entries=7, max_entries=7)

    def reasons(self, sheet: Timesheet) -> Mapping[UUID, str]:
        """The reasons by the id of the day that they are about."""
        return {
            day.id: entry.form.because.data
            for entry, day in zip(self.days, sheet.days, strict=True)
            if entry.form.because.data
        }
