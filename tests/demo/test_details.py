"""Some of the demo's companies tell more: details, photos, wages. Most do not."""

from io import BytesIO

import PIL.Image
import pytest
from sqlmodel import Session, col, select

from tests.demo.conftest import everything
from webapp.demo import pictures
from webapp.splits.models import Split
from webapp.tasks.models import Activity, Photo, Task
from webapp.tasks.rules import Status


def test_joergens_task_is_fully_told(session: Session) -> None:
    headline = "Tomme kasser står i vejen"
    task = session.exec(select(Task).where(col(Task.headline) == headline)).one()
    assert [activity.example for activity in task.activities] == [
        "empty-crates",
        "drive-truck",
        "pick-orders",
    ]
    crates = task.activities[0]
    assert crates.done_by == "Torben" and crates.instead
    photos = session.exec(select(Photo).where(col(Photo.task_id) == task.id)).all()
    assert {(photo.width, photo.height) for photo in photos} == {(1200, 900), (900, 1200)}


def test_some_have_said_what_they_pay_and_some_have_not(session: Session) -> None:
    wages = [split.wage for split in everything(session, Split)]
    assert wages.count(None) > 10
    assert len(wages) - wages.count(None) > 10
    for split in everything(session, Split):
        assert (split.wage is None) is (split.wage_basis is None)


def test_some_tell_more_about_their_work(session: Session) -> None:
    known = everything(session, Activity)
    items = [activity for activity in known if activity.done_by]
    assert 20 < len(items) < len(known) / 2
    assert all(item.lifting is None or 0 <= item.lifting <= 3 for item in items)
    assert sum(1 for task in everything(session, Task) if task.walk) == 1


def test_photos_are_few_and_small(session: Session) -> None:
    photos = everything(session, Photo)
    assert 4 <= len(photos) <= 10
    assert sum(len(photo.content) + len(photo.small) for photo in photos) < 600_000
    for item in photos:
        assert session.get_one(Task, item.task_id).status is not Status.PARKED
        with PIL.Image.open(BytesIO(item.content)) as image:
            assert image.size == (item.width, item.height)


@pytest.mark.parametrize("scene", pictures.SCENES)
def test_a_picture_is_the_same_every_time(scene: str) -> None:
    assert pictures.SCENES[scene]().png() == pictures.SCENES[scene]().png()
