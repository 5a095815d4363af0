"""How the training went, on the week sheet: one press an activity, and nothing has to be said."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.conftest import Browse
from tests.database import Database
from tests.house.statements import counted
from tests.world import NOW, WEEK, World
from webapp.demo import build
from webapp.smalljobs.models import SmallJob
from webapp.splits.models import Split
from webapp.timesheets.models import Day, Progress, Timesheet
from webapp.timesheets.rules import Mark, Status

SEND = "Send the week"
LATER = "Save and send later"


def trained(world: World, db: Database, **values: Any) -> tuple[Timesheet, UUID, str]:
    """A week in which crates are trained: the sheet, the activity, and the address."""
    job = world.job(trains=True)
    (part,) = db.all(Split)[0].parts
    saved = {"updated_at": NOW} | values  # somebody has typed it: it is not as it was prefilled
    sheet = world.sheet(job=job, days=training_days(), **saved)
    return sheet, part.activity_id, f"/smalljobs/{job.id}/weeks/{WEEK}"


def training_days() -> list[Day]:
    """Monday was shorter than planned."""
    minutes = [120, 144, 144, 144, 144, 0, 0]
    return [Day(day=day, training=each) for day, each in zip(WEEK.days, minutes, strict=True)]


def marks(db: Database) -> list[tuple[UUID, Mark, str]]:
    return [(row.activity_id, row.mark, row.learnt) for row in db.all(Progress)]


def test_a_mark_is_one_press_and_can_be_changed(world: World, db: Database, browse: Browse) -> None:
    _sheet, crates, address = trained(world, db)
    karen = browse(world.karen)
    karen.open(address)
    karen.press(LATER, **{"progress-0-mark": "not_yet"})
    assert marks(db) == [(crates, Mark.NOT_YET, "")]
    karen.open(address)
    assert karen.form(SEND).values["progress-0-mark"] == "not_yet"
    karen.press(SEND, **{"progress-0-mark": "alone", "progress-0-learnt": " Stabler selv. "})
    assert marks(db) == [(crates, Mark.ALONE, "Stabler selv.")]
    assert db.one(Timesheet).status is Status.SUBMITTED


def test_nothing_has_to_be_said_of_the_training(world: World, db: Database, browse: Browse) -> None:
    _sheet, _crates, address = trained(world, db)
    karen = browse(world.karen)
    karen.open(address)
    assert karen.sees("How did the training go?")
    karen.press(SEND)
    assert (marks(db), db.one(Timesheet).status) == ([], Status.SUBMITTED)


def test_a_week_without_training_asks_nothing_of_it(world: World, browse: Browse) -> None:
    karen = browse(world.karen)
    karen.open(f"/smalljobs/{world.sheet().small_job_id}/weeks/{WEEK}")
    assert not karen.sees("How did the training go?")


@pytest.mark.parametrize("who", ["karen", "mette"])
def test_the_mark_of_the_week_before_stands_beside(
    world: World, db: Database, browse: Browse, who: str
) -> None:
    sheet, crates, address = trained(world, db)
    job = db.one(SmallJob)
    before = WEEK.plus(-1)
    older, newer = [build.progress(crates, Mark.NOT_YET)], [build.progress(crates, Mark.WITH_HELP)]
    world.sheet(Status.APPROVED, job=job, week=before, progress=older)
    world.sheet(Status.APPROVED, job=job, week=before, revision=2, progress=newer)
    db.add(build.progress(crates, Mark.ALONE, timesheet_id=sheet.id))
    browser = browse(world.people[who])
    browser.open(address)
    assert browser.sees("The week before: with help")
    browser.open(address.replace(str(WEEK), str(before)))
    assert not browser.sees("The week before")


def test_the_contact_person_reads_the_marks(world: World, db: Database, browse: Browse) -> None:
    sheet, crates, address = trained(world, db, status=Status.SUBMITTED)
    db.add(build.progress(crates, Mark.WITH_HELP, "Stabler i højden.", timesheet_id=sheet.id))
    mette = browse(world.mette)
    html = mette.open(address).text
    assert mette.sees("Rydde tomme kasser : with help")
    assert mette.sees("Stabler i højden.")
    assert "progress-0" not in html


def test_a_mark_of_something_that_is_not_trained_is_ignored(
    world: World, db: Database, browse: Browse
) -> None:
    _sheet, crates, address = trained(world, db)
    karen = browse(world.karen)
    karen.open(address)
    strange = {"progress-1-activity_id": str(uuid4()), "progress-1-mark": "alone"}
    odd = {"progress-2-activity_id": "nonsense", "progress-2-learnt": "x" * 500}
    moved = {"progress-7-activity_id": str(crates), "progress-7-mark": "with_help"}
    values = karen.form(SEND).values | strange | odd | moved
    del values["progress-0-activity_id"]
    assert karen.post(address, values | {"do": "keep"}).status_code == 200
    assert marks(db) == [(crates, Mark.WITH_HELP, "")]


def test_an_activity_trained_in_two_rows_is_asked_about_once(
    world: World, db: Database, browse: Browse
) -> None:
    _sheet, crates, address = trained(world, db)
    split = db.one(Split)
    more = build.part(split.parts[0].kind, activity_id=crates, position=1, split_id=split.id)
    db.add(more)
    karen = browse(world.karen)
    karen.open(address)
    names = [name for name in karen.form(SEND).values if name.endswith("activity_id")]
    assert names == ["progress-0-activity_id"]


def test_the_mark_of_an_activity_that_left_the_plan_stays(
    world: World, db: Database, browse: Browse
) -> None:
    sheet, _crates, address = trained(world, db)
    db.add(build.progress(uuid4(), Mark.ALONE, "Kan det hele.", timesheet_id=sheet.id))
    karen = browse(world.karen)
    karen.open(address)
    assert karen.sees("An activity that is no longer in the plan")
    karen.press(SEND, **{"progress-0-mark": "not_yet"})
    assert {row[1] for row in marks(db)} == {Mark.NOT_YET, Mark.ALONE}


@pytest.mark.parametrize("text", ["x" * 121, "0101701234"], ids=repr)
def test_what_was_learnt_is_refused_where_it_cannot_be_kept(
    world: World, db: Database, browse: Browse, text: str
) -> None:
    sheet, crates, address = trained(world, db)
    db.add(build.progress(crates, Mark.NOT_YET, "Ser kasserne.", timesheet_id=sheet.id))
    karen = browse(world.karen)
    karen.open(address)
    karen.press(SEND, **{"progress-0-mark": "alone", "progress-0-learnt": text})
    assert karen.page.status_code == 422
    assert marks(db) == [(crates, Mark.ALONE, "Ser kasserne.")]
    assert db.one(Timesheet).status is Status.OPEN


@pytest.mark.parametrize("mark", ["", "mastered", "ALONE"])
def test_words_without_a_mark_are_not_lost(
    world: World, db: Database, browse: Browse, mark: str
) -> None:
    _sheet, _crates, address = trained(world, db)
    karen = browse(world.karen)
    karen.open(address)
    values = {"progress-0-learnt": "Stabler selv.", "progress-0-mark": mark}
    assert karen.press(SEND, **values).status_code == 422
    assert karen.form(SEND).values["progress-0-learnt"] == "Stabler selv."
    assert (marks(db), db.one(Timesheet).status) == ([], Status.OPEN)


def test_a_mark_that_two_chose_otherwise_is_asked_about(
    world: World, db: Database, browse: Browse
) -> None:
    _sheet, crates, address = trained(world, db)
    karen, kirsten = browse(world.karen), browse(world.kirsten)
    for browser in (karen, kirsten):
        browser.open(address)
    karen.press(LATER, **{"progress-0-mark": "alone"})
    kirsten.press(LATER, **{"progress-0-mark": "not_yet", "progress-0-learnt": "Endnu ikke."})
    assert kirsten.page.status_code == 409
    assert kirsten.sees("Somebody else wrote Alone here, and you Not yet.")
    assert [row[1] for row in marks(db)] == [Mark.ALONE]
    kirsten.press("Keep Not yet")
    assert marks(db) == [(crates, Mark.NOT_YET, "Endnu ikke.")]


def test_marks_cost_a_week_sheet_no_more_questions(
    world: World, db: Database, browse: Browse, record_property: Any
) -> None:
    _sheet, _crates, address = trained(world, db)
    karen, mette = browse(world.karen), browse(world.mette)
    by_key = {}
    for name, browser in (("fill in", karen), ("read", mette)):
        browser.open(address)
        with counted(db.engine) as seen:
            browser.open(address)
        by_key[name] = len(seen)
    values = karen.form(SEND).values | {"progress-0-mark": "alone", "days-0-paid": "1"}
    for do in ("save", "send"):
        with counted(db.engine) as seen:
            karen.client.post(address, data=values | {"do": do})
        by_key[do] = len(seen)
    record_property("statements, a week with training: #", str(by_key))
    assert max(by_key["fill in"], by_key["read"]) <= 6
    assert max(by_key["save"], by_key["send"]) <= 12


# --- what is done alone ---


def three_weeks_alone(world: World, db: Database, **values: Any) -> str:
    """Two weeks "alone" that were sent, and one before her: the address of this one."""
    sheet, crates, address = trained(world, db, **values)
    job = db.one(SmallJob)
    for back in (2, 1):
        items = [build.progress(crates, Mark.ALONE, f"uge {back}")]
        world.sheet(Status.APPROVED, job=job, week=WEEK.plus(-back), progress=items)
    db.add(build.progress(crates, Mark.ALONE, timesheet_id=sheet.id))
    return address


@pytest.mark.parametrize("who", ["karen", "mette", "birgit"])
def test_three_weeks_alone_suggest_pay_to_both_sides(
    world: World, db: Database, browse: Browse, who: str
) -> None:
    address = three_weeks_alone(world, db, status=Status.SUBMITTED)
    browser = browse(world.people[who])
    browser.open(address)
    assert browser.sees("Rydde tomme kasser: alone 3 weeks in a row.")
    assert browser.sees("week 45: alone")
    assert ("Propose paying for it" in browser.reader.links) is (who != "birgit")


def test_what_is_not_done_alone_any_more_is_not_suggested(
    world: World, db: Database, browse: Browse
) -> None:
    address = three_weeks_alone(world, db)
    karen = browse(world.karen)
    karen.open(address)
    assert karen.sees("alone 3 weeks in a row")
    karen.press(LATER, **{"progress-0-mark": "with_help"})
    assert not karen.sees("alone 3 weeks in a row")
