"""In a real browser: another website posts into ours, and a form outlives its session."""

import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from .pages.again import Again
from .pages.week import WeekSheet
from .people import Person
from .scenes import a_week_is_owed
from .server import FRIDAY, Server

Somebody = Callable[..., Person]
WORDS = "Skrevet et andet sted"


@pytest.fixture
def elsewhere(server: Server) -> Iterator[Callable[[str], str]]:
    """`elsewhere(path)` is the address of a page on another port whose form posts to our `path`."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            form = (
                f'<!doctype html><title>x</title><form method="post" action="{server.address}'
                f'{self.path}"><input name="do" value="send"><input name="note" value="{WORDS}">'
                '<button type="submit">Vind en tur</button></form>'
            )
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(form.encode())

        def log_message(self, *_args: object) -> None:
            pass

    other = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=other.serve_forever, daemon=True)
    thread.start()
    # Another port of this machine is the same site; by another name it is another one.
    yield lambda path, host="127.0.0.1": f"http://{host}:{other.server_port}{path}"
    other.shutdown()
    thread.join()
    other.server_close()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
@pytest.mark.parametrize("javascript", [True, False])
def test_another_website_gets_a_refusal_and_karen_notices_nothing(
    somebody: Somebody,
    server: Server,
    elsewhere: Callable[..., str],
    host: str,
    javascript: bool,
) -> None:
    week = a_week_is_owed(server)
    server.travel(FRIDAY)
    karen = somebody(width=390, javascript=javascript).becomes("owner")
    karen.expected = ["^403: POST"]
    for path in (week, "/me/", "/people/", "/sign-in/out"):
        karen.page.goto(elsewhere(path, host=host))
        with karen.page.expect_response(lambda answer: answer.request.method == "POST") as got:
            karen.page.get_by_role("button").click()
        assert got.value.status == 403
        assert "set-cookie" not in got.value.all_headers()
        expect(karen.page.locator("body")).to_contain_text("Det kom fra en anden hjemmeside")
        karen.sees_not(WORDS, "csrf")
    karen.open("/home")
    karen.is_at("/home")  # still signed in
    assert server.count("timesheet where status = 'submitted'") == 0


def test_a_link_from_elsewhere_leads_in(somebody: Somebody, server: Server) -> None:
    """As one in a mail does: read on another website, opened in ours."""
    week = a_week_is_owed(server)
    server.travel(FRIDAY)
    karen = somebody().becomes("owner")
    karen.page.goto("data:text/html,<a id=there>x</a>")
    karen.page.evaluate("address => { there.href = address }", server.address + week)
    karen.page.click("#there")
    karen.is_at(week)


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize(("language", "width"), [("da", 390), ("en", 1280)])
def test_a_week_left_open_is_sent_once_more(
    somebody: Somebody, server: Server, language: str, width: int, javascript: bool
) -> None:
    week = a_week_is_owed(server)
    server.travel(FRIDAY)
    karen = somebody(width=width, language=language, javascript=javascript).becomes("owner")
    karen.open(week)
    sheet = WeekSheet(karen)
    karen.expected = ["^40[01]: POST", "Error Code 401"]
    server.end_sessions()
    sheet.day(2, paid="1,5")
    sheet.send()
    again = Again(karen)
    again.says(karen.t("You were away for a while"), karen.t("This sends the week."), "1,5")
    again.sign_in("owner")
    again.send()
    karen.is_at("/(home|weeks)")
    assert server.count("timesheet where status = 'submitted'") == 1


def test_a_colleague_at_the_same_computer_is_asked(somebody: Somebody, server: Server) -> None:
    """Karen's page, and Mette has signed in since: a company's week is not hers to send."""
    week = a_week_is_owed(server)
    server.travel(FRIDAY)
    karen = somebody().becomes("owner")
    karen.open(week)
    sheet = WeekSheet(karen)
    karen.expected = ["^40[0-9]: POST", "Error Code 40[0-9]"]
    server.end_sessions()
    karen.another_tab().becomes("mette")
    sheet.send()
    karen.sees(karen.t("Somebody else opened this page"), karen.t("Look at it again"))
    expect(karen.find("form.again")).to_have_count(0)
    karen.press("main a.button")
    karen.is_at(re.escape(week))
    assert server.count("timesheet where status = 'submitted'") == 0
