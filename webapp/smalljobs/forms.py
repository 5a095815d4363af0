"""The forms of a small job."""

from datetime import date
from typing import Any
from uuid import UUID

import wtforms
from wtforms import FieldList, FormField, HiddenField

from .. import db
from ..fields import Choice, Date, Hours, Text, Whole, Words
from ..forms import Form, say_in
from ..messages import N_, Message
from ..splits.models import Part, Split
from ..splits.plan import Kind, training_until
from .actions import Plan
from .models import SmallJob
from .rules import HEARING_NAMES, OUTCOME_NAMES, Hearing, Outcome, last_training_day

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_STEP = 15  # minutes that a suggested day is rounded to


def suggested(minutes: int) -> list[int]:
    """Spread a week's minutes over Monday to Friday, in quarters; sums to `minutes`."""
    quarters, rest = divmod(minutes, _STEP)
    each, more = divmod(quarters, 5)
    days = [(each + (day < more)) * _STEP for day in range(5)]
    days[0] += rest
    return [*days, 0, 0]


class PatternForm(wtforms.Form):
    """The usual week of one part."""

    part_id = HiddenField()
    mon, tue, wed, thu, fri, sat, sun = (Hours() for _day in WEEKDAYS)

    def minutes(self) -> list[int]:
        return [self[name].minutes for name in WEEKDAYS]


class SmallJobForm(Form):
    """Everything about a small job before it starts."""

    version = HiddenField()
    job_id = HiddenField()
    first_name = Words(most=40, required=N_("Write a first name or initials."))
    start_on = Date(required=N_("When does it start?"))
    training_ends = Date()
    hearing = Choice(Hearing, HEARING_NAMES, default=Hearing.NOT_YET.value)
    contract_on = Date()
    full_time_equivalents = Whole(least=0, most=99999)
    ratio_reason = Text()
    pattern = FieldList(FormField(PatternForm))

    def validate_first_name(self, field: Any) -> None:
        if len(field.data.split()) > 1 and len(field.data.split()[-1]) > 2:
            say_in(field, Message("Only the first name: nobody at work needs more."))

    def validate_training_ends(self, field: Any) -> None:
        if field.data and self.start_on.data and field.data < self.start_on.data:
            say_in(field, Message("The training cannot end before the start."))

    def fill_new(self, split: Split) -> None:
        """A suggestion: every part spread evenly over the weekdays."""
        for part in counted(split):
            row = dict(zip(WEEKDAYS, suggested(part.minutes), strict=True))
            self.pattern.append_entry({"part_id": str(part.id), **row})

    def fill(self, job: SmallJob, split: Split, full_time_equivalents: int | None) -> None:
        """Show what is kept."""
        self.version.data, self.job_id.data = str(job.version), str(job.id)
        self.first_name.data = job.first_name
        self.start_on.data, self.training_ends.data = job.start_on, job.training_ends
        self.hearing.data, self.contract_on.data = job.hearing.value, job.contract_on
        self.full_time_equivalents.process_data(full_time_equivalents)
        self.ratio_reason.data = job.ratio_reason
        kept = {(row.part_id, row.weekday): row.minutes for row in job.pattern}
        for part in counted(split):
            row = {name: kept.get((part.id, day), 0) for day, name in enumerate(WEEKDAYS)}
            self.pattern.append_entry({"part_id": str(part.id), **row})

    def _training_ends(self, split: Split) -> date | None:
        """The Sunday after the last week of training in the plan, where it was left open."""
        weeks = training_until(split.parts)
        if weeks is None or not self.start_on.data:
            return None
        return last_training_day(self.start_on.data, weeks)

    def plan(self, split: Split) -> Plan:
        """What was typed, once validated; rows about other parts are ignored."""
        assert self.start_on.data
        known = {part.id for part in counted(split)}
        pattern: dict[tuple[UUID, int], int] = {}
        for entry in self.pattern:
            part_id = db.as_uuid(entry.form.part_id.data)
            if part_id in known:
                for day, minutes in enumerate(entry.form.minutes()):
                    pattern[part_id, day] = minutes
        return Plan(
            first_name=self.first_name.data or "",
            start_on=self.start_on.data,
            training_ends=self.training_ends.data or self._training_ends(split),
            hearing=self.hearing.chosen or Hearing.NOT_YET,
            contract_on=self.contract_on.data,
            full_time_equivalents=self.full_time_equivalents.number,
            ratio_reason=self.ratio_reason.data or "",
            pattern=pattern,
        )


def counted(split: Split) -> list[Part]:
    """The parts that give hours."""
    return [part for part in split.parts if part.kind is not Kind.STAYS]


class EndForm(Form):
    outcome = Choice(Outcome, OUTCOME_NAMES, empty=N_("Choose"), required=N_("What became of it?"))
    # Its own id: the form for a pause, on the same page, asks for a reason too.
    reason = Text(required=N_("Say why, in a sentence."), id="end-reason")


class TickForm(Form):
    hearing = Choice(Hearing, HEARING_NAMES)
    contract_on = Date()
