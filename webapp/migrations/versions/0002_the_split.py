"""More about activities, photos, sorted parts, wages, versions from a week on, and progress.

There is no step back: that is what the backup before it is for.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

DEMANDS = ("lifting", "standing", "pace", "surroundings", "contact", "counting")


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


def upgrade() -> None:
    add("task", sa.Column("walk", sa.JSON(), nullable=False, server_default="{}"))
    add(
        "activity",
        text("example", 40),
        text("done_by", 120),
        text("instead", 120),
        sa.Column(
            "time_of_day",
            choice("timeofday", "morning", "midday", "afternoon", "evening", "any"),
            nullable=True,
        ),
        sa.Column("sameness", choice("sameness", "same", "mostly", "varies"), nullable=True),
        sa.Column("nearby", choice("nearby", "always", "sometimes", "alone"), nullable=True),
        text("certificate", 120),
        text("differently", 120),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in DEMANDS),
        checks={name: f"{name} BETWEEN 0 AND 3" for name in DEMANDS},
    )
    add(
        "split",
        sa.Column("starts_week", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("wage", sa.Integer(), nullable=True),
        sa.Column("wage_basis", choice("wagebasis", "agreement", "own"), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        checks={
            "starts_week": "starts_week BETWEEN 1 AND 9999",
            "wage": "wage BETWEEN 1 AND 1000000",
        },
    )
    add(
        "part",
        sa.Column("alone", choice("alone", "yes", "no"), nullable=True),
        sa.Column("worth_pay", choice("worth_pay", "yes", "no"), nullable=True),
        text("comment"),
        text("asked"),
        sa.Column("evidence", sa.JSON(), nullable=False, server_default="[]"),
    )
    add(
        "small_job",
        text("representative", 120),
        sa.Column("heard_on", sa.Date(), nullable=True),
        sa.Column("pay_held", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("grown_on", sa.Date(), nullable=True),
    )
    op.create_table(
        "photo",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("small", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("position BETWEEN 0 AND 5", name=op.f("ck_photo_position")),
        sa.ForeignKeyConstraint(
            ["added_by"], ["users.id"], name=op.f("fk_photo_added_by_users")
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name=op.f("fk_photo_task_id_task"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo")),
        sa.UniqueConstraint("task_id", "digest", name=op.f("uq_photo_task_id_digest")),
        sa.UniqueConstraint("task_id", "position", name=op.f("uq_photo_task_id_position")),
    )
    op.create_table(
        "progress",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("timesheet_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("mark", choice("mark", "not_yet", "with_help", "alone"), nullable=False),
        sa.Column("learnt", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["timesheet_id"],
            ["timesheet.id"],
            name=op.f("fk_progress_timesheet_id_timesheet"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress")),
        sa.UniqueConstraint(
            "timesheet_id", "activity_id", name=op.f("uq_progress_timesheet_id_activity_id")
        ),
    )
    _tell_what_is_known()


def _tell_what_is_known() -> None:
    """What the two questions would have been answered with, and when plans were approved."""
    op.execute(
        "UPDATE part SET worth_pay = CASE kind WHEN 'stays' THEN 'no' ELSE 'yes' END,"
        " alone = CASE kind WHEN 'paid' THEN 'yes' WHEN 'training' THEN 'no' END"
    )
    op.execute(
        "UPDATE split SET approved_at = (SELECT max(move.at) FROM move"
        " WHERE move.thing_id = split.id AND move.action = 'approve')"
    )
