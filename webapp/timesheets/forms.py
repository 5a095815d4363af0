"""The forms of a week sheet."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import wtforms
from flask_babel import format_date
from wtforms import BooleanField, Field, FormField, HiddenField

from .. import db
from ..fields import Choice, Hours, PlanText, PlanWords, Rows, Text, Words
from ..forms import Form, renumber, say_in
from ..messages import N_, Message
from ..render import show_weekday
from ..splits.plan import Kind
from .models import Timesheet
from .rules import (
    ABSENCE_NAMES,
    BECAUSE_NAMES,
    MARK_NAMES,
    WENT_NAMES,
    WORDS,
    Absence,
    Because,
    Mark,
    Went,
)
from .shares import A_DAY, Key
from .told import Frame, Told


class DayForm(wtforms.Form):
    """One day. `shares` are its hours by activity, where there are several of a kind."""

    paid = Hours()
    training = Hours()
    absence = Choice(Absence, ABSENCE_NAMES, empty=N_("At work"))
    because = Choice(Because, BECAUSE_NAMES, empty=N_("Reason (optional)"))
    absence_note = PlanWords()
    away = BooleanField()  # are the hours paid that were missed?
    shares = Rows(Hours())

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field by itself, and the day as a whole. At work there is no word to be wrong."""
        valid = bool(super().validate(extra_validators))
        if not self.absence.data:
            self.because.process_data("")
            self.because.errors, self.absence_note.errors = [], []
            self.absence_note.data = ""
            valid = not self.errors
        if self.paid.minutes + self.training.minutes > A_DAY:
            say_in(self.paid, Message("A day has 24 hours."))
            return False
        return valid

    def hours(self, kind: Kind) -> Hours:
        return self.paid if kind is Kind.PAID else self.training

    @property
    def word(self) -> str:
        """The word on the day: the one that was chosen, or what was written instead."""
        if self.because.chosen in {None, Because.OWN}:
            return self.absence_note.data or ""
        return str(self.because.chosen.value)

    @property
    def in_hours(self) -> list[Hours]:
        """Every field that holds hours."""
        return [self.paid, self.training, *self.shares]


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
    and is shown beside them, `own` what stood in those when it was first asked, `told_apart` which
    activities the shares are of.
    """

    version = HiddenField()
    base = HiddenField()
    asked = HiddenField()
    own = HiddenField()
    told_apart = HiddenField()
    asked_already = HiddenField()  # about a question that nobody has answered
    sure = HiddenField()  # that no hours are meant, though some were written
    dates: Sequence[date] = ()  # of the days
    unread: Sequence[date] = ()  # those of which the hours cannot be read
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
    def reasons(self) -> dict[str, Any]:
        """The field for the reason of each finding that may ask for one."""
        return {
            name.removeprefix("reason_"): field
            for name, field in self._fields.items()
            if name.startswith("reason_")
        }

    @property
    def problems(self) -> list[tuple[str, str]]:
        """(id of the field, what is wrong); what is about a day names it."""
        return [(name, self._naming_the_day(name, text)) for name, text in super().problems]

    @property
    def errors_said(self) -> set[str]:
        """What stands beside a field already."""
        return {text for _name, text in super().problems}

    def _naming_the_day(self, name: str, text: str) -> str:
        where, number, _field = [*name.split("-", 2), "", ""][:3]
        if where != "days" or not number.isdigit():
            return text
        day = self.dates[int(number)]
        if text.startswith(show_weekday(day)):
            return text
        weekday = str(format_date(day, "EEEE")).capitalize()
        return f"{weekday}: {text[0].lower()}{text[1:]}"

    def about(self, frame: Frame) -> None:
        """Ask about the activities of `frame`, in their order, and about no others.

        Before validating: entries are told apart by the activity that they carry, because the
        plan may have changed since the form was opened.
        """
        self.dates = [planned.day for planned in frame.usual]
        self._about_progress(frame.trained)
        names = {_name(key): key for key in frame.told_apart}
        sent = [names.get(name) for name in (self.told_apart.data or "").split()]
        for entry in self.days:
            _align(entry.form.shares, sent, [*frame.told_apart])
        self.told_apart.data = " ".join(names)

    def _about_progress(self, activities: Iterable[UUID]) -> None:
        sent = {db.as_uuid(entry.form.activity_id.data): entry for entry in self.progress}
        self.progress.entries = []
        for activity_id in activities:
            if activity_id in sent:
                self.progress.entries.append(sent[activity_id])
            else:
                self.progress.append_entry({"activity_id": str(activity_id)})
        renumber(self.progress)

    def show(self, told: Told, frame: Frame, names: Iterable[str] | None = None) -> None:
        """Show what is told: all of it, or what stands under these names."""
        fields = self.named(frame)
        values = _values(told, frame)
        for name in values if names is None else names:
            for field, value in zip(fields.get(name, ()), values.get(name, ()), strict=False):
                field.process_data(value)
                field.errors = []

    def named(self, frame: Frame) -> dict[str, Sequence[Field]]:
        """The fields by what they tell: several where hours are told apart."""
        found: dict[str, Sequence[Field]] = {}
        for number, entry in enumerate(self.days):
            day, shares = entry.form, dict(zip(frame.told_apart, entry.form.shares, strict=True))
            for kind in (Kind.PAID, Kind.TRAINING):
                told_apart = [field for key, field in shares.items() if key[1] is kind]
                found[f"day-{number}.{kind}"] = (day.hours(kind), *told_apart)
            found[f"day-{number}.absence"] = (day.absence,)
            found[f"day-{number}.note"] = (day.because, day.absence_note)
            found[f"day-{number}.away"] = (day.away,)
        for entry in self.progress:
            found[f"mark-{entry.form.activity_id.data}.mark"] = (entry.form.mark,)
            found[f"mark-{entry.form.activity_id.data}.learnt"] = (entry.form.learnt,)
        found |= {f"why-{code}.text": (field,) for code, field in self.reasons.items()}
        words = {"words.text": self.note, "mood.went": self.went, "call.me": self.call_me}
        return found | {name: (field,) for name, field in words.items()}

    def no_hours(self, absence: Absence, frame: Frame) -> None:
        """Say of every day that it has no hours, and of those that were planned why."""
        for entry, usual in zip(self.days, frame.usual, strict=True):
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


def _values(told: Told, frame: Frame) -> dict[str, Sequence[Any]]:
    """What the fields under each name show."""
    found: dict[str, Sequence[Any]] = {}
    for number, line in enumerate(told.lines):
        for kind in (Kind.PAID, Kind.TRAINING):
            shares = [line.shares.get(key, 0) or None for key in frame.keys(kind)]
            found[f"day-{number}.{kind}"] = (line.hours(kind) or None, *shares)
        found[f"day-{number}.absence"] = (line.absence.value if line.absence else "",)
        found[f"day-{number}.note"] = _of_word(line.absence_note)
        found[f"day-{number}.away"] = (bool(line.away_paid),)
    for activity_id, (mark, learnt) in told.progress.items():
        found[f"mark-{activity_id}.mark"] = (mark.value if mark else "",)
        found[f"mark-{activity_id}.learnt"] = (learnt,)
    found |= {f"why-{code}.text": (text,) for code, text in told.reasons.items()}
    went = told.went.value if told.went else ""
    return found | {"words.text": (told.note,), "mood.went": (went,), "call.me": (told.call_me,)}


def _of_word(word: str) -> tuple[str, str]:
    """What is chosen and what is written for the word of a day."""
    if not word or word in WORDS:
        return word, ""
    return Because.OWN.value, word


def said(field: Field) -> bool:
    """Did the browser send the field? A box that is not ticked it never sends."""
    return isinstance(field, BooleanField) or bool(field.raw_data)


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
