"""A browser without JavaScript: it fetches pages, fills in forms as they stand, and sends them.

Because it only sends what a form holds, CSRF tokens, ids and versions included, a test that
passes here shows that the page works for a person without JavaScript.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


@dataclass
class Button:
    name: str
    value: str
    action: str
    text: str = ""
    primary: bool = False  # looks like the one thing to do


@dataclass
class FormOnPage:
    action: str
    method: str
    values: dict[str, str] = field(default_factory=dict)
    buttons: list[Button] = field(default_factory=list)


class _Reader(HTMLParser):
    """Collects the forms of a page, and its words."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[FormOnPage] = []
        self.form: FormOnPage | None = None
        self.textarea = self.select = ""
        self.button: Button | None = None
        self.words: list[str] = []
        self.links: dict[str, str] = {}
        self.link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = FormOnPage(at.get("action", ""), at.get("method", "get"))
            self.forms.append(self.form)
        elif tag == "a":
            self.link = at.get("href", "")
        elif self.form is None:
            return
        elif tag == "input":
            self._input(at)
        elif tag == "textarea":
            self.textarea = at["name"]
            self.form.values[self.textarea] = ""
        elif tag == "select":
            self.select = at["name"]
        elif tag == "option" and ("selected" in at or self.select not in self.form.values):
            self.form.values[self.select] = at.get("value", "")
        elif tag == "button":
            self.button = Button(at.get("name", ""), at.get("value", ""), at.get("formaction", ""))
            self.button.primary = "button-primary" in at.get("class", "")
            self.form.buttons.append(self.button)

    def _input(self, at: dict[str, str]) -> None:
        assert self.form is not None
        if at.get("type") in {"radio", "checkbox"} and "checked" not in at:
            return
        if "name" in at:
            self.form.values[at["name"]] = at.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "textarea":
            self.textarea = ""
        elif tag == "button":
            self.button = None
        elif tag == "a":
            self.link = ""

    def handle_data(self, data: str) -> None:
        if self.form is not None and self.textarea:
            self.form.values[self.textarea] += data
            return
        text = " ".join(data.split())
        if self.button is not None:
            self.button.text = f"{self.button.text} {text}".strip()
        if self.link and text:
            self.links.setdefault(text, self.link)
        if text:
            self.words.append(text)


class Browser:
    """One person's browser. `page` is what it shows now, redirects followed."""

    def __init__(self, client: FlaskClient, language: str = "en") -> None:
        self.client = client
        self.headers = {"Accept-Language": language}
        self.page: TestResponse
        self.reader = _Reader()

    def open(self, address: str, **options: object) -> TestResponse:
        return self._show(
            self.client.get(address, headers=self.headers, follow_redirects=True, **options)
        )

    def press(self, text: str, /, **typed: str) -> TestResponse:
        """Fill in the form that has a button called `text`, and press it.

        Names may be the ends of field names: `what` is the first field that ends so.
        """
        form, button = self._find(text)
        values = dict(form.values)
        for name, value in typed.items():
            values[self._full_name(form, name)] = value
        if button.name:
            values[button.name] = button.value
        address = urljoin(self.page.request.path, button.action or form.action)
        return self.post(address, values)

    def post(self, address: str, values: dict[str, str]) -> TestResponse:
        own = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
        headers = self.headers | own
        return self._show(
            self.client.post(address, data=values, headers=headers, follow_redirects=True)
        )

    def follow(self, text: str) -> TestResponse:
        """Follow the first link called `text`."""
        return self.open(urljoin(self.page.request.path, self.reader.links[text]))

    def sees(self, text: str) -> bool:
        return text in " ".join(self.reader.words)

    def form(self, text: str) -> FormOnPage:
        return self._find(text)[0]

    @property
    def buttons(self) -> list[str]:
        return [button.text for form in self.reader.forms for button in form.buttons]

    @property
    def primary(self) -> list[str]:
        """The buttons that look like the one thing to do."""
        return [one.text for form in self.reader.forms for one in form.buttons if one.primary]

    def _find(self, text: str) -> tuple[FormOnPage, Button]:
        for form in self.reader.forms:
            for button in form.buttons:
                if text in button.text:
                    return form, button
        raise AssertionError(f"no button {text!r} on {self.page.request.path}: {self.buttons}")

    @staticmethod
    def _full_name(form: FormOnPage, name: str) -> str:
        if name in form.values:
            return name
        wanted = name.replace("_", "-")
        return next((known for known in form.values if known.endswith(wanted)), name)

    def _show(self, response: TestResponse) -> TestResponse:
        self.page = response
        self.reader = _Reader()
        if response.mimetype == "text/html":
            self.reader.feed(response.get_data(as_text=True))
        return response
