"""People belong to companies by memberships and invitations; workplaces know who named them.

Whoever was in a company is in it still. There is no step back: that is what the backup before it
is for.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ROLES = "'visitor', 'newcomer', 'waiting', 'employer', 'consultant', 'team_lead'"
BELONGS = (
    "(role IN ('newcomer', 'employer') AND municipality_id IS NULL)"
    " OR (role IN ('consultant', 'team_lead') AND municipality_id IS NOT NULL)"
)


def key(name: str = "id", missing: bool = False) -> sa.Column:
    return sa.Column(name, sa.Uuid(), nullable=missing)


def instant(name: str, missing: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=missing)


def names(
    table: str, column: str, other: str, ondelete: str | None = None
) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=ondelete)


def upgrade() -> None:
    _make_membership()
    _make_invitation()
    _move_people()
    _change_users()
    _add_choice_and_namer()


def _make_membership() -> None:
    op.create_table(
        "membership",
        key(),
        key("user_id"),
        key("employer_id"),
        instant("created_at"),
        instant("confirmed_at", missing=True),
        key("confirmed_by", missing=True),
        key("known_only_to", missing=True),
        instant("removed_at", missing=True),
        sa.CheckConstraint(
            "(confirmed_at IS NULL) = (confirmed_by IS NULL)",
            name=op.f("ck_membership_confirmed_by_somebody"),
        ),
        names("membership", "user_id", "users"),
        names("membership", "employer_id", "employer"),
        names("membership", "confirmed_by", "users"),
        names("membership", "known_only_to", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint(
            "user_id", "employer_id", name=op.f("uq_membership_user_id_employer_id")
        ),
    )
    op.create_index(op.f("ix_membership_employer_id"), "membership", ["employer_id"])


def _make_invitation() -> None:
    answer = sa.Enum(
        "accepted",
        "declined",
        "withdrawn",
        name="answer",
        native_enum=False,
        create_constraint=True,
        length=20,
    )
    op.create_table(
        "invitation",
        key(),
        key("employer_id"),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        key("invited_by"),
        instant("created_at"),
        instant("sent_at"),
        sa.Column("answer", answer, nullable=True),
        instant("answered_at", missing=True),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_invitation_email")),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answer IS NULL)", name=op.f("ck_invitation_answered")
        ),
        names("invitation", "employer_id", "employer"),
        names("invitation", "invited_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
    )
    op.create_index(op.f("ix_invitation_employer_id"), "invitation", ["employer_id"])
    op.create_index(op.f("ix_invitation_email"), "invitation", ["email"])
    still_open = sa.text("answered_at IS NULL")
    op.create_index(
        "uq_invitation_open",
        "invitation",
        ["employer_id", "email"],
        unique=True,
        sqlite_where=still_open,
        postgresql_where=still_open,
    )


def _move_people() -> None:
    """A membership has the id of its person: each was in one company only, and links still work.

    Who was removed is out of the company, and can sign in again to join another one.
    """
    op.execute(
        "INSERT INTO membership (id, user_id, employer_id, created_at, confirmed_at, confirmed_by,"
        " removed_at) SELECT id, id, employer_id, created_at, confirmed_at,"
        " CASE WHEN confirmed_at IS NULL THEN NULL ELSE COALESCE(confirmed_by, id) END, removed_at"
        " FROM users WHERE role = 'employer'"
    )
    op.execute("UPDATE users SET removed_at = NULL WHERE role = 'employer'")
    op.execute(
        "UPDATE move SET noun = 'member' WHERE noun = 'user'"
        " AND action IN ('arrive', 'invite', 'confirm', 'remove')"
    )


def _change_users() -> None:
    with op.batch_alter_table("users") as batch:
        batch.drop_constraint(op.f("ck_users_belongs"), type_="check")
        batch.drop_constraint(op.f("ck_users_role"), type_="check")
        batch.drop_constraint(op.f("fk_users_employer_id_employer"), type_="foreignkey")
        batch.drop_constraint(op.f("fk_users_confirmed_by_users"), type_="foreignkey")
        batch.drop_index(op.f("ix_users_employer_id"))
        batch.drop_column("employer_id")
        batch.drop_column("confirmed_at")
        batch.drop_column("confirmed_by")
        batch.add_column(instant("paused_at", missing=True))
        batch.create_check_constraint(op.f("ck_users_belongs"), BELONGS)
        batch.create_check_constraint(op.f("ck_users_role"), f"role IN ({ROLES})")


def _add_choice_and_namer() -> None:
    with op.batch_alter_table("user_session") as batch:
        batch.add_column(key("membership_id", missing=True))
        batch.create_foreign_key(
            op.f("fk_user_session_membership_id_membership"),
            "membership",
            ["membership_id"],
            ["id"],
            ondelete="SET NULL",
        )
    with op.batch_alter_table("workplace") as batch:
        batch.add_column(key("named_by", missing=True))
        batch.create_foreign_key(
            op.f("fk_workplace_named_by_users"), "users", ["named_by"], ["id"]
        )
