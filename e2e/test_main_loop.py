"""The fruit warehouse: from crates in the way to an approved week, as one story.

Karen owns the warehouse and has never been here before. Mette is a consultant of Vestby. Each
step is told once, and both home pages say whose move it is after it.
"""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from .pages.door import FrontPage, SignIn, Welcome
from .pages.home import Home
from .pages.plan import PlanForm, PlanPage
from .pages.smalljob import SmallJobForm, SmallJobPage
from .pages.task import TaskForm, TaskPage
from .pages.week import WeekSheet
from .people import Person

CRATES, TRUCK, PICKING = "Rydde tomme kasser", "Køre truck", "Plukke frugt"
NOTE = "Torben på trucken er den, der skal med."
QUESTION = "Var han der 4 timer tirsdag?"
METTE, KAREN = "Mette Lund", "Karen Holm"
TASK, PLAN, WEEK = "/tasks/", "/splits/", "/weeks/2026-W46"  # what it is the move of somebody in

devices = pytest.mark.parametrize(
    ("width", "language", "javascript"),
    [
        pytest.param(390, "da", True, id="phone-danish"),
        pytest.param(1280, "da", True, id="desk-danish"),
        pytest.param(390, "en", True, id="phone-english"),
        pytest.param(1280, "en", True, id="desk-english"),
        pytest.param(390, "da", False, id="phone-danish-without-javascript"),
    ],
)


@devices
def test_joergens_case(
    somebody: Callable[..., Person],
    width: int,
    language: str,
    javascript: bool,
    record_property: Callable[[str, object], None],
) -> None:
    karen = somebody(width=width, language=language, javascript=javascript)
    mette = somebody(width=width, language=language, javascript=javascript)

    karen_describes_the_task_and_leaves(karen)
    karen_comes_back_and_says_who_she_is(karen)
    karen_sends_the_task(karen)

    it_is(karen, datetime(2026, 11, 3, 9, tzinfo=UTC))  # Tuesday
    mette_takes_the_task(mette)
    karen_never_sees_the_note(karen)
    mette_has_called_and_lets_her_in(mette)

    karen_makes_a_plan(karen)
    mette_asks_for_changes(mette)
    karen_changes_the_plan(karen)
    jonas_knows_her_too(somebody(width=width, language=language, javascript=javascript))
    mette_approves_the_plan(mette)

    mette_starts_the_small_job(mette)
    Home(karen).nothing_waits()

    it_is(karen, datetime(2026, 11, 9, 6, tzinfo=UTC))  # Monday: he starts, the sheet is opened
    it_is(karen, datetime(2026, 11, 13, 13, tzinfo=UTC))  # Friday: it is owed
    karen_sends_the_week(karen)
    mette_sends_it_back(mette)
    karen_corrects_the_day(karen)
    mette_approves_the_week(mette)
    the_week_is_locked(karen)
    device = f"{width} px, {language}, {'with' if javascript else 'without'} JavaScript"
    record_property(f"presses, {device}: #", f"owner {karen.presses}, consultant {mette.presses}")
    # Every tap into a field and every line of a list counts; one is to stay signed in.
    assert karen.presses <= 70 and mette.presses <= 59, "it takes more presses than it did"


def it_is(person: Person, moment: datetime) -> None:
    person.server.travel(moment)


# --- the task ---


def karen_describes_the_task_and_leaves(karen: Person) -> None:
    FrontPage(karen).describe_a_task()
    form = TaskForm(karen)
    karen.type("headline", "Tomme kasser står i vejen")
    karen.type("stops", "Torben må stige ned fra trucken hele dagen.")
    form.describe(0, CRATES, "6", "day", "24")
    form.describe(1, TRUCK, "1", "day", "48")
    form.describe(2, PICKING, "2", "day", "60")
    if karen.device.javascript:
        form.adds_up_to("26")
        form.is_kept()
    else:
        karen.press('button[value="keep"]')


def karen_comes_back_and_says_who_she_is(karen: Person) -> None:
    front = FrontPage(karen)
    karen.sees("Tomme kasser står i vejen")
    front.go_on_with_draft()
    assert karen.field("headline").input_value() == "Tomme kasser står i vejen"
    assert karen.field("activities-2-what").input_value() == PICKING
    TaskForm(karen).adds_up_to("26")
    TaskForm(karen).send()
    SignIn(karen).with_code("karen@frugtlageret.example", remember=True)
    Welcome(karen).tell(
        municipality="Vestby",
        name=KAREN,
        phone="12 34 56 78",
        company="Frugtlageret",
        cvr="90 00 00 12",
        workplace="Lageret, Kajvej 8",
    )


def karen_sends_the_task(karen: Person) -> None:
    page = TaskPage(karen)
    page.send()
    karen.is_told("Vestby", "4")  # who calls, and by when: two working days
    karen.look()
    Home(karen).waits_for("")  # nobody has taken it yet


def mette_signs_in(mette: Person) -> None:
    mette.open("/sign-in/")
    SignIn(mette).with_code("mette@vestby.example")
    mette.is_at("/home")


def mette_takes_the_task(mette: Person) -> None:
    mette_signs_in(mette)
    mette.choose_language()  # her own, which was Danish, wins over her browser's
    Home(mette).open_move(TASK, "since yesterday")
    page = TaskPage(mette)
    mette.sees(CRATES, "Frugtlageret", KAREN, "12 34 56 78")
    page.take()
    page.write_note(NOTE)
    Home(mette).your_move(TASK)


def karen_never_sees_the_note(karen: Person) -> None:
    Home(karen).waits_for(METTE).click()
    TaskPage(karen)
    karen.sees(METTE)
    karen.sees_not(NOTE)


def mette_has_called_and_lets_her_in(mette: Person) -> None:
    Home(mette).open_move(TASK)
    mette.press_in("/confirm")
    mette.is_told(KAREN)


def jonas_knows_her_too(jonas: Person) -> None:
    """One consultant's word is not enough for a company that nobody else knows."""
    jonas.open("/sign-in/")
    SignIn(jonas).with_code("jonas@vestby.example")
    jonas.is_at("/home")
    jonas.choose_language()
    Home(jonas).open_move("/people/")
    jonas.sees(METTE, KAREN)
    jonas.look()
    jonas.press_in("/second")
    jonas.is_told(KAREN)


# --- the plan ---


def karen_makes_a_plan(karen: Person) -> None:
    Home(karen).waits_for(METTE).click()  # she is in now, and may
    TaskPage(karen).make_plan()
    plan = PlanForm(karen)
    crates, truck, picking = plan.row(CRATES), plan.row(TRUCK), plan.row(PICKING)
    plan.say(picking, "stays")
    plan.say(truck, "training", weeks="4")
    plan.sort(crates, "paid")
    if karen.device.javascript:
        said = plan.asks(truck, "What is to be learnt with “%(what)s”?", what=TRUCK)
        said.locator("summary").click()  # why?
        said.locator("details").get_by_text(karen.t("Training needs a goal")).count()
        plan.asks(crates, "What do you get for the pay? Say it for “%(what)s”.", what=CRATES)
    plan.fill(crates, market_value="Gangene er fri. Det er 12 timers arbejde.")
    plan.fill(truck, goal="At køre den lille truck", mastery="Bakker op ti gange")
    if karen.device.javascript:
        plan.asks_nothing(truck)
        plan.can_be_sent()
        plan.is_kept()
    plan.send()
    PlanPage(karen)
    karen.is_told(METTE)
    Home(karen).waits_for(METTE)


def mette_asks_for_changes(mette: Person) -> None:
    Home(mette).open_move(PLAN)
    page = PlanPage(mette)
    mette.sees(CRATES, TRUCK, PICKING, "Bakker op ti gange")
    page.ask_for_changes("Kunne han ikke også lære at plukke?")
    Home(mette).waits_for(KAREN)


def karen_changes_the_plan(karen: Person) -> None:
    Home(karen).open_move(PLAN)
    page = PlanPage(karen)
    karen.sees("Kunne han ikke også lære at plukke?", METTE)
    page.change()
    plan = PlanForm(karen)
    plan.fill(plan.row(TRUCK), minutes="2", weeks="8")
    plan.say(
        plan.row(PICKING),
        "training",
        minutes="2",
        weeks="8",
        goal="At læse ordresedlen",
        mastery="20 ordrer i træk uden fejl",
    )
    plan.send()
    PlanPage(karen)
    karen.sees(karen.t("The plan, version %(number)s", number=2))
    Home(karen).waits_for(METTE)


def mette_approves_the_plan(mette: Person) -> None:
    Home(mette).open_move(PLAN)
    page = PlanPage(mette)
    page.approve()
    mette.look()
    Home(mette).your_move(PLAN)


# --- the small job ---


def mette_starts_the_small_job(mette: Person) -> None:
    Home(mette).open_move(PLAN)
    PlanPage(mette).start_small_job()
    form = SmallJobForm(mette)
    form.fill(first_name="Jørgen", start_on="2026-11-09", training_ends="2027-01-03")
    form.usual_week(0, mon="3", tue="3", wed="3", thu="3")
    form.usual_week(1, fri="2")
    form.usual_week(2, fri="2")
    form.representative_agrees()
    form.fill(full_time_equivalents="12")
    form.save()
    SmallJobPage(mette).start()
    SmallJobPage(mette)
    mette.sees("Jørgen")


# --- the week ---


def karen_sends_the_week(karen: Person) -> None:
    Home(karen).open_move(WEEK)
    week = WeekSheet(karen)
    assert week.hours("paid") == ["3", "3", "3", "3", "", "", ""]
    assert week.hours("training") == ["", "", "", "", "4", "", ""]
    week.day(1, paid="4")
    week.day(3, paid="0", absence="sick", because="told_that_day")
    week.note("Han klarer det fint.")
    if karen.device.javascript:
        week.adds_up_to("10", "4")
        week.is_kept()
    week.send()
    karen.is_at("/home")
    karen.is_told(METTE)
    Home(karen).waits_for(METTE)


def mette_sends_it_back(mette: Person) -> None:
    mette_signs_in(mette)  # a consultant does so every week
    Home(mette).open_move(WEEK)
    week = WeekSheet(mette)
    mette.sees(mette.t("Told us the same day"), "Han klarer det fint.")
    week.question(1, QUESTION)
    week.send_back()
    mette.is_told("")
    Home(mette).waits_for(KAREN)


def karen_corrects_the_day(karen: Person) -> None:
    Home(karen).open_move(WEEK)
    week = WeekSheet(karen)
    karen.sees(QUESTION)
    week.day(1, paid="3,5")
    week.send()
    karen.is_at("/home")
    Home(karen).waits_for(METTE)


def mette_approves_the_week(mette: Person) -> None:
    Home(mette).open_move(WEEK)
    WeekSheet(mette).approve()
    mette.is_at("/home")
    Home(mette).nothing_waits()


def the_week_is_locked(karen: Person) -> None:
    Home(karen).nothing_waits()
    karen.open("/timesheets")
    karen.look()
    karen.follow("/weeks/2026-W46")
    week = WeekSheet(karen)
    week.is_locked()
    karen.sees("3 t 30" if karen.device.language == "da" else "3 h 30")
