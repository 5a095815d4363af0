"""The agreement and the text for VITAS, and pay kept back from the participant's copy."""

from datetime import date, timedelta
from typing import Any

import pytest
from werkzeug.http import parse_options_header

from tests.agreements.jobs import VALUE, address, job_of, plan
from tests.agreements.paper import Paper, squeezed
from tests.conftest import Browse
from tests.database import Database
from tests.house.statements import counted
from tests.world import EARLIER, TODAY, WEEK, World
from webapp.demo import build
from webapp.history import Move
from webapp.smalljobs.models import SmallJob
from webapp.smalljobs.rules import Hearing, Status
from webapp.splits.rules import Status as SplitStatus
from webapp.tasks.models import Task

HOLD, RELEASE = "Keep the pay out of it for now", "Release the pay"
HELD = "The paid hours from 21 Dec 2026 are not in the participant's copy of the agreement."
HIDE = "from 21 Dec 2026 are not in Jørgen's copy yet. Do not show this sheet to Jørgen."


# --- the page and the paper ---


@pytest.mark.parametrize("who", ["karen", "mette", "birgit"])
def test_all_on_the_case_read_the_agreement(world: World, browse: Browse, who: str) -> None:
    browser = browse(world.people[who])
    job = job_of(world)
    browser.open(f"/smalljobs/{job.id}")
    browser.follow("The agreement")
    for words in ("Agreement on a small job", "Jørgen", VALUE, "At køre den lille truck."):
        assert browser.sees(words)
    own = "The company's copy" if who == "karen" else "The consultant's copy"
    assert browser.sees(f"Jørgen, Frugtlageret · {own} · Version 1, agreed on 17 Nov 2026")


@pytest.mark.parametrize("copy", ["employer", "participant", "consultant"])
def test_the_paper_says_what_the_page_says(world: World, browse: Browse, copy: str) -> None:
    karen, job = browse(world.karen), job_of(world)
    karen.open(address(job, f"agreement?copy={copy}"))
    response = karen.open(karen.reader.links["Get it as a PDF"])
    assert response.mimetype == "application/pdf"
    assert "attachment" in response.headers["Content-Disposition"]
    assert response.headers["Cache-Control"] == "no-store"
    paper = Paper(response.get_data())
    karen.open(address(job, f"agreement?copy={copy}"))
    words = karen.reader.words
    begin = words.index("Who and where")
    assert [said for said in words[begin : words.index("Signatures")] if not paper.says(said)] == []


@pytest.mark.parametrize(
    ("copy", "language", "name"),
    [
        ("employer", "da", "aftale Jørgen version 1 – virksomhedens eksemplar.pdf"),
        ("participant", "da", "aftale Jørgen version 1 – deltagerens eksemplar.pdf"),
        ("consultant", "en", "agreement Jørgen version 1 – the consultant's copy.pdf"),
    ],
)
def test_each_copy_has_a_file_name_of_its_own(
    world: World, browse: Browse, copy: str, language: str, name: str
) -> None:
    karen = browse(world.karen, language)
    response = karen.open(address(job_of(world), f"agreement.pdf?copy={copy}"))
    assert parse_options_header(response.headers["Content-Disposition"])[1]["filename"] == name


@pytest.mark.parametrize("query", ["copy=boss", "version=2", "version=x", f"version={9**99}"])
def test_what_there_is_none_of_is_not_found(world: World, browse: Browse, query: str) -> None:
    karen, job = browse(world.karen), job_of(world)
    for page in ("agreement", "agreement.pdf"):
        assert karen.open(address(job, f"{page}?{query}")).status_code == 404


def test_an_earlier_version_can_still_be_read(world: World, browse: Browse, db: Database) -> None:
    job = job_of(world)
    later = world.split(
        SplitStatus.APPROVED,
        task=_task(db, job),
        parts=plan(4),
        number=2,
        starts_week=4,
        approved_at=EARLIER + timedelta(days=1),
    )
    world.split(SplitStatus.DRAFT, task=_task(db, job), parts=plan(2), number=3)
    db.update(job, split_id=later.id)
    karen = browse(world.karen)
    karen.open(address(job))
    assert karen.sees("Version 2, agreed on 18 Nov 2026 · In force from 16 Nov 2026")
    assert "Version 2" not in " ".join(karen.reader.links)
    karen.follow("Version 1")
    assert karen.sees("Version 1, agreed on 17 Nov 2026 · Replaced by version 2")
    paper = Paper(karen.open(karen.reader.links["Get it as a PDF"]).get_data())
    assert paper.says("Replaced by version 2")
    karen.open(address(job, "agreement?version=1"))
    karen.follow("Back to version 2, which is in force")
    assert karen.sees("Version 2, agreed on 18 Nov 2026")
    assert karen.open(address(job, "agreement?version=3")).status_code == 404


def _task(db: Database, job: SmallJob) -> Any:
    return db.get(Task, job.task_id)


def test_consultants_notes_are_nowhere(world: World, browse: Browse, db: Database) -> None:
    job, words = job_of(world), "Kun mellem os konsulenter"
    db.add(build.note(job.task_id, world.mette.id, words))
    for who in ("karen", "mette"):
        browser = browse(world.people[who])
        for copy in ("employer", "participant", "consultant"):
            assert words not in browser.open(address(job, f"agreement?copy={copy}")).text
            content = browser.open(address(job, f"agreement.pdf?copy={copy}")).get_data()
            assert squeezed(words) not in squeezed(Paper(content).text)
    for page in ("vitas", "vitas.txt"):
        assert words not in browse(world.mette).open(address(job, page)).text


@pytest.mark.parametrize("page", ["agreement", "agreement?version=1", "agreement.pdf", "vitas"])
def test_a_page_asks_at_most_six_questions(
    world: World, browse: Browse, db: Database, page: str
) -> None:
    job, mette = job_of(world), browse(world.mette)
    mette.open(address(job, page))
    with counted(db.engine) as seen:
        assert mette.open(address(job, page)).status_code == 200
    assert len(seen) <= 6


# --- pay kept back ---


def test_a_consultant_keeps_the_pay_back_and_releases_it(
    world: World, browse: Browse, db: Database
) -> None:
    job, mette, karen = job_of(world), browse(world.mette), browse(world.karen)
    mette.open(address(job))
    mette.press(HOLD)
    assert mette.sees("Agreement on training (virksomhedspraktik)")
    assert mette.sees(HELD) and not mette.sees(VALUE)
    for copy in ("employer", "participant"):
        karen.open(address(job, f"agreement?copy={copy}"))
        paper = Paper(karen.open(karen.reader.links["Get it as a PDF"]).get_data())
        karen.open(address(job, f"agreement?copy={copy}"))
        assert RELEASE not in karen.buttons
        own = copy == "employer"
        assert karen.sees(HELD) is not own
        assert karen.sees(VALUE) is karen.sees(HIDE) is paper.says(HIDE) is own
        assert karen.sees("For myself") is paper.says("For myself") is not own
    mette.press(RELEASE)
    assert mette.sees(VALUE) and not mette.sees(HELD) and not mette.sees(HIDE)
    moves = [move.action for move in db.all(Move) if move.noun == "small_job"]
    assert moves == ["hold_pay", "release_pay"]
    assert mette.open(f"/smalljobs/{job.id}") and mette.sees(
        "released the pay to the participant's copy"
    )


def test_the_participants_paper_has_nothing_of_pay_that_is_kept_back(
    world: World, browse: Browse
) -> None:
    job, karen = job_of(world, pay_held=True), browse(world.karen)
    paper = Paper(karen.open(address(job, "agreement.pdf?copy=participant")).get_data())
    read = squeezed(paper.text).lower()
    for words in ("11.25", "paid", squeezed(VALUE).lower(), "rydde", "small"):
        assert words not in read
    assert paper.says("Køre truck")


REFUSED = {
    "nothing is trained": lambda: {"parts": [build.part()]},
    "the paid hours have begun": lambda: {"parts": plan(4)},
    "it has ended": lambda: {"status": Status.ENDED, "outcome": "stopped", "ended_on": TODAY},
    "it is kept back already": lambda: {"pay_held": True},
}


@pytest.mark.parametrize("why", REFUSED)
def test_pay_is_not_kept_back_when(world: World, browse: Browse, db: Database, why: str) -> None:
    job, mette = job_of(world, **REFUSED[why]()), browse(world.mette)
    mette.open(address(job))
    assert HOLD not in mette.buttons
    mette.open("/home")
    token = {"csrf_token": mette.form("").values["csrf_token"]}
    assert mette.post(address(job, "hold-pay"), token).status_code == 409
    assert db.one(SmallJob).pay_held is job.pay_held


def test_pay_that_is_shown_is_not_released(world: World, browse: Browse) -> None:
    job, mette = job_of(world), browse(world.mette)
    mette.open("/home")
    token = {"csrf_token": mette.form("").values["csrf_token"]}
    assert mette.post(address(job, "release-pay"), token).status_code == 409


def test_pay_shows_by_itself_once_it_is_earned(world: World, browse: Browse) -> None:
    """Kept back in week 3, and the paid hours begin in week 4, which is this one."""
    karen = browse(world.karen)
    karen.open(address(job_of(world, plan(5), pay_held=True), "agreement?copy=participant"))
    assert karen.sees("on 23 Nov 2026 at the latest") and not karen.sees(VALUE)
    karen.open(address(job_of(world, plan(4), pay_held=True), "agreement?copy=participant"))
    assert karen.sees(VALUE) and not karen.sees("at the latest")


def test_an_earlier_version_does_not_tell_what_is_kept_back(
    world: World, browse: Browse, db: Database
) -> None:
    job = job_of(world, [build.part(market_value=VALUE)], pay_held=True)
    later = world.split(
        SplitStatus.APPROVED, task=_task(db, job), parts=plan(), number=2, approved_at=EARLIER
    )
    db.update(job, split_id=later.id)
    karen = browse(world.karen)
    for page in ("agreement", "agreement.pdf"):
        hidden = karen.open(address(job, f"{page}?copy=participant&version=1"))
        assert hidden.status_code == 404
        assert karen.open(address(job, f"{page}?copy=employer&version=1")).status_code == 200


# --- where it is told ---


def test_who_was_heard_and_when_is_told_before_the_start(
    world: World, browse: Browse, db: Database
) -> None:
    job = job_of(world, status=Status.PLANNED, hearing=Hearing.NOT_YET)
    mette = browse(world.mette)
    mette.open(f"/smalljobs/{job.id}/edit")
    texts = {"representative": "Lis Madsen", "heard_on": "2026-10-12", "pay_held": "y"}
    mette.press("Save, then start", hearing=Hearing.HEARD.value, **texts)
    kept = db.one(SmallJob)
    assert (kept.representative, kept.heard_on) == ("Lis Madsen", date(2026, 10, 12))
    assert kept.pay_held
    mette.open(f"/smalljobs/{job.id}/edit")
    values = mette.form("Save, then start").values
    assert {name: values[name] for name in texts} == texts
    mette.open(address(job))
    assert mette.sees("12 Oct 2026, Lis Madsen")
    mette.open(f"/smalljobs/{job.id}/edit")
    form = mette.form("Save, then start")
    del form.values["pay_held"]  # the box is not ticked any more
    mette.post(form.action, form.values)
    assert not db.one(SmallJob).pay_held
    moves = [move.action for move in db.all(Move) if move.noun == "small_job"]
    assert moves == ["hold_pay", "release_pay"]


def test_who_was_heard_is_told_on_the_checklist_too(
    world: World, browse: Browse, db: Database
) -> None:
    job, mette = job_of(world), browse(world.mette)
    mette.open(f"/smalljobs/{job.id}")
    form = mette.form("Save")
    values = form.values | {"representative": "Lis Madsen", "heard_on": WEEK.monday.isoformat()}
    mette.post(form.action, values)
    kept = db.one(SmallJob)
    assert (kept.representative, kept.heard_on) == ("Lis Madsen", WEEK.monday)
    mette.open(f"/smalljobs/{job.id}")
    assert mette.form("Save").values["representative"] == "Lis Madsen"


@pytest.mark.parametrize(
    ("field", "text"),
    [("representative", "x" * 121), ("representative", "0101701234"), ("heard_on", "i går")],
)
def test_what_is_wrong_about_the_hearing_is_said(
    world: World, browse: Browse, db: Database, field: str, text: str
) -> None:
    job, mette = job_of(world), browse(world.mette)
    mette.open(f"/smalljobs/{job.id}")
    form = mette.form("Save")
    assert mette.post(form.action, form.values | {field: text}).status_code == 422
    assert db.one(SmallJob).version == job.version


@pytest.mark.parametrize("page", ["", "/edit"])
@pytest.mark.parametrize(
    ("field", "text", "says"),
    [
        ("representative", "", "Who was heard?"),
        ("heard_on", "", "On which day were they heard?"),
        ("heard_on", "2026-11-21", "That day is still to come."),
        ("heard_on", "2027-11-20", "That day is still to come."),
    ],
)
def test_whoever_was_heard_has_a_name_and_a_day(
    world: World, browse: Browse, db: Database, page: str, field: str, text: str, says: str
) -> None:
    status = Status.PLANNED if page else Status.ACTIVE
    job, mette = job_of(world, status=status), browse(world.mette)
    mette.open(f"/smalljobs/{job.id}{page}")
    form = mette.form("Save, then start" if page else "Save")
    values = {"hearing": "heard", "representative": "Lis Madsen", "heard_on": TODAY.isoformat()}
    answer = mette.post(form.action, form.values | values | {field: text})
    assert answer.status_code == 422 and f'id="{field}-error">{says}' in answer.text
    assert db.one(SmallJob).version == job.version
    assert mette.post(form.action, form.values | values).status_code < 400
    assert db.one(SmallJob).heard_on == TODAY


def test_before_anybody_is_heard_no_name_and_no_day_are_asked_for(
    world: World, browse: Browse, db: Database
) -> None:
    job, mette = job_of(world), browse(world.mette)
    mette.open(f"/smalljobs/{job.id}")
    form = mette.form("Save")
    mette.post(form.action, form.values | {"hearing": "not_yet"})
    assert db.one(SmallJob).hearing is Hearing.NOT_YET


def test_a_plan_without_training_has_no_pay_to_keep_back(world: World, browse: Browse) -> None:
    job, mette = job_of(world, [build.part()], status=Status.PLANNED), browse(world.mette)
    mette.open(f"/smalljobs/{job.id}/edit")
    assert "Keep the pay out" not in mette.page.text
    form = mette.form("Save, then start")
    assert mette.post(form.action, form.values | {"pay_held": "y"}).status_code == 409
