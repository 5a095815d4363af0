"""Jørgen's whole story: 4 weeks of training, 12 + 4 hours, the truck mastered, 20 hours.

Karen owns the warehouse, Mette is her consultant. At each step: the picture, the versions, and
the agreement as a page and as a file. Week 46 of 2026 is the first week of the job.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from .pages.growth import AgreementPage, NextPage
from .pages.home import Home
from .pages.plan import PlanForm, PlanPage
from .pages.smalljob import SmallJobForm, SmallJobPage
from .pages.task import TaskPage
from .pages.week import WeekSheet
from .people import Person
from .scenes import a_task_is_talked_over
from .server import Server

METTE, KAREN = "Mette Lund", "Karen Holm"
CRATES, TRUCK, PICKING = "Rydde tomme kasser", "Køre truck", "Plukke varer til ordrer"
PLAN, NEXT_WEEK = "/splits/", "7"
FRIDAYS = {
    "2026-W50": datetime(2026, 12, 11, 13, tzinfo=UTC),
    "2026-W51": datetime(2026, 12, 18, 13, tzinfo=UTC),
    "2027-W02": datetime(2027, 1, 15, 13, tzinfo=UTC),
    "2027-W06": datetime(2027, 2, 12, 13, tzinfo=UTC),
}


@pytest.mark.slow
def test_joergens_whole_story(somebody: Callable[..., Person], server: Server) -> None:
    task = a_task_is_talked_over(server)
    karen = somebody(width=390).becomes("owner")
    mette = somebody(width=1280).becomes("mette")

    karen_sorts_and_divides(karen, task)
    mette_approves(mette)
    job = mette_starts_it(mette)
    karen.open(job)
    karen.sees_in_picture("4 ugers oplæring", "12 t + 4 t")
    the_agreement_says(mette, job, 1, "1", "Jørgen", CRATES, "12")

    for week, mark in (("2026-W50", "with_help"), ("2026-W51", "alone")):
        karen_marks_the_truck(karen, server, job, week, mark)
    mette_proposes_pay_for_the_truck(mette, job)
    karen_sees_what_differs_and_approves(karen)
    the_week_sheet_follows(karen, server, job)
    mette.becomes("mette")
    the_agreement_says(mette, job, 2, "2", TRUCK, "14")
    mette_reads_the_old_one_too(mette, job)

    karen_wants_twenty_hours(karen, job)
    mette_approves_with_her_reason(mette)
    it_has_grown_beyond_a_small_job(mette, server, job)
    mette.sees_in_picture("20 t løn")
    the_agreement_says(mette, job, 3, "3", CRATES, "20")


def karen_sorts_and_divides(karen: Person, task: str) -> None:
    karen.open(task)
    TaskPage(karen).make_plan()
    plan = PlanForm(karen)
    plan.sort(0, "training")
    plan.use_suggestion(0)
    plan.later(0)  # paid after the first four weeks
    plan.use_suggestion(1)
    for number in (2, 3):
        plan.say(number, "training", minutes="2", from_week="5", weeks="13")
        plan.use_suggestion(number)
    plan.shows("4 ugers oplæring", "12 t + 4 t")
    plan.can_be_sent()
    plan.send()
    PlanPage(karen)
    Home(karen).waits_for(METTE)


def mette_approves(mette: Person) -> None:
    Home(mette).open_move(PLAN)
    PlanPage(mette).approve()


def mette_starts_it(mette: Person) -> str:
    Home(mette).open_move(PLAN)
    PlanPage(mette).start_small_job()
    form = SmallJobForm(mette)
    form.fill(first_name="Jørgen", start_on="2026-11-09")
    form.representative_agrees("Torben Kjær, tillidsrepræsentant")
    form.fill(full_time_equivalents="12")
    form.save()
    SmallJobPage(mette).start()
    SmallJobPage(mette)
    return mette.path


def the_agreement_says(mette: Person, job: str, count: int, number: str, *texts: str) -> None:
    """On the page and in the file, for the version with that number."""
    page = AgreementPage(mette, job)
    page.says(*texts, KAREN, METTE)
    paper = PdfReader(BytesIO(page.pdf(f"{job}/agreement.pdf")))
    words = " ".join(" ".join(sheet.extract_text() for sheet in paper.pages).split())
    for text in (*texts, KAREN, METTE):
        assert text in words, text
    mette.open(f"{job}/agreement?version={number}")
    page.says(*texts)
    expect(mette.find('main a[href*="version="]')).to_have_count(count - 1)


def karen_marks_the_truck(karen: Person, server: Server, job: str, week: str, mark: str) -> None:
    server.travel(FRIDAYS[week])
    karen.becomes("owner")  # after a month one signs in again
    karen.open(f"{job}/weeks/{week}")
    sheet = WeekSheet(karen)
    sheet.progress(TRUCK, mark, "Sætter pallen lige")
    sheet.send()
    karen.is_at("/(home|weeks)")


def mette_proposes_pay_for_the_truck(mette: Person, job: str) -> None:
    mette.becomes("mette")  # a consultant signs in every week
    mette.open(f"{job}/next")
    page = NextPage(mette)
    said = page.evidence(TRUCK)
    assert "50: med hjælp" in said and "51: alene" in said and "Sætter pallen lige" in said
    page.propose_pay(TRUCK, week="9")  # after Christmas
    plan = PlanForm(mette)
    mette.sees("Sætter pallen lige")
    plan.use_suggestion(plan.row(TRUCK))
    plan.shows("14 t + 2 t")
    plan.send()
    PlanPage(mette)
    mette.is_told(KAREN)


def karen_sees_what_differs_and_approves(karen: Person) -> None:
    karen.becomes("owner")
    Home(karen).open_move(PLAN)
    page = PlanPage(karen)
    karen.sees("fra uge 9")
    page.compare(1)
    karen.look()
    karen.page.go_back()
    page.approve()
    karen.is_at("/smalljobs/")


def the_week_sheet_follows(karen: Person, server: Server, job: str) -> None:
    """Week 52 is as it was agreed then; week 2 of the new year as it is agreed now."""
    server.travel(FRIDAYS["2027-W02"])
    karen.becomes("owner")
    karen.open(f"{job}/weeks/2026-W52")
    assert hours(WeekSheet(karen)) == (9.75, 4)  # without 25 December, a Friday
    karen.open(f"{job}/weeks/2027-W02")
    assert hours(WeekSheet(karen)) == (14, 2)


def hours(sheet: WeekSheet) -> tuple[float, float]:
    """Paid and training hours that stand in the seven days."""
    return sheet.total("paid"), sheet.total("training")


def mette_reads_the_old_one_too(mette: Person, job: str) -> None:
    mette.open(f"{job}/agreement?version=1")
    cells = mette.find(".agreed-hours td.number").all_inner_texts()
    hours = [" ".join(cell.split()) for cell in cells]
    assert "12 t" in hours and "14 t" not in hours


def karen_wants_twenty_hours(karen: Person, job: str) -> None:
    karen.becomes("owner")
    karen.open(f"{job}/next")
    NextPage(karen).change_something_else(week="12")
    plan = PlanForm(karen)
    plan.fill(plan.row(CRATES), minutes="18")
    plan.shows("20 t + 2 t")
    plan.reason("paid_hours_high", "Han kan det hele nu, og vi mangler ham hver dag.")
    plan.send()
    PlanPage(karen)
    karen.is_told(METTE)


def mette_approves_with_her_reason(mette: Person) -> None:
    mette.becomes("mette")
    Home(mette).open_move(PLAN)
    page = PlanPage(mette)
    mette.sees("Han kan det hele nu, og vi mangler ham hver dag.")
    page.approve()
    mette.is_at("/smalljobs/")


def it_has_grown_beyond_a_small_job(mette: Person, server: Server, job: str) -> None:
    server.travel(FRIDAYS["2027-W06"])
    mette.becomes("mette")
    mette.open(job)
    mette.press_in("/grown")
    mette.is_told("Jørgen")
    mette.sees("12.02.2027")
