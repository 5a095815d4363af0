"""From a row of the outbox to words: subject and body, in the reader's language.

Needs the app's context; templates are plain text, so nothing in them is markup.
"""

from dataclasses import dataclass
from datetime import date

from flask import current_app, render_template, url_for
from flask_babel import force_locale, gettext

from ..render import show_day
from .models import Mail

# endpoint: the name of the id in its address
_IDS = {
    "tasks.show": "task_id",
    "splits.show": "split_id",
    "smalljobs.show": "job_id",
    "timesheets.by_id": "sheet_id",
}


@dataclass(frozen=True)
class Letter:
    subject: str
    body: str
    link: str


def read(mail: Mail) -> Letter:
    """The words of a mail. The first line of its template is the subject."""
    base = current_app.extensions["settings"].base_url
    # Links are made for the address people use, whatever address this request came in by.
    with current_app.test_request_context(base_url=base), force_locale(mail.language):
        values = dict(mail.values)
        link = _link(mail)
        if "say" in values:
            said = values["say"]  # a name of its own: not a sentence to be collected
            named = dict(values["values"])
            for name in values.get("days", ()):
                named[name] = show_day(date.fromisoformat(named[name]))
            values["said"] = gettext(said, **named)
        text = render_template(f"mails/{mail.template}.txt", link=link, **values)
    subject, _, body = text.strip().partition("\n")
    return Letter(subject.strip(), body.strip(), link)


def _link(mail: Mail) -> str:
    if mail.template == "code":
        values = {"request": mail.values["request"], "code": mail.values["code"]}
        return url_for("sign_in.code", _external=True, **values)
    if mail.template == "invite":
        return url_for("sign_in.email", _external=True)
    endpoint = mail.values["endpoint"]
    name = _IDS.get(endpoint)
    return url_for(endpoint, _external=True, **({name: mail.values["thing"]} if name else {}))
