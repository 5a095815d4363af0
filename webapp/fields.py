"""Form fields that speak like people: every message is ours, and nothing typed is lost."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from flask import g
from flask_babel import gettext as _
from wtforms import DateField, FieldList, SelectField, StringField, TextAreaField
from wtforms.validators import ValidationError

from . import db, hours, money, text
from .numbers import is_digits, whole_number
from .render import language, say
from .text_field import TextField, at_most, no_cpr, no_cpr_but_ten_digits, no_illness, require

SHORT, LONG = 120, 2000  # characters
_IN_MINUTES = re.compile(r"min(\.|utter|utes|ute|ut)?$", re.IGNORECASE)
_IN_HOURS = re.compile(r"[:th]", re.IGNORECASE)


class Words(TextField, StringField):
    """One line of text. `free` marks a person's own words; names and codes are not free."""

    longest = text.LINE
    refuses: Sequence[Any] = (no_cpr,)

    def __init__(
        self,
        label: str = "",
        *,
        most: int = SHORT,
        required: str = "",
        free: bool = True,
        **options: Any,
    ) -> None:
        checks = [*require(required), at_most(most), *self.refuses]
        super().__init__(label, checks, filters=[_something], **options)
        self.most = self.most_characters = most
        self.free = free


class Text(TextField, TextAreaField):
    """Several lines of a person's words."""

    longest, clean, free = text.TEXT, staticmethod(text.lines), True
    refuses: Sequence[Any] = (no_cpr,)

    def __init__(
        self, label: str = "", *, most: int = LONG, required: str = "", **options: Any
    ) -> None:
        checks = [*require(required), at_most(most), *self.refuses]
        super().__init__(label, checks, filters=[_something], **options)
        self.most = self.most_characters = most


class PlanWords(Words):
    """A company's line about a day or a week: nothing of why somebody is ill."""

    refuses = (no_cpr, no_illness)


class PlanText(Text):
    """A company's words about a day or a week: nothing of why somebody is ill."""

    refuses = (no_cpr, no_illness)


class TenDigits(Words):
    """A number that has ten digits, as a CPR number has: then it is written as those alone."""

    refuses = (no_cpr_but_ten_digits,)


def _something(written: str | None) -> str:
    return written or ""


class Rows(FieldList):
    """Rows of a form, numbered in the names of their fields: `days-0-paid`."""

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        # The library takes `²` and numbers without end for a row's number as well, and fails.
        offset = len(prefix) + 1
        for name in formdata:
            text = name[offset:].split("-", 1)[0] if name.startswith(prefix) else ""
            number = whole_number(text, digits=3)
            if number is not None:
                yield number


class Hours(TextField, StringField):
    """A duration: typed like `7,5` or `7:30`; `.minutes` holds whole minutes once validated.

    Empty means 0 unless `required` says what is missing.
    """

    def __init__(
        self, label: str = "", *, most: int = 24 * 60, required: str = "", **options: Any
    ) -> None:
        super().__init__(label, require(required), filters=[_something], **options)
        self.most = most
        self.minutes = 0

    def process_data(self, value: Any) -> None:
        self.data = "" if value is None else hours.show_typed(int(value), language())
        self.minutes = int(value or 0)

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        if not self.data:
            self.minutes = 0
            return
        try:
            self.minutes = hours.parse(self.data, most=self.most)
        except hours.NotHours as wrong:
            raise ValidationError(say(wrong.message)) from None


class Money(TextField, StringField):
    """An amount in kroner; `.oere` holds whole øre once validated, None where it is empty."""

    def __init__(self, label: str = "", *, most: int, **options: Any) -> None:
        super().__init__(label, filters=[_something], **options)
        self.most = most
        self.oere: int | None = None

    def process_data(self, value: Any) -> None:
        self.data = "" if value is None else money.show(int(value), str(g.get("language", "da")))
        self.oere = value

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        self.oere = None
        if not self.data:
            return
        try:
            self.oere = money.parse(self.data, most=self.most)
        except money.NotMoney as wrong:
            raise ValidationError(say(wrong.message)) from None


class Whole(TextField, StringField):
    """A whole number between `least` and `most`; `.number` holds it, None where it is empty."""

    def __init__(
        self, label: str = "", *, least: int, most: int, required: str = "", **options: Any
    ) -> None:
        super().__init__(label, require(required), filters=[_something], **options)
        self.least, self.most = least, most
        self.number: int | None = None

    def process_data(self, value: Any) -> None:
        self.data = "" if value is None else str(value)
        self.number = value

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        self.number = None
        if not self.data:
            return
        number = self._read()
        if not self.least <= number <= self.most:
            raise ValidationError(
                _("From %(least)s to %(most)s.", least=self.least, most=self.most)
            )
        self.number = number

    def _read(self) -> int:
        number = whole_number(self.data)
        if number is None:
            raise ValidationError(_("Write a whole number, like 3."))
        return number


class Minutes(Whole):
    """Minutes as people write them: `90` or `90 min`, but also `1:30`, `1,5 t` or `1t30`."""

    def _read(self) -> int:
        self.data = _IN_MINUTES.sub("", self.data).rstrip()
        if is_digits(self.data):
            return super()._read()
        try:
            if _IN_HOURS.search(self.data):
                return hours.parse(self.data, most=self.most)
        except hours.TwoReadings as asked:
            raise ValidationError(say(asked.message)) from None
        except hours.NotHours:
            pass  # said below, in minutes
        raise ValidationError(_("Write minutes, like 30."))


class Choice(SelectField):
    """One of an enum's values; `.chosen` holds the member, None where it is left open."""

    def __init__(
        self,
        kind: type[StrEnum],
        names: dict[Any, str],
        label: str = "",
        *,
        empty: str = "",
        optional: bool = False,
        required: str = "",
        **options: Any,
    ) -> None:
        super().__init__(label, require(required), coerce=str, **options)
        self.kind, self.names, self.empty = kind, names, empty
        self.optional = optional or bool(empty)  # may nothing be chosen?
        self.chosen: Any = None

    def iter_choices(self) -> Any:
        self.choices = [(str(member.value), _(self.names[member])) for member in self.kind]
        if self.empty:
            self.choices.insert(0, ("", _(self.empty)))
        return super().iter_choices()

    def process_data(self, value: Any) -> None:
        super().process_data(value)
        self._find()

    def _find(self) -> None:
        self.chosen = next((member for member in self.kind if member.value == self.data), None)

    def pre_validate(self, form: Any) -> None:
        self._find()
        if self.chosen is None and (self.data or not self.optional):
            raise ValidationError(_("Choose one of these."))


class Pick(SelectField):
    """One of some rows, by id; `.chosen` holds the UUID. Give `choices` before validating."""

    def __init__(self, label: str = "", *, required: str = "", **options: Any) -> None:
        options.setdefault("choices", [])
        super().__init__(label, require(required), coerce=str, **options)

    def offer(self, rows: Sequence[tuple[UUID, str]], *, empty: str = "") -> None:
        """Set what can be picked; with `empty` also nothing."""
        self.choices = [("", empty)] if empty else []
        self.choices += [(str(row_id), name) for row_id, name in rows]

    @property
    def chosen(self) -> UUID | None:
        return db.as_uuid(self.data)

    def pre_validate(self, form: Any) -> None:
        if self.data not in {value for value, _name in self.choices or []} and self.data:
            raise ValidationError(_("Choose one of these."))


class Date(DateField):
    """A date, typed by the browser's own picker or by hand as 21.11.2026."""

    data: date | None

    def __init__(self, label: str = "", *, required: str = "", **options: Any) -> None:
        super().__init__(
            label,
            require(required),
            format=["%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y"],
            **options,
        )

    def process_formdata(self, valuelist: list[Any]) -> None:
        written = str(valuelist[0]) if valuelist else ""
        if len(written) <= text.NUMBER and not written.strip():
            self.data = None
            return
        try:
            if len(written) > text.NUMBER:
                self.raw_data = [written[: text.NUMBER]]
                raise ValueError
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None
            raise ValueError(_("Write a date like 21.11.2026.")) from None
        if self.data and not date(2000, 1, 1) <= self.data <= date(2100, 1, 1):
            self.data = None
            raise ValueError(_("Is the year right?"))
