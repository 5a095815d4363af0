"""What pure code says to people: an English message id and its values, translated at the edge.

Rules and policy know no language. They return a `Message`; `render.say` turns it into the
reader's language just before it is shown.
"""

from dataclasses import dataclass, field
from typing import Any


def N_(text: str) -> str:
    """Mark `text` for translation and leave it as it is."""
    return text


@dataclass(frozen=True)
class Message:
    """One sentence for a person. `values` fill its %(name)s places.

    `hours` names values that are whole minutes and are printed as hours; `days` names values
    that are dates, `weekdays` dates that are said with their weekday, `instants` times of day
    with their day. All are put into the reader's format at the edge.
    """

    id: str
    values: dict[str, Any] = field(default_factory=dict, hash=False)
    hours: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    weekdays: tuple[str, ...] = ()
    instants: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.id % self.values if self.values else self.id
