"""What rested before pauses had days of their own: they are read in the history."""

from uuid import UUID

import pytest
from sqlalchemy.engine import Engine

from tests.house.test_upgrade import (
    JOB,
    KAREN,
    REST,
    assert_kept,
    everything,
    landed,
    old,
    third,
)
from tests.house.test_upgrade import _as_kept as as_kept
from tests.house.test_upgrade import _one as insert_one
from webapp import migrate

LOCK = {
    "sqlite": "DROP TRIGGER timesheet_locked_update",
    "postgresql": "DROP TRIGGER timesheet_locked ON timesheet",
}
__all__ = ["landed", "old", "third"]

PAUSES = [  # (action, at) as the history told of them
    ("pause", "2026-11-03 22:30:00+00:00"),
    ("resume", "2026-11-05 23:30:00+00:00"),  # the 6th in Denmark
    ("pause", "2026-11-10 08:00:00+00:00"),
    ("resume", "2026-11-10 09:00:00+00:00"),
    ("pause", "2026-11-16 23:30:00+00:00"),
]


@pytest.mark.parametrize(
    ("status", "moves", "days"),
    [
        ("active", 0, []),
        ("active", 2, [("2026-11-03", "2026-11-05")]),
        ("active", 4, [("2026-11-03", "2026-11-05")]),  # of one day none is left
        ("paused", 5, [("2026-11-03", "2026-11-05"), ("2026-11-17", None)]),
        ("paused", 0, [("2026-11-17", None)]),  # from the time before history was kept
        ("ended", 5, [("2026-11-03", "2026-11-05"), ("2026-11-17", None)]),
    ],
)
def test_pauses_are_rebuilt_from_the_history(
    third: Engine, status: str, moves: int, days: list[tuple[str, str | None]]
) -> None:
    migrate.upgrade(third, "0009")
    outcome = "'grew'" if status == "ended" else "NULL"
    with third.begin() as connection:
        connection.exec_driver_sql(
            f"UPDATE small_job SET status = '{status}', outcome = {outcome},"
            f" since = '{as_kept('2026-11-16 23:30:00+00:00', third)}'"
        )
        for number, (action, at) in enumerate(PAUSES[:moves], start=10):
            row = {"id": number, "noun": "small_job", "thing_id": JOB, "action": action, "at": at}
            insert_one(connection, third, "move", REST["move"] | row | {"reason": "Ferie."})
    before = everything(third)
    migrate.upgrade(third)
    after = everything(third)
    assert_kept(before, after)
    rebuilt = sorted((str(row["from_day"]), row["to_day"]) for row in after["pause"])
    assert [(first, last and str(last)) for first, last in rebuilt] == days
    assert {row["reason"] for row in after["pause"]} <= {"Ferie."} | ({""} if not moves else set())


@pytest.mark.parametrize(
    ("days", "status", "count"),
    [
        (["2026-11-05"], "open", 0),
        (["2026-11-06", "2026-11-10"], "open", 2),
        (["2026-11-06", "2026-11-13"], "open", 1),
        (["2026-11-06", "2026-11-10"], "submitted", 0),
    ],
)
def test_weeks_that_are_open_keep_their_reminders(
    third: Engine, days: list[str], status: str, count: int
) -> None:
    """The week of Monday 2 November is Karen's to send."""
    migrate.upgrade(third, "0010")
    with third.begin() as connection:
        connection.exec_driver_sql(LOCK[third.dialect.name])
        connection.exec_driver_sql(f"UPDATE timesheet SET status = '{status}'")
        for number, day in enumerate(days):
            row = {"id": str(UUID(int=number + 1)), "user_id": KAREN, "day": day}
            insert_one(connection, third, "reminder", row | {"at": f"{day} 11:00:00+00:00"})
    migrate.upgrade(third)
    assert len(everything(third)["reminded"]) == count
