"""What all forms share: their base, and putting what pure code found beside a field."""

from collections.abc import Iterable
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field, FieldList

from .messages import Message
from .render import say


class Form(FlaskForm):
    """A form whose messages are all ours."""

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, _form: Any, formdata: Any) -> Any:
            """Only what a form sends as words: no file, and no JSON, can stand in for a text."""
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            return request.form if request.method == "POST" else None

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        return bool(super().validate_on_submit(extra_validators))

    @property
    def version_seen(self) -> int | None:
        """The version that the form was filled from; None for something new."""
        text = self["version"].data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None

    @property
    def problems(self) -> list[tuple[str, str]]:
        """(id of the field, what is wrong), for the summary above the form."""
        return list(_problems(self))


def _problems(form: Any) -> Any:
    for field in form:
        if hasattr(field, "entries"):
            for entry in field.entries:
                yield from _problems(entry.form if hasattr(entry, "form") else [entry])
            for error in field.errors:
                if isinstance(error, str):
                    yield field.id, error
        else:
            for error in field.errors:
                yield field.id, error


def mark(form: Form, found: Iterable[tuple[str, Message]]) -> None:
    """Put what pure code found beside its field, by the field's id."""
    fields = {field.id: field for field in form}
    for rows in form:
        if isinstance(rows, FieldList):
            rowed = (entry.form for entry in rows if hasattr(entry, "form"))
            fields |= {field.id: field for form in rowed for field in form}
    for name, message in found:
        say_in(fields[name], message)


def say_in(field: Field, message: Message) -> None:
    """Put what pure code found beside a field."""
    field.errors = [*field.errors, say(message)]


def renumber(rows: FieldList) -> None:
    """Give the rows of a list new names after one was taken out."""
    for number, entry in enumerate(rows.entries):
        _rename(entry, f"{rows.name}-{number}")
    rows.last_index = len(rows.entries) - 1


def _rename(entry: Any, name: str) -> None:
    entry.name = entry.id = name
    for short, field in entry.form._fields.items():
        field.name = field.id = f"{name}-{short}"
