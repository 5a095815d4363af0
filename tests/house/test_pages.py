"""Every page that the demo's people can reach, in both languages, and every page with mistakes."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask, template_rendered
from markupsafe import escape

from tests.conftest import open_browser
from tests.house import matrix, pages
from tests.house.pages import Outline, Page
from tests.house.test_routes import expected, on_sqlite, routes, walks
from webapp.languages import LANGUAGES
from webapp.mails.models import Mail
from webapp.mails.text import read

__all__ = ["walks"]

TEMPLATES = pages.ROOT / "webapp/templates"


@pytest.mark.parametrize("who", pages.WHO)
def test_every_page_is_whole_and_valid(
    demo: Flask, tmp_path: Path, who: str, record_property: Any
) -> None:
    results = []
    for language in LANGUAGES:
        for page in pages.walk(demo, who, language):
            assert page.status in {200, 403, 404}, page.address
            assert outline_faults(page, language) == [], page.address
            results.append(page)
    record_property("# pages validated", len(results))
    assert pages.invalid(results, tmp_path) == []


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
    walk, by_key = walks(persona), {}
    wrong = {"do": "send", "version": "1", "email": "x", "cvr": "1", "days-0-paid": "lots"}
    ids = ("task_id", "note_id", "split_id", "job_id", "user_id")
    for endpoint in walk.bodies:
        keep = {name: text for name, text in walk.bodies[endpoint].items() if name in ids}
        walk.bodies[endpoint] = wrong | keep
    for endpoint, method, _view, names in routes(app):
        for thing in walk.things[matrix.KINDS[names]] if method == "POST" else []:
            if expected(walk.actor, endpoint, method, thing) == "ok":
                response = walk.ask(endpoint, method, thing)
                walk.put_back()
                if response.status_code == 422:
                    html = response.get_data(as_text=True)
                    by_key[f"{endpoint} {thing.name}"] = Page(endpoint, 422, html)
    assert by_key
    for page in by_key.values():
        assert outline_faults(page, "en" if walk.actor.user_id else "da") == [], page.address
    record_property("# pages validated", len(by_key))
    assert pages.invalid(by_key.values(), tmp_path) == []


def test_every_template_is_among_them(demo: Flask) -> None:
    rendered = set()

    def note(_sender: Any, template: Any, **_rest: Any) -> None:
        rendered.add(template.name)

    with template_rendered.connected_to(note, demo):
        for who in ("mette", "jonas", "owner", "visitor"):
            for _page in pages.walk(demo, who, "da"):
                pass
        # The owner has too little to send for a link to it; the manager's walk goes there.
        open_browser(demo, pages.user_of(demo, "manager"), "da").open("/weeks")
        lead = open_browser(demo, pages.user_of(demo, "team-lead"), "da")
        lead.open("/staff/")
        lead.follow("Jonas Friis")  # each colleague has a page of their own
        client = demo.test_client()
        client.post("/sign-in/")  # without a token: send once more
    known = {
        path.relative_to(TEMPLATES).as_posix()
        for path in TEMPLATES.rglob("*.html")
        if path.parent.name not in {"ui", "mails"}
    }
    parts = {"base.html", "ui.html", "notices.html"}  # of other pages
    # What only a newcomer sees, what stands instead of a week that was approved meanwhile, and what
    # stands at an address that was closed: the matrix, the tests of corrections and of copies open
    # them. What follows a mail with a code stands with those of signing in.
    elsewhere = {"companies/new.html", "timesheets/correct.html", "copies/closed.html"}
    elsewhere |= {"companies/show.html", "sign_in/code.html", "sign_in/link.html", "me/email.html"}
    elsewhere |= {"smalljobs/pause.html"}  # of a pause that has not begun
    assert known - rendered == parts | elsewhere


LINE = {
    "say": "Week %(week)s for %(name)s is approved: %(hours)s.",
    "values": {
        "week": "47",
        "name": "Jørgen <b>& co</b>",
        "hours": {"say": "%(paid)s paid hours", "values": {"paid": "720"}, "hours": ["paid"]},
    },
    "target": {"page": "week_sheet", "id": "00000000-0000-0000-0000-000000000000"},
}
REMINDER = LINE | {
    "second": False,
    "returned": False,
    "calls": [{"name": "Mette", "phone": "12345678"}],
}
# Every template of a mail, in each of its shapes: its kind and its values.
MAILS: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "code": [("", {"code": "123456", "target": {"page": "sign_in_link", "id": "secret"}})],
    "new_address": [("", {"code": "123456", "target": {"page": "new_email"}})],
    "invite": [
        (
            "",
            {"by": "Karen", "name": "Kirsten", "company": "Frugtlageret"}
            | {"target": {"page": "companies"}},
        )
    ],
    "notice": [
        ("task", LINE),
        ("", LINE | {"words": "Hej <b>\n& du", "call": "Mette 12 34 56 78"}),
    ],
    "returned": [
        ("returned", LINE | {"words": "", "of_days": [LINE]}),
        ("returned", LINE | {"words": "Hej <b>\n& du", "of_days": [], "call": "Mette 12 34 56 78"}),
    ],
    "approved": [("approved", LINE | {"lines": [LINE] * count}) for count in (1, 3)],
    "reminder": [
        ("reminder", REMINDER | {"lines": [LINE], "due": 1}),
        ("reminder", REMINDER | {"lines": [LINE] * 3, "due": 2, "second": True}),
    ],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mail_has_subject_body_and_link_and_is_valid(
    demo: Flask, language: str, tmp_path: Path
) -> None:
    for ending in ("txt", "html"):
        results = {path.stem for path in TEMPLATES.glob(f"mails/*.{ending}")}
        assert results - {"layout"} == set(MAILS)
    written = []
    for template, shapes in MAILS.items():
        for kind, values in shapes:
            mail = Mail(to="a@b.dk", language=language, template=template, kind=kind, values=values)
            with demo.app_context():
                letter = read(mail)
            assert letter.subject and letter.link in letter.body
            assert letter.link.startswith(demo.extensions["settings"].base_url)
            assert "\n" not in letter.subject and "&amp;" not in letter.subject + letter.body
            assert "\n\n\n" not in letter.body and "  " not in letter.subject
            assert Outline(letter.html).language == language
            assert escape(letter.link) in letter.html
            written.append(Page(f"mail {template}", 200, letter.html))
    assert pages.invalid(written, tmp_path) == []
