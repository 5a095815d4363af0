"""Walks through the demo as each of its people: from the front page along the links."""

import json
import os
import re
import subprocess
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from sqlmodel import col, select

from tests.browser import Browser
from tests.conftest import open_browser
from webapp import db
from webapp.accounts.models import Membership, User
from webapp.demo.personas import PERSONAS

ROOT = Path(__file__).parents[2]
WHO = [*(persona.key for persona in PERSONAS), "waiting", "visitor"]
FIRST = ("/", "/home", "/demo/", "/sign-in/", "/sign-in/code", "/tasks/new", "/not/there")
# What is to be kept and not looked at, like a PDF, is no page.
LINK = re.compile(r'<a\b(?![^>]* download)[^>]* href="(/[^"#]*)')
# How many pages of one kind are looked at, and how many of those by links from the same page.
OF_A_KIND, FROM_A_PAGE = 12, 3


@dataclass(frozen=True)
class Page:
    address: str
    status: int
    html: str


def user_of(app: Flask, who: str) -> User | None:
    """The person: one of the demo's, or somebody who waits to be let in."""
    with db.open_session(app.extensions["engine"], writing=False) as session:
        if who == "waiting":
            waits = select(User).join(Membership, col(Membership.user_id) == col(User.id))
            return session.exec(waits.where(col(Membership.confirmed_at).is_(None))).first()
        emails = {persona.key: persona.email for persona in PERSONAS}
        query = select(User).where(col(User.email) == emails.get(who, ""))
        return session.exec(query).one_or_none()


def walk(app: Flask, who: str, language: str) -> Iterator[Page]:
    """Every kind of page that somebody reaches by links, in its many states."""
    browser = open_browser(app, user_of(app, who), language)
    seen: set[str] = set()
    kinds: Counter[str] = Counter()
    waiting = deque(FIRST)
    while waiting:
        address = waiting.popleft()
        if address in seen:
            continue
        seen.add(address)
        response = browser.open(address)
        if response.mimetype != "text/html":
            continue  # a photo, or text to be kept
        yield Page(address, response.status_code, response.get_data(as_text=True))
        waiting.extend(_onwards(app, browser, seen, kinds))


def _onwards(app: Flask, browser: Browser, seen: set[str], kinds: Counter[str]) -> Iterator[str]:
    """A few links of each kind; a list's filters are all tried, its further pages are not."""
    here: Counter[str] = Counter()
    urls = app.url_map.bind("localhost")
    for link in LINK.findall(browser.page.get_data(as_text=True)):
        there = unescape(link)
        result = urlsplit(there)
        if there in seen or "after=" in result.query:
            continue
        if not urls.test(result.path, method="GET"):
            continue
        kind = there if result.query else urls.match(result.path, method="GET")[0]
        if here[kind] < FROM_A_PAGE and kinds[kind] < OF_A_KIND:
            here[kind] += 1
            kinds[kind] += 1
            yield there


class Outline(HTMLParser):
    """What every page must have, and what its forms hold."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.count: dict[str, int] = {}
        self.language = ""
        self.skips = False
        self.posting = False
        self.tokens: list[int] = []  # for each form that posts, how many
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = dict(attrs)
        self.count[tag] = self.count.get(tag, 0) + 1
        if tag == "html":
            self.language = at.get("lang") or ""
        elif tag == "a" and at.get("href") == "#main":
            self.skips = True
        elif tag == "form":
            self.posting = (at.get("method") or "").lower() == "post"
            if self.posting:
                self.tokens.append(0)
        elif tag == "input" and at.get("name") == "csrf_token" and self.posting:
            self.tokens[-1] += 1


def invalid(pages: Iterable[Page], folder: Path) -> list[str]:
    """What html-validate has to say, a line each: it reads every page as a browser would not."""
    node = os.environ.get("SMAJOB_NODE", "node")
    modules = Path(os.environ.get("SMAJOB_NODE_MODULES") or ROOT / ".dev/node/node_modules")
    names = {}
    for number, page in enumerate(pages):
        path = folder / f"{number}.html"
        path.write_text(page.html, encoding="utf-8")
        names[str(path)] = page.address
    program = modules / "html-validate/bin/html-validate.mjs"
    config = ROOT / ".html-validate.json"
    said = folder / "said.json"
    options = ["--config", config, "--formatter", f"json={said}"]
    command = [node, program, *options, folder / "*.html"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    if not said.is_file():
        raise AssertionError(f"html-validate did not run: {done.stdout}{done.stderr}")
    lines = {
        f"{fault['ruleId']}: {fault['message']} ({_plain(names[result['filePath']])})"
        for result in json.loads(said.read_text(encoding="utf-8"))
        for fault in result["messages"]
    }
    return sorted(lines)


def _plain(address: str) -> str:
    return re.sub(r"[0-9a-f-]{36}", "…", address)
