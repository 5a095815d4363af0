"""The forms of a task: what people type, read into what `actions` wants."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import wtforms
from flask_babel import gettext as _
from wtforms import FormField, HiddenField, SelectField
from wtforms.validators import ValidationError

from .. import db
from ..fields import SHORT, Choice, Minutes, Pick, Rows, Text, Whole, Words
from ..forms import Form, renumber
from ..messages import N_
from . import examples
from .actions import ActivityInput, Description, MoreDetails
from .examples import Example
from .models import Activity, Task
from .rules import (
    CATEGORY_NAMES,
    DEMAND_STEPS,
    MOST_ACTIVITIES,
    NEARBY_NAMES,
    PER_NAMES,
    SAMENESS_NAMES,
    TIME_OF_DAY_NAMES,
    Category,
    Demand,
    Nearby,
    Per,
    Sameness,
    TimeOfDay,
)

_CHOICES = ("time_of_day", "sameness", "nearby")
_TEXTS = ("example", "done_by", "instead", "certificate", "differently")


class Step(SelectField):
    """One of the four steps of a demand; `.number` holds 0 to 3, None where it is left open."""

    def __init__(self, demand: Demand, **options: Any) -> None:
        super().__init__("", coerce=str, **options)
        self.demand = demand

    @property
    def number(self) -> int | None:
        return int(self.data) if self.data in {"0", "1", "2", "3"} else None

    def process_data(self, value: Any) -> None:
        self.data = "" if value is None else str(value)

    def iter_choices(self) -> Any:
        steps = [(str(n), _(name)) for n, name in enumerate(DEMAND_STEPS[self.demand])]
        self.choices = [("", "–"), *steps]
        return super().iter_choices()

    def pre_validate(self, form: Any) -> None:
        if self.number is None and self.data not in {None, "", "None"}:
            raise ValidationError(_("Choose one of these."))


class ActivityForm(wtforms.Form):
    """One activity. Numbers may be missing in a draft; most of the rest always may."""

    id = HiddenField()
    what = Words()
    times = Whole(least=1, most=99)
    per = Choice(Per, PER_NAMES, default=Per.WEEK.value)
    minutes = Minutes(least=1, most=1440)
    example = HiddenField()
    done_by = Words()
    instead = Words()
    time_of_day = Choice(TimeOfDay, TIME_OF_DAY_NAMES, empty="–")
    sameness = Choice(Sameness, SAMENESS_NAMES, empty="–")
    nearby = Choice(Nearby, NEARBY_NAMES, empty="–")
    certificate = Words()
    differently = Words()
    lifting = Step(Demand.LIFTING)
    standing = Step(Demand.STANDING)
    pace = Step(Demand.PACE)
    surroundings = Step(Demand.SURROUNDINGS)
    contact = Step(Demand.CONTACT)
    counting = Step(Demand.COUNTING)

    @property
    def touched(self) -> bool:
        required = (self.what.data, self.times.data, self.minutes.data)
        return any(required) or any(vars(self.more()).values())

    @property
    def detail_count(self) -> int:
        """How many optional details are given."""
        return sum(value not in (None, "") for value in vars(self.more()).values()) - bool(
            self.example.data
        )

    def more(self) -> MoreDetails:
        details: dict[str, Any] = {name: _kept(self[name]) for name in _TEXTS}
        details["example"] = details["example"] if examples.by_code(details["example"]) else ""
        details |= {name: self[name].chosen for name in _CHOICES}
        return MoreDetails(**details, **{demand.value: self[demand].number for demand in Demand})


class TaskForm(Form):
    """A description of a task."""

    version = HiddenField()
    headline = Words()
    stops = Text()
    category = Choice(Category, CATEGORY_NAMES, optional=True)
    workplace = Pick()
    activities = Rows(FormField(ActivityForm), max_entries=MOST_ACTIVITIES)
    walk = Rows(Words(), max_entries=8)

    def fill(self, task: Task) -> None:
        """Fill in the stored values."""
        self.version.data = str(task.version)
        self.headline.data, self.stops.data = task.headline, task.stops
        self.category.process_data(task.category.value if task.category else "")
        self.workplace.data = str(task.workplace_id or "")
        for activity in task.activities:
            self.activities.append_entry(_values(activity))
        self.lay_out_walk(task.walk)

    def lay_out_walk(self, walk: dict[str, str] | None = None) -> None:
        """A field for each question of the walk-round."""
        for question in examples.questions()[len(self.walk) :]:
            self.walk.append_entry((walk or {}).get(question.code, ""))

    def add_row(self, **values: Any) -> None:
        if len(self.activities) < MOST_ACTIVITIES:
            self.activities.append_entry({"per": Per.WEEK.value} | values)

    def add_example(self, example: Example | None, language: str) -> None:
        """An example as a row of its own, in the place of a last one that is still empty."""
        if example is None:
            return
        self._drop_empty()
        what = example.what.get(language) or example.what["da"]
        often = {"times": example.times, "per": example.per.value, "minutes": example.minutes}
        self.add_row(what=what, example=example.code, **often)

    def add_answers(self) -> None:
        """Every answer of the walk-round as a row of its own."""
        for field in self.walk:
            if field.data and not field.errors and len(self.activities) < MOST_ACTIVITIES:
                self._drop_empty()
                self.add_row(what=field.data[:SHORT])
                field.data = ""

    def _drop_empty(self) -> None:
        if self.activities.entries and not self.activities.entries[-1].form.touched:
            self.activities.entries.pop()
            renumber(self.activities)

    def remove_row(self, number: int) -> None:
        if 0 <= number < len(self.activities):
            del self.activities.entries[number]
            renumber(self.activities)

    def description(self) -> Description:
        """What was typed, as far as it can be read: a draft keeps what it can."""
        return Description(
            headline=_kept(self.headline),
            stops=_kept(self.stops),
            category=self.category.chosen,
            workplace_id=None if self.workplace.errors else self.workplace.chosen,
            pieces=list(self._pieces()),
            walk={
                question.code: _kept(field)
                for question, field in zip(examples.questions(), self.walk, strict=False)
                if _kept(field)
            },
        )

    def _pieces(self) -> Iterator[ActivityInput]:
        for entry in self.activities.entries:
            form = entry.form
            if form.touched:
                yield ActivityInput(
                    what=_kept(form.what),
                    times=form.times.number,
                    per=form.per.chosen or Per.WEEK,
                    minutes=form.minutes.number,
                    id=_known(form.id.data),
                    more=form.more(),
                )


def _values(activity: Activity) -> dict[str, Any]:
    """What the fields of a row show."""
    values: dict[str, Any] = {name: getattr(activity, name) for name in vars(MoreDetails())}
    values |= {name: getattr(activity, name) or "" for name in _CHOICES}
    required = {"id": str(activity.id), "what": activity.what, "per": activity.per.value}
    return values | required | {"times": activity.times, "minutes": activity.minutes}


def _kept(field: Any) -> str:
    return "" if field.errors else (field.data or "")


def _known(text: str | None) -> UUID | None:
    return db.as_uuid(text) if text else None


class ReasonForm(Form):
    """A reason that others will read."""

    reason = Text(required=N_("Say why, in a sentence."))


class NoteForm(Form):
    note_id = HiddenField()
    text = Text(required=N_("There is nothing in the note yet."))


class HandOverForm(Form):
    to = Pick(required=N_("Who takes over?"))
