"""Mails keep what their links lead to, and no longer the endpoint that shows it.

Only mails that have not left keep their words, but for a demo: they are few.
There is no step back: that is what the backup before it is for.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

PAGES = {
    "front.show": "front",
    "sign_in.email": "sign_in",
    "desk.home": "home",
    "me.show": "account",
    "companies.show": "companies",
    "people.list": "colleagues",
    "tasks.show": "task",
    "splits.show": "plan",
    "smalljobs.show": "small_job",
    "timesheets.by_id": "week_sheet",
    "owed.show": "due_weeks",
}
PAGES_OF_TEMPLATES = {"code": "sign_in_link", "new_address": "new_email", "invite": "companies"}
OLD_NAMES = {"endpoint", "thing", "link"}


def upgrade() -> None:
    mails = sa.table(
        "mail", sa.column("id", sa.Uuid()), sa.column("template"), sa.column("values", sa.JSON())
    )
    kept = sa.cast(mails.c["values"], sa.Text()) != "{}"
    bind = op.get_bind()
    for key, template, values in bind.execute(sa.select(mails).where(kept)).all():
        anew = sa.update(mails).where(mails.c.id == key).values(values=with_target(template, values))
        bind.execute(anew)


def with_target(template: str, values: dict[str, Any]) -> dict[str, Any]:
    """The values of a mail, with the target of its link and of those of its lines."""
    page = PAGES_OF_TEMPLATES.get(template) or PAGES.get(values.get("endpoint", ""), "home")
    key = values.get("link") or values.get("thing")
    anew = {name: value for name, value in values.items() if name not in OLD_NAMES}
    if "lines" in values:
        anew["lines"] = [with_target("", line) for line in values["lines"]]
    return anew | {"target": {"page": page} | ({"id": key} if key else {})}
