"""Photos of the work, without JavaScript and with htmx: sent, refused, looked at, taken out."""

from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from werkzeug.test import TestResponse

from tests import camera
from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.house.statements import counted
from tests.world import NOW, World
from webapp.history import Move
from webapp.tasks import photos, pictures
from webapp.tasks.models import Photo, Task
from webapp.tasks.rules import MOST_PHOTOS, Status

COLOURS = ("teal", "olive", "navy", "pink", "gold", "gray", "plum", "tan")
MANY = tuple((f"{colour}.jpg", camera.jpeg(colour)) for colour in COLOURS)
BROKEN = ("IMG_2034.HEIC", b"no photo at all")

File = tuple[str, bytes]


def album(task: Task) -> str:
    return f"/tasks/{task.id}/photos"


def token(browser: Browser) -> str:
    browser.open("/home")
    return browser.form("").values["csrf_token"]


def send(
    browser: Browser, task: Task, *files: File, htmx: bool = False, **values: str
) -> TestResponse:
    """Choose these files and send them, without following where it leads."""
    values |= {"csrf_token": token(browser)}
    data: dict[str, Any] = {"photos": [(BytesIO(content), name) for name, content in files]}
    headers = browser.headers | ({"HX-Request": "true"} if htmx else {})
    return browser.client.post(album(task), data=values | data, headers=headers)


def remove(browser: Browser, task: Task, photo: Photo, **values: str) -> TestResponse:
    data = values | {"csrf_token": token(browser)}
    return browser.client.post(f"{album(task)}/{photo.id}/remove", data=data)


@pytest.fixture
def karen(world: World, browse: Browse) -> Browser:
    return browse(world.karen)


# --- adding --------------------------------------------------------------------------------


def test_photos_are_added_and_looked_at(world: World, db: Database, karen: Browser) -> None:
    task = world.task()
    answer = send(karen, task, *MANY[:2], from_page="show")
    assert (answer.status_code, answer.location) == (303, f"/tasks/{task.id}#photos")
    karen.open(album(task))
    assert karen.sees("2 photos are added.")
    assert karen.page.text.count("<img") == 2 + 1  # and the wordmark
    for photo in db.all(Photo):
        assert f'alt="Photo {photo.position + 1} of the work"' in karen.page.text
        for address in (f"{album(task)}/{photo.id}", f"{album(task)}/{photo.id}/small"):
            assert f'"{address}"' in karen.page.text
            assert camera.seen(karen.client.get(address).data).format == "JPEG"


def test_the_tasks_own_page_shows_all_of_them_in_their_order(
    world: World, db: Database, karen: Browser
) -> None:
    task = world.task(Status.SUBMITTED)
    send(karen, task, *MANY[:3])
    karen.open(f"/tasks/{task.id}")
    page = karen.page.get_data(as_text=True)
    kept = sorted(db.all(Photo), key=lambda photo: photo.position)
    places = [page.index(f"{album(task)}/{photo.id}/small") for photo in kept]
    assert len(places) == 3 and places == sorted(places)


@pytest.mark.parametrize(
    ("from_page", "leads_to"),
    [("edit", "/edit#"), ("show", "#"), ("album", "/photos#"), ("//evil.example", "/photos#")],
)
def test_afterwards_one_is_where_one_was(
    world: World, db: Database, karen: Browser, from_page: str, leads_to: str
) -> None:
    task = world.task()
    wanted = f"/tasks/{task.id}{leads_to}photos"
    assert send(karen, task, MANY[0], from_page=from_page).location == wanted
    assert remove(karen, task, db.one(Photo), from_page=from_page).location == wanted


def test_htmx_is_given_the_section_alone(world: World, db: Database, karen: Browser) -> None:
    task = world.task()
    answer = send(karen, task, MANY[0], htmx=True)
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<section id="photos"')
    assert "<html" not in answer.text and "The photo is added." in answer.text
    assert f"{db.one(Photo).id}/small" in answer.text


def test_the_same_photo_twice_is_one(world: World, db: Database, karen: Browser) -> None:
    task = world.task()
    send(karen, task, MANY[0], ("again.jpg", MANY[0][1]))
    assert "The photo was here already." in send(karen, task, MANY[0], htmx=True).text
    assert db.one(Photo).width == 64
    send(karen, world.task(), MANY[0])
    assert db.count(Photo) == 2  # of another task it is another one


def test_there_is_room_for_six(world: World, db: Database, karen: Browser) -> None:
    task = world.task()
    answer = send(karen, task, *MANY)
    assert answer.status_code == 422
    assert "There is room for 6 photos. Not kept: 2." in answer.text
    assert db.count(Photo) == MOST_PHOTOS
    assert "Add photos" not in answer.text
    answer = send(karen, task, MANY[7], htmx=True)
    assert answer.status_code == 422 and "Not kept: 1." in answer.text
    assert db.count(Photo) == MOST_PHOTOS


def test_where_one_was_removed_there_is_room_again(
    world: World, db: Database, karen: Browser
) -> None:
    task = world.task()
    send(karen, task, *MANY[:6])
    second = next(photo for photo in db.all(Photo) if photo.position == 1)
    assert remove(karen, task, second).status_code == 303
    assert remove(karen, task, second).status_code == 303  # pressed twice
    send(karen, task, MANY[6])
    rows = db.change(lambda session: photos.of_task(session, world.actor("karen"), task.id))
    assert [row.position for row in rows] == [0, 2, 3, 4, 5, 1]  # what is new comes last


@pytest.mark.parametrize("htmx", [False, True])
def test_one_that_cannot_be_read_is_named_and_the_others_are_kept(
    world: World, db: Database, karen: Browser, htmx: bool
) -> None:
    task = world.task()
    empty = (f"{'x' * 80}<b>.jpg", b"")
    answer = send(karen, task, MANY[0], BROKEN, empty, MANY[1], htmx=htmx)
    assert answer.status_code == 422
    assert ("<html" in answer.text) is not htmx
    assert "<strong>IMG_2034.HEIC</strong> – We cannot read this as a photo" in answer.text
    assert f"<strong>…{'x' * 32}&lt;b&gt;.jpg</strong> – The file is empty" in answer.text
    assert "2 photos are added." in answer.text
    assert db.count(Photo) == 2


def test_a_flood_of_broken_files_is_not_read_to_its_end(
    world: World, karen: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, shrink = [], pictures.shrink
    monkeypatch.setattr(pictures, "shrink", lambda sent: read.append(1) or shrink(sent))
    answer = send(karen, world.task(), *[BROKEN] * 50)
    assert (answer.status_code, len(read)) == (422, MOST_PHOTOS)


@pytest.mark.parametrize("files", [(), (("", b""),)])
def test_without_a_photo_one_is_asked_for(
    world: World, db: Database, karen: Browser, files: tuple[File, ...]
) -> None:
    answer = send(karen, world.task(), *files)
    assert answer.status_code == 422 and "Choose a photo first." in answer.text
    assert db.count(Photo) == 0


# --- who and when --------------------------------------------------------------------------


def test_a_visitor_is_told_when_photos_can_be_added(
    world: World, db: Database, browse: Browse
) -> None:
    draft, visitor = world.visitors_draft(uuid4()), browse()
    with visitor.client.session_transaction() as session:
        session["visitor"] = str(draft.visitor_id)
    visitor.open(album(draft))
    assert visitor.sees("You can add photos once you have said who you are.")
    assert "Add photos" not in visitor.page.text
    values = {"csrf_token": visitor.reader.forms[-1].values["csrf_token"]}
    values |= {"photos": (BytesIO(MANY[0][1]), "a.jpg")}  # type: ignore[dict-item]
    assert visitor.client.post(album(draft), data=values).status_code == 401
    assert db.count(Photo) == 0


def test_a_photo_is_only_found_under_its_own_task(
    world: World, db: Database, karen: Browser
) -> None:
    mine, other = world.task(), world.task(by="ali")
    photo = camera.photo(other)
    db.add(photo)
    for task in (mine, other):
        assert karen.client.get(f"{album(task)}/{photo.id}").status_code == 404
        assert karen.client.get(f"{album(task)}/{photo.id}/small").status_code == 404
        assert remove(karen, task, photo).status_code == (303 if task is mine else 404)
    assert db.count(Photo) == 1


@pytest.mark.parametrize("who", ["kirsten", "mette", "jonas", "birgit"])
def test_the_people_on_the_case_see_it(
    world: World, db: Database, browse: Browse, who: str
) -> None:
    task = world.task(Status.SUBMITTED)
    db.add(camera.photo(task))
    somebody = browse(world.people[who])
    address = f"{album(task)}/{db.one(Photo).id}"
    assert somebody.client.get(address).data == db.one(Photo).content
    assert somebody.client.get(f"{address}/small").data == db.one(Photo).small
    somebody.open(album(task))
    assert ("Add photos" in somebody.page.text) is (who != "birgit")


@pytest.mark.parametrize("status", Status)
def test_history_tells_of_photos_once_the_task_is_sent(
    world: World, db: Database, karen: Browser, status: Status
) -> None:
    task = world.task(status)
    sent = send(karen, task, MANY[0], MANY[1]).status_code
    assert sent == (409 if status in {Status.USED, Status.PARKED} else 303)
    if sent == 303:
        send(karen, task, MANY[0])  # was here already
        remove(karen, task, db.all(Photo)[0])
    moves = [(move.action, move.before, move.by_id) for move in db.all(Move)]
    known = [(name, status, world.karen.id) for name in ("photo", "photo_removed")]
    assert moves == (known if sent == 303 and status is not Status.DRAFT else [])
    if moves:
        assert "removed a photo of the task" in karen.open(f"/tasks/{task.id}").text


def test_who_is_writing_meanwhile_can_still_save(
    world: World, db: Database, browse: Browse, karen: Browser
) -> None:
    task = world.task()
    kirsten = browse(world.kirsten)
    kirsten.open(f"/tasks/{task.id}/edit")
    send(karen, task, MANY[0])
    kirsten.press("Save and finish later", headline="Kirstens ord")
    assert kirsten.page.status_code == 200
    assert (db.one(Task).headline, db.count(Photo)) == ("Kirstens ord", 1)


def test_a_draft_takes_its_photos_along(world: World, db: Database, karen: Browser) -> None:
    task = world.task()
    db.add(camera.photo(task))
    karen.open(f"/tasks/{task.id}")
    karen.press("Throw the draft away")
    assert db.count(Photo) == 0


# --- how they are given out ----------------------------------------------------------------


def test_only_the_readers_own_browser_keeps_a_photo_and_asks_each_time(
    world: World, db: Database, browse: Browse, karen: Browser
) -> None:
    task = world.task()
    db.add(camera.photo(task))
    address = f"{album(task)}/{db.one(Photo).id}"
    first = karen.client.get(address)
    assert first.mimetype == "image/jpeg"
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert first.headers["X-Content-Type-Options"] == "nosniff"
    assert first.headers["Content-Disposition"] == "inline"
    known = {"If-None-Match": first.headers["ETag"]}
    again = karen.client.get(address, headers=known)
    assert (again.status_code, again.data) == (304, b"")
    assert karen.client.get(f"{address}/small", headers=known).status_code == 200
    assert browse(world.ali).client.get(address, headers=known).status_code == 404
    assert browse().client.get(address, headers=known).status_code == 404
    db.update(world.karen, removed_at=NOW)
    assert karen.client.get(address, headers=known).status_code == 404


def test_a_page_does_not_read_the_photos_themselves(
    world: World, db: Database, karen: Browser
) -> None:
    task = world.task()
    db.add(camera.photo(task))
    with counted(db.engine) as statements:
        karen.open(album(task))
    assert any("photo.width" in said for said in statements)
    assert not [said for said in statements if "photo.content" in said or "photo.small" in said]
