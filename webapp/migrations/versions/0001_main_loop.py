"""The tables of the main loop."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('employer',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('cvr', sa.String(length=8), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('length(cvr) = 8', name=op.f('ck_employer_cvr')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_employer')),
    sa.UniqueConstraint('cvr', name=op.f('uq_employer_cvr'))
    )
    op.create_table('mail',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('to', sa.String(length=254), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('template', sa.String(length=40), nullable=False),
    sa.Column('values', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('failure', sa.String(length=200), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mail'))
    )
    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.create_index('ix_mail_due', ['sent_at', 'due_at'], unique=False)

    op.create_table('municipality',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('phone', sa.String(length=20), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_municipality')),
    sa.UniqueConstraint('name', name=op.f('uq_municipality_name'))
    )
    op.create_table('sign_in_code',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('origin', sa.String(length=64), nullable=False),
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in_code'))
    )
    with op.batch_alter_table('sign_in_code', schema=None) as batch_op:
        batch_op.create_index('ix_sign_in_code_email', ['email', 'created_at'], unique=False)
        batch_op.create_index('ix_sign_in_code_origin', ['origin', 'created_at'], unique=False)

    op.create_table('users',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('phone', sa.String(length=20), nullable=False),
    sa.Column('role', sa.Enum('visitor', 'newcomer', 'employer', 'consultant', 'team_lead', name='role', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('employer_id', sa.Uuid(), nullable=True),
    sa.Column('municipality_id', sa.Uuid(), nullable=True),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('confirmed_by', sa.Uuid(), nullable=True),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(role = 'newcomer' AND employer_id IS NULL AND municipality_id IS NULL) OR (role = 'employer' AND employer_id IS NOT NULL AND municipality_id IS NULL) OR (role IN ('consultant', 'team_lead') AND employer_id IS NULL AND municipality_id IS NOT NULL)", name=op.f('ck_users_belongs')),
    sa.CheckConstraint('email = lower(email)', name=op.f('ck_users_email')),
    sa.ForeignKeyConstraint(['confirmed_by'], ['users.id'], name=op.f('fk_users_confirmed_by_users')),
    sa.ForeignKeyConstraint(['employer_id'], ['employer.id'], name=op.f('fk_users_employer_id_employer')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_users_municipality_id_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_users')),
    sa.UniqueConstraint('email', name=op.f('uq_users_email'))
    )
    with op.batch_alter_table('users', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_users_employer_id'), ['employer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_users_municipality_id'), ['municipality_id'], unique=False)

    op.create_table('workplace',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('employer_id', sa.Uuid(), nullable=False),
    sa.Column('municipality_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('p_number', sa.String(length=10), nullable=False),
    sa.Column('full_time_equivalents', sa.Integer(), nullable=True),
    sa.CheckConstraint("p_number = '' OR length(p_number) = 10", name=op.f('ck_workplace_p_number')),
    sa.CheckConstraint('full_time_equivalents BETWEEN 0 AND 99999', name=op.f('ck_workplace_full_time_equivalents')),
    sa.ForeignKeyConstraint(['employer_id'], ['employer.id'], name=op.f('fk_workplace_employer_id_employer')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_workplace_municipality_id_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_workplace'))
    )
    with op.batch_alter_table('workplace', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_workplace_employer_id'), ['employer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_workplace_municipality_id'), ['municipality_id'], unique=False)

    op.create_table('move',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=True),
    sa.Column('noun', sa.String(length=20), nullable=False),
    sa.Column('thing_id', sa.Uuid(), nullable=False),
    sa.Column('action', sa.String(length=30), nullable=False),
    sa.Column('before', sa.String(length=20), nullable=False),
    sa.Column('after', sa.String(length=20), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_move_by_id_users')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_move'))
    )
    with op.batch_alter_table('move', schema=None) as batch_op:
        batch_op.create_index('ix_move_thing', ['thing_id', 'id'], unique=False)

    op.create_table('task',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_by', sa.Uuid(), nullable=True),
    sa.Column('visitor_id', sa.Uuid(), nullable=True),
    sa.Column('workplace_id', sa.Uuid(), nullable=True),
    sa.Column('consultant_id', sa.Uuid(), nullable=True),
    sa.Column('status', sa.Enum('draft', 'submitted', 'in_dialogue', 'used', 'parked', name='status', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('headline', sa.String(length=120), nullable=False),
    sa.Column('stops', sa.Text(), nullable=False),
    sa.Column('category', sa.Enum('cleaning', 'service', 'warehouse', 'kitchen', 'shop', 'workshop', 'green', 'office', 'farm', 'other', name='category', native_enum=False, create_constraint=True, length=20), nullable=True),
    sa.Column('parked_because', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("status = 'draft' OR (workplace_id IS NOT NULL AND created_by IS NOT NULL)", name=op.f('ck_task_sent_has_workplace')),
    sa.CheckConstraint("status IN ('draft', 'submitted', 'parked') OR consultant_id IS NOT NULL", name=op.f('ck_task_has_contact_person')),
    sa.CheckConstraint('created_by IS NOT NULL OR visitor_id IS NOT NULL', name=op.f('ck_task_has_an_author')),
    sa.ForeignKeyConstraint(['consultant_id'], ['users.id'], name=op.f('fk_task_consultant_id_users')),
    sa.ForeignKeyConstraint(['created_by'], ['users.id'], name=op.f('fk_task_created_by_users')),
    sa.ForeignKeyConstraint(['workplace_id'], ['workplace.id'], name=op.f('fk_task_workplace_id_workplace')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_task'))
    )
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_task_consultant_id'), ['consultant_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_task_created_by'), ['created_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_task_visitor_id'), ['visitor_id'], unique=False)
        batch_op.create_index('ix_task_workplace_id_status', ['workplace_id', 'status'], unique=False)

    op.create_table('user_session',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_user_session_user_id_users')),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_user_session'))
    )
    with op.batch_alter_table('user_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_user_session_user_id'), ['user_id'], unique=False)

    op.create_table('activity',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('task_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('what', sa.String(length=120), nullable=False),
    sa.Column('times', sa.Integer(), nullable=True),
    sa.Column('per', sa.Enum('day', 'week', 'month', name='per', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.CheckConstraint('minutes BETWEEN 1 AND 1440', name=op.f('ck_activity_minutes')),
    sa.CheckConstraint('times BETWEEN 1 AND 99', name=op.f('ck_activity_times')),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_activity_task_id_task'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_activity'))
    )
    with op.batch_alter_table('activity', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_activity_task_id'), ['task_id'], unique=False)

    op.create_table('consultant_note',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('task_id', sa.Uuid(), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['users.id'], name=op.f('fk_consultant_note_author_id_users')),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_consultant_note_task_id_task')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consultant_note'))
    )
    with op.batch_alter_table('consultant_note', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_consultant_note_task_id'), ['task_id'], unique=False)

    op.create_table('split',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('task_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('side', sa.Enum('employer', 'consultant', name='side', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('status', sa.Enum('draft', 'submitted', 'approved', 'changes_requested', 'superseded', name='status', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('created_by', sa.Uuid(), nullable=False),
    sa.Column('reasons', sa.JSON(), nullable=False),
    sa.Column('comment', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('number BETWEEN 1 AND 9999', name=op.f('ck_split_number')),
    sa.ForeignKeyConstraint(['created_by'], ['users.id'], name=op.f('fk_split_created_by_users')),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_split_task_id_task')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_split')),
    sa.UniqueConstraint('task_id', 'number', name=op.f('uq_split_task_id_number'))
    )
    with op.batch_alter_table('split', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_split_task_id'), ['task_id'], unique=False)

    op.create_table('part',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('split_id', sa.Uuid(), nullable=False),
    sa.Column('activity_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('what', sa.String(length=120), nullable=False),
    sa.Column('kind', sa.Enum('paid', 'training', 'stays', name='kind', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('from_week', sa.Integer(), nullable=False),
    sa.Column('to_week', sa.Integer(), nullable=True),
    sa.Column('market_value', sa.Text(), nullable=False),
    sa.Column('goal', sa.Text(), nullable=False),
    sa.Column('mastery', sa.Text(), nullable=False),
    sa.Column('difference', sa.Text(), nullable=False),
    sa.CheckConstraint('from_week BETWEEN 1 AND 9999', name=op.f('ck_part_from_week')),
    sa.CheckConstraint('minutes BETWEEN 0 AND 10080', name=op.f('ck_part_minutes')),
    sa.CheckConstraint('to_week IS NULL OR to_week BETWEEN from_week AND 9999', name=op.f('ck_part_to_week')),
    sa.ForeignKeyConstraint(['split_id'], ['split.id'], name=op.f('fk_part_split_id_split'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_part'))
    )
    with op.batch_alter_table('part', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_part_split_id'), ['split_id'], unique=False)

    op.create_table('small_job',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('task_id', sa.Uuid(), nullable=False),
    sa.Column('split_id', sa.Uuid(), nullable=False),
    sa.Column('first_name', sa.String(length=40), nullable=False),
    sa.Column('start_on', sa.Date(), nullable=False),
    sa.Column('training_ends', sa.Date(), nullable=True),
    sa.Column('status', sa.Enum('planned', 'active', 'paused', 'ended', name='status', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('hearing', sa.Enum('not_yet', 'heard', 'not_needed', name='hearing', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('contract_on', sa.Date(), nullable=True),
    sa.Column('ratio_reason', sa.Text(), nullable=False),
    sa.Column('outcome', sa.Enum('grew', 'fleksjob', 'ordinary', 'stopped', name='outcome', native_enum=False, create_constraint=True, length=20), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(status = 'ended') = (outcome IS NOT NULL)", name=op.f('ck_small_job_outcome_when_ended')),
    sa.CheckConstraint("first_name <> ''", name=op.f('ck_small_job_first_name')),
    sa.CheckConstraint('training_ends IS NULL OR training_ends >= start_on', name=op.f('ck_small_job_training_ends')),
    sa.ForeignKeyConstraint(['split_id'], ['split.id'], name=op.f('fk_small_job_split_id_split')),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_small_job_task_id_task')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_small_job')),
    sa.UniqueConstraint('task_id', name=op.f('uq_small_job_task_id'))
    )
    with op.batch_alter_table('small_job', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_small_job_split_id'), ['split_id'], unique=False)

    op.create_table('pattern',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('small_job_id', sa.Uuid(), nullable=False),
    sa.Column('part_id', sa.Uuid(), nullable=False),
    sa.Column('weekday', sa.Integer(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.CheckConstraint('minutes BETWEEN 1 AND 1440', name=op.f('ck_pattern_minutes')),
    sa.CheckConstraint('weekday BETWEEN 0 AND 6', name=op.f('ck_pattern_weekday')),
    sa.ForeignKeyConstraint(['part_id'], ['part.id'], name=op.f('fk_pattern_part_id_part')),
    sa.ForeignKeyConstraint(['small_job_id'], ['small_job.id'], name=op.f('fk_pattern_small_job_id_small_job'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pattern')),
    sa.UniqueConstraint('small_job_id', 'part_id', 'weekday', name=op.f('uq_pattern_small_job_id_part_id_weekday'))
    )
    with op.batch_alter_table('pattern', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pattern_small_job_id'), ['small_job_id'], unique=False)

    op.create_table('timesheet',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('small_job_id', sa.Uuid(), nullable=False),
    sa.Column('monday', sa.Date(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('open', 'submitted', 'returned', 'approved', name='status', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('returned_because', sa.Text(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('approved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('revision BETWEEN 1 AND 9999', name=op.f('ck_timesheet_revision')),
    sa.ForeignKeyConstraint(['small_job_id'], ['small_job.id'], name=op.f('fk_timesheet_small_job_id_small_job')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_timesheet')),
    sa.UniqueConstraint('small_job_id', 'monday', 'revision', name=op.f('uq_timesheet_small_job_id_monday_revision'))
    )
    with op.batch_alter_table('timesheet', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_timesheet_small_job_id'), ['small_job_id'], unique=False)
        batch_op.create_index('ix_timesheet_status_since', ['status', 'since'], unique=False)

    op.create_table('day',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('timesheet_id', sa.Uuid(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('paid', sa.Integer(), nullable=False),
    sa.Column('training', sa.Integer(), nullable=False),
    sa.Column('absence', sa.Enum('sick', 'agreed', 'late', 'no_show', 'holiday', 'closed', name='absence', native_enum=False, create_constraint=True, length=20), nullable=True),
    sa.Column('absence_note', sa.Text(), nullable=False),
    sa.Column('returned_because', sa.Text(), nullable=False),
    sa.CheckConstraint('paid BETWEEN 0 AND 1440 AND training BETWEEN 0 AND 1440 AND paid + training <= 1440', name=op.f('ck_day_minutes')),
    sa.ForeignKeyConstraint(['timesheet_id'], ['timesheet.id'], name=op.f('fk_day_timesheet_id_timesheet'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_day')),
    sa.UniqueConstraint('timesheet_id', 'day', name=op.f('uq_day_timesheet_id_day'))
    )
    with op.batch_alter_table('day', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_day_timesheet_id'), ['timesheet_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('day', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_day_timesheet_id'))

    op.drop_table('day')
    with op.batch_alter_table('timesheet', schema=None) as batch_op:
        batch_op.drop_index('ix_timesheet_status_since')
        batch_op.drop_index(batch_op.f('ix_timesheet_small_job_id'))

    op.drop_table('timesheet')
    with op.batch_alter_table('pattern', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pattern_small_job_id'))

    op.drop_table('pattern')
    with op.batch_alter_table('small_job', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_small_job_split_id'))

    op.drop_table('small_job')
    with op.batch_alter_table('part', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_part_split_id'))

    op.drop_table('part')
    with op.batch_alter_table('split', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_split_task_id'))

    op.drop_table('split')
    with op.batch_alter_table('consultant_note', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_consultant_note_task_id'))

    op.drop_table('consultant_note')
    with op.batch_alter_table('activity', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_activity_task_id'))

    op.drop_table('activity')
    with op.batch_alter_table('user_session', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_user_session_user_id'))

    op.drop_table('user_session')
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.drop_index('ix_task_workplace_id_status')
        batch_op.drop_index(batch_op.f('ix_task_visitor_id'))
        batch_op.drop_index(batch_op.f('ix_task_created_by'))
        batch_op.drop_index(batch_op.f('ix_task_consultant_id'))

    op.drop_table('task')
    with op.batch_alter_table('move', schema=None) as batch_op:
        batch_op.drop_index('ix_move_thing')

    op.drop_table('move')
    with op.batch_alter_table('workplace', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_workplace_municipality_id'))
        batch_op.drop_index(batch_op.f('ix_workplace_employer_id'))

    op.drop_table('workplace')
    with op.batch_alter_table('users', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_users_municipality_id'))
        batch_op.drop_index(batch_op.f('ix_users_employer_id'))

    op.drop_table('users')
    with op.batch_alter_table('sign_in_code', schema=None) as batch_op:
        batch_op.drop_index('ix_sign_in_code_origin')
        batch_op.drop_index('ix_sign_in_code_email')

    op.drop_table('sign_in_code')
    op.drop_table('municipality')
    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.drop_index('ix_mail_due')

    op.drop_table('mail')
    op.drop_table('employer')
