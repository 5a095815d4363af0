"""What a company hears of its small jobs: one mail, and one line at home with the reason."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.smalljobs.pausing import pause
from tests.world import NOW, World
from webapp.demo import build
from webapp.mails.models import Mail
from webapp.smalljobs.models import Pause
from webapp.smalljobs.rules import Outcome
from webapp.smalljobs.rules import Status as JobStatus

CALL = "Mette Lund"
ENDS = {"outcome": Outcome.ORDINARY.value, "reason": "Han er blevet ansat."}


@pytest.fixture
def mette(world: World, browse: Browse) -> Browser:
    return browse(world.mette)


def reads(world: World, browse: Browse, *texts: str) -> None:
    for who in (world.karen, world.kirsten):
        browser = browse(who)
        browser.open("/home")
        for text in texts:
            assert browser.sees(text), text


def test_a_pause_is_one_mail_and_one_line(
    world: World, db: Database, browse: Browse, mette: Browser
) -> None:
    pause(mette, world.job(), to_day="2026-12-04", reason="Kasserne er væk.")
    say = "Jørgen has a pause from 20 Nov 2026 to 4 Dec 2026."
    reads(world, browse, say, "Kasserne er væk.", CALL)
    (mail,) = db.all(Mail)
    assert (mail.to, mail.values["words"]) == ("karen@example.dk", "Kasserne er væk.")
    assert mail.values["call"].startswith(CALL)
    mette.open("/home")
    assert not mette.sees(say)


def test_a_planned_pause_then_taken_back(
    world: World, db: Database, browse: Browse, mette: Browser
) -> None:
    job = world.job()
    pause(mette, job, from_day="2026-12-07", to_day="2026-12-18", reason="Ombygning.")
    reads(world, browse, "Jørgen has a pause from 7 Dec 2026 to 18 Dec 2026.", "Ombygning.")
    mette.open(f"/smalljobs/{job.id}/pauses/{db.one(Pause).id}")
    mette.press("Take the pause back")
    reads(world, browse, "The pause of Jørgen from 7 Dec 2026 on is cancelled.")
    assert db.count(Mail) == 2


def test_it_goes_on_and_ends_and_the_end_is_undone(
    world: World, db: Database, browse: Browse, mette: Browser
) -> None:
    job = world.job(JobStatus.PAUSED)
    mette.open(f"/smalljobs/{job.id}")
    mette.press("Let it run again")
    reads(world, browse, "The pause of Jørgen is over.")
    mette.press("End the small job", last_day="2026-11-16", **ENDS)
    say = "The small job of Jørgen has ended. The last day is 16 Nov 2026."
    reads(world, browse, say, "Han er blevet ansat.", CALL)
    mette.press("Undo the end")
    reads(world, browse, "The small job of Jørgen goes on: the end is taken back.")
    assert [mail.to for mail in db.all(Mail)] == ["karen@example.dk"] * 3


def test_a_new_contact_person_is_one_mail_however_often_it_is_pressed(
    world: World, db: Database, browse: Browse, mette: Browser
) -> None:
    job = world.job()
    mette.open(f"/tasks/{job.task_id}")
    token = {"csrf_token": mette.form("").values["csrf_token"], "to": str(world.jonas.id)}
    for _press in range(2):
        assert mette.post(f"/tasks/{job.task_id}/hand-over", token).status_code == 200
    reads(world, browse, "Jonas Friis is your contact person now.", "Jonas Friis")
    assert sorted(mail.to for mail in db.all(Mail)) == ["jonas@example.dk", "karen@example.dk"]


@pytest.mark.parametrize(
    ("days", "lasts", "there"), [(13, False, True), (15, False, False), (15, True, True)]
)
def test_news_are_two_weeks_old_at_most_and_a_pause_as_long_as_it_lasts(
    world: World, browse: Browse, mette: Browser, frozen: Any, days: int, lasts: bool, there: bool
) -> None:
    job = world.job()
    if lasts:
        pause(mette, job)
    else:
        mette.open(f"/smalljobs/{job.id}")
        mette.press("End the small job", **ENDS)
    frozen.move_to(NOW + timedelta(days=days))
    karen = browse(world.karen)
    karen.open("/home")
    assert karen.sees("News") is there


def test_others_hear_nothing(world: World, browse: Browse, mette: Browser) -> None:
    pause(mette, world.job())
    world.job(by="ali", pauses=[build.pause(date(2026, 11, 2))])
    for who in (world.ali, world.poul, world.jonas, world.sofie):
        browser = browse(who)
        browser.open("/home")
        assert not browser.sees("has a pause from 20 Nov 2026")
