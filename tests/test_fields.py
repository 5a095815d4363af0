"""How minutes are read from what people type."""

from typing import Any

import pytest
import wtforms
from werkzeug.datastructures import MultiDict

from webapp.fields import Minutes, TenDigits, Words


class Form(wtforms.Form):
    minutes = Minutes(least=1, most=1440)


class WordsForm(wtforms.Form):
    words = Words(most=5)
    number = TenDigits()


@pytest.mark.parametrize(
    ("name", "typed", "refused"),
    [
        ("words", "12345", ""),
        ("words", "123456", "At most 5 characters; this is 6."),
        ("number", "0101701234", ""),  # a number of a place may look like a birthday
        ("number", "010170-1234", "This looks like a CPR number."),
        ("number", "０１０１７０１２３４", "This looks like a CPR number."),  # no plain digits
    ],
)
def test_words_are_refused_for_their_length_and_for_what_they_tell(
    name: str, typed: str, refused: str, app: Any
):
    with app.test_request_context(headers={"Accept-Language": "en"}):
        form = WordsForm(MultiDict({name: typed}))
        form.validate()
        errors = [str(error) for error in form[name].errors]
    assert [error[: len(refused)] for error in errors] == ([refused] if refused else [])


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("30", 30),
        ("30 min", 30),
        ("30 min.", 30),
        ("30 minutter", 30),
        ("1:30", 90),
        ("1t30", 90),
        ("1,5 t", 90),
        ("1 time", 60),
        ("24 t", 1440),
        ("1 t 30", 90),
        ("", None),
    ],
)
def test_minutes_are_read_as_people_write_them(typed: str, minutes: int | None, demo: Any):
    with demo.test_request_context():
        form = Form(MultiDict({"minutes": typed}))
        assert form.validate(), form.errors
        assert form.minutes.number == minutes


@pytest.mark.parametrize(
    "typed", ["0", "0:00", "0 t", "1441", "25 t", "1,5", "halv time", "٣", "x"]
)
def test_what_is_no_number_of_minutes_is_refused_and_kept_in_the_form(typed: str, demo: Any):
    with demo.test_request_context():
        form = Form(MultiDict({"minutes": typed}))
        assert not form.validate()
        assert form.minutes.number is None
        assert form.minutes.data == typed


def test_minutes_in_hours_that_can_be_read_in_two_ways_are_asked_about(demo: Any):
    with demo.test_request_context():
        form = Form(MultiDict({"minutes": "1.30 t"}))
        assert not form.validate()
        assert form.minutes.errors == ["Mener du 1:30 eller 1.3? Skriv det sådan."]
        assert form.minutes.data == "1.30 t"
