"""Put mails into the outbox, in the transaction of what they speak of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from ..messages import Message, Target
from . import store
from .models import Mail
from .rules import GATHERS, Kind


@dataclass(frozen=True)
class MailContent:
    """What a mail says, and what its link leads to.

    `values` must be plain JSON: strings, numbers, lists, dicts.
    """

    template: str
    values: Mapping[str, Any]
    target: Target


def queue(
    session: Session,
    *,
    to: str,
    language: str,
    content: MailContent,
    at: datetime,
    kind: Kind | None = None,
    due: datetime | None = None,
    until: datetime | None = None,
) -> None:
    """Queue one mail.

    It is delivered at once, or when `due`; after `until` it is of no use and is thrown away.
    Whether the reader wants this `kind` is asked before: `accounts.actions.tell` does so.
    """
    stored = dict(content.values) | {"target": content.target.as_json()}
    stored |= {"until": until.isoformat()} if until else {}
    session.add(
        Mail(
            to=to,
            language=language,
            template=content.template,
            kind=kind.value if kind else "",
            values=stored,
            created_at=at,
            due_at=due or at,
        )
    )


def notify(
    session: Session,
    *,
    to: str,
    language: str,
    say: Message,
    target: Target,
    at: datetime,
    kind: Kind | None = None,
    words: str = "",
    call: str = "",
) -> None:
    """Queue one sentence and a link to what it is about.

    `words` are what a person wrote, `call` is whom the reader can ring up.
    """
    queue(
        session,
        to=to,
        language=language,
        content=MailContent("notice", as_json(say) | {"words": words, "call": call}, target),
        at=at,
        kind=kind,
    )


def gather(
    session: Session,
    *,
    to: str,
    language: str,
    kind: Kind,
    template: str,
    say: Message,
    target: Target,
    about: str,
    at: datetime,
) -> None:
    """Queue a sentence that can wait a little for others of its kind: they share one mail.

    The mail's template is given them as `lines`. It is due ten minutes after the first of them. Of
    those `about` the same only the newest is said.
    """
    line = as_json(say) | {"target": target.as_json(), "about": about}
    waiting = store.find_waiting(session, to=to, kind=kind)
    if waiting is not None and waiting.template == template:
        waiting.values = _with_line(waiting.values, line)
        return
    queue(
        session,
        to=to,
        language=language,
        content=MailContent(template, {"lines": [line]}, target),
        at=at,
        kind=kind,
        due=at + GATHERS,
    )


def _with_line(values: dict[str, Any], line: dict[str, Any]) -> dict[str, Any]:
    """A new dict, because a change inside the old one would not be seen."""
    others = [other for other in values["lines"] if other.get("about") != line["about"]]
    lines = [*others, line]
    return values | {"lines": lines, "target": lines[0]["target"]}


def as_json(say: Message) -> dict[str, Any]:
    """A message as the outbox keeps it; `text.sentence` reads it again.

    A message can be a value of another one.
    """
    return {
        "say": say.id,
        "values": {name: _plain(value) for name, value in say.values.items()},
        "hours": list(say.hours),
        "days": list(say.days),
        "weekdays": list(say.weekdays),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Message):
        return as_json(value)
    return value.isoformat() if isinstance(value, date) else str(value)
