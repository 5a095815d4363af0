"""Forms for signing in, for the first visit, and for letting colleagues in."""

import re
from typing import Any

from flask_babel import gettext as _
from wtforms import BooleanField, HiddenField, SelectField, StringField
from wtforms.validators import ValidationError

from ..actor import Role
from ..fields import Pick, TenDigits, Whole, Words
from ..forms import Form, say_in
from ..messages import N_, Message
from ..render import say
from ..text_field import Required, no_cpr
from . import emails, rules
from .staff import ROLE_NAMES


class Email(StringField):
    """An e-mail address, in the one spelling that we keep once it is validated."""

    data: Any

    def __init__(self, label: str = "", **options: Any) -> None:
        super().__init__(
            label,
            [Required(N_("Write the e-mail address.")), no_cpr],
            filters=[lambda text: (text or "").strip()],
            **options,
        )

    def _value(self) -> str:
        return emails.show(self.data or "")

    def pre_validate(self, form: Any) -> None:
        if not self.data:
            return
        try:
            self.data = emails.parse(self.data)
        except emails.BadEmail as wrong:
            raise ValidationError(say(wrong.message)) from None


def check_phone(field: Any) -> None:
    """Say so when nobody could call this number."""
    if not re.fullmatch(r"\+?[0-9][0-9 ()-]{6,}", field.data):
        say_in(field, Message("Write a phone number like 12 34 56 78."))


class EmailForm(Form):
    email = Email()


class CodeForm(Form):
    code = StringField(filters=[lambda text: rules.tidy_code(text or "")])
    remember = BooleanField()


class LinkForm(Form):
    """Nothing to type: the link is the secret."""

    remember = BooleanField()


class PlaceForm(Form):
    """A place where the company works."""

    workplace = Words(
        free=False, required=N_("Where is the work done? A street and a number will do.")
    )
    p_number = TenDigits(most=20, free=False)
    municipality = Pick(required=N_("Which municipality is the workplace in?"))

    def validate_p_number(self, field: Any) -> None:
        if not field.data:
            return
        try:
            field.data = rules.parse_p_number(field.data)
        except rules.BadNumber as wrong:
            say_in(field, wrong.message)


class ChangedPlaceForm(PlaceForm):
    """A place of the company that is changed; `seen` is what it was when the form was filled."""

    seen = HiddenField()
    full_time_equivalents = Whole(least=0, most=99999)


class CompanyForm(Form):
    """The company's name; `seen` is what it was when the form was filled."""

    seen = HiddenField()
    company = Words(required=N_("What is the company called?"))

    def validate_company(self, field: Any) -> None:
        check_name(field, company=True)


def check_name(field: Any, *, company: bool = False) -> None:
    """Say so when a name is an address or a link: it stands in mails to strangers."""
    wrong = rules.no_address_in(field.data or "", company=company)
    if wrong:
        say_in(field, wrong)


class WelcomeForm(PlaceForm):
    """Who somebody is, the first time they come from a company."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # The person first, then the place: problems are listed in the order of the page.
        place = {name: self._fields.pop(name) for name in ("workplace", "municipality", "p_number")}
        self._fields.update(place)

    name = Words(most=80, free=False, required=N_("What is your name?"))
    phone = Words(most=20, required=N_("Where can we call you?"), free=False)
    company = Words(free=False, required=N_("What is the company called?"))
    cvr = Words(most=20, required=N_("Write the CVR number, 8 digits."), free=False)

    def validate_cvr(self, field: Any) -> None:
        try:
            field.data = rules.parse_cvr(field.data)
        except rules.BadNumber as wrong:
            say_in(field, wrong.message)

    def validate_phone(self, field: Any) -> None:
        check_phone(field)

    def validate_name(self, field: Any) -> None:
        check_name(field)

    def validate_company(self, field: Any) -> None:
        check_name(field, company=True)


class MeForm(Form):
    """How others see and reach somebody."""

    name = Words(most=80, free=False, required=N_("What is your name?"))
    phone = Words(most=20, required=N_("Where can we call you?"), free=False)

    def validate_phone(self, field: Any) -> None:
        check_phone(field)

    def validate_name(self, field: Any) -> None:
        check_name(field)


class AcceptForm(Form):
    """Saying yes to an invitation; a number is asked of those who have told none."""

    phone = Words(most=20, free=False)

    def validate_phone(self, field: Any) -> None:
        if field.data:
            check_phone(field)


class StaffForm(Form):
    """A colleague at the municipality, as a team lead names them."""

    name = Words(most=80, required=N_("What is your colleague's name?"))
    email = Email()
    phone = Words(most=20, free=False)
    role = SelectField(coerce=str, default=Role.CONSULTANT.value)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.role.choices = [(role.value, _(name)) for role, name in ROLE_NAMES.items()]

    def validate_name(self, field: Any) -> None:
        check_name(field)

    def validate_phone(self, field: Any) -> None:
        if field.data:
            check_phone(field)

    def validate_role(self, field: Any) -> None:
        if field.data not in dict(field.choices):
            say_in(field, Message("Choose one of these."))


class InviteForm(Form):
    invitation_id = HiddenField()
    name = Words(most=80, free=False, required=N_("What is your colleague's name?"))
    email = Email()

    def validate_name(self, field: Any) -> None:
        check_name(field)
