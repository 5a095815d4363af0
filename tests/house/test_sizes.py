"""What comes over the wire before somebody can read: little enough for a phone in a warehouse."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask

from tests.conftest import open_browser
from tests.house import pages
from webapp.languages import LANGUAGES

FIRST_VIEW, ONE_PAGE = 150_000, 40_000  # bytes
REFERENCE = re.compile(r"""(?:href|src)="(/static/[^"#]+)|url\(["']?([^"')]+)["']?\)""")
WEEK = re.compile(r'href="(/smalljobs/[0-9a-f-]{36}/weeks/[0-9W-]+)"')


def first_view(app: Flask, address: str) -> dict[str, int]:
    """What a browser fetches for a page the first time, as it arrives: name and bytes."""
    client = app.test_client()
    accept = {"Accept-Encoding": "gzip, br"}
    by_key = {}
    waiting = [address]
    while waiting:
        there = waiting.pop()
        response = client.get(there, headers=accept)
        assert response.status_code == 200, there
        by_key[there] = len(response.data)
        plain = client.get(there).get_data()
        if response.mimetype in {"text/html", "text/css"}:
            waiting += [link for link in links(plain.decode(), there) if link not in by_key]
    return by_key


def links(text: str, base: str) -> Iterator[str]:
    """The files of ours that a page or stylesheet names; every font of it, though few are used."""
    for in_html, in_css in REFERENCE.findall(text):
        address = urljoin(base, in_html or in_css)
        if urlsplit(address).path.startswith("/static/"):
            yield address


def test_the_first_view_is_small(demo: Flask, record_property: Any) -> None:
    files = first_view(demo, "/")
    total = sum(files.values())
    record_property("first view: # bytes", total)
    kinds = {Path(urlsplit(address).path).suffix for address in files}
    assert kinds >= {"", ".css", ".js", ".woff2", ".svg"}
    assert total < FIRST_VIEW, files


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", ["owner", "manager", "mette", "jonas", "team-lead"])
def test_home_and_week_sheet_are_small(demo: Flask, who: str, language: str) -> None:
    browser = open_browser(demo, pages.user_of(demo, who), language)
    for address in ("/home", WEEK.findall(browser.open("/timesheets").text)[0]):
        html = browser.open(address).get_data()
        assert len(gzip.compress(html)) < ONE_PAGE, address


def test_html_is_sent_compressed(demo: Flask) -> None:
    for coding in ("br", "gzip"):
        response = demo.test_client().get("/", headers={"Accept-Encoding": coding})
        assert response.headers["Content-Encoding"] == coding
        assert "Accept-Encoding" in response.headers["Vary"]
