"""Pauses are intervals of their own: what is paused gets one, past ones are read in the history.

There is no step back: that is what the backup before it is for.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
DAY = timedelta(days=1)
OVERLAPS = (
    "SELECT 1 FROM pause AS other WHERE other.small_job_id = NEW.small_job_id"
    " AND other.id <> NEW.id"
    " AND (NEW.to_day IS NULL OR other.from_day <= NEW.to_day)"
    " AND (other.to_day IS NULL OR NEW.from_day <= other.to_day)"
)


def upgrade() -> None:
    op.create_table(
        "pause",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("small_job_id", sa.Uuid(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("to_day", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("to_day IS NULL OR to_day >= from_day", name=op.f("ck_pause_to_day")),
        sa.ForeignKeyConstraint(
            ["small_job_id"],
            ["small_job.id"],
            name=op.f("fk_pause_small_job_id_small_job"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_pause_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pause")),
    )
    op.create_index(op.f("ix_pause_small_job_id"), "pause", ["small_job_id"])
    _rebuild()
    if op.get_bind().dialect.name == "postgresql":
        _refuse_overlaps_on_postgres()
    else:
        _refuse_overlaps_on_sqlite()


# --- no two of a small job overlap, whoever tries ---


def _refuse_overlaps_on_sqlite() -> None:
    for event in ("INSERT", "UPDATE"):
        op.execute(
            f"CREATE TRIGGER pause_overlap_{event.lower()} BEFORE {event} ON pause"
            f" WHEN EXISTS ({OVERLAPS}) BEGIN SELECT RAISE(ABORT, 'two pauses overlap'); END"
        )


def _refuse_overlaps_on_postgres() -> None:
    refuse = "RAISE EXCEPTION 'two pauses overlap' USING ERRCODE = 'check_violation'"
    op.execute(
        "CREATE FUNCTION pause_overlap() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN IF EXISTS ({OVERLAPS}) THEN {refuse}; END IF; RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER pause_overlap BEFORE INSERT OR UPDATE ON pause FOR EACH ROW"
        " EXECUTE FUNCTION pause_overlap()"
    )


# --- what there was before ---

MOVES = sa.table(
    "move",
    sa.column("id", sa.Integer()),
    sa.column("noun"),
    sa.column("action"),
    sa.column("thing_id", sa.Uuid()),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("by_id", sa.Uuid()),
    sa.column("reason"),
)
JOBS = sa.table(
    "small_job",
    sa.column("id", sa.Uuid()),
    sa.column("status"),
    sa.column("since", sa.DateTime(timezone=True)),
)
PAUSES = sa.table(
    "pause",
    *(sa.column(name, sa.Uuid()) for name in ("id", "small_job_id", "by_id")),
    *(sa.column(name, sa.Date()) for name in ("from_day", "to_day")),
    sa.column("reason"),
    sa.column("created_at", sa.DateTime(timezone=True)),
)


def _rebuild() -> None:
    bind = op.get_bind()
    asked = sa.select(MOVES).where(
        MOVES.c.noun == "small_job", MOVES.c.action.in_(["pause", "resume"])
    )
    by_job: dict[UUID, list[Any]] = defaultdict(list)
    for move in bind.execute(asked.order_by(MOVES.c.id)):
        by_job[move.thing_id].append(move)
    rows = [
        pause
        for job in bind.execute(sa.select(JOBS)).all()
        for pause in pauses_of(job, by_job[job.id])
    ]
    if rows:
        bind.execute(sa.insert(PAUSES), rows)


def pauses_of(job: Any, moves: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """The pauses that the moves of a small job tell of; what rests now rests since its own day."""
    begun = None
    for move in moves:
        if move.action == "pause":
            begun = move
        elif begun is not None:
            first, last = _day(begun.at), _day(move.at) - DAY
            if first <= last:  # what was paused and resumed on one day lost none
                yield _row(job.id, first, last, begun)
            begun = None
    if job.status == "paused":
        yield _row(job.id, _day(job.since), None, begun, at=job.since)
    elif begun is not None and job.status == "ended":
        yield _row(job.id, _day(begun.at), None, begun)


def _row(
    job_id: UUID, first: date, last: date | None, move: Any, at: datetime | None = None
) -> dict[str, Any]:
    return {
        "id": uuid4(),
        "small_job_id": job_id,
        "from_day": first,
        "to_day": last,
        "reason": move.reason if move else "",
        "by_id": move.by_id if move else None,
        "created_at": _utc(move.at if move else at),
    }


def _utc(at: Any) -> datetime:
    """SQLite forgets the zone of an instant."""
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at


def _day(at: datetime) -> date:
    """The day in Denmark."""
    return _utc(at).astimezone(COPENHAGEN).date()
