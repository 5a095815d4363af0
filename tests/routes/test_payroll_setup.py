"""What a company sets up for payroll: the columns of its files, and the numbers of people."""

from typing import Any

import pytest

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.payroll.page import CSV, NOVEMBER, approved, table
from tests.world import EARLIER, World
from webapp.accounts.models import Employer
from webapp.payroll.columns import DEFAULT, Column
from webapp.smalljobs.models import SmallJob
from webapp.timesheets.rules import Status


def columns(db: Database) -> list[str]:
    return {row.name: row for row in db.all(Employer)}["Frugtlageret"].payroll_columns


def choose(browser: Browser, do: str, *ticked: Column, order: tuple[Column, ...] = ()) -> Any:
    browser.open(NOVEMBER)
    token = browser.form("Save the columns").values["csrf_token"]
    body: Any = {
        "csrf_token": token,
        "do": do,
        "columns": [column.value for column in ticked],
        "order": [column.value for column in order or ticked],
    }
    return browser.post(f"{NOVEMBER}/columns", body)


def test_columns_are_kept_in_their_order(world: World, db: Database, browse: Browse) -> None:
    approved(world, world.job())
    karen = browse(world.karen)
    choose(karen, "save", Column.DAY, Column.TO_PAY, order=(Column.TO_PAY, Column.DAY))
    assert columns(db) == ["to_pay", "day"]
    karen.open(NOVEMBER)
    karen.press(CSV)
    assert list(table(karen)[0]) == ["Hours to pay", "Date"]
    karen.open(NOVEMBER)
    karen.press("Back to the usual columns")
    assert columns(db) == []


@pytest.mark.parametrize(
    ("ticked", "days"), [((Column.DAY, Column.TO_PAY), 1), ((Column.DAY, Column.TRAINING), 2)]
)
def test_a_day_that_was_only_trained_on_is_a_row_where_training_is_a_column(
    world: World, db: Database, browse: Browse, ticked: tuple[Column, ...], days: int
) -> None:
    sheet = world.sheet(Status.SUBMITTED, minutes_by_day=[60, *[0] * 6])
    db.update(sheet.days[1], training=60)
    db.update(sheet, status=Status.APPROVED, approved_at=EARLIER)
    karen = browse(world.karen)
    choose(karen, "save", *ticked)
    karen.open(NOVEMBER)
    karen.press(CSV)
    assert len(table(karen)) == days


def test_a_column_is_moved_with_one_press(world: World, db: Database, browse: Browse) -> None:
    karen = browse(world.karen)
    choose(karen, "up-day", Column.PAID, Column.DAY)
    assert columns(db) == ["day", "paid"]
    assert "Move Date down" in " ".join(karen.buttons)
    choose(karen, "down-day", Column.DAY, Column.PAID)
    assert columns(db) == ["paid", "day"]


def test_at_least_one_column_is_chosen(world: World, db: Database, browse: Browse) -> None:
    karen = browse(world.karen)
    assert choose(karen, "save").status_code == 422
    assert karen.sees("Choose at least one column.")
    assert columns(db) == []


@pytest.mark.parametrize("do", ["up-gone", "down-", "-", "", "sideways-day", "up-cvr"])
def test_what_cannot_be_moved_stays(world: World, db: Database, browse: Browse, do: str) -> None:
    choose(browse(world.karen), do, Column.PAID, Column.DAY)
    assert columns(db) == ["paid", "day"]


def test_the_page_ticks_the_usual_columns_of_a_company_that_chose_none(
    world: World, browse: Browse
) -> None:
    karen = browse(world.karen)
    html = karen.open(NOVEMBER).text
    ticked = [part.split('"')[0] for part in html.split('id="column-')[1:]]
    checked = [code for code in ticked if f'value="{code}" checked' in html]
    assert checked == [column.value for column in DEFAULT]


def number_of(db: Database, job: SmallJob) -> str:
    result = db.get(SmallJob, job.id)
    assert result
    return result.payroll_number


def test_people_get_the_number_that_payroll_knows(
    world: World, db: Database, browse: Browse
) -> None:
    job, karen = world.job(), browse(world.karen)
    approved(world, job)
    karen.open(NOVEMBER)
    assert karen.sees("(1 missing)")
    karen.press("Save the numbers", **{"people-0-number": " 0042 "})
    assert number_of(db, job) == "0042"
    karen.press(CSV)
    assert table(karen)[0]["Payroll number"] == "0042"
    again = db.get(SmallJob, job.id)
    assert again and again.version == job.version  # nobody's form has gone stale


def test_a_colleagues_number_is_not_wiped_by_an_older_page(
    world: World, db: Database, browse: Browse
) -> None:
    job = world.job()
    approved(world, job)
    karen, kirsten = browse(world.karen), browse(world.kirsten)
    for browser in (karen, kirsten):
        browser.open(NOVEMBER)
    karen.press("Save the numbers", **{"people-0-number": "7"})
    kirsten.press("Save the numbers")
    assert number_of(db, job) == "7"


@pytest.mark.parametrize("text", ["010170-1234", "0101701234", "x" * 21], ids=repr)
def test_a_number_that_cannot_be_kept_is_refused(
    world: World, db: Database, browse: Browse, text: str
) -> None:
    job, karen = world.job(), browse(world.karen)
    approved(world, job)
    karen.open(NOVEMBER)
    assert karen.press("Save the numbers", **{"people-0-number": text}).status_code == 422
    assert number_of(db, job) == ""
    assert karen.form("Save the numbers").values["people-0-number"] in {text, "a\ufffdb"}


def test_nobody_numbers_the_people_of_others(world: World, db: Database, browse: Browse) -> None:
    mine, theirs = world.job(), world.job(by="ali")
    approved(world, mine)
    approved(world, theirs)
    karen = browse(world.karen)
    karen.open(NOVEMBER)
    values = {"people-0-job_id": str(theirs.id), "people-0-number": "66"}
    karen.press("Save the numbers", **values)
    assert (number_of(db, mine), number_of(db, theirs)) == ("", "")
