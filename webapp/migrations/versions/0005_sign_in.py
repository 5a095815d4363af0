"""Links that sign in, limits that lock nobody out, and what one's own sessions are called.

Codes on their way are forgotten, with their mails: they live for minutes, and are asked for anew.
"""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DELETE FROM sign_in_code")
    op.execute("DELETE FROM mail WHERE template = 'code' AND sent_at IS NULL")
    with op.batch_alter_table("sign_in_code") as batch:
        batch.drop_index("ix_sign_in_code_email")
        batch.add_column(sa.Column("counted_as", sa.String(254), nullable=False))
        batch.add_column(sa.Column("known", sa.Boolean(), nullable=False))
        batch.add_column(sa.Column("visitor_id", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("user_id", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("link_hash", sa.String(64), nullable=False))
        batch.create_foreign_key(
            op.f("fk_sign_in_code_user_id_users"), "users", ["user_id"], ["id"]
        )
        batch.create_unique_constraint(op.f("uq_sign_in_code_link_hash"), ["link_hash"])
        batch.create_index("ix_sign_in_code_counted_as", ["counted_as", "created_at"])
        batch.create_index(op.f("ix_sign_in_code_user_id"), ["user_id"])
    _name_sessions()
    _spell_addresses()


def _name_sessions() -> None:
    with op.batch_alter_table("user_session") as batch:
        batch.add_column(sa.Column("id", sa.Uuid(), nullable=True))
        for name in ("program", "device"):
            column = sa.Column(name, sa.String(20), nullable=False, server_default="")
            batch.add_column(column)
        batch.add_column(sa.Column("seen_on", sa.Date(), nullable=True))
    sessions = sa.table("user_session", sa.column("token_hash"), sa.column("id", sa.Uuid()))
    bind = op.get_bind()
    for (key,) in bind.execute(sa.select(sessions.c.token_hash)).all():
        named = sa.update(sessions).where(sessions.c.token_hash == key).values(id=uuid4())
        bind.execute(named)
    with op.batch_alter_table("user_session") as batch:
        batch.alter_column("id", existing_type=sa.Uuid(), nullable=False)
        batch.alter_column("program", server_default=None)
        batch.alter_column("device", server_default=None)
        batch.create_unique_constraint(op.f("uq_user_session_id"), ["id"])


def _spell_addresses() -> None:
    """Domains with letters beyond a to z get the spelling under which they are looked up."""
    users = sa.table("users", sa.column("id", sa.Uuid()), sa.column("email"))
    bind = op.get_bind()
    rows = bind.execute(sa.select(users.c.id, users.c.email)).all()
    taken = {email for _id, email in rows}
    for key, email in rows:
        local, at, domain = email.rpartition("@")
        if domain.isascii():
            continue
        try:
            spelt = f"{local}{at}{domain.encode('idna').decode('ascii').lower()}"
        except UnicodeError:
            continue
        if spelt not in taken:
            bind.execute(sa.update(users).where(users.c.id == key).values(email=spelt))
            taken.add(spelt)
