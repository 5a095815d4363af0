"""From a row of the outbox to words: subject, plain text and HTML, in the reader's language.

Needs the app's context. The plain text is not markup, so nothing in it is escaped; in the HTML
everything is.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import current_app, g, render_template
from flask_babel import force_locale

from ..messages import Message, Page, Target
from ..render import say
from .models import Mail

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_MANY_LINES = re.compile(r"\n{3,}")  # what templates leave where something is not said
_SEVERAL_LINES = ("words",)  # values that keep their line breaks: no subject is made of them


@dataclass(frozen=True)
class Letter:
    """One mail, ready to be sent. `subject` is one line."""

    subject: str
    body: str
    html: str
    link: str


def read(mail: Mail) -> Letter:
    """The words of a mail. The first line of its plain text is the subject."""
    base = current_app.extensions["settings"].base_url
    # Links are made for the address people use, whatever address this request came in by.
    there = current_app.test_request_context(base_url=base)
    with there, force_locale(mail.language), _speaking(mail.language):
        values = single_line(mail.values)
        stored = values | {
            "language": mail.language,
            "link": _link(mail.values),
            "choose": _address(Target(Page.MAIL_CHOICES)) if mail.kind else "",
        }
        if "say" in values:
            stored["said"] = sentence(values)
        if "lines" in values:
            stored["lines"] = [
                {"said": sentence(line), "link": _link(line)} for line in values["lines"]
            ]
        if "of_days" in values:
            stored["of_days"] = [sentence(day) for day in values["of_days"]]
        text = render_template(f"mails/{mail.template}.txt", **stored)
        subject, _, body = text.strip().partition("\n")
        subject = subject.strip()
        html = render_template(f"mails/{mail.template}.html", subject=subject, **stored)
    return Letter(subject, _MANY_LINES.sub("\n\n", body).strip(), html, stored["link"])


@contextmanager
def _speaking(language: str) -> Iterator[None]:
    """A page that shows the mail goes on in its reader's own language."""
    own = g.get("language")
    g.language = language
    try:
        yield
    finally:
        g.language = own
        if own is None:
            g.pop("language")


def sentence(stored: Mapping[str, Any]) -> str:
    """A message as `actions.as_json` put it away, in the language of the moment."""
    values = {
        name: sentence(value) if isinstance(value, dict) else value
        for name, value in stored["values"].items()
    }
    for name in stored.get("hours", ()):
        values[name] = int(values[name])
    dates = {name: tuple(stored.get(name, ())) for name in ("days", "weekdays")}
    for name in (*dates["days"], *dates["weekdays"]):
        values[name] = date.fromisoformat(values[name])
    said = stored["say"]  # a name of its own: not a sentence to be collected
    return say(Message(said, values, hours=tuple(stored.get("hours", ())), **dates))


def single_line(values: Any) -> Any:
    """`values` with every text in one line, so that no name or headline can begin a new one."""
    if isinstance(values, dict):
        return {
            name: value if name in _SEVERAL_LINES else single_line(value)
            for name, value in values.items()
        }
    if isinstance(values, list):
        return [single_line(value) for value in values]
    if isinstance(values, str):
        return " ".join(_CONTROL.sub(" ", values).split())
    return values


def _link(stored: Mapping[str, Any]) -> str:
    """The address of what a mail, or one line of it, is about."""
    return _address(Target.from_json(stored["target"]))


def _address(target: Target) -> str:
    """Addresses are made by what lies above, which has left its way of doing so with the app."""
    return str(current_app.extensions["address_of"](target, external=True))
