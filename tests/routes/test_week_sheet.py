"""The sheet of a week: columns, parts of a day, absences, reasons, one press for no hours."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.conftest import Browse
from tests.database import Database
from tests.house.statements import counted
from tests.world import START, WEEK, World
from webapp.demo import build
from webapp.history import Move
from webapp.smalljobs.models import Pattern, SmallJob
from webapp.smalljobs.rules import Hearing
from webapp.smalljobs.rules import Status as JobStatus
from webapp.splits.plan import Kind
from webapp.splits.rules import Status as SplitStatus
from webapp.support.models import Call
from webapp.tasks.rules import Status as TaskStatus
from webapp.timesheets.models import Timesheet
from webapp.timesheets.rules import Absence, Status, Went

SEND = "Send the week"
AS_PLANNED = "The week went as planned"
LATER = "Save and send later"
ABOVE = "15\u00a0h paid, and 12\u00a0h are agreed."
CRATES, TRUCK, PICKING = "Rydde tomme kasser", "Køre truck", "Plukke frugt"


def address_of(job: SmallJob) -> str:
    return f"/smalljobs/{job.id}/weeks/{WEEK}"


@pytest.fixture
def story(world: World, db: Database) -> SmallJob:
    """Crates are paid from Monday to Thursday; truck and picking are trained on Friday."""
    task = world.task(TaskStatus.USED)
    crates = build.part(activity_id=task.activities[0].id, what=CRATES)
    truck = build.part(Kind.TRAINING, 120, activity_id=uuid4(), what=TRUCK, to_week=26)
    picking = build.part(Kind.TRAINING, 60, activity_id=uuid4(), what=PICKING, to_week=26)
    parts = [crates, truck, picking]
    split = world.split(SplitStatus.APPROVED, task=task, parts=parts)
    pattern: list[Pattern] = build.pattern(crates.id, [180] * 4 + [0, 0, 0])
    pattern += build.pattern(truck.id, [0, 0, 0, 0, 120, 0, 0])
    pattern += build.pattern(picking.id, [0, 0, 0, 0, 60, 0, 0])
    job = build.smalljob(
        task.id,
        split.id,
        START,
        status=JobStatus.ACTIVE,
        hearing=Hearing.HEARD,
        pattern=pattern,
        training_ends=START + timedelta(weeks=26),
    )
    db.add(job)
    return job


def kept_shares(db: Database, number: int) -> list[int]:
    return sorted(share.minutes for share in db.one(Timesheet).days[number].shares)


# --- columns and parts ---


def test_a_column_that_the_plan_does_not_have_is_not_shown(world: World, browse: Browse) -> None:
    karen = browse(world.karen)
    html = karen.open(address_of(world.job())).text
    assert "days-0-paid" in html and "days-0-training" not in html
    html = karen.open(address_of(world.job(trains=True))).text
    assert "days-0-training" in html and "days-0-paid" not in html


def test_a_column_with_hours_is_shown_all_the_same(
    world: World, db: Database, browse: Browse
) -> None:
    job = world.job()
    sheet = world.sheet(job=job)
    db.update(sheet.days[1], training=60)
    assert "days-0-training" in browse(world.karen).open(address_of(job)).text


def test_hours_that_have_no_column_are_not_lost(world: World, db: Database, browse: Browse) -> None:
    sheet, karen = world.sheet(), browse(world.karen)
    karen.open(address_of(db.one(SmallJob)))
    values = dict(karen.form(AS_PLANNED).values)
    db.update(sheet.days[1], training=60)
    karen.post(address_of(db.one(SmallJob)), values | {"do": "keep"})
    assert db.one(Timesheet).days[1].training == 60


def test_several_activities_of_a_kind_are_told_apart(
    story: SmallJob, world: World, db: Database, browse: Browse
) -> None:
    karen = browse(world.karen)
    karen.open(address_of(story))
    values = karen.form(AS_PLANNED).values
    assert (values["days-4-shares-0"], values["days-4-shares-1"]) == ("2", "1")
    assert "days-4-shares-2" not in values  # one paid activity needs no telling apart
    karen.press(LATER)
    assert kept_shares(db, 4) == [60, 120]


def test_the_total_follows_its_parts(
    story: SmallJob, world: World, db: Database, browse: Browse
) -> None:
    karen = browse(world.karen)
    karen.open(address_of(story))
    karen.press(LATER, **{"days-4-shares-0": "1", "days-4-shares-1": "1"})
    assert (db.one(Timesheet).days[4].training, kept_shares(db, 4)) == (120, [60, 60])


def test_the_parts_follow_the_total(
    story: SmallJob, world: World, db: Database, browse: Browse
) -> None:
    karen = browse(world.karen)
    karen.open(address_of(story))
    karen.press(LATER, **{"days-4-training": "1,5"})
    assert (db.one(Timesheet).days[4].training, kept_shares(db, 4)) == (90, [30, 60])


def test_parts_that_do_not_add_up_are_said_and_stay_as_typed(
    story: SmallJob, world: World, db: Database, browse: Browse
) -> None:
    karen = browse(world.karen)
    karen.open(address_of(story))
    karen.press(LATER, **{"days-4-training": "5", "days-4-shares-0": "1"})
    assert karen.page.status_code == 422
    assert karen.sees("The parts add up to 2 h, the day says 5 h.")
    values = karen.form(LATER).values
    assert (values["days-4-training"], values["days-4-shares-0"]) == ("5", "1")
    assert db.one(Timesheet).days[4].training == 180


# --- absences ---


@pytest.mark.parametrize(
    ("absence", "paid", "ticked", "minutes"),
    [
        ("sick", "", True, 180),
        ("sick", "", False, 0),
        ("late", "2", True, 60),
        ("late", "3", True, 0),
        ("", "1", True, 0),
    ],
)
def test_hours_that_are_paid_though_missed_are_reckoned(
    story: SmallJob,
    world: World,
    db: Database,
    browse: Browse,
    absence: str,
    paid: str,
    ticked: bool,
    minutes: int,
) -> None:
    karen = browse(world.karen)
    karen.open(address_of(story))
    box = {"days-0-away": "y"} if ticked else {}
    karen.press(LATER, **{"days-0-absence": absence, "days-0-paid": paid} | box)
    assert db.one(Timesheet).days[0].away_paid == minutes


def test_pay_for_missed_hours_is_taken_back_but_not_by_a_form_without_the_question(
    story: SmallJob, world: World, db: Database, browse: Browse
) -> None:
    karen = browse(world.karen)
    karen.open(address_of(story))
    sick = {"days-0-absence": "sick", "days-0-paid": "", "days-0-away": "y"}
    karen.press(LATER, **sick)
    karen.open(address_of(story))
    form = karen.form(LATER)
    asked = {"days-0-absence", "days-0-away"}
    karen.post(form.action, {name: text for name, text in form.values.items() if name not in asked})
    assert db.one(Timesheet).days[0].away_paid == 180
    karen.open(address_of(story))
    karen.press(LATER, **{"days-0-away": ""})
    assert db.one(Timesheet).days[0].away_paid == 0


def test_only_paid_hours_can_be_paid_all_the_same(
    story: SmallJob, world: World, browse: Browse
) -> None:
    html = browse(world.karen).open(address_of(story)).text
    assert "days-0-away" in html and "days-4-away" not in html


def test_who_did_not_show_up_is_talked_about_at_once(
    story: SmallJob, world: World, db: Database, browse: Browse
) -> None:
    db.update(world.mette, phone="01 23 45 67")
    karen = browse(world.karen)
    karen.open(address_of(story))
    karen.press(LATER, **{"days-0-absence": "no_show", "days-0-paid": ""})
    assert karen.sees("Call Mette Lund now: 01 23 45 67")


def test_the_usual_hours_are_known_to_the_page(
    story: SmallJob, world: World, browse: Browse
) -> None:
    karen = browse(world.karen)
    karen.open(address_of(story))
    karen.press(LATER, **{"days-0-absence": "sick", "days-0-paid": ""})
    assert 'value="" data-total="paid" data-col="paid" data-usual="3"' in karen.page.text


# --- one press ---


@pytest.mark.parametrize("absence", ["sick", "agreed", "closed", "no_show"])
def test_no_hours_is_one_press(
    story: SmallJob, world: World, db: Database, browse: Browse, absence: str
) -> None:
    karen = browse(world.karen)
    karen.open(address_of(story))
    values = dict(karen.form(AS_PLANNED).values) | {"do": f"none-{absence}"}
    karen.post(address_of(story), values)
    assert without_hours(db) == [Absence(absence)] * 5 + [None] * 2


def without_hours(db: Database) -> list[Absence | None]:
    """The absences of the week, which was sent without hours."""
    sent = db.one(Timesheet)
    assert sent.status is Status.SUBMITTED
    assert not any(day.paid + day.training for day in sent.days)
    return [day.absence for day in sent.days]


@pytest.mark.parametrize(
    "typed",
    [
        {"days-0-paid": "5"},
        {"days-1-paid": "lots"},
        {"days-5-training": "2"},
        {"days-4-shares-0": "many"},
        {"days-2-absence": "no_show", "days-2-paid": ""},
    ],
)
@pytest.mark.parametrize("kept_before", [True, False])
def test_no_hours_never_throws_away_what_was_written(
    story: SmallJob,
    world: World,
    db: Database,
    browse: Browse,
    typed: dict[str, str],
    kept_before: bool,
) -> None:
    karen = browse(world.karen)
    karen.open(address_of(story))
    if kept_before:
        karen.press(LATER, **typed)
        typed = {}
        if karen.page.status_code == 422:  # it could not be read: nothing is kept of it
            return
        karen.open(address_of(story))
    values = dict(karen.form(LATER).values) | typed | {"do": "none-sick"}
    assert karen.post(address_of(story), values).status_code == 422
    assert karen.sees("You have changed this week. Press once more to send it without hours.")
    again = karen.form(LATER).values
    assert db.one(Timesheet).status is Status.OPEN
    assert typed.items() <= again.items()
    karen.post(address_of(story), again | {"do": "none-sick"})
    assert without_hours(db) == [Absence.SICK] * 5 + [None] * 2


def test_what_the_other_phone_wrote_is_asked_about_too(
    story: SmallJob, world: World, db: Database, browse: Browse
) -> None:
    karen, kirsten = browse(world.karen), browse(world.kirsten)
    for browser in (karen, kirsten):
        browser.open(address_of(story))
    karen.press(LATER, **{"days-0-paid": "2"})
    values = dict(kirsten.form(AS_PLANNED).values) | {"do": "none-sick"}
    assert kirsten.post(address_of(story), values).status_code == 422
    kirsten.press("Sick")
    assert without_hours(db) == [Absence.SICK] * 5 + [None] * 2


# --- what is wrong ---


def test_a_day_at_work_has_no_word_and_none_that_is_wrong(
    story: SmallJob, world: World, db: Database, browse: Browse
) -> None:
    karen = browse(world.karen)
    html = " ".join(karen.open(address_of(story)).text.split())
    hint = "What the company needs to plan"
    assert f'name="days-4-absence_note" value="" placeholder="{hint}" maxlength="120"' in html
    long = {"days-4-absence": "no_show", "days-4-absence_note": "x" * 130, "days-4-training": ""}
    karen.press(LATER, **long)
    assert karen.page.status_code == 422
    assert karen.sees("Friday: at most 120 characters; this is 130.")
    assert 'href="#days-4-absence_note"' in karen.page.text
    karen.press(SEND, **{"days-4-absence": "", "days-4-training": "3"})
    sent = db.one(Timesheet)
    assert (sent.status, sent.days[4].absence_note) == (Status.SUBMITTED, "")


@pytest.mark.parametrize(
    ("typed", "said"),
    [("halv", "Write hours like 7,5 or 7:30."), ("1000000", "At most 24\u00a0h here.")],
)
def test_hours_that_cannot_be_read_are_said_at_once(
    story: SmallJob, world: World, browse: Browse, typed: str, said: str
) -> None:
    karen = browse(world.karen)
    karen.open(address_of(story))
    values = dict(karen.form(AS_PLANNED).values) | {"days-2-paid": typed, "do": "save"}
    answer = karen.client.post(address_of(story), data=values, headers={"HX-Request": "true"}).text
    place = answer.partition('id="wrong-2"')[2].partition("</div>")[0]
    assert 'id="days-2-paid-error"' in place and said in place
    assert "9\u00a0h paid and 3\u00a0h training" in answer
    assert "– without Wednesday 18 November" in answer
    assert "as planned" not in answer


def test_hours_that_cannot_be_read_are_said_without_javascript(
    story: SmallJob, world: World, browse: Browse
) -> None:
    karen = browse(world.karen)
    karen.open(address_of(story))
    karen.press(LATER, **{"days-4-training": "halv"})
    day = karen.page.text.partition('id="day-4"')[2].partition("</fieldset>")[0]
    assert day.index('id="days-4-training-error"') < day.index("Training by task")
    assert karen.sees("Friday: write hours like 7,5 or 7:30.")
    assert not karen.sees("as planned") and SEND in karen.buttons


def test_half_hours_are_written_as_people_do(
    story: SmallJob, world: World, db: Database, browse: Browse
) -> None:
    karen = browse(world.karen)
    karen.open(address_of(story))
    karen.press(LATER, **{"days-0-paid": "2½", "days-1-paid": "½"})
    assert [day.paid for day in db.one(Timesheet).days[:2]] == [150, 30]


def test_no_hours_is_asked_for_by_name(story: SmallJob, world: World, browse: Browse) -> None:
    karen = browse(world.karen)
    karen.open(address_of(story))
    names = ["Sick", "Agreed day off", "We were closed", "Did not show up"]
    assert [name for name in karen.buttons if name in names] == names
    values = dict(karen.form(AS_PLANNED).values) | {"do": "none-tired"}
    assert karen.post(address_of(story), values).status_code == 200  # kept, not sent


def test_how_it_went_and_a_call_come_along(
    story: SmallJob, world: World, db: Database, browse: Browse
) -> None:
    karen, mette = browse(world.karen), browse(world.mette)
    karen.open(address_of(story))
    karen.press(AS_PLANNED, went="so_so", call_me="y")
    sent = db.one(Timesheet)
    assert (sent.went, sent.call_me, db.count(Call)) == (Went.SO_SO, True, 1)
    mette.open(address_of(story))
    assert mette.sees("The week went: so-so")
    assert mette.sees("Every day as planned.")
    assert mette.buttons.index("Approve week 47") < mette.buttons.index("Send back")


def test_what_differs_is_told_day_by_day(story: SmallJob, world: World, browse: Browse) -> None:
    karen, mette = browse(world.karen), browse(world.mette)
    karen.open(address_of(story))
    sick = {"days-0-absence": "sick", "days-0-paid": "", "days-0-away": "y"}
    karen.press(SEND if SEND in karen.buttons else AS_PLANNED, **sick, **{"days-2-paid": "3,5"})
    mette.open(address_of(story))
    assert mette.sees("2 days are not as planned: Mon 16, Wed 18")
    assert mette.sees("Sick · 3 h paid all the same")


# --- reasons ---


def test_more_than_agreed_wants_a_reason_that_is_kept(
    story: SmallJob, world: World, db: Database, browse: Browse
) -> None:
    karen, mette = browse(world.karen), browse(world.mette)
    karen.open(address_of(story))
    karen.press(AS_PLANNED, **{"days-0-paid": "6"})
    assert karen.page.status_code == 422
    assert 'id="reason_paid_above-error"' in karen.page.text
    assert karen.page.text.count(ABOVE) == 2  # at its field, and in the list on top
    karen.press(SEND, reason_paid_above="Lagertælling")
    sent = db.one(Timesheet)
    assert (sent.status, sent.reasons) == (Status.SUBMITTED, {"paid_above": "Lagertælling"})
    mette.open(address_of(story))
    assert mette.sees("Lagertælling")


def test_what_is_asked_stands_at_its_field_and_is_gone_once_it_is_answered(
    story: SmallJob, world: World, browse: Browse
) -> None:
    karen = browse(world.karen)
    karen.open(address_of(story))
    values = dict(karen.form(AS_PLANNED).values) | {"days-0-paid": "6", "do": "save"}
    headers = {"HX-Request": "true"}
    answer = karen.client.post(address_of(story), data=values, headers=headers).text
    assert answer.count(ABOVE) == 2
    assert ABOVE in answer.partition('id="beside-why-paid_above"')[2].partition("</div>")[0]
    karen.open(address_of(story))
    values = dict(karen.form(SEND).values) | {"reason_paid_above": "Lagertælling", "do": "save"}
    answer = karen.client.post(address_of(story), data=values, headers=headers).text
    assert ABOVE not in answer and "asks code-paid_above" in answer  # its field stays


def test_who_came_late_has_hours_missing(story: SmallJob, world: World, browse: Browse) -> None:
    karen, mette = browse(world.karen), browse(world.mette)
    karen.open(address_of(story))
    late = {"days-0-absence": "late", "days-0-paid": "2,25", "days-1-absence": "late"}
    karen.press(AS_PLANNED, **late)
    mette.open(address_of(story))
    assert mette.sees("Came late · 0 h 45 missing, not paid")
    assert mette.page.text.count("Came late") == 2 and mette.page.text.count("not paid") == 1


def test_how_a_day_is_divided_is_only_told_by_who_said_it(
    story: SmallJob, world: World, db: Database, browse: Browse
) -> None:
    karen, mette = browse(world.karen), browse(world.mette)
    karen.open(address_of(story))
    karen.press(LATER, **{"days-3-training": "1,5"})
    assert kept_shares(db, 3) == [30, 60]  # as in the rest of the week
    mette.open(address_of(story))
    assert "told-apart" not in mette.page.text
    karen.press(LATER, **{"days-3-shares-0": "0:30", "days-3-shares-1": "1"})
    mette.open(address_of(story))
    assert mette.sees("Plukke frugt 1")


def test_being_away_with_hours_is_answered_on_the_day(
    story: SmallJob, world: World, db: Database, browse: Browse
) -> None:
    karen = browse(world.karen)
    karen.open(address_of(story))
    karen.press(AS_PLANNED, **{"days-0-absence": "sick"})
    assert karen.page.status_code == 422
    assert 'id="days-0-because-error"' in karen.page.text
    karen.press(SEND, **{"days-0-because": "part_of_day"})
    assert db.one(Timesheet).status is Status.SUBMITTED


# --- a week that came back ---


@pytest.fixture
def returned(story: SmallJob, world: World, browse: Browse) -> str:
    karen, mette = browse(world.karen), browse(world.mette)
    karen.open(address_of(story))
    karen.press(AS_PLANNED, note="Det gik fint.")
    mette.open(address_of(story))
    mette.press("Send back", **{"days-0-because": "Var det ikke 2 timer?"})
    return address_of(story)


def test_a_question_that_nobody_answers_is_asked_about_once(
    returned: str, world: World, db: Database, browse: Browse
) -> None:
    karen = browse(world.karen)
    karen.open(returned)
    assert karen.form(SEND).values["note"] == ""
    assert karen.sees("Det gik fint.")  # in the history
    assert karen.press(SEND).status_code == 422
    assert karen.sees("Mette Lund asked you something.")
    assert db.one(Timesheet).status is Status.RETURNED
    karen.press(SEND)
    assert db.one(Timesheet).status is Status.SUBMITTED


@pytest.mark.parametrize("values", [{"note": "Nej, 3."}, {"days-0-paid": "2"}])
def test_a_question_that_is_answered_is_sent_at_once(
    returned: str, world: World, db: Database, browse: Browse, values: dict[str, str]
) -> None:
    karen = browse(world.karen)
    karen.open(returned)
    karen.press(SEND, **values)
    assert db.one(Timesheet).status is Status.SUBMITTED


def test_an_answer_that_was_kept_before_is_an_answer(
    returned: str, world: World, db: Database, browse: Browse
) -> None:
    karen = browse(world.karen)
    karen.open(returned)
    karen.press(LATER, note="Nej, 3.")
    karen.open(returned)
    assert karen.form(SEND).values["note"] == "Nej, 3."
    karen.press(SEND)
    assert db.one(Timesheet).status is Status.SUBMITTED
    assert [move.reason for move in sorted(db.all(Move), key=lambda m: m.id or 0)][-1] == "Nej, 3."


# --- what it costs ---


def test_the_answer_to_an_edit_is_small(
    story: SmallJob, world: World, browse: Browse, record_property: Any
) -> None:
    karen = browse(world.karen)
    karen.open(address_of(story))
    texts = {f"days-{n}-{name}": "2" for n in range(7) for name in ("paid", "training")}
    values = dict(karen.form(AS_PLANNED).values) | texts | {"do": "save", "note": "x" * 200}
    answer = karen.client.post(
        address_of(story),
        data=values,
        headers={"HX-Request": "true", "Accept-Encoding": "gzip"},
    )
    assert answer.status_code == 200
    record_property("answer to an edit, compressed: # bytes", len(answer.data))
    assert len(answer.data) < 6000


def test_a_week_costs_few_statements_whatever_is_told(
    story: SmallJob, world: World, db: Database, browse: Browse, record_property: Any
) -> None:
    karen, mette = browse(world.karen), browse(world.mette)
    karen.open(address_of(story))
    karen.press(LATER)
    by_key = {}
    with counted(db.engine) as seen:
        karen.open(address_of(story))
    by_key["fill in"] = len(seen)
    values = dict(karen.form(LATER).values)
    texts = {f"days-{n}-paid": "2" for n in range(4)} | {"days-4-shares-0": "1"}
    texts |= {"days-4-training": "2", "progress-0-mark": "alone", "progress-1-mark": "not_yet"}
    texts |= {"days-3-absence": "late", "days-3-away": "y", "went": "well", "call_me": "y"}
    headers = {"HX-Request": "true"}
    with counted(db.engine) as seen:
        values |= texts | {"do": "save"}
        assert karen.client.post(address_of(story), data=values, headers=headers).status_code == 200
    by_key["save"] = len(seen)
    karen.open(address_of(story))
    with counted(db.engine) as seen:
        values = dict(karen.form(LATER).values) | {"do": "send", "days-4-shares-1": "2"}
        karen.client.post(address_of(story), data=values | {"days-4-training": "3"})
    by_key["send, and a call"] = len(seen)
    assert db.one(Timesheet).status is Status.SUBMITTED
    with counted(db.engine) as seen:
        mette.open(address_of(story))
    by_key["read"] = len(seen)
    record_property("statements, a week with everything in it: #", str(by_key))
    assert by_key["fill in"] <= 6 and by_key["read"] <= 7  # one asks who sent it, for four eyes
    # six are for the call, one of them asks who shares the first name; two for the limits of both
    assert by_key["save"] <= 12 and by_key["send, and a call"] <= 18
