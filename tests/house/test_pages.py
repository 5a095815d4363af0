"""Every page that the demo's people can reach, in both languages, and every page with mistakes."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask, template_rendered

from tests.house import matrix, pages
from tests.house.pages import Outline, Page
from tests.house.test_routes import expected, on_sqlite, routes, walks
from webapp.languages import LANGUAGES
from webapp.mails.models import Mail
from webapp.mails.text import read

__all__ = ["walks"]

TEMPLATES = pages.ROOT / "webapp/templates"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", pages.WHO)
def test_every_page_is_whole_and_valid(
    demo: Flask, tmp_path: Path, who: str, language: str, record_property: Any
) -> None:
    found = list(pages.walk(demo, who, language))
    for page in found:
        assert page.status in {200, 403, 404}, page.address
        assert outline_faults(page, language) == [], page.address
    record_property("# pages validated", len(found))
    assert pages.invalid(found, tmp_path) == []


def outline_faults(page: Page, language: str) -> list[str]:
    """What the page lacks of what every page has."""
    outline = Outline(page.html)
    faults = [tag for tag in ("h1", "title", "main") if outline.count.get(tag) != 1]
    faults += [] if outline.language == language else ["lang"]
    faults += [] if outline.skips else ["skip link"]
    return faults + ["csrf token" for tokens in outline.tokens if tokens != 1]


@on_sqlite
@pytest.mark.parametrize("persona", ["another visitor", "newcomer", "employer", "consultant"])
def test_a_page_that_says_what_is_wrong_is_valid_too(
    app: Flask, walks: Any, persona: str, tmp_path: Path, record_property: Any
) -> None:
    walk, found = walks(persona), {}
    wrong = {"do": "send", "version": "1", "email": "x", "cvr": "1", "days-0-paid": "lots"}
    ids = ("task_id", "note_id", "split_id", "job_id", "user_id")
    for endpoint in walk.bodies:
        keep = {name: text for name, text in walk.bodies[endpoint].items() if name in ids}
        walk.bodies[endpoint] = wrong | keep
    for endpoint, method, view, names in routes(app):
        for thing in walk.things[matrix.KINDS[names]] if method == "POST" else []:
            if expected(walk.actor, view.serves, endpoint, method, thing) == "ok":
                response = walk.ask(endpoint, method, thing)
                walk.put_back()
                if response.status_code == 422:
                    html = response.get_data(as_text=True)
                    found[f"{endpoint} {thing.name}"] = Page(endpoint, 422, html)
    assert found
    for page in found.values():
        assert outline_faults(page, "en" if walk.actor.user_id else "da") == [], page.address
    record_property("# pages validated", len(found))
    assert pages.invalid(found.values(), tmp_path) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_is_among_them(demo: Flask, language: str) -> None:
    rendered = set()

    def note(_sender: Any, template: Any, **_rest: Any) -> None:
        rendered.add(template.name)

    with template_rendered.connected_to(note, demo):
        for who in ("mette", "owner", "visitor"):
            for _page in pages.walk(demo, who, language):
                pass
        client = demo.test_client()
        client.post("/sign-in/")  # without a token: send once more
    known = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")}
    # Parts of other pages; and what only a newcomer sees, which the matrix opens.
    assert known - rendered == {"base.html", "ui.html", "notices.html", "sign_in/welcome.html"}


MAILS: dict[str, dict[str, Any]] = {
    "code": {"code": "123456", "request": "00000000-0000-0000-0000-000000000000"},
    "invite": {"by": "Karen", "name": "Kirsten"},
    "notice": {
        "say": "A new task waits: %(headline)s.",
        "values": {"headline": "Kasser <b>& mere</b>"},
        "endpoint": "tasks.show",
        "thing": "00000000-0000-0000-0000-000000000000",
    },
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mail_has_subject_body_and_link(demo: Flask, language: str) -> None:
    assert {path.stem for path in TEMPLATES.glob("mails/*.txt")} == set(MAILS)
    for template, values in MAILS.items():
        mail = Mail(to="a@b.dk", language=language, template=template, values=values)
        with demo.app_context():
            letter = read(mail)
        assert letter.subject and letter.link in letter.body
        assert letter.link.startswith(demo.extensions["settings"].base_url)
        assert "\n" not in letter.subject and "&amp;" not in letter.subject + letter.body
