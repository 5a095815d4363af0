"""Reminders remember which weeks they were about.

There is no step back: that is what the backup before it is for.
"""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

# Of weeks that are still open: by the days between their Monday and the reminders about them.
FIRST, LAST = timedelta(days=4), timedelta(days=10)


def upgrade() -> None:
    op.create_table(
        "reminded",
        sa.Column("reminder_id", sa.Uuid(), nullable=False),
        sa.Column("timesheet_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reminder_id"],
            ["reminder.id"],
            name=op.f("fk_reminded_reminder_id_reminder"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["timesheet_id"],
            ["timesheet.id"],
            name=op.f("fk_reminded_timesheet_id_timesheet"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("reminder_id", "timesheet_id", name=op.f("pk_reminded")),
    )
    op.create_index(op.f("ix_reminded_timesheet_id"), "reminded", ["timesheet_id"])
    _rebuild()


SHEETS = sa.table(
    "timesheet",
    *(sa.column(name, sa.Uuid()) for name in ("id", "small_job_id")),
    sa.column("monday", sa.Date()),
    sa.column("status"),
    sa.column("since", sa.DateTime(timezone=True)),
)
JOBS = sa.table("small_job", sa.column("id", sa.Uuid()), sa.column("task_id", sa.Uuid()))
TASKS = sa.table("task", sa.column("id", sa.Uuid()), sa.column("created_by", sa.Uuid()))
REMINDERS = sa.table(
    "reminder",
    *(sa.column(name, sa.Uuid()) for name in ("id", "user_id")),
    sa.column("day", sa.Date()),
    sa.column("at", sa.DateTime(timezone=True)),
)
REMINDED = sa.table("reminded", *(sa.column(f"{name}_id", sa.Uuid()) for name in ("reminder", "timesheet")))


def _rebuild() -> None:
    bind = op.get_bind()
    by_user: dict[UUID, list[Any]] = defaultdict(list)
    for reminder in bind.execute(sa.select(REMINDERS)):
        by_user[reminder.user_id].append(reminder)
    asked = (
        sa.select(SHEETS.c.id, SHEETS.c.monday, SHEETS.c.since, TASKS.c.created_by)
        .join(JOBS, JOBS.c.id == SHEETS.c.small_job_id)
        .join(TASKS, TASKS.c.id == JOBS.c.task_id)
        .where(SHEETS.c.status == "open")
    )
    rows = [
        {"reminder_id": reminder.id, "timesheet_id": sheet.id}
        for sheet in bind.execute(asked).all()
        for reminder in by_user[sheet.created_by]
        if _is_about(sheet.monday, reminder.day) and reminder.at >= sheet.since
    ]
    if rows:
        bind.execute(sa.insert(REMINDED), rows)


def _is_about(monday: date, day: date) -> bool:
    return FIRST <= day - monday <= LAST
