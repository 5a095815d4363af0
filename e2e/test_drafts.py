"""Nothing is lost: what somebody types keeps itself, through bad lines, second tabs and time."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Request, Route, expect
from sqlmodel import update

from webapp import db
from webapp.splits.models import Split

from .pages.door import SignIn
from .pages.plan import PlanForm
from .pages.task import TaskForm, TaskPage
from .pages.week import WeekSheet
from .people import Person
from .scenes import OWNER, a_plan_is_written, a_week_is_owed, karen_is_known
from .server import FRIDAY, Server

Somebody = Callable[..., Person]
SAVES = "**/edit"


@pytest.fixture
def karen(somebody: Somebody, server: Server) -> Person:
    karen_is_known(server)
    return somebody(width=390).becomes("owner")


@pytest.fixture
def planning(somebody: Somebody, server: Server) -> Person:
    """Karen has the plan that she is making before her."""
    address = a_plan_is_written(server)
    karen = somebody(width=390).becomes("owner")
    karen.open(address)
    return karen


def test_a_draft_keeps_itself_and_says_when(karen: Person) -> None:
    form = TaskForm(karen).open()
    karen.type("headline", "Tomme kasser")
    form.is_kept()
    karen.page.reload()
    expect(karen.field("headline")).to_have_value("Tomme kasser")


def test_back_finds_the_draft_and_not_an_empty_form(karen: Person) -> None:
    form = TaskForm(karen).open()
    karen.type("headline", "Tomme kasser")
    form.is_kept()
    karen.open("/home")
    karen.page.go_back()
    expect(karen.field("headline")).to_have_value("Tomme kasser")


def test_a_new_row_keeps_what_is_typed_and_waits_for_writing(karen: Person) -> None:
    form = TaskForm(karen).open()
    karen.type("activities-0-what", "Rydde kasser")
    form.add_row()
    expect(karen.field("activities-0-what")).to_have_value("Rydde kasser")
    expect(karen.field("activities-1-what")).to_be_focused()
    karen.page.keyboard.type("Feje gangen")
    form.add_row()
    form.remove_row(0)
    expect(karen.field("activities-0-what")).to_have_value("Feje gangen")


def test_the_hours_of_a_task_add_up_while_typing(karen: Person) -> None:
    form = TaskForm(karen).open()
    form.describe(0, "Rydde kasser", "6", "day", "24")
    form.adds_up_to("12")
    karen.type("activities-0-minutes", "12")
    form.adds_up_to("6")


def test_the_hours_of_a_week_add_up_while_typing(somebody: Somebody, server: Server) -> None:
    _karen, week = _owing(somebody, server)
    week.adds_up_to("12", "4")
    week.day(0, paid="3,4")
    week.adds_up_to("13", "4")
    week.is_kept()


def _owing(somebody: Somebody, server: Server) -> tuple[Person, WeekSheet]:
    address = a_week_is_owed(server)
    server.travel(FRIDAY)
    karen = somebody(width=390).becomes("owner")
    karen.open(address)
    return karen, WeekSheet(karen)


def test_a_server_that_goes_away_is_told_of_and_nothing_is_lost(karen: Person) -> None:
    karen.expected += ["ERR_INTERNET_DISCONNECTED", "htmx:", "ERR_FAILED"]
    form = TaskForm(karen).open()
    karen.type("headline", "Tomme kasser")
    form.is_kept()
    karen.page.route(SAVES, lambda route: route.abort())
    karen.type("headline", "Tomme kasser står i vejen")
    expect(karen.find("#lost")).to_be_visible()
    expect(karen.field("headline")).to_have_value("Tomme kasser står i vejen")
    karen.page.unroute(SAVES)
    expect(karen.find("#lost")).to_be_hidden(timeout=10_000)  # it tries again by itself
    karen.page.reload()
    expect(karen.field("headline")).to_have_value("Tomme kasser står i vejen")


def test_pressing_send_without_a_line_stays_on_the_page(karen: Person) -> None:
    karen.expected += ["ERR_INTERNET_DISCONNECTED", "htmx:", "ERR_FAILED"]
    form = TaskForm(karen).open()
    form.describe(0, "Rydde kasser", "6", "day", "24")
    form.is_kept()
    karen.page.context.set_offline(True)
    karen.type("headline", "Tomme kasser")
    form.send()
    expect(karen.find("#lost")).to_be_visible()
    expect(karen.field("headline")).to_have_value("Tomme kasser")
    karen.page.context.set_offline(False)
    back = karen.t("The connection is back. Press again to send.")
    expect(karen.find("#lost")).to_have_text(back)
    form.send()
    TaskPage(karen)


def test_sending_while_it_is_being_kept_is_not_refused(karen: Person) -> None:
    form = TaskForm(karen).open()
    form.describe(0, "Rydde kasser", "6", "day", "24")
    form.is_kept()
    karen.page.route(SAVES, _slowly)
    karen.type("headline", "Tomme kasser")
    form.send()
    TaskPage(karen)
    karen.is_told("Vestby")


def _slowly(route: Route) -> None:
    route.request.frame.page.wait_for_timeout(700)
    route.continue_()


def test_standing_on_the_button_sends_nothing(karen: Person, server: Server) -> None:
    form = TaskForm(karen).open()
    form.describe(0, "Rydde kasser", "6", "day", "24")
    karen.type("headline", "Tomme kasser")
    karen.find('#task-form button[value="send"]').focus()  # as the keyboard does
    form.is_kept()
    karen.page.wait_for_timeout(1200)  # longer than the pause that keeps a draft
    assert server.count("task where status = 'draft'") == 1


def test_a_double_press_makes_one_task(karen: Person, server: Server) -> None:
    form = TaskForm(karen).open()
    form.describe(0, "Rydde kasser", "6", "day", "24")
    karen.type("headline", "Tomme kasser")
    karen.find('#task-form button[value="send"]').dblclick()
    TaskPage(karen)
    karen.is_told("Vestby")
    assert server.count("task") == 1


def test_the_second_of_two_tabs_decides_knowingly(planning: Person) -> None:
    second = planning.another_tab()
    second.expected.append("^409")
    second.open(planning.path)
    plan = PlanForm(planning)
    plan.say(0, "paid", market_value="Det skrev den første")
    plan.is_kept()
    second.type("parts-0-market_value", "Det skrev den anden")
    expect(second.find("#kept")).to_contain_text(
        second.t("Somebody else changed this meanwhile. Press a button below to decide.")
    )
    second.press('button[value="keep"]')
    expect(second.find(".alert-warning")).to_be_visible()
    expect(second.field("parts-0-market_value")).to_have_value("Det skrev den anden")
    second.press('button[value="keep"]')
    second.sees("Det skrev den anden")


def test_a_form_that_outlived_the_session_is_sent_once_more(
    somebody: Somebody, server: Server
) -> None:
    karen, week = _owing(somebody, server)
    karen.expected.append("^401|Error Code 401")
    server.end_sessions()
    week.day(0, paid="3")
    week.note("Han klarer det fint.")
    expect(karen.find("#lost")).to_be_visible()
    week.send()
    karen.sees("Han klarer det fint.")
    with karen.page.context.expect_page() as opened:
        karen.follow("/sign-in/")
    fresh = Person(opened.value, server, karen.device)
    SignIn(fresh).with_code(OWNER)
    fresh.is_at("/home")
    karen.press('main form button[type="submit"]')
    karen.is_at("/home")
    karen.is_told("Mette Lund")
    assert server.count("timesheet where status = 'submitted' and note <> ''") == 1


def test_another_period_of_the_same_work_keeps_what_is_typed(planning: Person) -> None:
    plan = PlanForm(planning)
    plan.say(0, "training", goal="At se selv, hvor kasserne hober sig op")
    plan.later(0)
    expect(planning.field("parts-0-goal")).to_have_value("At se selv, hvor kasserne hober sig op")
    later = plan.row("Rydde tomme kasser", nth=1)
    expect(planning.field(f"parts-{later}-from_week")).to_have_value("5")


def test_a_draft_thrown_away_in_another_tab_says_so_and_is_sent_once(
    planning: Person, server: Server
) -> None:
    planning.expected.append("^404|Error Code 404")
    with db.transaction(server.engine) as session:  # a first version cannot be thrown away
        session.exec(update(Split).values(number=2))
    second = planning.another_tab()
    second.open(planning.path)
    second.press_in("/discard")
    second.page.wait_for_url(lambda address: not address.endswith("/edit"))
    asked: list[Request] = []
    planning.page.on(
        "request", lambda request: asked.append(request) if request.method == "POST" else None
    )
    plan = PlanForm(planning)
    plan.say(0, "paid", market_value="Så er der ryddet")
    planning.goes_on()
    text = planning.t(
        "This was removed meanwhile, perhaps by yourself in another window. "
        "What you wrote is still here, but it is not kept: copy it before you leave."
    )
    expect(planning.find("#lost")).to_have_text(text)
    planning.type("parts-0-market_value", "Så er der ryddet hver dag")
    planning.page.wait_for_timeout(6500)  # longer than the pause after which it would try again
    planning.press('button[value="send"]')
    expect(planning.find("#problem")).to_contain_text("Så er der ryddet hver dag")
    assert len(asked) <= 3
