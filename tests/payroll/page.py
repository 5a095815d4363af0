"""What tests of the payroll page share."""

import csv
from io import StringIO
from typing import Any

from tests.browser import Browser
from tests.world import WEEK, World
from webapp.clock import Week
from webapp.smalljobs.models import SmallJob
from webapp.timesheets.rules import Status

NOVEMBER = "/payroll/2026-11"
CSV = "Get CSV"
USUAL = [144, 144, 144, 144, 144, 0, 0]


def approved(world: World, job: SmallJob, week: Week = WEEK, *minutes: int, **values: Any) -> Any:
    days = [*minutes, *USUAL[len(minutes) :]]
    return world.sheet(Status.APPROVED, job=job, week=week, minutes_by_day=days, **values)


def table(browser: Browser) -> list[dict[str, str]]:
    """The rows of the CSV file that the browser got."""
    assert browser.page.mimetype == "text/csv"
    text = browser.page.get_data().decode("utf-8-sig")
    return [*csv.DictReader(StringIO(text, newline=""), delimiter=";")]
