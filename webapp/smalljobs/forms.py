"""The forms of a small job."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import wtforms
from wtforms import BooleanField, FormField, HiddenField

from .. import clock, db
from ..clock import Week
from ..fields import Choice, Date, Hours, Rows, Text, Whole, Words
from ..forms import Form, say_in
from ..messages import N_, Message
from ..splits.models import Part, Split
from ..splits.plan import LAST_WEEK, Kind, has_ended, training_until
from . import pauses, rules
from .actions import JobPlan
from .growth import CHANGE_NAMES, Change, suggested_weeks
from .models import Pause, SmallJob
from .pause_steps import Ending, PlannedPause
from .rules import HEARING_NAMES, OUTCOME_NAMES, Hearing, Outcome, last_training_day

MOST_OF_WEEKS = 1000  # characters: two years of weeks
A_YEAR = timedelta(days=366)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY_NAMES = [N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun")]


class PatternForm(wtforms.Form):
    """The usual week of one part."""

    part_id = HiddenField()
    mon, tue, wed, thu, fri, sat, sun = (Hours() for _day in WEEKDAYS)

    def minutes(self) -> list[int]:
        return [self[name].minutes for name in WEEKDAYS]


class HearingChecks:
    """Whoever says that the representative was heard, says who it was and when."""

    hearing: Choice

    def validate_representative(self, field: Any) -> None:
        if self.hearing.chosen is Hearing.HEARD and not field.data:
            say_in(field, Message("Who was heard?"))

    def validate_heard_on(self, field: Any) -> None:
        if self.hearing.chosen is not Hearing.HEARD or field.errors:
            return
        if field.data is None:
            say_in(field, Message("On which day were they heard?"))
        elif field.data > clock.today():
            say_in(field, Message("That day is still to come."))


class SmallJobForm(HearingChecks, Form):
    """Everything about a small job before it starts."""

    version = HiddenField()
    job_id = HiddenField()
    first_name = Words(most=40, free=False, required=N_("Write a first name or initials."))
    start_on = Date(required=N_("When does it start?"))
    training_ends = Date()
    hearing = Choice(Hearing, HEARING_NAMES, default=Hearing.NOT_YET.value)
    representative = Words()
    heard_on = Date()
    contract_on = Date()
    pay_held = BooleanField()
    full_time_equivalents = Whole(least=0, most=99999)
    ratio_reason = Text()
    pattern = Rows(FormField(PatternForm))

    def validate_start_on(self, field: Any) -> None:
        if field.data and field.data < clock.today() - A_YEAR:
            say_in(field, Message("Is the year right?"))

    def validate_training_ends(self, field: Any) -> None:
        if field.data and self.start_on.data and field.data < self.start_on.data:
            say_in(field, Message("The training cannot end before the start."))

    def fill_new(self, split: Split, activities: Any) -> None:
        """A suggestion: each part in few blocks that suit its activity."""
        suggested = suggested_weeks(split.parts, activities)
        for part in counted_parts(split):
            row = dict(zip(WEEKDAYS, suggested[part.id], strict=True))
            self.pattern.append_entry({"part_id": str(part.id), **row})

    def fill(self, job: SmallJob, split: Split, full_time_equivalents: int | None) -> None:
        """Fill in the stored values."""
        self.version.data, self.job_id.data = str(job.version), str(job.id)
        self.first_name.data = job.first_name
        self.start_on.data, self.training_ends.data = job.start_on, job.training_ends
        self.hearing.data, self.representative.data = job.hearing.value, job.representative
        self.heard_on.data, self.contract_on.data = job.heard_on, job.contract_on
        self.pay_held.data = job.pay_held
        self.full_time_equivalents.process_data(full_time_equivalents)
        self.ratio_reason.data = job.ratio_reason
        _fill_pattern(self.pattern, job, counted_parts(split))

    def _training_ends(self, split: Split) -> date | None:
        """The Sunday after the last week of training in the plan, where it was left open."""
        weeks = training_until(split.parts)
        if weeks is None or not self.start_on.data:
            return None
        return last_training_day(self.start_on.data, weeks)

    def plan(self, split: Split) -> JobPlan:
        """What was typed, once validated; rows about other parts are ignored."""
        assert self.start_on.data
        return JobPlan(
            first_name=self.first_name.data or "",
            start_on=self.start_on.data,
            training_ends=self.training_ends.data or self._training_ends(split),
            hearing=self.hearing.chosen or Hearing.NOT_YET,
            representative=self.representative.data or "",
            heard_on=self.heard_on.data,
            contract_on=self.contract_on.data,
            pay_held=self.pay_held.data,
            full_time_equivalents=self.full_time_equivalents.number,
            ratio_reason=self.ratio_reason.data or "",
            pattern=_pattern(self.pattern, split),
        )


def _fill_pattern(rows: Rows, job: SmallJob, parts: list[Part]) -> None:
    kept = {(row.part_id, row.weekday): row.minutes for row in job.pattern}
    for part in parts:
        row = {name: kept.get((part.id, day), 0) for day, name in enumerate(WEEKDAYS)}
        rows.append_entry({"part_id": str(part.id), **row})


def _pattern(rows: Rows, split: Split) -> dict[tuple[UUID, int], int]:
    """Minutes by part and weekday, as typed; rows about other parts are ignored."""
    known = {part.id for part in counted_parts(split)}
    pattern: dict[tuple[UUID, int], int] = {}
    for entry in rows:
        part_id = db.as_uuid(entry.form.part_id.data)
        if part_id in known:
            for day, minutes in enumerate(entry.form.minutes()):
                pattern[part_id, day] = minutes
    return pattern


class UsualWeekForm(Form):
    """The usual week of a small job that runs."""

    version = HiddenField()
    pattern = Rows(FormField(PatternForm))

    def fill(self, job: SmallJob, parts: list[Part]) -> None:
        """Fill in the stored values of these parts."""
        self.version.data = str(job.version)
        _fill_pattern(self.pattern, job, parts)

    def minutes(self, job: SmallJob, split: Split) -> dict[tuple[UUID, int], int]:
        """Every part's week: those that are not in the form stay as they are."""
        kept = {(row.part_id, row.weekday): row.minutes for row in job.pattern}
        return kept | _pattern(self.pattern, split)


def counted_parts(split: Split) -> list[Part]:
    """The parts that give hours."""
    return [part for part in split.parts if part.kind is not Kind.STAYS]


def parts_left(split: Split, week: int) -> list[Part]:
    """The parts that count and are not over in plan week `week`."""
    return [part for part in counted_parts(split) if not has_ended(part, week)]


class GrowthForm(Form):
    """One change of the plan in force; `week` counts from the job's first one."""

    split_id = HiddenField()
    part_id = HiddenField()
    change = Choice(Change, CHANGE_NAMES, required=N_("Choose what is to change."))
    week = Whole(least=1, most=LAST_WEEK, required=N_("From which week?"))

    def hold_to(self, this_week: int) -> None:
        """What is over cannot change."""
        if self.week.number is not None and self.week.number < this_week:
            message = Message("It is week %(week)s of the job now.", {"week": this_week})
            say_in(self.week, message)


class NameForm(Form):
    """How the participant is called."""

    version = HiddenField()
    first_name = Words(most=40, required=N_("Write a first name or initials."))


class StartForm(Form):
    """The start; where it lies in the past, with the weeks whose sending was confirmed."""

    sure = HiddenField()

    @property
    def weeks(self) -> set[Week]:
        written = (self.sure.data or "")[:MOST_OF_WEEKS].split()
        try:
            return {Week.parse(text) for text in written}
        except ValueError:
            return set()


class PauseForm(Form):
    """A pause, from its first to its last day; without a last day it goes on."""

    pause_id = HiddenField()
    from_day = Date(required=N_("When does the pause begin?"), id="pause-from")
    to_day = Date(id="pause-to")
    reason = Text(required=N_("Say why, in a sentence."), id="pause-reason")

    def fits(self, job: SmallJob, beside: Pause | None = None) -> bool:
        """Can it rest on these days? Says at the field why not."""
        assert self.from_day.data
        first, last, today = self.from_day.data, self.to_day.data, clock.today()
        others = [pause for pause in job.pauses if pause is not beside]
        wrong = pauses.why_not_first(job, first, today=today)
        if wrong is not None:
            say_in(self.from_day, wrong)
            return False
        wrong = pauses.why_not_last(others, first, last, today=today)
        if wrong is not None:
            say_in(self.to_day if last else self.from_day, wrong)
        return wrong is None

    def pause(self) -> PlannedPause:
        assert self.from_day.data
        return PlannedPause(self.from_day.data, self.to_day.data, self.reason.data or "")


class EndForm(Form):
    """The end of a small job. What never started has no last day."""

    last_day = Date(id="end-day")
    outcome = Choice(Outcome, OUTCOME_NAMES, empty=N_("Choose"), required=N_("What became of it?"))
    reason = Text(required=N_("Say why, in a sentence."), id="end-reason")

    def validate_last_day(self, field: Any) -> None:
        if field.raw_data and not field.data and not field.errors:
            say_in(field, Message("What is the last day?"))

    def fits(self, job: SmallJob) -> bool:
        """Can it end on that day? Says at the field why not."""
        wrong = rules.why_not_end(job, self.ending().last_day, today=clock.today())
        if wrong is not None:
            say_in(self.last_day, wrong)
        return wrong is None

    def ending(self) -> Ending:
        assert self.outcome.chosen
        last_day = self.last_day.data or clock.today()
        return Ending(self.outcome.chosen, last_day, self.reason.data or "")


class TickForm(HearingChecks, Form):
    hearing = Choice(Hearing, HEARING_NAMES)
    representative = Words()
    heard_on = Date()
    contract_on = Date()
