"""What another website sends is refused before anything looks at it. Its victim notices nothing."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import EnvironBuilder, TestResponse, run_wsgi_app
from werkzeug.wrappers import Request

from tests.browser import Browser
from tests.conftest import Browse, make_app
from tests.database import Database
from tests.house import forms, matrix
from tests.house.test_routes import form_data, routes
from tests.world import World
from webapp.schema import metadata
from webapp.smalljobs.rules import Status

CANARY = "KANARIEFUGL"
EVIL = f"https://evil.example/{CANARY}"

# what a browser says of a page that is not ours
FOREIGN: dict[str, dict[str, str]] = {
    "another website": {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
    "another website, an older browser": {"Origin": "https://evil.example"},
    "another website, an old browser": {"Referer": EVIL},
    "only how it is related": {"Sec-Fetch-Site": "cross-site"},
    "a neighbour": {"Origin": "http://other.localhost", "Sec-Fetch-Site": "same-site"},
    "our machine, another port": {"Origin": "http://localhost:8080"},
    "our name, over https": {"Origin": "https://localhost"},
    "our name within theirs": {"Origin": "http://localhost.evil.example"},
    "our name before theirs": {"Referer": "http://localhost@evil.example/"},
    "a sandbox": {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    "a sandbox, an older browser": {"Origin": "null"},
    "no port": {"Origin": "http://localhost:port"},
    "two at once": {"Origin": "http://localhost, https://evil.example"},
    "another scheme": {"Origin": "file://localhost"},
    "two that differ": {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
    "another letter": {"Sec-Fetch-Site": "SAME-ORIGIN "},
}
# what one says of a page of ours, or does not say
OWN: dict[str, dict[str, str]] = {
    "a browser of today": {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"},
    "an older browser": {"Origin": "http://localhost"},
    "an old browser": {"Referer": "http://localhost/tasks/?status=draft"},
    "one that says nothing": {},
    "typed or reloaded": {"Sec-Fetch-Site": "none"},
    "no referrer": {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
    "the address in mails": {"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "same-origin"},
}


def everything(db: Database) -> dict[str, list[Any]]:
    """Every row of every table."""
    with db.engine.connect() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(sa.select(table))))
            for table in metadata.sorted_tables
        }


def bodies_of(app: Flask, world: World, browser: Browser) -> dict[str, tuple[str, dict[str, Any]]]:
    """endpoint: (the address of something that is there, what its form sends, with a token)."""
    things = matrix.everything(world)
    browser.open("/sign-in/code" if not browser.client.get_cookie("smajob") else "/home")
    token = next(form.values["csrf_token"] for form in browser.reader.forms)
    bodies = forms.bodies(world)
    by_key = {}
    with app.test_request_context():
        for endpoint, method, _view, ids in routes(app):
            if method == "POST":
                address = app.url_for(endpoint, **things[matrix.KINDS[ids]][0].args)
                values = {name: value or CANARY for name, value in bodies[endpoint].items()}
                by_key[endpoint] = (address, form_data(values | {"more": CANARY}, token))
    assert len(by_key) > 40
    return by_key


def assert_bare(response: TestResponse) -> None:
    """Nothing but the refusal: no cookie, no page, no token, none of their words."""
    assert response.status_code == 403
    assert "Set-Cookie" not in response.headers
    assert response.mimetype == "text/plain"
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
    for word in (CANARY, "csrf", "<"):
        assert word not in response.text


@pytest.mark.parametrize("persona", ["karen", "mette", "birgit", "nina", ""])
def test_no_route_does_anything_for_another_website(
    app: Flask, world: World, db: Database, browse: Browse, capsys: Any, persona: str
) -> None:
    """Every route that takes a form, with a token that is right: every foreign page is refused."""
    browser = browse(world.people[persona] if persona else None)
    sends = bodies_of(app, world, browser)
    cookie, before = browser.client.get_cookie("smajob"), everything(db)
    capsys.readouterr()
    for address, data in sends.values():
        for said in FOREIGN.values():
            values = {k: v if isinstance(v, str) else CANARY for k, v in data.items()}
            assert_bare(browser.client.post(address, data=values, headers=said))
    assert everything(db) == before
    assert browser.client.get_cookie("smajob") == cookie
    if persona:
        assert browser.open("/sign-in/").request.path != "/sign-in/"  # still signed in
    written = capsys.readouterr().err
    assert "refused: another website sent it" in written
    assert CANARY not in written and "evil" not in written


def test_a_form_without_the_cookie_does_not_sign_its_victim_out(
    app: Flask, world: World, browse: Browse
) -> None:
    """So it comes from elsewhere: the browser keeps the cookie back, and takes the answer's."""
    karen, job = browse(world.karen), world.job(Status.ACTIVE)
    address = f"/smalljobs/{job.id}/weeks/2026-W47"
    for said in FOREIGN.values():
        elsewhere = app.test_client()
        assert_bare(elsewhere.post(address, data={"note": CANARY, "do": "send"}, headers=said))
        assert elsewhere.get_cookie("smajob") is None
    assert karen.open("/home").status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "KAREN"])
@pytest.mark.parametrize("address", ["/not/there", "/home", "/static/nothing", "/copy/" + "x" * 30])
def test_it_is_refused_wherever_it_goes(app: Flask, method: str, address: str) -> None:
    said = FOREIGN["another website"]
    response = app.test_client().open(address, method=method, headers=said, data={"a": CANARY})
    assert response.status_code in {403, 405} and CANARY not in response.text
    assert "Set-Cookie" not in response.headers


def test_a_body_is_not_even_read(app: Flask) -> None:
    class Unread:
        def read(self, *_: Any) -> bytes:
            raise AssertionError("it was read")

        readline = readlines = read

    said = FOREIGN["another website"]
    asked = EnvironBuilder("/language", method="POST", headers=said).get_environ()
    asked |= {"wsgi.input": Unread(), "CONTENT_LENGTH": "1000000000"}
    assert_bare(TestResponse(*run_wsgi_app(app, asked), request=Request(asked)))


@pytest.mark.parametrize("said", OWN)
def test_our_own_pages_are_obeyed(world: World, browse: Browse, said: str) -> None:
    karen = browse(world.karen)
    karen.open("/me/")
    form = next(form for form in karen.reader.forms if "me-name" in form.values)
    values = form.values | {"me-name": "Karen Holm Ny"}
    assert karen.client.post("/me/", data=values, headers=OWN[said]).status_code == 303
    assert karen.open("/me/") and "Karen Holm Ny" in karen.page.text


@pytest.mark.parametrize("said", FOREIGN)
@pytest.mark.parametrize("address", ["/home", "/tasks/", "/sign-in/"])
def test_links_from_elsewhere_lead_in(
    world: World, browse: Browse, said: str, address: str
) -> None:
    """In a mail above all: reading is for everybody who may read."""
    response = browse(world.karen).client.get(address, headers=FOREIGN[said])
    assert response.status_code in {200, 302}


BEHIND = {
    "a proxy that passes our name on": {"Host": "smaajob.example", "X-Forwarded-Proto": "https"},
    "a proxy that passes nothing on": {"Host": "127.0.0.1:8000"},
}


@pytest.mark.parametrize("how", BEHIND)
def test_behind_a_proxy_our_own_pages_are_known(app: Flask, db: Database, how: str) -> None:
    url = db.engine.url.render_as_string(hide_password=False)
    behind = make_app(url, base_url="https://Smaajob.example:443/", proxies=1)
    own = {"Origin": "https://smaajob.example", "Sec-Fetch-Site": "same-origin"}
    statuses = {}
    for name, said in {"own": own, **FOREIGN}.items():
        response = behind.test_client().post("/language", headers=BEHIND[how] | said)
        statuses[name] = response.status_code
    behind.extensions["engine"].dispose()
    assert statuses.pop("own") == 400  # let through: it only has no token
    assert set(statuses.values()) == {403}
