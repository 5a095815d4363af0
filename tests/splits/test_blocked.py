"""What blocks can never be approved, whatever the plan and whatever reasons are given."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from tests import builders
from tests.splits.parts import CRATES
from tests.splits.plans import any_plan, counted_plan, many
from tests.splits.test_cases import REASONS, TABLE
from tests.world import World
from webapp import rulebook
from webapp.actor import Actor, Refused, Role, Side
from webapp.demo import build
from webapp.rulebook.findings import Code, Effect
from webapp.splits import steps
from webapp.splits.assessment import Assessment
from webapp.splits.models import Part, Split
from webapp.splits.part import Kind, Row, as_row
from webapp.splits.rules import PlanContext, Status, findings
from webapp.splits.versions import make_parts
from webapp.tasks.rules import Status as TaskStatus

AT, TODAY = datetime(2026, 11, 20, 12, tzinfo=UTC), date(2026, 11, 20)
METTE = Actor(role=Role.CONSULTANT, user_id=uuid4(), name="Mette")
TASK = build.task()
any_around = st.builds(
    PlanContext,
    agreed=counted_plan,
    starts_week=st.integers(1, 9),
    this_week=st.none() | st.integers(1, 9),
    full_time_equivalents=st.none() | st.integers(0, 120),
    other_trainees=st.integers(0, 20),
)


def blocking(split: Split, context: PlanContext) -> list[Code]:
    result = findings(split.parts, rulebook.on(TODAY), context)
    return [finding.code for finding in result if finding.effect is Effect.BLOCKS]


@many
@given(any_plan, any_around)
def test_no_plan_with_something_that_blocks_can_be_approved(rows: list[Row], context: PlanContext):
    split = Split(
        status=Status.SUBMITTED, side=Side.EMPLOYER, parts=make_parts(rows), reasons=REASONS
    )
    if not blocking(split, context):
        return
    assessment = Assessment(split, context, rulebook.on(TODAY))
    nowhere = Session()  # without a database: it is refused before anything is looked up
    with pytest.raises(Refused):
        steps.approve(nowhere, split, TASK, assessment, by=METTE, at=AT)
    assert (split.status, split.approved_at) == (Status.SUBMITTED, None)


def row_of(kind: Kind, minutes: int = 600, **values: object) -> Part:
    return builders.part(kind, minutes, activity_id=CRATES, **values)


BLOCKED: dict[Code, list[Part]] = {
    Code.NOT_SORTED: [row_of(Kind.PAID, alone=None)],
    Code.NOTHING_AGREED: [row_of(Kind.STAYS)],
    Code.NO_HOURS: [row_of(Kind.PAID, 0)],
    Code.MARKET_VALUE: [row_of(Kind.PAID, market_value="")],
    Code.TRAINING_GOAL: [row_of(Kind.TRAINING, goal="")],
    Code.TRAINING_MASTERY: [row_of(Kind.TRAINING, mastery="")],
    Code.SEPARATE_FUNCTIONS: [row_of(Kind.PAID), row_of(Kind.TRAINING)],
    Code.WEEKLY_TOTAL: [row_of(Kind.TRAINING, 2221)],
    Code.TRAINING_END: [row_of(Kind.TRAINING, to_week=None)],
    Code.TRAINING_PERIOD: [row_of(Kind.TRAINING, to_week=27)],
    Code.STARTS_IN_PAST: [row_of(Kind.PAID)],
}
LATE = PlanContext(agreed=[row_of(Kind.PAID, 300)], starts_week=1, this_week=2)


@pytest.mark.parametrize("code", BLOCKED)
@pytest.mark.parametrize(
    ("status", "act", "who"),
    [(Status.DRAFT, steps.submit, "karen"), (Status.SUBMITTED, steps.approve, "mette")],
    ids=["submit", "approve"],
)
def test_what_blocks_is_neither_sent_nor_approved(
    world: World, status: Status, act: Callable[..., None], who: str, code: Code
):
    task = world.task(TaskStatus.IN_DIALOGUE)
    parts = make_parts(map(as_row, BLOCKED[code]))
    split = world.split(status, task=task, parts=parts, reasons=REASONS)
    context = LATE if code is Code.STARTS_IN_PAST else PlanContext()
    assert code in blocking(split, context)
    by = world.actor(who)

    def try_it(session: Session) -> None:
        kept = session.get_one(Split, split.id)
        act(session, kept, task, Assessment(kept, context, rulebook.on(TODAY)), by=by, at=AT)

    with pytest.raises(Refused):
        world.db.change(try_it)
    after = world.db.one(Split)
    assert (after.status, after.approved_at) == (status, None)


def test_everything_that_blocks_a_plan_was_tried():
    # What else blocks is about a small job that is to start, or a week sheet.
    elsewhere = {Code.HEARING, Code.OVER_A_DAY, Code.OUTSIDE_JOB, Code.TRAINING_OVER}
    blocks = {code for _, _, said in TABLE for code, effect in said if effect is Effect.BLOCKS}
    assert set(BLOCKED) == blocks - elsewhere
