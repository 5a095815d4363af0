"""Tasks, without JavaScript: described, sent, taken, put aside; and all that can be wrong."""

from typing import Any

import pytest

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.world import World
from webapp.history import Move
from webapp.mails.models import Mail
from webapp.tasks.models import ConsultantNote, Task
from webapp.tasks.rules import Status

TOLD = {"headline": "Tomme kasser", "what": "Rydde kasser", "times": "6", "minutes": "24"}
SEND = "Send to the municipality"
CPR = "0101701234"


def test_a_task_is_described_and_sent(world: World, db: Database, browse: Browse) -> None:
    karen = browse(world.karen)
    karen.open("/tasks/new")
    karen.press("One more", **TOLD)
    karen.press(SEND, **{"activities-1-what": "Feje", "activities-1-times": "1"})
    assert karen.page.status_code == 422  # how many minutes?
    karen.press(SEND, **{"activities-1-minutes": "30"})
    assert karen.page.status_code == 200
    task = db.one(Task)
    assert (task.status, len(task.activities)) == (Status.SUBMITTED, 2)
    assert [move.action for move in db.all(Move)] == ["submit"]
    assert sorted(mail.to for mail in db.all(Mail)) == ["jonas@example.dk", "mette@example.dk"]


def test_a_row_is_taken_out_again(world: World, db: Database, browse: Browse) -> None:
    karen = browse(world.karen)
    karen.open("/tasks/new")
    karen.press("One more", **TOLD)
    karen.press("Remove 1", **{"activities-1-what": "Feje"})
    assert karen.form(SEND).values["activities-0-what"] == "Feje"
    assert db.count(Task) == 0


def test_every_step_of_a_task_leaves_a_row(world: World, db: Database, browse: Browse) -> None:
    task = world.task(Status.SUBMITTED)
    mette, birgit = browse(world.mette), browse(world.birgit)
    mette.open(f"/tasks/{task.id}")
    mette.press("I take it and call Karen Holm")
    mette.press("Put it aside", reason="Efter jul.")
    mette.press("Take it up again")
    birgit.open(f"/tasks/{task.id}")
    birgit.press("Hand it over", to=str(world.jonas.id))
    moves = sorted(db.all(Move), key=lambda move: move.id or 0)
    assert [move.action for move in moves] == ["take", "park", "take_up", "hand_over"]
    assert [move.by_id for move in moves] == [world.mette.id] * 3 + [world.birgit.id]
    assert db.one(Task).consultant_id == world.jonas.id


def test_a_task_cannot_be_handed_to_another_municipality(
    world: World, db: Database, browse: Browse
) -> None:
    world.task(Status.IN_DIALOGUE)
    birgit = browse(world.birgit)
    birgit.open(f"/tasks/{db.one(Task).id}")
    birgit.press("Hand it over", to=str(world.sofie.id))
    assert birgit.page.status_code == 422
    assert db.one(Task).consultant_id == world.mette.id


def test_a_description_changed_by_the_consultant_keeps_its_place(
    world: World, db: Database, browse: Browse
) -> None:
    task = world.task(Status.IN_DIALOGUE)
    mette = browse(world.mette)
    mette.open(f"/tasks/{task.id}/edit")
    mette.press("Save the changes", headline="Kasser i gangen")
    result = db.one(Task)
    assert (result.headline, result.workplace_id) == ("Kasser i gangen", world.kaj.id)


def test_what_is_sent_cannot_lose_its_place(world: World, db: Database, browse: Browse) -> None:
    task = world.task(Status.SUBMITTED)
    karen = browse(world.karen)
    karen.open(f"/tasks/{task.id}/edit")
    karen.press("Save the changes", workplace="")
    assert karen.page.status_code in {200, 422}
    assert db.one(Task).workplace_id == world.kaj.id


def test_who_is_late_keeps_what_was_typed(world: World, db: Database, browse: Browse) -> None:
    task = world.task()
    karen, kirsten = browse(world.karen), browse(world.kirsten)
    for browser in (karen, kirsten):
        browser.open(f"/tasks/{task.id}/edit")
    karen.press("Save and finish later", headline="Karens ord")
    assert karen.page.status_code == 200
    kirsten.press("Save and finish later", headline="Kirstens ord")
    assert kirsten.page.status_code == 409
    assert kirsten.form(SEND).values["headline"] == "Kirstens ord"
    assert db.one(Task).headline == "Karens ord"
    form = kirsten.form(SEND)  # sent by a key, and without JavaScript: a whole page again
    late = {name: text for name, text in form.values.items() if name != "do"} | {"version": "1"}
    assert kirsten.post(form.action, late).status_code == 409
    assert kirsten.form(SEND).values["headline"] == "Kirstens ord"
    kirsten.press("Save and finish later")  # now knowingly
    assert db.one(Task).headline == "Kirstens ord"


def test_sending_the_same_form_again_changes_nothing(
    world: World, db: Database, browse: Browse
) -> None:
    karen = browse(world.karen)
    karen.open("/tasks/new")
    form = karen.form(SEND)
    values = dict(form.values) | {"do": "send", "headline": "Kasser", "activities-0-what": "Rydde"}
    values |= {"activities-0-times": "1", "activities-0-minutes": "10"}
    statuses = [karen.post(form.action, values).status_code for _ in range(2)]
    assert statuses == [200, 409]
    assert db.count(Task) == 1 and db.count(Move) == 1


# --- what people write ---------------------------------------------------------------------

EMOJI, MARKUP = "Kasser 📦🍎 på Ærø", "<script>alert(1)</script>"
# More than a field keeps, and not so much that only its beginning is shown again.
LONG_LINE, LONG_TEXT = "x" * 1_000, "x" * 10_000


def forms(world: World, browse: Browse) -> dict[str, tuple[Browser, str, str, str]]:
    """Every field for free words of a task: (whose browser, where, the button, the field)."""
    draft, sent = world.task(), world.task(Status.SUBMITTED)
    karen, mette = browse(world.karen), browse(world.mette)
    edit, show = f"/tasks/{draft.id}/edit", f"/tasks/{sent.id}"
    return {
        "headline": (karen, edit, SEND, "headline"),
        "stops": (karen, edit, SEND, "stops"),
        "activity": (karen, edit, SEND, "activities-0-what"),
        "note": (mette, show, "Keep the note", "text"),
        "parked because": (mette, show, "Put it aside", "reason"),
    }


FIELDS = ("headline", "stops", "activity", "note", "parked because")


def written(world: World, browse: Browse, field: str, text: str) -> Browser:
    browser, address, button, name = forms(world, browse)[field]
    browser.open(address)
    browser.press(button, **{name: text})
    return browser


@pytest.mark.parametrize("text", ["too long", f"Jens, {CPR}", "Jens 010170-1234 kommer"], ids=repr)
@pytest.mark.parametrize("field", FIELDS)
def test_what_cannot_be_kept_is_refused_and_still_there(
    world: World, db: Database, browse: Browse, field: str, text: str
) -> None:
    if text == "too long":
        text = LONG_LINE if field in {"headline", "activity"} else LONG_TEXT
    browser = written(world, browse, field, text)
    assert browser.page.status_code == 422
    typed = [value for form in browser.reader.forms for value in form.values.values()]
    assert text in typed
    assert stored(db, text) == []


@pytest.mark.parametrize("text", [EMOJI, MARKUP, "'; DROP TABLE task; --", "{{ 7*7 }}"])
@pytest.mark.parametrize("field", FIELDS)
def test_words_are_only_words(
    world: World, db: Database, browse: Browse, field: str, text: str
) -> None:
    browser = written(world, browse, field, text)
    assert browser.page.status_code == 200
    assert stored(db, text) != []
    assert "<script>alert" not in browser.page.get_data(as_text=True)
    assert browser.sees(text)


def stored(db: Database, text: str) -> list[Any]:
    words = [(task.headline, task.stops, task.parked_because) for task in db.all(Task)]
    words += [tuple(piece.what for piece in task.activities) for task in db.all(Task)]
    words += [(note.text,) for note in db.all(ConsultantNote)]
    return [result for row in words for result in row if result and text in result]


NUMBERS = {
    "times": ["0", "100", "-1", "two", "1.5", "9" * 30, "٣"],
    "minutes": ["0", "1441", "x", "0:00", "25 t"],
}


@pytest.mark.parametrize(
    ("name", "text"), [(n, text) for n, all_ in NUMBERS.items() for text in all_]
)
def test_a_number_that_cannot_be_is_said_and_kept(
    world: World, db: Database, browse: Browse, name: str, text: str
) -> None:
    task = world.task()
    karen = browse(world.karen)
    karen.open(f"/tasks/{task.id}/edit")
    karen.press(SEND, **{f"activities-0-{name}": text})
    assert karen.page.status_code == 422
    assert karen.form(SEND).values[f"activities-0-{name}"] == text
    assert db.one(Task).status is Status.DRAFT


def test_a_workplace_of_somebody_else_is_refused(
    world: World, db: Database, browse: Browse
) -> None:
    task = world.task()
    karen = browse(world.karen)
    karen.open(f"/tasks/{task.id}/edit")
    karen.press(SEND, workplace=str(world.skole.id))
    assert karen.page.status_code == 422
    assert db.one(Task).workplace_id != world.skole.id


def test_notes_between_consultants_are_on_no_page_of_the_company(
    world: World, db: Database, browse: Browse
) -> None:
    task = world.task(Status.SUBMITTED)
    mette = browse(world.mette)
    mette.open(f"/tasks/{task.id}")
    mette.press("Keep the note", text="Kun for os: ring torsdag.")
    assert mette.sees("ring torsdag")
    for who in ("karen", "kirsten"):
        browser = browse(world.people[who])
        for address in (f"/tasks/{task.id}", f"/tasks/{task.id}/edit", "/home", "/tasks/"):
            assert "ring torsdag" not in browser.open(address).get_data(as_text=True)
    assert all("torsdag" not in str(mail.values) for mail in db.all(Mail))
