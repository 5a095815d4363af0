"""Where visitors' drafts come from, and what limits are counted by.

There is no step back: that is what the backup before it is for.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Its default stays: taking it away would copy the whole table in SQLite.
    op.add_column("task", sa.Column("origin", sa.String(64), nullable=False, server_default=""))
    op.create_index("ix_task_origin", "task", ["origin", "created_at"])
    op.create_index("ix_move_by_id_at", "move", ["by_id", "at"])
    op.create_index("ix_photo_added_by_at", "photo", ["added_by", "at"])
    op.create_index("ix_consultant_note_author_id_at", "consultant_note", ["author_id", "at"])
