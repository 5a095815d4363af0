"""The forms of a task: what people type, read into what `actions` wants."""

from typing import Any
from uuid import UUID

import wtforms
from wtforms import FieldList, FormField, HiddenField

from .. import db
from ..fields import Choice, Minutes, Pick, Text, Whole, Words
from ..forms import Form, renumber
from ..messages import N_
from .actions import Description, Piece
from .models import Task
from .rules import CATEGORY_NAMES, MOST_ACTIVITIES, PER_NAMES, Category, Per


class ActivityForm(wtforms.Form):
    """One activity. Numbers may be missing in a draft."""

    id = HiddenField()
    what = Words()
    times = Whole(least=1, most=99)
    per = Choice(Per, PER_NAMES, default=Per.WEEK.value)
    minutes = Minutes(least=1, most=1440)

    @property
    def touched(self) -> bool:
        return bool(self.what.data or self.times.data or self.minutes.data)


class TaskForm(Form):
    """A description of a task."""

    version = HiddenField()
    headline = Words()
    stops = Text()
    category = Choice(Category, CATEGORY_NAMES, empty=N_("Choose"))
    workplace = Pick()
    activities = FieldList(FormField(ActivityForm), max_entries=MOST_ACTIVITIES)

    def fill(self, task: Task) -> None:
        """Show what is kept."""
        self.version.data = str(task.version)
        self.headline.data, self.stops.data = task.headline, task.stops
        self.category.data = task.category.value if task.category else ""
        self.workplace.data = str(task.workplace_id or "")
        for activity in task.activities:
            self.activities.append_entry(
                {
                    "id": str(activity.id),
                    "what": activity.what,
                    "times": activity.times,
                    "per": activity.per.value,
                    "minutes": activity.minutes,
                }
            )

    def add_row(self) -> None:
        if len(self.activities) < MOST_ACTIVITIES:
            self.activities.append_entry({"per": Per.WEEK.value})

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
            pieces=[
                Piece(
                    what=_kept(entry.form.what),
                    times=entry.form.times.number,
                    per=entry.form.per.chosen or Per.WEEK,
                    minutes=entry.form.minutes.number,
                    id=_known(entry.form.id.data),
                )
                for entry in self.activities.entries
                if entry.form.touched
            ],
        )


def _kept(field: Any) -> str:
    return "" if field.errors else field.data


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
