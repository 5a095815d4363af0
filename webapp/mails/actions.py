"""Put mails into the outbox, in the transaction of what they speak of."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from ..messages import Message
from .models import Mail


def queue(
    session: Session,
    *,
    to: str,
    language: str,
    template: str,
    values: Mapping[str, Any],
    at: datetime,
) -> None:
    """Queue one mail. `values` must be plain JSON: strings, numbers, lists, dicts."""
    session.add(
        Mail(
            to=to,
            language=language,
            template=template,
            values=dict(values),
            created_at=at,
            due_at=at,
        )
    )


def notify(
    session: Session,
    *,
    to: str,
    language: str,
    say: Message,
    endpoint: str,
    thing: UUID | str,
    at: datetime,
    words: str = "",
    call: str = "",
) -> None:
    """Queue one sentence and a link to the page it is about.

    `words` are what a person wrote, `call` is whom the reader can ring up.
    """
    values = {
        "say": say.id,
        "values": {name: str(value) for name, value in say.values.items()},
        "days": list(say.days),
        "endpoint": endpoint,
        "thing": str(thing),
        "words": words,
        "call": call,
    }
    queue(session, to=to, language=language, template="notice", values=values, at=at)
