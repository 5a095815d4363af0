"""The base of text fields: it limits and cleans the input; and checks of what may be stored."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from wtforms import Field
from wtforms.validators import StopValidation, ValidationError

from . import clock, privacy, text
from .numbers import is_digits

STILL_KEPT = 4  # times the limit: how much of an input that is far too long stays in the form


class TextField(Field):
    """A field for typing. Input that is too long is not processed, and stays in the form."""

    longest = text.NUMBER  # characters
    most_characters = text.NUMBER
    clean: Callable[[str], str] = staticmethod(text.line)
    typed = 0  # characters, before any were cut off
    free = False  # are these a person's own words about the work and the people?

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not valuelist:
            return
        written = str(valuelist[0])
        self.typed = len(written)
        looked_at = self.typed <= self.longest
        self.data = self.clean(written) if looked_at else written[: self.longest * STILL_KEPT]
        self.raw_data = [self.data]

    def pre_validate(self, form: Any) -> None:
        written = len(self.data or "")
        if written <= self.longest:
            return
        counted = {"most": self.most_characters, "count": max(written, self.typed)}
        if self.typed > written:
            said = _(
                "At most %(most)s characters; this was %(count)s. Here is how it begins.", **counted
            )
        else:
            said = _("At most %(most)s characters; this is %(count)s.", **counted)
        raise StopValidation(said)


class Required:
    """Requires input; `message` says which. Also sets the HTML attribute."""

    def __init__(self, message: str) -> None:
        self.message = message
        self.field_flags = {"required": True}

    def __call__(self, _form: Any, field: Field) -> None:
        if not field.raw_data or not str(field.raw_data[0]).strip():
            raise StopValidation(_(self.message))


def require(message: str) -> list[Required]:
    """The check for required input; [] where `message` is empty."""
    return [Required(message)] if message else []


def no_cpr(_form: Any, field: Field) -> None:
    """Refuse what looks like a civil registration number."""
    if privacy.looks_like_cpr(field.data or "", today=clock.today()):
        raise ValidationError(
            _(
                "This looks like a CPR number. We never keep those: write a first name instead,"
                " and call if the number is needed."
            )
        )


def no_cpr_but_ten_digits(form: Any, field: Field) -> None:
    """Some numbers have ten digits as well: they are written as ten digits and nothing else."""
    digits = field.data or ""
    if not (is_digits(digits) and len(digits) == 10):
        no_cpr(form, field)


def no_illness(_form: Any, field: Field) -> None:
    """Refuse words about illness: a company writes only what it needs to plan."""
    words = privacy.words_of_illness(field.data or "")
    if words:
        raise ValidationError(
            _(
                "Leave out “%(words)s”: nobody at work may know about health. Write only what the"
                " company needs to plan, like “away until Thursday”.",
                words=", ".join(words[:3]),
            )
        )


def at_most(length: int) -> Callable[[Any, Field], None]:
    def check(_form: Any, field: Field) -> None:
        written = len(field.data or "")
        if written > length:
            raise ValidationError(
                _("At most %(most)s characters; this is %(count)s.", most=length, count=written)
            )

    return check
