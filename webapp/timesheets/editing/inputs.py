"""How the fields of a day are typed: their form fields, what fills them, how they are read."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any, TypeVar

import wtforms
from wtforms import BooleanField, Field

from ...fields import Choice, Hours, PlanWords, Rows
from ...messages import N_
from ...splits.plan import Kind
from ..content import WeekFields
from ..day import ABSENCE, FIELDS, DayContent, DayField, FieldKind
from ..rules import BECAUSE_NAMES, WORDS, Because
from .texts import field_name

_Form = TypeVar("_Form", bound=wtforms.Form)
FieldValue = str | int | bool | None  # what a form field is filled with
DayValue = str | int | bool | StrEnum | None  # what is read out of it


class Input:
    """The form fields of one field of the day. By default there is one, with its name and value."""

    def __init__(self, item: DayField) -> None:
        self.item = item

    def make(self) -> dict[str, Field]:
        """New form fields by name."""
        return {self.item.attribute: self.make_field()}

    def make_field(self) -> Field:
        return PlanWords()

    def form_fields(self, form: Any, _fields: WeekFields) -> Sequence[Field]:
        return (form[self.item.attribute],)

    def fill(self, day: DayContent, _fields: WeekFields) -> Sequence[FieldValue]:
        """The values of the form fields."""
        return (getattr(day, self.item.attribute),)

    def value(self, form: Any) -> DayValue:
        return form[self.item.attribute].data or ""

    def is_missing(self, form: Any, fields: WeekFields) -> bool:
        """Does the form lack it, or can it not be read?"""
        named = self.form_fields(form, fields)
        return any(field.errors for field in named) or not any(map(is_submitted, named))

    def read(self, form: Any, day: DayContent) -> DayContent:
        """`day` with what was typed."""
        typed: dict[str, Any] = {self.item.attribute: self.value(form)}
        return replace(day, **typed)


class MinutesInput(Input):
    def make_field(self) -> Field:
        return Hours()

    def fill(self, day: DayContent, _fields: WeekFields) -> Sequence[FieldValue]:
        return (getattr(day, self.item.name) or None,)

    def value(self, form: Any) -> DayValue:
        return form[self.item.name].minutes


class HoursInput(MinutesInput):
    """Minutes with their shares. `FormReader` reads them: either may follow the other."""

    def form_fields(self, form: Any, fields: WeekFields) -> Sequence[Field]:
        shares = zip(fields.share_names, form.shares, strict=True)
        return (form[self.item.name], *(field for key, field in shares if key[1] == self.item.name))

    def fill(self, day: DayContent, fields: WeekFields) -> Sequence[FieldValue]:
        shares = (day.shares.get(key, 0) or None for key in fields.keys(Kind(self.item.name)))
        return (*super().fill(day, fields), *shares)


class ChoiceInput(Input):
    def make_field(self) -> Field:
        kind = type(next(iter(self.item.choices)))
        return Choice(kind, dict(self.item.choices), empty=self.item.empty)

    def fill(self, day: DayContent, _fields: WeekFields) -> Sequence[FieldValue]:
        value = getattr(day, self.item.name)
        return (value.value if value else "",)

    def value(self, form: Any) -> DayValue:
        return form[self.item.name].chosen


class MissedInput(Input):
    def make_field(self) -> Field:
        return BooleanField()

    def fill(self, day: DayContent, _fields: WeekFields) -> Sequence[FieldValue]:
        return (bool(getattr(day, self.item.name)),)

    def value(self, form: Any) -> DayValue:
        return bool(form[self.item.attribute].data)

    def is_missing(self, form: Any, _fields: WeekFields) -> bool:
        """Browsers leave out empty boxes: it was on the page if the choice beside it was."""
        return not form[self.item.attribute].data and not form[ABSENCE.name].raw_data


class ReasonInput(Input):
    """Why somebody was away: a choice, or words instead."""

    def make(self) -> dict[str, Field]:
        choice = Choice(Because, BECAUSE_NAMES, empty=N_("Reason (optional)"))
        return {"because": choice, **super().make()}

    def form_fields(self, form: Any, _fields: WeekFields) -> Sequence[Field]:
        return (form.because, form[self.item.name])

    def fill(self, day: DayContent, _fields: WeekFields) -> Sequence[FieldValue]:
        word = getattr(day, self.item.name)
        return (word, "") if not word or word in WORDS else (Because.OWN.value, word)

    def value(self, form: Any) -> DayValue:
        if form.because.chosen in {None, Because.OWN}:
            return super().value(form)
        return str(form.because.chosen.value)


_INPUTS: dict[FieldKind, type[Input]] = {
    FieldKind.HOURS: HoursInput,
    FieldKind.MINUTES: MinutesInput,
    FieldKind.MISSED: MissedInput,
    FieldKind.CHOICE: ChoiceInput,
    FieldKind.REASON: ReasonInput,
    FieldKind.WORDS: Input,
}
INPUTS = [_INPUTS[item.kind](item) for item in FIELDS]
HOUR_FIELDS = [typed.item.name for typed in INPUTS if isinstance(typed, MinutesInput)]


def declared(form: type[_Form]) -> type[_Form]:
    """The form of a day with the fields of everything in the table, and those of its shares."""
    for typed in INPUTS:
        for name, field in typed.make().items():
            setattr(form, name, field)
    form.shares = Rows(Hours())
    return form


def by_name(number: int) -> Iterator[tuple[str, Input]]:
    """The inputs of the day with this number, by the names that `texts` gives their fields."""
    for typed in INPUTS:
        yield field_name(number, typed.item), typed


def is_submitted(field: Field) -> bool:
    """Did the browser send the field? (Empty boxes it never sends: they count as sent.)"""
    return isinstance(field, BooleanField) or bool(field.raw_data)
