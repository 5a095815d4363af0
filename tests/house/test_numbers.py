"""Whatever stands where a number should: it is answered, and never a fault of ours."""

import ast
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from tests.browser import _Reader
from tests.house import matrix, pages
from tests.house.test_routes import expected, on_sqlite, routes, walks
from webapp.numbers import whole_number

__all__ = ["walks"]

ODD = ("²", "9" * 5000)
KINDS_OF_DIGITS = {"isdigit", "isdecimal", "isnumeric"}


@given(st.text() | st.text("0123456789²٣½-_ ", max_size=12))
def test_a_text_is_a_number_or_none(text: str) -> None:
    plain = 0 < len(text) <= 9 and set(text) <= set("0123456789")
    assert whole_number(text) == (int(text) if plain else None)


def test_only_one_module_asks_whether_a_text_is_digits() -> None:
    """`²` is a digit to Python, and no number: who asks by themselves gets it wrong."""
    asks = {
        path.name
        for path in (pages.ROOT / "webapp").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in KINDS_OF_DIGITS
    }
    assert asks == {"numbers.py"}


@on_sqlite
@pytest.mark.parametrize("persona", ["newcomer", "employer", "consultant", "team lead"])
def test_a_forged_number_in_any_field_is_answered(
    app: Flask, walks: Any, persona: str, record_property: Any
) -> None:
    walk, sent, failed = walks(persona), set(), []
    for endpoint, method, _view, ids in routes(app):
        things = [
            thing
            for thing in walk.things[matrix.KINDS[ids]]
            if method == "GET" and expected(walk.actor, endpoint, method, thing) == "ok"
        ]
        for thing in things[:3]:
            reader = _Reader()
            answer = walk.ask(endpoint, method, thing)
            if answer.mimetype == "text/html":
                reader.feed(answer.get_data(as_text=True))
            for address, values, name in forged(reader):
                if (endpoint, address.count("/"), name) not in sent:
                    sent.add((endpoint, address.count("/"), name))
                    for odd in ODD:
                        data = values | {name: odd, "csrf_token": walk.csrf}
                        if walk.client().post(address, data=data).status_code >= 500:
                            failed.append(f"{endpoint}: {name}={odd[:9]} to {address}")
                        walk.put_back()
    record_property("# fields forged", len(sent))
    assert sent
    assert not failed


def forged(reader: _Reader) -> Any:
    """(address, values, field) for each field that a form would send to us."""
    for form in reader.forms:
        if form.method == "post" and form.action.startswith("/"):
            buttons = {button.name: button.value for button in form.buttons if button.name}
            for name in [*form.values, *buttons]:
                if name != "csrf_token":
                    yield form.action, buttons | form.values, name
