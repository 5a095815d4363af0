"""Somebody with a browser. Whatever goes wrong in it is written down, and fails the test."""

import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Locator, Page, Request, Response, expect

from .server import Server
from .words import t

NODE = Path(__file__).resolve().parent.parent / ".dev/node/node_modules"
AXE = Path(os.environ.get("SMAJOB_NODE_MODULES", NODE)) / "axe-core/axe.min.js"
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|20\d\d-W\d\d|(?<=/)20\d\d-\d\d(?![\d-])|[a-z2-7]{52}")


@dataclass(frozen=True)
class Device:
    """What somebody sits at."""

    width: int = 1280
    language: str = "da"
    javascript: bool = True

    @property
    def options(self) -> dict[str, object]:
        """For Playwright's `new_context`."""
        return {
            "viewport": {"width": self.width, "height": 844 if self.width < 600 else 900},
            "locale": "da-DK" if self.language == "da" else "en-GB",
            "timezone_id": "Europe/Copenhagen",
            "java_script_enabled": self.javascript,
            "reduced_motion": "reduce",
        }


class Person:
    """One browser and what its owner does with it."""

    def __init__(self, page: Page, server: Server, device: Device) -> None:
        self.page, self.server, self.device = page, server, device
        self.expected: list[str] = []  # troubles that the test itself brings about
        self.troubles: list[str] = []
        self.presses = self.characters = 0
        self.watch(page)

    # --- what goes wrong ---

    def watch(self, page: Page) -> None:
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        page.on("requestfailed", self._on_failed)
        page.on("response", self._on_response)

    def _on_console(self, message: ConsoleMessage) -> None:
        # The browser tells of a bad answer once more; `_on_response` has its address as well.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.troubles.append(f"console: {message.text}")

    def _on_failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the page was left meanwhile
            self.troubles.append(f"{request.failure}: {request.method} {request.url}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 400:
            self.troubles.append(f"{response.status}: {response.request.method} {response.url}")

    def unexpected(self) -> list[str]:
        return [
            text for text in self.troubles if not any(re.search(p, text) for p in self.expected)
        ]

    # --- what somebody does ---

    def open(self, address: str) -> None:
        self.page.goto(self.server.address + address)

    def opens(self, addresses: Iterable[str]) -> Iterator[str]:
        """Each in turn."""
        for address in addresses:
            self.open(address)
            yield address

    def find(self, selector: str, **which: object) -> Locator:
        return self.page.locator(selector, **which)

    def field(self, name: str) -> Locator:
        return self.page.locator(f'[name="{name}"]:not([type=hidden])')

    def type(self, name: str, text: str) -> None:
        """Into a field: one press to get there, and the characters."""
        self.presses += 1
        self.characters += len(text)
        self.field(name).fill(text)

    def choose(self, name: str, value: str) -> None:
        """One of several: a radio button, or a line of a list."""
        field = self.field(name)
        if field.first.get_attribute("type") == "radio":
            self.presses += 1
            option = self.page.locator(f'[name="{name}"][value="{value}"]')
            self.page.locator(f'label[for="{option.get_attribute("id")}"]').click()
            expect(option).to_be_checked()
        else:
            self.presses += 2  # the list, and the line
            field.select_option(value)

    def press(self, selector: str) -> None:
        self.presses += 1
        self.page.locator(selector).locator("visible=true").first.click()

    def press_in(self, action: str, button: str = "button[type=submit]") -> None:
        """The button of the form that is sent to an address ending in `action`."""
        self.press(f'form[action$="{action}"] {button}')

    def unfold(self, inside: str) -> None:
        """Open what `inside` is folded away in."""
        if not self.page.locator(inside).is_visible():
            self.press(f"details:has({inside}) > summary")

    def follow(self, part: str) -> None:
        """The first link in the page itself to an address that holds `part`."""
        self.press(f'main a[href*="{part}"]')

    def becomes(self, persona: str) -> "Person":
        """Sign in as somebody of the demonstration, with one press."""
        self.open("/demo/")
        self.press_in(f"/demo/as/{persona}")
        self.page.wait_for_url("**/home")
        self.choose_language()
        return self

    def goes_on(self) -> None:
        """With the next key press: leave the field, as one does."""
        self.page.keyboard.press("Tab")

    def another_tab(self) -> "Person":
        """The same browser, one more page."""
        return Person(self.page.context.new_page(), self.server, self.device)

    def choose_language(self) -> None:
        """The language of the device, where the page speaks another."""
        self.page.wait_for_load_state()
        if self.page.locator("html").get_attribute("lang") != self.device.language:
            self.press_in("/language")
        expect(self.page.locator("html")).to_have_attribute("lang", self.device.language)

    # --- what somebody sees ---

    def t(self, text: str, /, **values: object) -> str:
        return t(self.device.language, text, **values)

    @property
    def kept_text(self) -> re.Pattern[str]:
        """`Kept 14:05`, whatever the clock says."""
        return re.compile(self.t("Kept %(time)s", time=r"\d\d[:.]\d\d"))

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.server.address)

    @property
    def words(self) -> str:
        return " ".join(self.page.locator("body").inner_text().split())

    def sees(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.locator("body")).to_contain_text(text)

    def sees_in_picture(self, *labels: str) -> None:
        """Words of the plan's picture, which may be broken into lines."""
        for label in labels:
            words = re.compile(r"\s*".join(re.escape(word) for word in label.split()))
            expect(self.page.locator("svg.bars")).to_contain_text(words)

    def is_told(self, *texts: str) -> None:
        """What the app says after something was done."""
        notice = self.page.locator("#notices .notice")
        expect(notice).to_have_count(1)
        for text in texts:
            expect(notice).to_contain_text(text)

    def sees_not(self, *texts: str) -> None:
        for text in texts:
            assert text not in self.page.content(), f"{text!r} is on {self.path}"

    def is_at(self, pattern: str) -> None:
        expect(self.page).to_have_url(re.compile(f"^{re.escape(self.server.address)}{pattern}"))
        self.page.wait_for_load_state()
        self.look()

    # --- what a page has to be for everybody ---

    def look(self) -> None:
        """Check the page with axe, once for each width, kind of page and state, by whomever."""
        if not self.device.javascript:
            return
        kind = (self.device.width, ID.sub("…", self.path) + self._states())
        if kind not in _looked_at:
            _looked_at.add(kind)
            self.axe()

    def _states(self) -> str:
        names = self.page.locator("main form, main h2").evaluate_all(
            "all => all.map(e => e.getAttribute('action')?.split('/').pop() ?? e.id).join()"
        )
        return f" {names}"

    def axe(self) -> None:
        options = {"resultTypes": ["violations"]}
        results = _axe().run(self.page, options=options).response["violations"]
        violations = [
            f"{r['id']}: {node['target']} {node['html'][:200]} {node.get('failureSummary', '')}"
            for r in results
            for node in r["nodes"]
        ]
        assert not violations, f"axe at {self.path}, {self.device}:\n" + "\n".join(violations)

    def too_wide(self) -> list[str]:
        """What makes one scroll sideways."""
        return json.loads(self.page.evaluate(TOO_WIDE))


TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return "[]";
  const wide = [...document.querySelectorAll("body *")].filter(
    (e) => e.getBoundingClientRect().right > width + 1);
  return JSON.stringify(["page: " + document.documentElement.scrollWidth,
    ...wide.slice(0, 5).map((e) => e.outerHTML.slice(0, 120))]);
}"""

_looked_at: set[tuple[int, str]] = set()
_loaded: list[Axe] = []


def _axe() -> Axe:
    if not _loaded:
        _loaded.append(Axe.from_file(AXE) if AXE.is_file() else Axe())
    return _loaded[0]
