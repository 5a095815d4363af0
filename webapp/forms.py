"""The base class of all forms, and putting findings of pure code on fields."""

from collections.abc import Iterable, Iterator
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import Field, FieldList

from .messages import Message
from .numbers import whole_number
from .render import say


class Form(FlaskForm):
    """The base of all forms. Its messages are all ours; uploaded files are not taken as texts."""

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form: Any, formdata: Any) -> MultiDict[str, Any] | None:
            wrapped = super().wrap_formdata(form, formdata)
            return request.form if isinstance(wrapped, CombinedMultiDict) else wrapped

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        return bool(super().validate_on_submit(extra_validators))

    @property
    def version_seen(self) -> int | None:
        """The version that the form was filled from; None for something new."""
        return whole_number(self["version"].data or "")

    @property
    def problems(self) -> list[tuple[str, str]]:
        """(id of the field, error), for the summary above the form."""
        return list(_problems(self))

    @property
    def free_words(self) -> str:
        """All that people wrote here in their own words and that can be kept."""
        return "\n".join(
            field.data
            for field in _fields(self)
            if field.data and not field.errors and _free(field)
        )


def _free(field: Any) -> bool:
    return bool(getattr(field, "free", False))


def _fields(form: Any) -> Iterator[Field]:
    """The fields of a form and of the rows in it."""
    for field in form:
        entries = getattr(field, "entries", None)
        if entries is None:
            yield field
            continue
        for entry in entries:
            yield from _fields(entry.form if hasattr(entry, "form") else [entry])


def _problems(form: Any) -> Iterator[tuple[str, str]]:
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


def mark(form: Form, problems: Iterable[tuple[str, Message]]) -> None:
    """Add errors to fields, given as (id of the field, message)."""
    fields = {field.id: field for field in form}
    for rows in form:
        if isinstance(rows, FieldList):
            rowed = (entry.form for entry in rows if hasattr(entry, "form"))
            fields |= {field.id: field for form in rowed for field in form}
    for name, message in problems:
        say_in(fields[name], message)


def say_in(field: Field, message: Message) -> None:
    """Add an error to a field."""
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
