"""An address as it is typed: one sentence where something is wrong with it."""

import pytest
import wtforms
from flask import Flask
from werkzeug.datastructures import MultiDict

from webapp.accounts.forms import Email


class Form(wtforms.Form):
    email = Email("E-mail")


@pytest.mark.parametrize(
    ("typed", "kept", "said"),
    [
        (" Karen@Example.dk ", "karen@example.dk", []),
        ("", "", ["Write the e-mail address."]),
        ("  ", "", ["Write the e-mail address."]),
        ("karen", "karen", ["Write it like name@company.dk."]),
    ],
)
def test_one_thing_is_said_of_an_address(app: Flask, typed: str, kept: str, said: list[str]):
    with app.test_request_context(headers={"Accept-Language": "en"}):
        form = Form(MultiDict({"email": typed}))
        assert form.validate() is not bool(said)
        assert [str(error) for error in form.email.errors] == said
    assert form.email.data == kept
