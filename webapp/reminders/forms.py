"""The form for when reminders come."""

from typing import Any

from flask_babel import gettext as _
from wtforms import SelectField
from wtforms.validators import ValidationError

from ..forms import Form
from .rules import TIMES


class TimeForm(Form):
    """At what time of day reminders come, in minutes after midnight."""

    minutes = SelectField(coerce=str, validate_choice=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # A time that was set by other means can be kept.
        offered = sorted({*TIMES, *([options["minutes"]] if "minutes" in options else [])})
        self.minutes.choices = [(str(each), f"{each // 60:02}:{each % 60:02}") for each in offered]

    def validate_minutes(self, field: Any) -> None:
        if field.data not in {value for value, _time in field.choices}:
            raise ValidationError(_("Choose one of these."))
