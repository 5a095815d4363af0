"""A civil registration number in every field of every form, and through every route: never kept."""

import importlib
import io
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
import wtforms
from flask import Flask
from sqlmodel import SQLModel
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField

import webapp
from tests import camera
from tests.conftest import Browse
from tests.database import Database
from tests.world import WEEK, World
from webapp.fields import Choice, Date, Hours, Money, Pick, Text, Whole, Words
from webapp.forms import Form
from webapp.smalljobs.rules import Status as JobStatus
from webapp.tasks.forms import Step
from webapp.tasks.models import Photo
from webapp.tasks.rules import Status as TaskStatus
from webapp.timesheets.editing.forms import DayForm

SPELLINGS = [
    "010190-1234",
    "0101901234",
    "født 010190, de sidste fire 1234",
    "０１０１９０\u200b-１２３４",
]
# What a form carries along: it is read as an id, a number or a choice, and never kept as it came.
UNTYPED = (HiddenField, Choice, Pick, Step, wtforms.SelectField, wtforms.BooleanField)
# Fields that say no to it because it is no number, hour or date of theirs.
NUMBERS = (Hours, Money, Whole, Date)
# Not typed words and never kept: a code is compared, the weeks of training are read as a number.
READ = {"CodeForm.code", "PartForm.weeks", "ColumnsForm.order", "ColumnsForm.columns"}


def forms() -> dict[str, type[Any]]:
    """Every form of the house, those in rows too."""
    for module in pkgutil.walk_packages(webapp.__path__, "webapp."):
        if module.name.endswith("forms") or ".routes." in module.name:
            importlib.import_module(module.name)
    return {f"{kind.__module__}.{kind.__name__}": kind for kind in _below(wtforms.Form)}


def _below(kind: type[Any]) -> Iterator[type[Any]]:
    for below in kind.__subclasses__():
        if below.__module__.startswith("webapp.") and below is not Form:
            yield below
        yield from _below(below)


FORMS = forms()


def filled(kind: type[Any], typed: str) -> Any:
    """The form with that in every field that somebody can type in, once validated."""
    empty = kind(formdata=MultiDict()) if issubclass(kind, Form) else kind(MultiDict())
    values = [(field.name, typed) for field in empty]
    form = kind(formdata=MultiDict(values)) if issubclass(kind, Form) else kind(MultiDict(values))
    form.validate()
    return form


def typed_in(form: Any) -> Iterator[Any]:
    for field in form:
        if not isinstance(field, (*UNTYPED, wtforms.FieldList, wtforms.FormField)):
            yield field


def test_the_forms_of_the_house_are_found() -> None:
    names = {name.rpartition(".")[2] for name in FORMS}
    assert {"TaskForm", "ActivityForm", "DayForm", "WeekForm", "MeForm", "NumberForm"} <= names
    assert len(FORMS) > 25


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_field_that_one_types_in_refuses_it(
    sqlite_app: Flask, name: str, spelling: str
) -> None:
    kind, name = FORMS[name], name.rpartition(".")[2]
    with sqlite_app.test_request_context(method="POST"):
        for field in typed_in(filled(kind, spelling)):
            if f"{name}.{field.short_name}" in READ or (
                field.short_name == "absence_note" and name == "DayForm"  # at work there is no word
            ):
                continue
            if field.short_name == "p_number" and spelling == "0101901234":
                assert not field.errors  # ten digits are what it is made of
                continue
            assert field.errors, f"{name}.{field.short_name}"
            if isinstance(field, Words | Text) and field.short_name != "cvr":
                assert any("CPR" in str(error) for error in field.errors), field.short_name
            else:
                assert isinstance(field, NUMBERS) or field.short_name in {"cvr", "email"}


def test_the_word_of_a_day_refuses_it_too(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context(method="POST"):
        for spelling in SPELLINGS:
            values = {"absence": "sick", "because": "own", "absence_note": spelling}
            form = DayForm(MultiDict(values))
            assert not form.validate() and form.absence_note.errors


LEADING_AWAY = {"/sign-in/out", "/language"}  # of the frame of every page


def held(db: Database, text: str) -> list[str]:
    """The columns in which the text stands."""
    results = []
    with db.engine.connect() as connection:
        for table in SQLModel.metadata.sorted_tables:
            for column in table.columns:
                if isinstance(column.type, sa.LargeBinary):
                    continue
                rows = connection.execute(sa.select(column)).scalars()
                results += [f"{table.name}.{column.name}" for value in rows if text in str(value)]
    return results


def pages(world: World) -> list[tuple[str, str]]:
    """Who opens which page with a form in which one writes: told by hand."""
    draft, asked, split = world.task(), world.task(TaskStatus.IN_DIALOGUE), world.split()
    job, planned = world.job(), world.job(JobStatus.PLANNED, trains=True)
    world.sheet(job=job)
    return [
        ("karen", f"/tasks/{draft.id}/edit"),
        ("karen", f"/splits/{split.id}/edit"),
        ("karen", f"/smalljobs/{job.id}/weeks/{WEEK}"),
        ("mette", f"/smalljobs/{job.id}/usual-week"),
        ("karen", "/people/"),
        ("karen", "/me/"),
        ("mette", f"/tasks/{asked.id}"),
        ("mette", f"/smalljobs/{job.id}"),
        ("mette", f"/smalljobs/{planned.id}/edit"),
        ("nina", "/companies/new"),
    ]


AS_ADDRESS = "010190-1234@example.dk"
TYPED = ("010190-1234", "010190 og 1234", AS_ADDRESS)


def fillings(names: list[str]) -> Iterator[dict[str, str]]:
    """Every spelling in all fields at once, and one of them in each field alone."""
    yield from (dict.fromkeys(names, spelling) for spelling in TYPED)
    for number, name in enumerate(names):
        yield {name: AS_ADDRESS if "email" in name else TYPED[number % 2]}


def test_no_page_lets_it_into_the_database(world: World, db: Database, browse: Browse) -> None:
    sent = 0
    for key, address in pages(world):
        browser = browse(world.people[key])
        browser.open(address)
        assert browser.page.status_code == 200, address
        for form in [form for form in browser.reader.forms if form.action not in LEADING_AWAY]:
            pressed = next(
                (button for button in form.buttons if button.value in {"save", "keep"}), None
            )
            do = {"do": pressed.value} if pressed else {}
            typed = [name for name in form.values if name not in {"csrf_token", "version"}]
            for values in fillings(typed):
                sent += 1
                answer = browser.client.post(form.action or address, data=form.values | do | values)
                assert answer.status_code in {200, 204, 302, 303, 404, 409, 422}, (address, values)
    assert sent > 100
    assert held(db, "010190") == []


def test_a_file_is_called_by_its_id_and_not_by_its_name(
    world: World, db: Database, browse: Browse
) -> None:
    task, karen = world.task(), browse(world.karen)
    karen.open(f"/tasks/{task.id}/edit")
    token = karen.form("Save and finish later").values["csrf_token"]
    photo = (io.BytesIO(camera.jpeg("olive")), "010190-1234.jpg")
    sent = {"photos": photo, "from_page": "edit", "csrf_token": token}
    answer = karen.client.post(f"/tasks/{task.id}/photos", data=sent, follow_redirects=True)
    assert answer.status_code == 200
    assert db.count(Photo) == 1
    assert held(db, "010190") == []
