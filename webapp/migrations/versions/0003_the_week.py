"""Week sheets with shares, revisions that cannot be overwritten, reminders, links and payroll.

There is no step back: that is what the backup before it is for.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# The tables whose rows belong to a week sheet, and how one finds it.
BELONGING = {
    "day": "{row}.timesheet_id",
    "progress": "{row}.timesheet_id",
    "share": "(SELECT timesheet_id FROM day WHERE day.id = {row}.day_id)",
}


def choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=20)


def add(table: str, *columns: sa.Column, checks: dict[str, str] | None = None) -> None:
    """Add columns; a default is for the rows that are there, and does not stay."""
    with op.batch_alter_table(table) as batch:
        for column in columns:
            batch.add_column(column)
        for name, rule in (checks or {}).items():
            batch.create_check_constraint(op.f(f"ck_{table}_{name}"), rule)
    with op.batch_alter_table(table) as batch:
        for column in columns:
            if column.server_default is not None:
                batch.alter_column(column.name, server_default=None)


def text(name: str, length: int = 0) -> sa.Column:
    kind = sa.String(length=length) if length else sa.Text()
    return sa.Column(name, kind, nullable=False, server_default="")


def number(name: str, default: int) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=False, server_default=str(default))


def several(name: str, empty: str) -> sa.Column:
    return sa.Column(name, sa.JSON(), nullable=False, server_default=empty)


def key(name: str = "id") -> sa.Column:
    return sa.Column(name, sa.Uuid(), nullable=False)


def instant(name: str, missing: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=missing)


def names(
    table: str, column: str, other: str, ondelete: str | None = None
) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=ondelete)


def upgrade() -> None:
    add(
        "employer",
        number("remind_at", 720),
        several("payroll_columns", "[]"),
        checks={"remind_at": "remind_at BETWEEN 0 AND 1439"},
    )
    add("users", several("unwanted", "[]"))
    add("mail", text("kind", 20))
    add("small_job", text("payroll_number", 20))
    add(
        "timesheet",
        sa.Column("went", choice("went", "well", "so_so", "badly"), nullable=True),
        sa.Column("call_me", sa.Boolean(), nullable=False, server_default=sa.false()),
        several("reasons", "{}"),
        text("correction"),
        several("as_returned", "{}"),
    )
    add(
        "day",
        number("away_paid", 0),
        checks={"away_paid": "away_paid BETWEEN 0 AND 1440"},
    )
    _make_share()
    _make_link()
    _make_reminder()
    _make_payroll()
    _make_call()
    if op.get_bind().dialect.name == "sqlite":
        _lock_on_sqlite()
    else:
        _lock_on_postgres()


def _make_share() -> None:
    op.create_table(
        "share",
        key(),
        key("day_id"),
        key("activity_id"),
        sa.Column("kind", choice("kind", "paid", "training", "stays"), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind <> 'stays'", name=op.f("ck_share_counted")),
        sa.CheckConstraint("minutes BETWEEN 0 AND 1440", name=op.f("ck_share_minutes")),
        names("share", "day_id", "day", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share")),
        sa.UniqueConstraint(
            "day_id", "activity_id", "kind", name=op.f("uq_share_day_id_activity_id_kind")
        ),
    )
    op.create_index(op.f("ix_share_day_id"), "share", ["day_id"])


def _make_link() -> None:
    op.create_table(
        "link",
        key(),
        sa.Column("purpose", choice("purpose", "copy", "calendar"), nullable=False),
        sa.Column("small_job_id", sa.Uuid(), nullable=True),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        instant("created_at"),
        key("created_by"),
        instant("revoked_at", missing=True),
        sa.CheckConstraint(
            "(purpose = 'copy' AND small_job_id IS NOT NULL AND user_id IS NULL)"
            " OR (purpose = 'calendar' AND user_id IS NOT NULL AND small_job_id IS NULL)",
            name=op.f("ck_link_belongs"),
        ),
        names("link", "small_job_id", "small_job"),
        names("link", "user_id", "users"),
        names("link", "created_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
    )
    op.create_index(op.f("ix_link_small_job_id"), "link", ["small_job_id"])
    op.create_index(op.f("ix_link_user_id"), "link", ["user_id"])
    still_open = sa.text("revoked_at IS NULL")
    for column in ("small_job_id", "user_id"):
        op.create_index(
            f"uq_link_open_{column}",
            "link",
            [column],
            unique=True,
            sqlite_where=still_open,
            postgresql_where=still_open,
        )


def _make_reminder() -> None:
    op.create_table(
        "reminder",
        key(),
        key("user_id"),
        sa.Column("day", sa.Date(), nullable=False),
        instant("at"),
        names("reminder", "user_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint("user_id", "day", name=op.f("uq_reminder_user_id_day")),
    )


def _make_payroll() -> None:
    op.create_table(
        "export",
        key(),
        key("employer_id"),
        sa.Column("month", sa.Date(), nullable=False),
        instant("made_at"),
        key("made_by"),
        names("export", "employer_id", "employer"),
        names("export", "made_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export")),
    )
    op.create_index("ix_export_employer_month", "export", ["employer_id", "month"])
    op.create_table(
        "exported",
        key("export_id"),
        key("timesheet_id"),
        names("exported", "export_id", "export", ondelete="CASCADE"),
        names("exported", "timesheet_id", "timesheet"),
        sa.PrimaryKeyConstraint("export_id", "timesheet_id", name=op.f("pk_exported")),
    )
    op.create_index(op.f("ix_exported_timesheet_id"), "exported", ["timesheet_id"])


def _make_call() -> None:
    op.create_table(
        "call",
        key(),
        key("small_job_id"),
        sa.Column("timesheet_id", sa.Uuid(), nullable=True),
        key("asked_by"),
        instant("asked_at"),
        instant("done_at", missing=True),
        sa.Column("done_by", sa.Uuid(), nullable=True),
        names("call", "small_job_id", "small_job"),
        names("call", "timesheet_id", "timesheet"),
        names("call", "asked_by", "users"),
        names("call", "done_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
        sa.UniqueConstraint("timesheet_id", name=op.f("uq_call_timesheet_id")),
    )
    op.create_index(op.f("ix_call_small_job_id"), "call", ["small_job_id"])


# --- an approved week is never overwritten, whoever tries ---


def _approved(row: str, table: str) -> str:
    sheet = BELONGING[table].format(row=row)
    return f"EXISTS (SELECT 1 FROM timesheet WHERE id = {sheet} AND status = 'approved')"


def _lock_on_sqlite() -> None:
    refuse = "SELECT RAISE(ABORT, 'an approved week is locked');"
    for event in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER timesheet_locked_{event.lower()} BEFORE {event} ON timesheet"
            f" WHEN OLD.status = 'approved' BEGIN {refuse} END"
        )
    for table in BELONGING:
        for event, rows in (("INSERT", ["NEW"]), ("UPDATE", ["OLD", "NEW"]), ("DELETE", ["OLD"])):
            locked = " OR ".join(_approved(row, table) for row in rows)
            op.execute(
                f"CREATE TRIGGER {table}_locked_{event.lower()} BEFORE {event} ON {table}"
                f" WHEN {locked} BEGIN {refuse} END"
            )


def _lock_on_postgres() -> None:
    refuse = "RAISE EXCEPTION 'an approved week is locked' USING ERRCODE = 'check_violation'"
    op.execute(
        "CREATE FUNCTION timesheet_locked() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN {refuse}; END $$"
    )
    op.execute(
        "CREATE TRIGGER timesheet_locked BEFORE UPDATE OR DELETE ON timesheet FOR EACH ROW"
        " WHEN (OLD.status = 'approved') EXECUTE FUNCTION timesheet_locked()"
    )
    for table in BELONGING:  # a condition that looks into another table needs a function
        op.execute(
            f"CREATE FUNCTION {table}_locked() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF TG_OP <> 'INSERT' THEN IF {_approved('OLD', table)} THEN {refuse}; END IF;"
            " END IF;"
            f" IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;"
            f" IF {_approved('NEW', table)} THEN {refuse}; END IF;"
            " RETURN NEW; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_locked BEFORE INSERT OR UPDATE OR DELETE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {table}_locked()"
        )
