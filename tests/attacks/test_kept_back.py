"""While pay is kept back, nobody puts a paid hour into a week by hand: the form offers none."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.conftest import Browse
from tests.database import Database
from tests.world import EARLIER, START, WEEK, World
from webapp.demo import build
from webapp.smalljobs.models import SmallJob
from webapp.smalljobs.rules import Hearing
from webapp.smalljobs.rules import Status as JobStatus
from webapp.splits.plan import Kind
from webapp.splits.rules import Status as SplitStatus
from webapp.tasks.rules import Status as TaskStatus
from webapp.timesheets.models import Timesheet
from webapp.timesheets.policy import why_not_pay
from webapp.timesheets.rules import Status

MONDAY = date(2026, 11, 16)
PAID_FROM = date(2026, 11, 19)


@pytest.fixture
def held(world: World, db: Database) -> SmallJob:
    """Two things are trained until week 8 of the plan, then two are paid: that is kept back."""
    task = world.task(TaskStatus.USED)
    trained = [
        build.part(Kind.TRAINING, 360, activity_id=task.activities[0].id, what="Truck", to_week=8),
        build.part(Kind.TRAINING, 360, activity_id=uuid4(), what="Plukke", to_week=8),
    ]
    paid = [
        build.part(Kind.PAID, 360, activity_id=each.activity_id, what=each.what, from_week=9)
        for each in trained
    ]
    split = world.split(SplitStatus.APPROVED, task=task, parts=[*trained, *paid])
    pattern = [row for part in split.parts for row in build.pattern(part.id, [72] * 5 + [0, 0])]
    job = build.smalljob(
        task.id,
        split.id,
        START,
        EARLIER,
        status=JobStatus.ACTIVE,
        hearing=Hearing.HEARD,
        pattern=pattern,
        pay_held=True,
        training_ends=START + timedelta(weeks=8, days=-1),
    )
    db.add(job)
    return job


def address(job: SmallJob) -> str:
    return f"/smalljobs/{job.id}/weeks/{WEEK}"


def paid(activity: UUID) -> str:
    return f"paid:{activity}"


def is_unpaid(db: Database) -> bool:
    sheets = db.all(Timesheet)
    days = [day for sheet in sheets for day in sheet.days]
    kinds = {share.kind for day in days for share in day.shares}
    return not any(day.paid or day.away_paid for day in days) and Kind.PAID not in kinds


TYPED: dict[str, dict[str, str]] = {
    "paid hours": {"days-0-paid": "3"},
    "paid hours on the last day": {"days-6-paid": "0:01"},
    "paid hours instead of training": {"days-0-paid": "2:24", "days-0-training": "0"},
    "paid hours, by a unit": {"days-2-paid": "1t30"},
    "pay for being away": {"days-0-absence": "sick", "days-0-away": "y", "days-0-paid": "3"},
    "pay for being away, no hours": {
        "days-1-absence": "agreed",
        "days-1-away": "y",
        "days-1-paid": "",
        "days-1-training": "",
    },
    "coming late with pay": {"days-3-absence": "late", "days-3-away": "y", "days-3-paid": "1"},
    "a holiday with pay": {"days-4-absence": "holiday", "days-4-away": "y", "days-4-training": ""},
    "shares": {"days-0-shares-2": "1", "days-0-shares-3": "1"},
    "shares and their sum": {"days-0-shares-2": "1", "days-0-shares-3": "1", "days-0-paid": "2"},
    "with a reason": {"days-0-paid": "3", "reason_paid_above": "Lagertælling"},
    "as if it had stood there": {"days-0-paid": "3", "base": '{"day-0.paid":"180"}'},
    "as if it were decided": {
        "days-0-paid": "3",
        "asked": '{"day-0.paid":"0"}',
        "own": '{"day-0.paid":"180"}',
    },
}
# `none-sick` writes the hours of the day itself.
SENDS = [("send", name) for name in TYPED]
SENDS += [("save", "paid hours"), ("keep", "shares and their sum"), ("none-sick", "paid hours")]
SENDS += [("none-closed", "pay for being away")]
SENDS += [
    ("keep-day-0.paid", "as if it were decided"),
    ("take-day-0.paid", "as if it had stood there"),
]


@pytest.mark.parametrize(("do", "name"), SENDS)
def test_nothing_paid_comes_into_the_week(
    held: SmallJob, db: Database, world: World, browse: Browse, do: str, name: str
) -> None:
    karen = browse(world.karen)
    assert "days-0-paid" not in karen.open(address(held)).text
    values: dict[str, Any] = dict(karen.form("Save and send later").values)
    activities = {part.split(":")[1] for part in values["share_keys"].split()}
    more = " ".join([values["share_keys"], *map(paid, map(UUID, sorted(activities)))])
    answer = karen.post(address(held), values | {"share_keys": more, "do": do} | TYPED[name])
    assert answer.status_code in {200, 204, 409, 422}
    assert is_unpaid(db)


def test_it_is_said_kindly_and_nothing_is_lost(
    held: SmallJob, db: Database, world: World, browse: Browse
) -> None:
    karen = browse(world.karen)
    karen.open(address(held))
    karen.press("Save and send later", **{"days-0-paid": "3", "note": "Han hjalp til."})
    assert karen.page.status_code == 409
    assert karen.sees("Monday 16 November: no paid hours are agreed for that day yet.")
    assert "Han hjalp til." in karen.page.text


def test_a_correction_brings_none_either(
    held: SmallJob, db: Database, world: World, browse: Browse
) -> None:
    world.sheet(Status.APPROVED, job=held, minutes_by_day=[0] * 7)
    karen = browse(world.karen)
    karen.open(address(held))
    karen.press("Open it and correct it", reason="Der var en time mere.")
    karen.press("Save and send later", **{"days-0-paid": "1"})
    assert karen.page.status_code == 409
    assert is_unpaid(db)


def test_once_the_pay_is_released_an_hour_can_be_told(
    held: SmallJob, db: Database, world: World, browse: Browse
) -> None:
    db.update(held, pay_held=False)
    karen = browse(world.karen)
    karen.open(address(held))
    karen.press("Save and send later", **{"days-0-paid": "3"})
    assert db.one(Timesheet).days[0].paid == 180


def test_what_stands_there_already_stays_or_becomes_less(
    held: SmallJob, db: Database, world: World, browse: Browse
) -> None:
    world.sheet(job=held, minutes_by_day=[180, 0, 0, 0, 0, 0, 0])
    karen = browse(world.karen)
    karen.open(address(held))
    karen.press("Save and send later", **{"days-0-paid": "2"})
    assert db.one(Timesheet).days[0].paid == 120
    karen.open(address(held))
    karen.press("Save and send later", **{"days-0-paid": "2:01"})
    assert (karen.page.status_code, db.one(Timesheet).days[0].paid) == (409, 120)


# --- the rule by itself ---


class Told:
    def __init__(self, day: int = 16, paid: int = 0, away_paid: int = 0) -> None:
        self.day, self.paid, self.away_paid = date(2026, 11, day), paid, away_paid


@pytest.mark.parametrize(
    ("values", "kept", "shares", "paid_from", "may"),
    [
        (Told(), Told(), 0, PAID_FROM, True),
        (Told(paid=1), Told(), 0, PAID_FROM, False),
        (Told(away_paid=1), Told(), 0, PAID_FROM, False),
        (Told(), Told(), 1, PAID_FROM, False),
        (Told(paid=60), Told(paid=60), 60, PAID_FROM, True),
        (Told(paid=59), Told(paid=60), 59, PAID_FROM, True),
        (Told(paid=60), Told(paid=60), 61, PAID_FROM, False),
        (Told(18, paid=1), Told(18), 0, PAID_FROM, False),
        (Told(19, paid=480, away_paid=60), Told(19), 480, PAID_FROM, True),
        (Told(20, paid=480), Told(20), 480, PAID_FROM, True),
        (Told(22, paid=1), Told(22), 0, None, False),
    ],
)
def test_before_the_first_paid_day_nothing_is_paid(
    values: Told, kept: Told, shares: int, paid_from: date | None, may: bool
) -> None:
    apart = {(uuid4(), Kind.PAID): shares, (uuid4(), Kind.TRAINING): 300}
    assert (why_not_pay(values, kept, apart, paid_from=paid_from) is None) is may
