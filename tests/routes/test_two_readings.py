"""Hours that can be read in two ways: asked about beside their field, and nothing typed is lost."""

import pytest

from tests.conftest import Browse
from tests.database import Database
from tests.world import WEEK, World
from webapp.timesheets.models import Timesheet
from webapp.timesheets.rules import Status

TENTH = "do you mean 2:30 or 2.3? Write it like that."
HUNDREDTHS = "do you mean 6:45, or 6.45 hours, which is 6:27? Write it like that."


@pytest.mark.parametrize(("typed", "asked"), [("2.30", TENTH), ("6.45", HUNDREDTHS)])
def test_a_week_is_not_sent_until_it_is_answered(
    world: World, db: Database, browse: Browse, typed: str, asked: str
) -> None:
    karen = browse(world.karen)
    karen.open(f"/smalljobs/{world.job().id}/weeks/{WEEK}")
    karen.press("The week went as planned", **{"days-0-paid": typed, "note": "Travlt"})
    assert karen.page.status_code == 422
    assert karen.sees(f"Monday: {asked}")
    assert 'id="days-0-paid-error"' in karen.page.text
    values = karen.form("Save and send later").values
    assert (values["days-0-paid"], values["note"]) == (typed, "Travlt")
    assert db.one(Timesheet).status is Status.OPEN


def test_it_is_asked_while_somebody_types(world: World, browse: Browse) -> None:
    karen = browse(world.karen)
    address = f"/smalljobs/{world.job().id}/weeks/{WEEK}"
    karen.open(address)
    values = dict(karen.form("as planned").values) | {"days-2-paid": "2.30", "do": "save"}
    answer = karen.client.post(address, data=values, headers={"HX-Request": "true"}).text
    place = answer.partition('id="wrong-2"')[2].partition("</div>")[0]
    assert 'id="days-2-paid-error"' in place and "2:30 or 2.3?" in place
