"""What visitors leave behind before they sign in: so many drafts, of so many bytes."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from tests.attacks.press import lowered, post
from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.world import NOW, World
from webapp import limits
from webapp.tasks import rules
from webapp.tasks.claims import take_along
from webapp.tasks.models import Photo, Task


def describe(
    visitor: Browser, task_id: UUID | None = None, come_from: str = "", **values: str
) -> int:
    """Keep a draft, as a new one where no id is given."""
    if come_from:
        visitor.client.environ_base["REMOTE_ADDR"] = come_from
    address = f"/tasks/{task_id or uuid4()}/edit"
    return post(visitor, address, **{"headline": "Kasser og æbler", "do": "keep"} | values)


def test_a_browser_has_so_many_drafts(
    world: World, db: Database, browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "VISITORS_DRAFTS", 2)
    visitor = browse()
    assert [describe(visitor) for _time in range(3)] == [303, 303, 409]
    assert visitor.sees("There are 2 drafts in this browser") and visitor.sees("Kasser og æbler")
    assert db.count(Task) == 2
    assert describe(browse()) == 303
    first = db.all(Task)[0]
    assert post(visitor, f"/tasks/{first.id}/discard") in {303, 404}  # it may be the other one's


RANGES = {
    # from: counted together with, counted apart from
    "87.54.12.7": ("::ffff:87.54.12.7", "87.54.12.8"),
    "2a01:4f8:0:12::1": ("2a01:4f8:0:12:ffff::9", "2a01:4f8:0:13::1"),
    "::ffff:87.54.12.7": ("87.54.12.7", "::ffff:87.54.13.7"),
}


@pytest.mark.parametrize("name", ["DRAFTS_AN_HOUR", "DRAFTS_A_DAY"])
@pytest.mark.parametrize("address", RANGES)
def test_from_one_range_of_addresses_come_so_many_drafts(
    world: World,
    db: Database,
    browse: Browse,
    monkeypatch: Any,
    frozen: Any,
    address: str,
    name: str,
) -> None:
    near, far = RANGES[address]
    lowered(monkeypatch, name, 2)
    assert [describe(browse(), come_from=address) for _time in range(2)] == [303, 303]
    refused = browse()
    assert describe(refused, come_from=near) == 429
    assert refused.sees("Sign in first") and refused.sees("Kasser og æbler")
    wait = int(refused.page.headers["Retry-After"])
    assert describe(browse(), come_from=far) == 303
    assert describe(browse(world.karen), come_from=near) == 303  # who is signed in is not meant
    frozen.shift(timedelta(seconds=wait - 20))
    assert describe(browse(), come_from=near) == 429
    frozen.shift(timedelta(seconds=40))
    assert describe(browse(), come_from=near) == 303
    assert db.count(Task) == 5


def test_a_draft_says_nothing_of_the_address_it_came_from(
    world: World, db: Database, browse: Browse
) -> None:
    assert describe(browse(), come_from="87.54.12.7") == 303
    kept = db.one(Task)
    assert re.fullmatch("[0-9a-f]{64}", kept.origin)
    with db.engine.connect() as connection:
        row = connection.execute(sa.select(Task.__table__)).one()  # type: ignore[attr-defined]
    assert "87.54" not in str(row)


def test_a_draft_that_was_claimed_counts_no_longer(
    world: World, db: Database, browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    lowered(monkeypatch, "DRAFTS_AN_HOUR", 1)
    assert describe(browse(), come_from="87.54.12.7") == 303
    assert describe(browse(), come_from="87.54.12.7") == 429
    kept = db.one(Task)
    by = world.actor("karen")
    assert kept.visitor_id
    visitor_id = kept.visitor_id
    db.change(lambda session: take_along(session, [visitor_id], by=by, at=NOW))
    assert db.one(Task).origin == ""
    assert describe(browse(), come_from="87.54.12.7") == 303


@pytest.mark.parametrize("how_old", [timedelta(days=2), timedelta(hours=2)])
def test_of_too_many_drafts_the_one_left_alone_for_longest_is_forgotten(
    world: World, db: Database, browse: Browse, monkeypatch: pytest.MonkeyPatch, how_old: timedelta
) -> None:
    monkeypatch.setattr(limits, "UNCLAIMED_DRAFTS", 3)
    drafts = [world.visitors_draft() for _number in range(3)]
    for number, draft in enumerate(drafts):
        db.update(draft, updated_at=NOW - how_old - timedelta(minutes=number))
    mine = world.task()
    status = describe(browse())
    left = {task.id for task in db.all(Task)}
    assert mine.id in left
    if how_old > timedelta(days=1):
        assert status == 303
        assert {draft.id for draft in drafts} - left == {drafts[-1].id}
    else:  # all are of today: nobody loses what they have just written
        assert status == 429
        assert {draft.id for draft in drafts} <= left


def test_a_visitors_draft_is_not_saved_for_ever(
    world: World, db: Database, browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "VISITORS_SAVES", 3)
    visitor, task_id = browse(), uuid4()
    answers = [describe(visitor, task_id)]
    for version in (1, 2, 3):
        answers.append(describe(visitor, task_id, version=str(version), stops=f"{version}"))
    assert answers == [303, 303, 303, 409]
    assert visitor.sees("Sign in to go on with it")
    assert db.one(Task).stops == "2"


MOST_BYTES = 120_000  # of one draft, filled with the longest that everything may be


def test_one_draft_holds_so_many_bytes(world: World, db: Database, browse: Browse) -> None:
    row = dict.fromkeys(("what", "done_by", "instead", "certificate", "differently"), "😀" * 120)
    row |= {"times": "99", "minutes": "1440", "per": "day", "example": "x" * 4000, "id": "x" * 4000}
    content = {f"activities-{n}-{name}": text for n in range(90) for name, text in row.items()}
    content |= {f"walk-{n}": "😀" * 120 for n in range(90)}
    content |= {"headline": "😀" * 120, "stops": "😀" * 2000, "category": "x" * 4000, "do": "save"}
    assert post(browse(), f"/tasks/{uuid4()}/edit", **content) in {303, 413}
    small = {name: text for name, text in content.items() if not re.search("-[3-9][0-9]-", name)}
    assert post(browse(), f"/tasks/{uuid4()}/edit", **small) == 303
    task = max(db.all(Task), key=lambda task: len(task.activities))
    assert len(task.activities) == rules.MOST_ACTIVITIES
    values = task.model_dump() | {row.id.hex: row.model_dump() for row in task.activities}
    texts = values.values()
    assert 50_000 < sum(len(str(text).encode()) for text in texts) < MOST_BYTES


def test_a_visitor_adds_no_photo(world: World, db: Database, browse: Browse) -> None:
    visitor = browse()
    assert describe(visitor) == 303
    assert post(visitor, f"/tasks/{db.one(Task).id}/photos") == 401
    assert db.count(Photo) == 0


def test_what_nobody_claims_fits_on_a_disk() -> None:
    a_day = limits.DRAFTS_A_DAY.most * MOST_BYTES
    assert a_day < 100_000_000  # bytes a day, from one range of addresses
    assert limits.UNCLAIMED_DRAFTS * MOST_BYTES < 2_000_000_000  # bytes in all
