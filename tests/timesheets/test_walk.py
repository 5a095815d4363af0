"""Everybody does anything with a week, in any order: no state outside the table is ever reached,
and nothing of an approved revision ever changes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from tests.conftest import fresh
from tests.database import Database
from tests.splits.parts import CRATES, PICKING, TRUCK
from tests.timesheets.test_locked import DAY, PROGRESS, SHARE, SHEET
from tests.world import NOW, WEEK, World
from webapp.actor import Refused, Role
from webapp.rulebook.findings import Code
from webapp.smalljobs.models import SmallJob
from webapp.splits.models import Split
from webapp.splits.plan import Kind
from webapp.support import actions as support
from webapp.tasks.models import Task
from webapp.timesheets import actions, job_actions
from webapp.timesheets.content import WeekContent
from webapp.timesheets.day import DayContent
from webapp.timesheets.models import Timesheet
from webapp.timesheets.policy import WHO
from webapp.timesheets.rules import MOVES, Absence, Action, Mark, Status

OVER = NOW + timedelta(days=3)  # the week is, so that it can be sent whatever it says
WRITTEN = (Status.OPEN, Status.RETURNED)
WHO_MAY = {Role.EMPLOYER: "karen", Role.CONSULTANT: "mette"}
Hours = tuple[int, int]  # minutes
Step = tuple[Action | None, str, int, Hours]  # None: the plan changes

# Whoever may do it, mostly, and mostly to the newest revision: else nothing much would happen.
people = st.sampled_from(["who may"] * 4 + ["karen", "mette", "birgit"])
revisions = st.sampled_from([0, 0, 0, 0, 1, 2])  # counted from the newest
hours = st.tuples(st.integers(0, 300), st.integers(0, 300))
steps = st.tuples(st.sampled_from([*Action, None]), people, revisions, hours)


# One walk that takes every move; where the others come depends on the day.
EVERYWHERE = (
    "edit submit withdraw submit return edit submit approve"
    " correct edit drop correct submit return drop"
)
REASONS = {code.value: "Der var mere at lave." for code in Code}


# --- what they do ---


def keep(session: Session, sheet: Timesheet, minutes: Hours, **by_at: Any) -> None:
    """One day has hours in two shares, and an absence; its training is marked, or is no more."""
    paid, also = minutes
    days = [DayContent(day, 60, 30, None, "") for day in WEEK.days]
    number, absence = paid % 7, list(Absence)[also % len(Absence)]
    shares = {(CRATES, Kind.PAID): paid, (PICKING, Kind.PAID): also}
    days[number] = DayContent(WEEK.days[number], paid + also, 0, absence, "Et ord", shares=shares)
    mark = list(Mark)[paid % len(Mark)]
    marks = {TRUCK: (mark, "")} if also % 2 else {}
    values = WeekContent(days, marks, note=f"{paid}", reasons=REASONS)
    actions.save(session, sheet, values, version=sheet.version, **by_at)


def return_it(session: Session, sheet: Timesheet, minutes: Hours, **by_at: Any) -> None:
    job = session.get_one(SmallJob, sheet.small_job_id)
    task = session.get_one(Task, job.task_id)
    reasons = {sheet.days[minutes[0] % 7].id: "Var det en hel dag?"}
    values: dict[str, Any] = {"reasons": reasons, "because": "Se på den."}
    actions.return_to_employer(session, sheet, task, **values, **by_at)


def correct(session: Session, sheet: Timesheet, _minutes: Hours, **by_at: Any) -> None:
    actions.correct(session, sheet, because="Fredagen manglede.", **by_at)


def plainly(act: Callable[..., None]) -> Callable[..., None]:
    """An action that needs no words of its own."""
    return lambda session, sheet, _minutes, **by_at: act(session, sheet, **by_at)


DEEDS: dict[Action, Callable[..., None]] = {
    Action.EDIT: keep,
    Action.SUBMIT: plainly(support.send_week),
    Action.WITHDRAW: plainly(actions.withdraw),
    Action.RETURN: return_it,
    Action.APPROVE: plainly(actions.approve),
    Action.CORRECT: correct,
    Action.DROP: plainly(support.drop_correction),
}


# --- the walk ---


@dataclass
class Revision:
    """Every column of a sheet and of all that belongs to it, as the database has it."""

    status: Status
    rows: dict[str, list[Any]]


class Walk:
    """One week of one small job, and all that three people may think of."""

    def __init__(self, world: World) -> None:
        self.world, self.db, self.job = world, world.db, world.job()
        world.sheet(job=self.job)
        self.taken: set[tuple[Action, Status]] = set()  # what was done, and from which state
        self.approved: dict[UUID, Revision] = {}
        self.now = self._look()

    def step(self, action: Action | None, who: str, which: int, minutes: Hours) -> None:
        if action is None:
            self._follow_the_plan()
        else:
            self._do(action, who, list(self.now)[::-1][which % len(self.now)], minutes)
        self._holds()

    def _do(self, action: Action, who: str, chosen: UUID, minutes: Hours) -> None:
        """It is done to one of the revisions, or refused: then nothing has changed."""
        before = self.now
        by = self.world.actor(WHO_MAY[WHO[action]] if who == "who may" else who)

        def change(session: Session) -> None:
            DEEDS[action](session, session.get_one(Timesheet, chosen), minutes, by=by, at=OVER)

        refused = self._refused(action, change)
        self.now = self._look()
        if refused:
            assert self.now == before
        else:
            assert by.role is WHO[action]
            self.taken.add((action, before[chosen].status))
            self._moved_by_the_table(action, chosen, before)

    def _refused(self, action: Action, change: Callable[[Session], None]) -> bool:
        try:
            self.db.change(change)
        except Refused:
            return True
        except IntegrityError:
            if action is not Action.CORRECT:
                raise
            return True  # the next revision has its number already
        return False

    def _moved_by_the_table(
        self, action: Action, chosen: UUID, before: dict[UUID, Revision]
    ) -> None:
        was = {key: revision.status for key, revision in before.items()}
        now = {key: revision.status for key, revision in self.now.items()}
        if action is Action.DROP:
            del was[chosen]
        elif action is Action.CORRECT:
            assert was[chosen] is Status.APPROVED
            was |= dict.fromkeys(set(now) - set(was), Status.OPEN)
            assert len(now) == len(before) + 1
        elif action is not Action.EDIT:
            was[chosen] = MOVES[action][was[chosen]]
        assert now == was

    def _follow_the_plan(self) -> None:
        """Sheets that nobody has touched are prefilled anew; all others stay."""

        def follow(session: Session) -> None:
            job = session.get_one(SmallJob, self.job.id)
            split = session.get_one(Split, job.split_id)
            by_at: Any = {"by": self.world.actor("mette"), "at": OVER}
            job_actions.set_usual_week(session, job, split, {}, version=job.version, **by_at)

        self.db.change(follow)
        self.now = self._look()

    def _holds(self) -> None:
        """Only the newest revision can still change, and what was approved is there as it was."""
        *earlier, newest = [revision.status for revision in self.now.values()]
        assert newest in set(Status)
        assert set(earlier) <= {Status.APPROVED}
        for sheet_id, revision in self.now.items():
            if revision.status is Status.APPROVED:
                self.approved.setdefault(sheet_id, revision)
            for day in revision.rows["day"]:
                shares = [row.minutes for row in revision.rows["share"] if row.day_id == day.id]
                assert not shares or sum(shares) == day.paid
        for sheet_id, revision in self.approved.items():
            assert self.now[sheet_id] == revision

    def _look(self) -> dict[UUID, Revision]:
        """All revisions of the week, oldest first."""
        with self.db.engine.connect() as connection:
            all_of = sa.select(SHEET).where(SHEET.c.small_job_id == self.job.id)
            sheets = connection.execute(all_of.order_by(SHEET.c.revision)).all()
            return {
                sheet.id: Revision(sheet.status, self._belonging(connection, sheet))
                for sheet in sheets
            }

    @staticmethod
    def _belonging(connection: Any, sheet: Any) -> dict[str, list[Any]]:
        days = sa.select(DAY).where(DAY.c.timesheet_id == sheet.id).order_by(DAY.c.day)
        of_days = sa.select(SHARE).join(DAY).where(DAY.c.timesheet_id == sheet.id)
        progress = sa.select(PROGRESS).where(PROGRESS.c.timesheet_id == sheet.id)
        queries = {"day": days, "share": of_days.order_by(SHARE.c.id), "progress": progress}
        rows = {name: connection.execute(query).all() for name, query in queries.items()}
        return rows | {"timesheet": [sheet]}


def test_a_random_walk_stays_in_the_table_and_off_what_is_approved(
    sqlite_app: Flask, request: pytest.FixtureRequest, frozen: Any, record_property: Any
) -> None:
    fresh(sqlite_app, request)
    world = World(Database(sqlite_app.extensions["engine"]))
    taken: list[tuple[Action, Status]] = []

    @settings(
        max_examples=30,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(st.lists(steps, min_size=50, max_size=50))
    @example([(Action(name), "who may", 0, (60, 30)) for name in EVERYWHERE.split()])
    def walk(many_steps: list[Step]) -> None:
        random_walk = Walk(world)
        for step in many_steps:
            random_walk.step(*step)
        taken.extend(random_walk.taken)

    walk()
    record_property("kinds of moves in random walks over a week: #", len(set(taken)))
    moves = {(action, before) for action, states in MOVES.items() for before in states}
    others = {(Action.CORRECT, Status.APPROVED), *product([Action.EDIT, Action.DROP], WRITTEN)}
    assert set(taken) == moves | others
