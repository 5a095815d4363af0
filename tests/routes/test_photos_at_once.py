"""Photos that are large, slow or many at once: nobody waits, and nothing is there twice."""

from io import BytesIO
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.house.test_at_once import at_once
from tests.routes.test_photos import MANY, File, album, karen, send, token
from tests.world import World
from webapp import config
from webapp.accounts.models import User
from webapp.tasks import photos, pictures
from webapp.tasks.models import Photo, Task
from webapp.tasks.rules import Status

__all__ = ["karen"]


def large(size: int) -> File:
    return "large.jpg", MANY[0][1] + bytes(size)


def test_photos_may_be_larger_than_any_form(world: World, db: Database, karen: Browser) -> None:
    assert send(karen, world.task(), large(5 * config.MAX_BODY)).status_code == 303
    assert db.count(Photo) == 1


def test_too_much_at_once_is_said_where_one_is(
    world: World, db: Database, karen: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config, "MAX_PHOTOS", 2 * config.MAX_BODY)
    task, much = world.task(), large(2 * config.MAX_BODY)
    answer = send(karen, task, much)
    assert answer.status_code == 413 and "That is too much at once" in answer.text
    assert "Sign out" in answer.text  # she is still who she was
    answer = send(karen, task, much, htmx=True)
    assert answer.status_code == 422 and '"#photos-said"' in answer.text
    assert "The photos are too large together. Add them a few at a time." in answer.text
    assert db.count(Photo) == 0


def test_so_much_is_not_read_from_just_anybody(world: World, browse: Browse) -> None:
    visitor = browse()
    visitor.open("/")
    data = {"photos": (BytesIO(large(config.MAX_BODY)[1]), "a.jpg")}
    assert visitor.client.post(album(world.task()), data=data).status_code == 413


def test_nobody_waits_for_the_database_while_photos_are_made_small(
    world: World, db: Database, karen: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    shrink = pictures.shrink

    def meanwhile(sent: bytes) -> pictures.Image:
        world.task()  # somebody else writes
        return shrink(sent)

    monkeypatch.setattr(pictures, "shrink", meanwhile)
    assert send(karen, world.task(), *MANY[:2]).status_code == 303
    assert (db.count(Task), db.count(Photo)) == (3, 2)


def test_what_moved_on_while_photos_were_made_small_is_noticed(
    world: World, db: Database, karen: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    task, shrink = world.task(Status.IN_DIALOGUE), pictures.shrink

    def meanwhile(sent: bytes) -> pictures.Image:
        db.update(task, status=Status.USED)
        return shrink(sent)

    monkeypatch.setattr(pictures, "shrink", meanwhile)
    assert send(karen, task, MANY[0]).status_code == 409
    assert db.count(Photo) == 0


def test_a_view_that_runs_twice_reads_the_files_twice(
    world: World, db: Database, karen: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    add, tries = photos.add, []

    def first_fails(*things: Any, **values: Any) -> Any:
        tries.append(1)
        if len(tries) == 1:
            raise IntegrityError("INSERT", {}, Exception("somebody was quicker"))
        return add(*things, **values)

    monkeypatch.setattr(photos, "add", first_fails)
    assert send(karen, world.task(), *MANY[:2]).status_code == 303
    assert (len(tries), db.count(Photo)) == (2, 2)


def sends(browse: Browse, user: User, task: Task, files: list[File]) -> list[Any]:
    """A press each, in browsers of their own, ready to be done at once."""

    def ready(name: str, content: bytes) -> Any:
        browser = browse(user)
        data = {"csrf_token": token(browser), "photos": (BytesIO(content), name)}
        return lambda: browser.client.post(album(task), data=data).status_code

    return [ready(*file) for file in files]


def test_the_same_photo_sent_many_times_at_once_is_one(
    world: World, db: Database, browse: Browse
) -> None:
    answers = at_once(sends(browse, world.karen, world.task(), [MANY[0]] * 12))
    assert (db.count(Photo), answers) == (1, {303: 12})


def test_of_eight_photos_at_once_six_are_kept(world: World, db: Database, browse: Browse) -> None:
    answers = at_once(sends(browse, world.karen, world.task(), list(MANY)))
    assert answers == {303: 6, 422: 2}
    assert sorted(photo.position for photo in db.all(Photo)) == [0, 1, 2, 3, 4, 5]
