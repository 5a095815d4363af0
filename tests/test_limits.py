"""What comes too often is told when to come back: in words, and to programs."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask, abort

from tests.conftest import make_app
from tests.world import NOW
from webapp import languages, limits, render
from webapp.limits import TooMuch
from webapp.messages import Message
from webapp.routes.guard import EVERYBODY, serves

# seconds: what stands on the page on a Friday at one in Denmark
WORDS = {
    1: "Wait a minute and try again.",
    60: "Wait a minute and try again.",
    61: "Wait 2 minutes and try again.",
    15 * 60: "Wait 15 minutes and try again.",
    119 * 60: "Wait 119 minutes and try again.",
    2 * 60 * 60: "Try again today at 15:00.",
    24 * 60 * 60: "Try again tomorrow at 13:00.",
    3 * 24 * 60 * 60: "Try again on 23 November at 13:00.",
}
IN_DANISH = {
    1: "Vent et minut, og prøv igen.",
    15 * 60: "Vent 15 minutter, og prøv igen.",
    24 * 60 * 60: "Prøv igen i morgen kl. 13.00.",
}
# what a route does: status, seconds, a part of the page
REFUSALS: dict[str, tuple[Any, int, int, str]] = {
    "too often, as ever": (lambda: abort(429), 429, 900, "Wait 15 minutes"),
    "too often, for so long": (lambda: abort(429, retry_after=300), 429, 300, "Wait 5 minutes"),
    "until then": (
        lambda: abort(429, retry_after=datetime(2026, 11, 20, 13, 0, tzinfo=UTC)),
        429,
        3600,
        "Wait 60 minutes",
    ),
    "busy": (lambda: abort(503), 503, 60, "Wait a minute"),
}


@pytest.fixture
def house(sqlite_app: Flask, frozen: Any) -> Iterator[Flask]:
    """The app with a route of its own that refuses."""
    app = make_app(sqlite_app.extensions["engine"].url.render_as_string())
    yield app
    app.extensions["engine"].dispose()


def ask(app: Flask, view: Any, language: str = "en") -> Any:
    app.add_url_rule("/refuses", view_func=serves(*EVERYBODY)(view), endpoint="refuses")
    return app.test_client().get("/refuses", headers={"Accept-Language": language})


@pytest.mark.parametrize("seconds", WORDS)
def test_the_page_says_when_to_try_again(house: Flask, seconds: int) -> None:
    def view() -> None:
        raise TooMuch(seconds, Message("Sign in first."))

    response = ask(house, view)
    assert (response.status_code, response.headers["Retry-After"]) == (429, str(seconds))
    assert WORDS[seconds] in response.text and "Sign in first." in response.text


@pytest.mark.parametrize("seconds", IN_DANISH)
def test_it_says_so_in_danish(house: Flask, seconds: int) -> None:
    with house.test_request_context():
        languages.preferred_language()
        assert render.say(limits.try_again(seconds, at=NOW)) == IN_DANISH[seconds]


@pytest.mark.parametrize("why", REFUSALS)
def test_a_refusal_carries_its_time(house: Flask, why: str) -> None:
    view, status, seconds, words = REFUSALS[why]
    response = ask(house, view)
    assert response.status_code == status
    assert abs(int(response.headers["Retry-After"]) - seconds) <= 1
    assert words in response.text


def test_a_page_that_is_wrong_for_good_names_no_time(house: Flask) -> None:
    response = ask(house, lambda: abort(404))
    assert "Retry-After" not in response.headers and "Wait a minute" not in response.text
