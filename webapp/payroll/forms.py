"""The forms of the payroll page."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import wtforms
from wtforms import Field, FormField, HiddenField

from .. import db
from ..fields import Rows, Words
from ..forms import Form, say_in
from ..messages import Message
from .columns import Column, all_columns, move_column
from .rules import Participant


class ColumnList(Field):
    """Columns in the order in which they were sent; unknown ones are left out."""

    data: list[Column]

    def process_formdata(self, valuelist: list[Any]) -> None:
        known = {column.value: column for column in Column}
        self.data = list(dict.fromkeys(known[code] for code in valuelist if code in known))


class ColumnsForm(Form):
    """Which columns the file has. `order` names all of them as they stood on the page."""

    order = ColumnList()
    columns = ColumnList()

    def fill(self, columns: Sequence[Column]) -> None:
        """Fill in the stored values."""
        self.order.data, self.columns.data = all_columns(columns), list(columns)

    def validate_columns(self, field: Any) -> None:
        if not field.data:
            say_in(field, Message("Choose at least one column."))

    @property
    def listed(self) -> list[Column]:
        """Every column, as it stood on the page."""
        return all_columns(self.order.data or [])

    def chosen(self, do: str) -> list[Column]:
        """The columns in the order of the page; `up-paid` or `down-paid` moves that one first."""
        ticked = self.columns.data or []
        columns = [column for column in self.listed if column in ticked]
        way, _, code = do.partition("-")
        step = {"up": -1, "down": 1}.get(way)
        moved = next((column for column in Column if column.value == code), None)
        return move_column(columns, moved, step) if step and moved else columns


class NumberForm(wtforms.Form):
    """What the payroll calls one person. `was` is what stood there when the page was shown."""

    job_id = HiddenField()
    was = HiddenField()
    number = Words(most=20, free=False)


class NumbersForm(Form):
    people = Rows(FormField(NumberForm))

    def fill(self, people: Sequence[Participant]) -> None:
        """Fill in the stored values."""
        for person in people:
            number = person.payroll_number
            self.people.append_entry({"job_id": str(person.id), "was": number, "number": number})

    def changed(self, people: Sequence[Participant]) -> dict[UUID, str]:
        """The changed numbers by small job. Numbers that were not touched are left out."""
        known = {person.id for person in people}
        rows = [(db.as_uuid(row.job_id.data), row) for row in (e.form for e in self.people)]
        return {
            job_id: row.number.data or ""
            for job_id, row in rows
            if job_id in known and job_id and row.number.data != row.was.data
        }
