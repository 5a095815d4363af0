"""A draft remembers the company it was written for, a membership what its person calls theirs.

A place that somebody named who has been let in is the company's.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("membership") as batch:
        batch.add_column(sa.Column("company", sa.String(120), nullable=False, server_default=""))
    with op.batch_alter_table("membership") as batch:
        batch.alter_column("company", server_default=None)
    with op.batch_alter_table("task") as batch:
        batch.add_column(sa.Column("employer_id", sa.Uuid(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_task_employer_id_employer"), "employer", ["employer_id"], ["id"]
        )
    # Until now everybody belonged to one company.
    op.execute(
        "UPDATE task SET employer_id = (SELECT employer_id FROM membership"
        " WHERE membership.user_id = task.created_by) WHERE created_by IS NOT NULL"
    )
