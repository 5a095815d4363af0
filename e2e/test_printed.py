"""What people print from the browser: one sheet of paper, in our own letters."""

from collections.abc import Callable
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlmodel import select

from tests import builders
from webapp import db
from webapp.clock import Week
from webapp.smalljobs.models import SmallJob
from webapp.timesheets.models import Timesheet
from webapp.timesheets.rules import Absence, Status

from .people import Person
from .scenes import crates_are_trained_before_they_are_paid
from .server import Server

Somebody = Callable[..., Person]
OCTOBER = [Week(2026, number) for number in range(40, 45)]  # from a Thursday to a Saturday
OURS = {"IBMPlexSans", "DejaVuSansMono"}  # the second one for the address


@pytest.fixture
def job(server: Server) -> str:
    """The address of a small job with five approved weeks in October, also on Saturdays."""
    address = crates_are_trained_before_they_are_paid(server)
    with db.transaction(server.engine) as session:
        job = session.exec(select(SmallJob)).one()
        for week in OCTOBER:
            sheet = builders.timesheet(session, Status.SUBMITTED, job=job, week=week)
            _fill(sheet)
            session.flush()
            sheet.status = Status.APPROVED
    return address


def _fill(sheet: Timesheet) -> None:
    """Something in every column, and a line in the weekend."""
    sheet.days[0].training = 120
    sheet.days[5].paid = 60
    sheet.days[4].paid, sheet.days[4].away_paid = 0, 144
    sheet.days[4].absence = Absence.AGREED


def printed(person: Person) -> tuple[list[str], set[str]]:
    """The words of each sheet of paper, and the letters that they are set in."""
    paper = PdfReader(BytesIO(person.page.pdf(prefer_css_page_size=True)))
    fonts = {
        str(font.get_object()["/BaseFont"]).rpartition("+")[2].partition("-")[0]
        for page in paper.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    return [page.extract_text() for page in paper.pages], fonts


def test_a_month_of_ones_own_hours_is_one_sheet_of_paper(somebody: Somebody, job: str) -> None:
    karen = somebody().becomes("owner")
    karen.open(f"{job}/copy")
    karen.press_in("/copy")
    karen.is_told()
    address = karen.find("#address").input_value()
    given, fonts = printed(karen)
    assert len(given) == 1 and fonts <= OURS
    assert "".join(address.split()) in "".join(given[0].split())
    karen.page.goto(f"{address}/2026-10")
    month, fonts = printed(karen)
    assert len(month) == 1 and fonts <= {"IBMPlexSans"}
    for said in ("Småjob", "Jørgen", "Uge 40", "Uge 44", "Mette Lund"):
        assert said in month[0]


def test_the_agreement_is_one_sheet_of_paper(somebody: Somebody, job: str) -> None:
    mette = somebody().becomes("mette")
    mette.open(f"{job}/agreement")
    paper, fonts = printed(mette)
    assert len(paper) == 1 and fonts <= OURS
