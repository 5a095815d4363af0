"""The participant's own copy: made, given, read without sign-in, printed, closed."""

from datetime import date
from typing import Any
from urllib.parse import unquote

import pytest

from tests.agreements.paper import Paper
from tests.conftest import SECRET, Browse
from tests.database import Database
from tests.house.statements import counted
from tests.world import EARLIER, WEEK, World
from webapp.demo import build
from webapp.history import Move
from webapp.links.actions import token
from webapp.links.models import Link
from webapp.links.rules import Purpose
from webapp.smalljobs.models import SmallJob
from webapp.smalljobs.rules import Status as JobStatus
from webapp.timesheets.models import Timesheet
from webapp.timesheets.rules import Absence, Status

MAKE = "Make the address"


def copy_of(world: World, job: SmallJob) -> str:
    """An address of the hours of `job`."""
    link = Link(
        purpose=Purpose.COPY, small_job_id=job.id, created_at=EARLIER, created_by=world.karen.id
    )
    world.db.add(link)
    return f"/copy/{token(link, secret=SECRET)}"


def sent(world: World, job: SmallJob, week: Any = WEEK, **values: Any) -> Timesheet:
    status = values.pop("status", Status.APPROVED)
    return world.sheet(status, job=job, week=week, **values)


# --- given by those who may ---


@pytest.mark.parametrize("who", ["karen", "mette"])
def test_the_company_and_the_consultant_can_give_it(
    world: World, browse: Browse, db: Database, who: str
) -> None:
    job = world.job()
    sent(world, job)
    browser = browse(world.people[who])
    browser.open(f"/smalljobs/{job.id}")
    browser.follow("Hours that Jørgen can see")
    browser.press(MAKE)
    assert browser.sees("The address is ready. Give it to Jørgen.")
    address = f"/copy/{token(db.one(Link), secret=SECRET)}"
    assert f">http://127.0.0.1:8000{address}</textarea>" in browser.page.text
    assert browse().open(address).status_code == 200
    browser.open(f"/smalljobs/{job.id}")
    assert browser.sees("made an address where the participant sees the hours")


def test_it_is_sent_with_words_that_are_ready(world: World, db: Database, browse: Browse) -> None:
    db.update(world.mette, phone="01 23 45 67")
    job = world.job()
    karen, address = browse(world.karen), copy_of(world, job)
    karen.open(f"/smalljobs/{job.id}/copy")
    for name, scheme in (("Send as a text message", "sms:"), ("Send by mail", "mailto:")):
        link = unquote(karen.reader.links[name])
        assert link.startswith(scheme)
        assert (
            f"Hi Jørgen. Here you can always see your hours: http://127.0.0.1:8000{address}" in link
        )
        assert "Call Mette Lund on 01 23 45 67" in link


def test_a_name_is_sent_as_it_is_written(world: World, browse: Browse) -> None:
    job = world.job(first_name="Ea & D'Or")
    copy_of(world, job)
    karen = browse(world.karen)
    karen.open(f"/smalljobs/{job.id}/copy")
    assert "Hi Ea & D'Or. " in unquote(karen.reader.links["Send by mail"])


def test_the_team_lead_looks_on(world: World, browse: Browse) -> None:
    job, birgit = world.job(), browse(world.birgit)
    birgit.open(f"/smalljobs/{job.id}/copy")
    assert birgit.sees("The company or the contact person can make one.")
    assert MAKE not in birgit.buttons


def test_made_twice_by_one_press_it_is_one(world: World, browse: Browse, db: Database) -> None:
    job, karen = world.job(), browse(world.karen)
    karen.open(f"/smalljobs/{job.id}/copy")
    form = karen.form(MAKE)
    for _ in range(2):
        karen.post(form.action, form.values)
    assert db.count(Link) == 1
    assert [row.action for row in db.all(Move)] == ["copy_made"]


def test_the_id_of_another_link_makes_nothing(world: World, browse: Browse, db: Database) -> None:
    phase, other, karen = world.job(), world.job(), browse(world.karen)
    copy_of(world, other)
    karen.open(f"/smalljobs/{phase.id}/copy")
    values = karen.form(MAKE).values | {"link_id": str(db.one(Link).id)}
    assert karen.post(f"/smalljobs/{phase.id}/copy", values).status_code == 404
    assert db.count(Link) == 1


def test_closed_it_is_the_same_404_as_one_that_never_was(world: World, browse: Browse) -> None:
    job = world.job()
    sent(world, job)
    karen, address = browse(world.karen), copy_of(world, job)
    karen.open(f"/smalljobs/{job.id}/copy")
    karen.press("Close the address")
    assert karen.sees("The address is closed.")
    visitor = browse()
    closed, never = visitor.open(address), visitor.open(f"/copy/{'a' * 52}")
    assert closed.status_code == never.status_code == 404
    assert closed.text.replace(address, "") == never.text.replace(f"/copy/{'a' * 52}", "")
    for path in ("/2026-11", "/2026-11.pdf"):
        assert visitor.open(address + path).status_code == 404
        assert visitor.sees("The address does not work (any more)")
        assert visitor.sees("Ask your contact person or your boss for a new one.")
        assert "Sign in" not in visitor.page.text
        assert visitor.page.headers["Referrer-Policy"] == "no-referrer"


def test_who_gives_it_reads_what_it_shows(world: World, browse: Browse) -> None:
    job, karen = world.job(), browse(world.karen)
    karen.open(f"/smalljobs/{job.id}/copy")
    for said in ("the kind of absence", "the workplace", "the name and number of the contact"):
        assert karen.sees(said)


def test_a_new_one_closes_the_one_before(world: World, browse: Browse) -> None:
    job = world.job()
    karen, address = browse(world.karen), copy_of(world, job)
    karen.open(f"/smalljobs/{job.id}/copy")
    karen.press("Make a new one")
    assert browse().open(address).status_code == 404


# --- read without sign-in ---


def test_it_tells_the_hours_and_whom_to_call(world: World, db: Database, browse: Browse) -> None:
    db.update(world.mette, phone="01 23 45 67")
    job = world.job()
    sent(world, job, WEEK.plus(-1), status=Status.SUBMITTED)
    sent(world, job, WEEK.plus(-2))
    visitor = browse()
    visitor.open(copy_of(world, job))
    for words in (
        "Hours for Jørgen",
        "Frugtlageret, Kajvej 8",
        "November 2026",
        "24 h paid",
        "Week 45 · 2–8 Nov 2026 · Approved",
        "Week 46 · 9–15 Nov 2026 · Waits for approval",
        "Mon 9 2 h 24",
        "Together 12",
        "The whole month 24",
        "Is something wrong? Call Mette Lund on 01 23 45 67",
    ):
        assert visitor.sees(words), words


def test_nothing_of_the_app_leads_away_from_it(world: World, browse: Browse) -> None:
    job = world.job()
    sent(world, job)
    address = copy_of(world, job)
    for visitor in (browse(), browse(world.mette)):
        visitor.open(address)
        inside = [link for link in visitor.reader.links.values() if link.startswith("/")]
        assert inside and all(link.startswith(address) for link in inside)
        assert visitor.reader.forms == []


def test_nobody_finds_it_keeps_it_or_hears_of_it(world: World, browse: Browse) -> None:
    job = world.job()
    sent(world, job)
    address = copy_of(world, job)
    for path in ("", "/2026-11", "/2026-11.pdf"):
        headers = browse().open(address + path).headers
        assert headers["Cache-Control"] == "no-store"
        assert "noindex" in headers["X-Robots-Tag"]
        assert headers["Referrer-Policy"] == "no-referrer"
    assert '<meta name="robots" content="noindex' in browse().open(address).text


def test_the_log_does_not_say_what_the_address_carries(
    world: World, browse: Browse, caplog: pytest.LogCaptureFixture
) -> None:
    address = copy_of(world, world.job())
    with caplog.at_level("INFO", "smajob.access"):
        browse().open(address)
    assert "copies.show" in caplog.text and address.split("/")[-1] not in caplog.text


def test_the_other_language_is_one_link_away_and_stays(world: World, browse: Browse) -> None:
    job = world.job()
    sent(world, job, WEEK.plus(-5))
    sent(world, job)
    visitor = browse(language="en")
    visitor.open(copy_of(world, job))
    visitor.follow("Dansk")
    assert 'lang="da"' in visitor.page.text
    visitor.follow("← oktober 2026")
    assert 'lang="da"' in visitor.page.text
    visitor.follow("English")
    assert visitor.sees("October 2026")


@pytest.mark.parametrize("status", [Status.OPEN, Status.RETURNED])
def test_only_weeks_that_were_sent_are_there(world: World, browse: Browse, status: Status) -> None:
    job = world.job()
    sent(world, job, status=status)
    visitor = browse()
    visitor.open(copy_of(world, job))
    assert visitor.sees("Nothing has been sent yet.")
    assert not visitor.sees("Week 47")


def corrected(world: World, job: SmallJob, status: Status) -> None:
    sent(world, job)
    sent(world, job, status=status, revision=2, minutes_by_day=[60] * 5 + [0, 0], correction="Fejl")


@pytest.mark.parametrize("status", [Status.OPEN, Status.SUBMITTED, Status.RETURNED])
def test_a_correction_counts_when_it_is_approved(
    world: World, browse: Browse, status: Status
) -> None:
    visitor = browse()
    for state, hours in ((status, "12 h paid"), (Status.APPROVED, "5 h paid")):
        job = world.job()
        corrected(world, job, state)
        visitor.open(copy_of(world, job))
        assert visitor.sees(hours) and visitor.sees("Approved")
        assert not visitor.sees("Fejl")


def test_nothing_else_is_on_it(world: World, browse: Browse) -> None:
    job, other = world.job(payroll_number="4711"), world.job(first_name="Else")
    days = build.timesheet(job.id, WEEK).days
    days[1].absence, days[1].absence_note, days[1].paid = Absence.SICK, "Ondt i ryggen", 0
    values: Any = {
        "note": "Fin uge",
        "went": "badly",
        "call_me": True,
        "reasons": {"rest": "Travlt"},
    }
    sent(world, job, days=days, status=Status.SUBMITTED, **values)
    sent(world, other)
    visitor = browse()
    visitor.open(copy_of(world, job))
    assert visitor.sees("Sick")
    for words in ("Ondt", "Fin uge", "badly", "Travlt", "4711", "Else", "Karen", "kr.", "Tomme"):
        assert words not in visitor.page.text, words


def test_an_ended_job_can_still_be_read(world: World, browse: Browse) -> None:
    job = world.job(JobStatus.ENDED)
    sent(world, job)
    assert browse().open(copy_of(world, job)).status_code == 200


@pytest.mark.parametrize("held", [False, True])
def test_without_paid_hours_it_is_the_same_page_whether_pay_is_kept_back(
    world: World, browse: Browse, held: bool
) -> None:
    job = world.job(trains=True, pay_held=held)
    days = [build.Day(day=day, training=120) for day in WEEK.days]
    sent(world, job, days=days)
    visitor, address = browse(), copy_of(world, job)
    page = visitor.open(address).text
    main = page[page.index("<main") : page.index("</main>")].lower()
    assert "training" in main
    assert "paid" not in main and "pay" not in main and "wage" not in main
    words = Paper(visitor.open(f"{address}/2026-11.pdf").get_data()).text.lower()
    assert "training" in words and "paid" not in words


def test_hours_that_were_worked_for_pay_are_always_shown(world: World, browse: Browse) -> None:
    job = world.job(pay_held=True)
    sent(world, job)
    visitor = browse()
    visitor.open(copy_of(world, job))
    assert visitor.sees("12 h paid")


@pytest.mark.parametrize("month", ["2026-08", "2026-13", "1999-11", "x", "2026-11-01", "%00"])
def test_a_month_without_anything_is_not_found(world: World, browse: Browse, month: str) -> None:
    job = world.job()
    sent(world, job)
    visitor, address = browse(), copy_of(world, job)
    for path in (month, f"{month}.pdf"):
        assert visitor.open(f"{address}/{path}").status_code == 404
    assert browse(world.karen).open(f"/smalljobs/{job.id}/hours/{month}.pdf").status_code == 404


def test_it_asks_few_questions_however_long_the_job_has_run(
    world: World, browse: Browse, db: Database
) -> None:
    job = world.job(start_on=date(2026, 1, 5))
    sent(world, job)
    visitor, address = browse(), copy_of(world, job)
    asked = []
    for _ in range(2):
        with counted(db.engine) as seen:
            visitor.open(address)
        asked.append(len(seen))
        for back in range(1, 30):
            if len(asked) == 1:
                sent(world, job, WEEK.plus(-back))
    assert asked == [2, 2]
