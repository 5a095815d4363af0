"""What pure code says to people, and what it links to; put into words and addresses at the edge.

Rules and policy know no language and no address. They return a `Message`, which `render.say` puts
into the reader's language just before it is shown, and a `Target`, of which
`routes.addresses.address_of` makes an address.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from .clock import Week


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


class Page(StrEnum):
    """Everything that can be linked to, each named for what one sees there.

    Mails are stored with these values: a page that gets another one leaves queued mails behind.
    """

    FRONT = "front"
    SIGN_IN = "sign_in"
    SIGN_IN_LINK = "sign_in_link"  # of the token that is mailed with a code
    HOME = "home"
    ACCOUNT = "account"
    MAIL_CHOICES = "mail_choices"
    NEW_EMAIL = "new_email"  # where the code is typed that was mailed to it
    COMPANIES = "companies"
    COLLEAGUES = "colleagues"
    MEMBER = "member"
    TASK = "task"
    TASK_FORM = "task_form"
    PLAN = "plan"
    PLAN_FORM = "plan_form"
    SMALL_JOB = "small_job"
    WEEK = "week"  # of a small job: its newest revision
    WEEK_SHEET = "week_sheet"  # one revision
    DUE_WEEKS = "due_weeks"


@dataclass(frozen=True)
class Target:
    """What a link leads to: a page, and the id of the thing that it shows."""

    page: Page
    id: UUID | str | None = None
    week: Week | None = None

    def as_json(self) -> dict[str, str]:
        """As the outbox keeps it; `from_json` reads it again."""
        given = {"page": self.page, "id": self.id, "week": self.week}
        return {name: str(value) for name, value in given.items() if value is not None}

    @classmethod
    def from_json(cls, stored: Mapping[str, str]) -> "Target":
        week = stored.get("week")
        return cls(Page(stored["page"]), stored.get("id"), Week.parse(week) if week else None)
