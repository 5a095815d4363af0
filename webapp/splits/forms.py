"""The forms of a split."""

from typing import Any
from uuid import uuid4

import wtforms
from flask_babel import gettext as _
from wtforms import FieldList, FormField, HiddenField
from wtforms.validators import ValidationError

from ..fields import Choice, Hours, Text, Whole
from ..forms import Form, renumber
from ..messages import N_
from ..rulebook.findings import Code
from .actions import Row
from .models import Split
from .plan import KIND_NAMES, LAST_WEEK, MOST_PARTS, Kind

_WEEK_OF_MINUTES = 7 * 24 * 60


class PartForm(wtforms.Form):
    """One row: an activity, or one period of it."""

    activity_id = HiddenField()
    what = HiddenField()
    kind = Choice(Kind, KIND_NAMES)
    minutes = Hours(most=_WEEK_OF_MINUTES)
    from_week = Whole(least=1, most=LAST_WEEK)
    to_week = Whole(least=1, most=LAST_WEEK)
    market_value = Text()
    goal = Text()
    mastery = Text()
    difference = Text()

    def validate_to_week(self, field: Any) -> None:
        if field.number and field.number < (self.from_week.number or 1):
            raise ValidationError(_("The last week is before the first."))


class SplitForm(Form):
    """All rows of one version, and the reasons that the rulebook asks for."""

    version = HiddenField()
    parts = FieldList(FormField(PartForm), max_entries=MOST_PARTS)
    reason_paid_hours_low = Text()
    reason_paid_hours_high = Text()

    def fill(self, split: Split) -> None:
        """Show what is kept."""
        self.version.data = str(split.version)
        for part in split.parts:
            values = part.model_dump(exclude={"id", "split_id", "position"})
            values |= {"activity_id": str(part.activity_id), "kind": part.kind.value}
            self.parts.append_entry(values)
        for code, field in self.reason_fields().items():
            field.data = split.reasons.get(code, "")

    def reason_fields(self) -> dict[str, Any]:
        """The field for the reason of each finding that can ask for one."""
        return {
            Code.PAID_HOURS_LOW.value: self.reason_paid_hours_low,
            Code.PAID_HOURS_HIGH.value: self.reason_paid_hours_high,
        }

    def only_known(self, split: Split) -> bool:
        """Are all rows about activities that this version is made of?"""
        known = {str(part.activity_id) for part in split.parts}
        return {entry.form.activity_id.data for entry in self.parts} <= known

    def rows(self, split: Split) -> list[Row]:
        """What was typed; a number that cannot be read counts as 0 until it is corrected."""
        names = {str(part.activity_id): part for part in split.parts}
        found = []
        for entry in self.parts:
            form = entry.form
            known = names[form.activity_id.data]
            first = form.from_week.number or 1
            last = form.to_week.number
            found.append(
                Row(
                    activity_id=known.activity_id,
                    what=known.what,
                    kind=form.kind.chosen or Kind.STAYS,
                    minutes=0 if form.minutes.errors else form.minutes.minutes,
                    from_week=first,
                    to_week=None if last is None or last < first else last,
                    market_value=_kept(form.market_value),
                    goal=_kept(form.goal),
                    mastery=_kept(form.mastery),
                    difference=_kept(form.difference),
                )
            )
        return found

    def reasons(self) -> dict[str, str]:
        return {code: _kept(field) for code, field in self.reason_fields().items()}

    def remove(self, number: int) -> None:
        """Take out one of several periods of an activity; its only one stays."""
        if not 0 <= number < len(self.parts):
            return
        ids = [entry.form.activity_id.data for entry in self.parts]
        if ids.count(ids[number]) > 1:
            del self.parts.entries[number]
            renumber(self.parts)

    def add_period(self, activity_id: str) -> int:
        """Another row for an activity, below the one it has, for the weeks after it.

        Returns the number of the new row; -1 when there can be none.
        """
        rows = [n for n, e in enumerate(self.parts) if e.form.activity_id.data == activity_id]
        if not rows or len(self.parts) >= MOST_PARTS:
            return -1
        last = self.parts[rows[-1]].form
        if last.to_week.number is None:
            last.to_week.data, last.to_week.number = "4", 4
        self.parts.append_entry(
            {
                "activity_id": activity_id,
                "what": last.what.data,
                "kind": Kind.PAID.value,
                "minutes": last.minutes.minutes,
                "from_week": last.to_week.number + 1,
            }
        )
        self.parts.entries.insert(rows[-1] + 1, self.parts.entries.pop())
        renumber(self.parts)
        return rows[-1] + 1


def _kept(field: Any) -> str:
    return "" if field.errors else (field.data or "")


class BeginForm(Form):
    split_id = HiddenField(default=lambda: str(uuid4()))


class CommentForm(Form):
    comment = Text(required=N_("Say what should be different."))
