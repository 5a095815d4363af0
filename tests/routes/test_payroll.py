"""The payroll page: what a month holds, files that are made once, and whose they are."""

from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.payroll.page import CSV, NOVEMBER, USUAL, approved, table
from tests.world import NOW, WEEK, World
from webapp.accounts.models import Employer
from webapp.clock import Month, Week
from webapp.payroll import rules
from webapp.payroll.models import Export, Exported
from webapp.tasks.models import Task
from webapp.timesheets.rules import Status

NOBODYS = "0b0f8f2e-6f0c-4c39-9d0b-3f6f0d1f6c11"


def days(browser: Browser) -> dict[str, str]:
    return {row["Date"]: row["Hours to pay"] for row in table(browser)}


def test_the_hours_of_a_month_are_two_presses_away(world: World, browse: Browse) -> None:
    job = world.job()
    approved(world, job, WEEK, 150, 0)
    approved(world, job, Week.of(NOW.date()).plus(-3))  # 26 October to 1 November
    karen = browse(world.karen)
    karen.open(NOVEMBER)
    assert karen.sees("9 h 42 approved to be paid")
    karen.press(CSV)
    assert karen.page.headers["Content-Disposition"].endswith(
        "filename=loen-2026-11-frugtlageret.csv"
    )
    assert karen.page.headers["Cache-Control"] == "no-store"
    assert days(karen) == {
        "16.11.2026": "2,5",
        "18.11.2026": "2,4",
        "19.11.2026": "2,4",
        "20.11.2026": "2,4",
    }


def test_a_week_across_the_end_of_a_month_is_cut(world: World, browse: Browse) -> None:
    approved(world, world.job(), Week.parse("2026-W49"))  # from Monday 30 November
    karen = browse(world.karen)
    by_key = {}
    for month in ("2026-11", "2026-12"):
        karen.open(f"/payroll/{month}")
        karen.press(CSV)
        by_key[month] = list(days(karen))
    assert by_key["2026-11"] == ["30.11.2026"]
    assert by_key["2026-12"] == [f"0{n}.12.2026" for n in (1, 2, 3, 4)]


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.APPROVED])
def test_what_is_not_approved_is_not_in_the_file_and_is_said(
    world: World, browse: Browse, status: Status
) -> None:
    job = world.job()
    approved(world, job, WEEK.plus(-1))
    world.sheet(status, job=job)
    karen = browse(world.karen)
    karen.open(NOVEMBER)
    assert karen.sees("1 week is not approved, and not in the file:")
    assert karen.sees("Waiting for Mette Lund" if status is Status.SUBMITTED else "Your move:")
    karen.follow("Week 47 · Jørgen")
    assert karen.page.request.path == f"/smalljobs/{job.id}/weeks/{WEEK}"
    karen.open(NOVEMBER)
    karen.press(CSV)
    assert {row["Date"] for row in table(karen)} == {f"{n:02}.11.2026" for n in range(9, 14)}


def test_a_correction_that_the_company_has_not_sent_is_its_own_move(
    world: World, browse: Browse
) -> None:
    job, karen = world.job(), browse(world.karen)
    approved(world, job, WEEK)
    world.sheet(Status.OPEN, job=job, revision=2)
    karen.open(NOVEMBER)
    assert karen.sees("One correction is not sent yet.") and karen.sees("Your move: send it")
    approved(world, job, WEEK.plus(-1))
    world.sheet(Status.RETURNED, job=job, week=WEEK.plus(-1), revision=2)
    karen.open(NOVEMBER)
    assert karen.sees("2 corrections are not approved yet.")


@pytest.mark.parametrize(("people", "first"), [(4, "table"), (5, "file")])
def test_with_many_people_the_file_stands_before_them(
    world: World, browse: Browse, people: int, first: str
) -> None:
    for _person in range(people):
        approved(world, world.job(), WEEK)
    karen = browse(world.karen)
    page = karen.open(NOVEMBER).get_data(as_text=True)
    assert page.count("Get Excel") == 1
    assert (page.index("Get Excel") < page.index("<table")) == (first == "file")


def test_a_file_that_names_nobody_is_warned_of(world: World, browse: Browse, db: Database) -> None:
    approved(world, world.job(), WEEK)
    karen, company = browse(world.karen), db.get(Employer, world.fruit.id)
    for columns, warned in ((["day", "paid"], True), (["number"], False), (["first_name"], False)):
        db.update(company, payroll_columns=columns)
        karen.open(NOVEMBER)
        assert karen.sees("The file does not say whose hours they are.") == warned


def test_a_correction_counts_once_it_is_approved_and_names_the_file_it_corrects(
    world: World, db: Database, browse: Browse, frozen: Any
) -> None:
    job, karen = world.job(), browse(world.karen)
    approved(world, job, WEEK, 150)
    karen.open(NOVEMBER)
    karen.press(CSV)
    assert "Correction" in table(karen)[0] and not table(karen)[0]["Difference"]
    frozen.shift(timedelta(days=1))
    anew = world.sheet(Status.SUBMITTED, job=job, revision=2, minutes_by_day=[0, *USUAL[1:]])
    karen.open(NOVEMBER)
    assert karen.sees(
        "One correction waits for Mette Lund. The file has the hours that are approved."
    )
    assert not karen.sees("not in the file")
    assert karen.sees("Nothing has changed.")
    db.update(anew, status=Status.APPROVED, approved_at=NOW)
    karen.open(NOVEMBER)
    assert karen.sees("1 week was corrected.") and karen.sees("Difference: −2 h 30.")
    assert karen.sees("Karen Holm")
    karen.press(CSV)
    first = table(karen)[0]
    assert (first["Date"], first["Hours to pay"], first["Difference"]) == (
        "16.11.2026",
        "0",
        "-2,5",
    )
    assert first["Hours in the earlier file"] == "2,5"
    assert {row["Correction"] for row in table(karen)} == {"Corrects the file of 20 Nov 2026"}


def test_pressing_twice_makes_one_file_and_both_kinds_are_the_same_one(
    world: World, db: Database, browse: Browse
) -> None:
    approved(world, world.job())
    karen = browse(world.karen)
    karen.open(NOVEMBER)
    values = dict(karen.form(CSV).values)
    made = [
        karen.post(NOVEMBER, values | {"kind": kind}).get_data()
        for kind in ("csv", "csv", "xlsx", "xlsx")
    ]
    assert made[0] == made[1] and made[2] == made[3]
    assert (db.count(Export), db.count(Exported)) == (1, 1)
    hours = load_workbook(BytesIO(made[2]))["Hours"]
    assert hours.max_row == 6 and hours["A1"].value == "Payroll number"


def test_a_file_can_be_had_again_as_it_was(world: World, browse: Browse, frozen: Any) -> None:
    job, karen = world.job(), browse(world.karen)
    approved(world, job)
    karen.open(NOVEMBER)
    first = [karen.press(CSV).get_data()]
    frozen.shift(timedelta(days=1))
    approved(world, job, WEEK, 0, 0, revision=2)
    for kind in ("CSV", "Excel"):
        karen.open(NOVEMBER)
        first.append(karen.follow(kind).get_data())
    assert first[0] == first[1]
    karen.open(NOVEMBER)
    karen.press(CSV)
    assert {row["Difference"] for row in table(karen)} == {"-2,4", "0"}


def test_an_old_page_does_not_hand_over_what_has_changed_since(
    world: World, db: Database, browse: Browse
) -> None:
    job, karen, old = world.job(), browse(world.karen), browse(world.karen)
    approved(world, job)
    old.open(NOVEMBER)
    karen.open(NOVEMBER)
    karen.press(CSV)
    approved(world, job, WEEK.plus(-1))
    old.press(CSV)
    assert old.sees("The month has changed since you opened the page.")
    assert old.sees("1 more week is approved.")
    assert db.count(Export) == 1
    old.press(CSV)
    assert len(table(old)) == 10
    assert db.count(Export) == 2


def test_a_file_that_is_had_again_still_says_what_it_corrects(
    world: World, db: Database, browse: Browse
) -> None:
    job, karen, kirsten = world.job(), browse(world.karen), browse(world.kirsten)
    approved(world, job)
    karen.open(NOVEMBER)
    karen.press(CSV)
    approved(world, job, WEEK, 0, revision=2)
    seen = []
    for browser in (karen, kirsten):
        browser.open(NOVEMBER)
        seen.append(browser.press(CSV).get_data())
    assert seen[0] == seen[1] and b";-2,4\r\n" in seen[0]
    assert db.count(Export) == 2


def test_nobody_gets_a_file_of_others(world: World, db: Database, browse: Browse) -> None:
    approved(world, world.job())
    approved(world, world.job(by="ali"))
    karen, ali = browse(world.karen), browse(world.ali)
    karen.open(NOVEMBER)
    file_id = karen.form(CSV).values["export_id"]
    karen.press(CSV)
    ali.open(NOVEMBER)
    theirs = dict(ali.form(CSV).values) | {"export_id": file_id}
    assert ali.post(NOVEMBER, theirs).mimetype == "text/html"
    assert ali.open(f"/payroll/files/{file_id}.csv").status_code == 404
    assert db.count(Export) == 1


@pytest.mark.parametrize("wrong", [{"kind": "pdf"}, {"kind": ""}])
def test_a_file_of_another_kind_is_not_found(
    world: World, db: Database, browse: Browse, wrong: dict[str, str]
) -> None:
    approved(world, world.job())
    karen = browse(world.karen)
    karen.open(NOVEMBER)
    values = dict(karen.form(CSV).values) | wrong
    assert karen.post(NOVEMBER, values).status_code == 404
    assert db.count(Export) == 0


@pytest.mark.parametrize("text", ["", "1", NOBODYS, "\0", "x" * 9999], ids=repr)
def test_a_file_under_any_other_id_is_not_made(
    world: World, db: Database, browse: Browse, text: str
) -> None:
    approved(world, world.job())
    karen = browse(world.karen)
    karen.open(NOVEMBER)
    karen.post(NOVEMBER, dict(karen.form(CSV).values) | {"export_id": text})
    assert karen.sees("The month has changed since you opened the page.")
    assert db.count(Export) == 0


def test_each_company_sees_its_own_hours(world: World, browse: Browse) -> None:
    approved(world, world.job(first_name="Nadia", by="ali"))
    karen, ali = browse(world.karen), browse(world.ali)
    karen.open(NOVEMBER)
    assert not karen.sees("Nadia") and CSV not in karen.buttons
    ali.open(NOVEMBER)
    assert ali.sees("Nadia")


def test_what_somebody_described_at_another_company_is_not_their_own_companys_pay(
    world: World, db: Database, browse: Browse
) -> None:
    job = world.job(first_name="Nadia")
    approved(world, job)
    task = db.get(Task, job.task_id)
    assert task
    db.update(task, workplace_id=world.skole.id)
    karen = browse(world.karen)
    karen.open(NOVEMBER)
    assert not karen.sees("Nadia") and CSV not in karen.buttons


@pytest.mark.parametrize("who", ["mette", "birgit", "poul"])
def test_it_is_for_those_who_are_in_at_the_company(world: World, browse: Browse, who: str) -> None:
    browser = browse(world.people[who])
    assert browser.open(NOVEMBER).status_code == 403
    browser.open("/timesheets")
    assert "To payroll" not in browser.reader.links


NO_MONTHS = ["2026-13", "2026-0", "november", "2026-11-01", "1999-12", "٢٠٢٦-11", "files"]


@pytest.mark.parametrize("month", NO_MONTHS)
def test_a_month_that_is_none_is_not_found(world: World, browse: Browse, month: str) -> None:
    assert browse(world.karen).open(f"/payroll/{month}").status_code == 404


@pytest.mark.parametrize("month", ["2000-01", "2026-01", "2027-05", "2099-12"])
def test_an_empty_month_says_what_it_is_for(world: World, browse: Browse, month: str) -> None:
    karen = browse(world.karen)
    assert karen.open(f"/payroll/{month}").status_code == 200
    assert karen.sees("Here you get the hours of a month as a file for payroll")
    assert CSV not in karen.buttons


def test_one_comes_from_the_weeks_to_the_last_whole_month(world: World, browse: Browse) -> None:
    karen = browse(world.karen)
    karen.open("/timesheets")
    karen.follow("To payroll")
    assert karen.page.request.path == "/payroll/2026-10"
    karen.follow("November 2026 →")
    assert karen.page.request.path == NOVEMBER
    assert "December 2026 →" not in karen.reader.links
    karen.follow("← October 2026")
    assert karen.page.request.path == "/payroll/2026-10"


def test_a_month_without_hours_makes_no_file(world: World, db: Database, browse: Browse) -> None:
    sheet = approved(world, world.job(), WEEK, 0, 0, 0, 0, 0)
    karen = browse(world.karen)
    karen.open(NOVEMBER)
    values = karen.form("Save the columns").values
    month = Month(2026, 11)
    file_id = rules.file_id(world.fruit.id, month, [SimpleNamespace(id=sheet.id)])
    body = {"csrf_token": values["csrf_token"], "export_id": str(file_id), "kind": "csv"}
    assert karen.post(NOVEMBER, body).status_code == 409
    assert db.count(Export) == 0


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_page_stands_in_both_languages(world: World, browse: Browse, language: str) -> None:
    approved(world, world.job())
    karen = browse(world.karen, language)
    assert karen.open(NOVEMBER).status_code == 200
    assert karen.sees("november 2026" if language == "da" else "November 2026")
