"""The form of a week sheet."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import wtforms
from flask_babel import format_date
from wtforms import BooleanField, Field, FormField, HiddenField

from ... import db
from ...fields import Choice, Hours, PlanText, PlanWords, Rows
from ...forms import Form, renumber, say_in
from ...messages import Message
from ...numbers import is_digits
from ...render import show_weekday
from ...splits.plan import Kind
from ..content import WeekContent, WeekFields
from ..rules import MARK_NAMES, WENT_NAMES, Absence, Mark, Went
from ..shares import MINUTES_A_DAY, Key
from . import inputs


@inputs.declared
class DayForm(wtforms.Form):
    """One day. `shares` are its hours by activity, where there are several of a kind."""

    paid: Hours
    training: Hours
    absence: Choice
    because: Choice
    absence_note: PlanWords
    shares: Rows

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field by itself, and the day as a whole. At work there is no word to be wrong."""
        valid = bool(super().validate(extra_validators))
        if not self.absence.data:
            self.because.process_data("")
            self.because.errors, self.absence_note.errors = [], []
            self.absence_note.data = ""
            valid = not self.errors
        if self.paid.minutes + self.training.minutes > MINUTES_A_DAY:
            say_in(self.paid, Message("A day has 24 hours."))
            return False
        return valid

    def hours(self, kind: Kind) -> Hours:
        return self.paid if kind is Kind.PAID else self.training

    @property
    def in_hours(self) -> list[Hours]:
        """Every field that holds hours."""
        return [*(self[name] for name in inputs.HOUR_FIELDS), *self.shares]


class MarkForm(wtforms.Form):
    """How far the training of one activity has come. Nothing has to be said."""

    activity_id = HiddenField()
    mark = Choice(Mark, MARK_NAMES, optional=True, default="")
    learnt = PlanWords()

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field by itself, and no words without a mark: they would be lost."""
        valid = bool(super().validate(extra_validators))
        if self.learnt.data and self.mark.chosen is None and valid:
            say_in(self.mark, Message("Choose how far it has come: then your words are kept too."))
            return False
        return valid


class WeekForm(Form):
    """The seven days of a week, how it went, and how the training did.

    `base` is what the form was filled from, `asked` what somebody else wrote in the same fields
    and is shown beside them, `own` what stood in those when it was first asked, `share_keys` which
    activities the shares are of.
    """

    version = HiddenField()
    base = HiddenField()
    asked = HiddenField()
    own = HiddenField()
    share_keys = HiddenField()
    asked_already = HiddenField()  # whether an unanswered question was pointed out
    send_from = HiddenField()  # the day from which the page says that the week can be sent, if any
    sure = HiddenField()  # confirms that a week without hours is meant, though some were entered
    dates: Sequence[date] = ()  # of the days
    unreadable_days: Sequence[date] = ()  # those whose hours cannot be read
    days = Rows(FormField(DayForm), min_entries=7, max_entries=7)
    progress = Rows(FormField(MarkForm))
    note = PlanText()
    went = Choice(Went, WENT_NAMES, optional=True, default="")
    call_me = BooleanField()
    reason_paid_above = PlanText()
    reason_training_above = PlanText()
    reason_rest = PlanText()
    reason_no_day_off = PlanText()
    reason_week_average = PlanText()
    reason_training_over = PlanText()

    @property
    def reasons(self) -> dict[str, Field]:
        """The field for the reason of each finding that may ask for one."""
        return {
            name.removeprefix("reason_"): field
            for name, field in self._fields.items()
            if name.startswith("reason_")
        }

    @property
    def problems(self) -> list[tuple[str, str]]:
        """(id of the field, error); an error of a day names the day."""
        return [(name, self._naming_the_day(name, text)) for name, text in super().problems]

    @property
    def error_texts(self) -> set[str]:
        """The errors that are shown beside fields."""
        return {text for _name, text in super().problems}

    def _naming_the_day(self, name: str, text: str) -> str:
        where, number, _field = [*name.split("-", 2), "", ""][:3]
        if where != "days" or not is_digits(number):
            return text
        day = self.dates[int(number)]
        if text.startswith(show_weekday(day)):
            return text
        weekday = str(format_date(day, "EEEE")).capitalize()
        return f"{weekday}: {text[0].lower()}{text[1:]}"

    def set_fields(self, fields: WeekFields) -> None:
        """Give the form the entries of the activities in `fields`, in their order, and no others.

        Call it before validating. Entries are identified by the activity that they carry, because
        the plan may have changed since the form was opened.
        """
        self.dates = [planned.day for planned in fields.usual]
        self._set_progress(fields.trained)
        names = {_name(key): key for key in fields.share_names}
        sent = [names.get(name) for name in (self.share_keys.data or "").split()]
        for entry in self.days:
            _align(entry.form.shares, sent, [*fields.share_names])
        self.share_keys.data = " ".join(names)

    def _set_progress(self, activities: Iterable[UUID]) -> None:
        sent = {db.as_uuid(entry.form.activity_id.data): entry for entry in self.progress}
        self.progress.entries = []
        for activity_id in activities:
            if activity_id in sent:
                self.progress.entries.append(sent[activity_id])
            else:
                self.progress.append_entry({"activity_id": str(activity_id)})
        renumber(self.progress)

    def fill(
        self, content: WeekContent, fields: WeekFields, names: Iterable[str] | None = None
    ) -> None:
        """Fill in all of `content`, or only the fields of these names."""
        by_name = self.fields_by_name(fields)
        values = _values(content, fields)
        for name in values if names is None else names:
            for field, value in zip(by_name.get(name, ()), values.get(name, ()), strict=False):
                field.process_data(value)
                field.errors = []

    def fields_by_name(self, fields: WeekFields) -> dict[str, Sequence[Field]]:
        """The form fields by the names of `texts`: several where there are shares."""
        by_name: dict[str, Sequence[Field]] = {}
        for number, entry in enumerate(self.days):
            for name, typed in inputs.by_name(number):
                by_name[name] = typed.form_fields(entry.form, fields)
        for entry in self.progress:
            by_name[f"mark-{entry.form.activity_id.data}.mark"] = (entry.form.mark,)
            by_name[f"mark-{entry.form.activity_id.data}.learnt"] = (entry.form.learnt,)
        by_name |= {f"why-{code}.text": (field,) for code, field in self.reasons.items()}
        words = {"words.text": self.note, "mood.went": self.went, "call.me": self.call_me}
        return by_name | {name: (field,) for name, field in words.items()}

    def clear_hours(self, absence: Absence, fields: WeekFields) -> None:
        """Set every day to no hours, and the planned ones to `absence`."""
        for entry, usual in zip(self.days, fields.usual, strict=True):
            for field in entry.form.in_hours:
                field.data, field.raw_data = "", [""]
            if usual.paid + usual.training and entry.form.absence.data != Absence.HOLIDAY:
                entry.form.absence.data, entry.form.absence.raw_data = absence.value, [absence]


def _name(key: Key) -> str:
    return f"{key[1]}:{key[0]}"


def _align(shares: Rows, sent: Sequence[Key | None], wanted: Sequence[Key]) -> None:
    """Let there be one field for each wanted activity; `sent` says what their numbers meant."""
    by_key = {}
    for field in shares.entries:
        number = int(field.name.rpartition("-")[2])
        if number < len(sent):
            by_key[sent[number]] = field
    shares.entries = []
    for number, key in enumerate(wanted):
        field = by_key.get(key)
        if field is None:
            shares.append_entry()
        else:
            shares.entries.append(field)
        shares.entries[-1].name = shares.entries[-1].id = f"{shares.name}-{number}"
    shares.last_index = len(wanted) - 1


def _values(content: WeekContent, fields: WeekFields) -> dict[str, Sequence[inputs.FieldValue]]:
    """The values of the form fields by name."""
    by_name: dict[str, Sequence[inputs.FieldValue]] = {}
    for number, day in enumerate(content.days):
        for name, typed in inputs.by_name(number):
            by_name[name] = typed.fill(day, fields)
    for activity_id, (mark, learnt) in content.progress.items():
        by_name[f"mark-{activity_id}.mark"] = (mark.value if mark else "",)
        by_name[f"mark-{activity_id}.learnt"] = (learnt,)
    by_name |= {f"why-{code}.text": (text,) for code, text in content.reasons.items()}
    went = content.went.value if content.went else ""
    return by_name | {
        "words.text": (content.note,),
        "mood.went": (went,),
        "call.me": (content.call_me,),
    }
