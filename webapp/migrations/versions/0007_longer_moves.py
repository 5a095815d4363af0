"""History keeps the names that were changed: from what to what is longer than a state."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("move") as batch:
        for name in ("before", "after"):
            batch.alter_column(
                name,
                existing_type=sa.String(length=20),
                type_=sa.String(length=120),
                existing_nullable=False,
            )
