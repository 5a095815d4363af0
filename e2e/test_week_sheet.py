"""The week on a phone and as a grid: what follows what, the keys, and two who write at once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from .pages.week import WeekSheet
from .people import Person
from .scenes import a_week_is_owed, a_week_of_three_activities
from .server import FRIDAY, Server

Somebody = Callable[..., Person]
FOCUSED = "document.activeElement.name"
SAVES = "**/weeks/*"


def _before_the_week(
    somebody: Somebody, server: Server, scene: Callable[[Server], str], **device: object
) -> tuple[Person, WeekSheet]:
    address = scene(server)
    server.travel(FRIDAY)
    karen = somebody(**device).becomes("owner")
    karen.open(address)
    return karen, WeekSheet(karen)


def test_the_whole_week_and_the_button_are_on_one_screen(
    somebody: Somebody, server: Server
) -> None:
    karen, _week = _before_the_week(somebody, server, a_week_of_three_activities, width=390)
    for place in ("#day-0", "#day-4", "#week-form button[value=send]"):
        expect(karen.find(place)).to_be_in_viewport(ratio=1)
    end = karen.find("#week-form button[value=keep]").bounding_box()
    assert end and end["y"] + end["height"] <= 2 * 844
    assert karen.too_wide() == []
    karen.axe()


def test_the_parts_and_the_hours_of_a_day_follow_each_other(
    somebody: Somebody, server: Server
) -> None:
    karen, week = _before_the_week(somebody, server, a_week_of_three_activities, width=390)
    assert week.parts(4) == ["2", "1"]
    week.part(4, "Plukke frugt", "2,5")
    expect(karen.field("days-4-training")).to_have_value("4 t 30")
    week.day(4, training="1,5")
    assert week.parts(4) == ["0 t 40", "0 t 50"]
    week.adds_up_to("12", "1 t 30")
    week.is_kept()
    karen.page.reload()
    assert (week.hours("training")[4], week.parts(4)) == ("1 t 30", ["0 t 40", "0 t 50"])


def test_back_at_work_the_hours_come_back(somebody: Somebody, server: Server) -> None:
    karen, week = _before_the_week(somebody, server, a_week_of_three_activities, width=390)
    call = karen.find("#day-0 .call-now")
    week.day(0, absence="no_show")
    expect(call).to_be_visible()
    assert week.hours("paid")[0] == ""
    week.is_kept()
    karen.page.reload()
    week.day(0, absence="")
    expect(call).to_be_hidden()
    assert week.hours("paid")[0] == "3"
    week.day(4, absence="sick")
    assert week.parts(4) == ["", ""]
    week.day(4, absence="")
    assert week.parts(4) == ["2", "1"]


def test_a_reason_is_asked_for_as_soon_as_it_is_needed(somebody: Somebody, server: Server) -> None:
    karen, week = _before_the_week(somebody, server, a_week_is_owed, width=390)
    reason = karen.field("reason_paid_above")
    expect(reason).to_be_hidden()
    week.day(0, paid="6")
    expect(reason).to_be_visible()
    karen.look()
    karen.type("reason_paid_above", "Lagertælling")
    week.send()
    karen.is_at("/home")


def test_no_hours_is_one_press(somebody: Somebody, server: Server) -> None:
    karen, week = _before_the_week(somebody, server, a_week_is_owed, width=390)
    before = karen.presses
    week.no_hours("sick")
    karen.is_at("/home")
    assert karen.presses == before + 1
    assert server.count("timesheet where status = 'submitted'") == 1


def test_the_grid_is_walked_with_the_arrows(somebody: Somebody, server: Server) -> None:
    karen, _week = _before_the_week(somebody, server, a_week_is_owed, width=1280)
    keys, at = karen.page.keyboard, lambda: karen.page.evaluate(FOCUSED)
    karen.field("days-0-paid").focus()
    for key, name in [
        ("ArrowDown", "days-1-paid"),
        ("ArrowRight", "days-1-training"),
        ("ArrowUp", "days-0-training"),
        ("ArrowRight", "days-0-absence"),
        ("ArrowLeft", "days-0-training"),
        ("Enter", "days-1-training"),
    ]:
        keys.press(key)
        assert at() == name
    keys.type("7,5")
    keys.press("ArrowLeft")  # within the text first
    keys.press("ArrowLeft")
    assert at() == "days-1-training"
    keys.press("ArrowLeft")
    keys.press("ArrowLeft")
    assert at() == "days-1-paid"
    expect(karen.field("days-1-training")).to_have_value("7,5")


def test_no_hours_is_folded_away_as_soon_as_somebody_types(
    somebody: Somebody, server: Server
) -> None:
    karen, week = _before_the_week(somebody, server, a_week_is_owed, width=390)
    karen.expected.append("^422")
    sick = karen.find("#week-form button[value=none-sick]")
    expect(sick).to_be_visible()
    week.day(0, paid="2")
    expect(sick).to_be_hidden()
    karen.unfold(".no-hours")
    week.no_hours("sick")
    expect(karen.find("#sure-error")).to_be_visible()
    karen.look()
    week.no_hours("sick")
    karen.is_at("/home")


def test_hours_that_can_be_read_in_two_ways_are_one_press(
    somebody: Somebody, server: Server
) -> None:
    karen, week = _before_the_week(somebody, server, a_week_is_owed, width=390)
    week.day(2, paid="1.30")
    expect(karen.find("#wrong-2 button")).to_have_text(["1:30", "1.3"])
    karen.look()
    karen.axe()
    karen.find("#wrong-2 button").first.click()
    expect(karen.find("#wrong-2")).to_be_empty()
    expect(karen.field("days-2-paid")).to_have_value("1:30")


def test_hours_that_cannot_be_read_are_marked_at_once(somebody: Somebody, server: Server) -> None:
    karen, week = _before_the_week(somebody, server, a_week_is_owed, width=390)
    field, wrong = karen.field("days-2-paid"), karen.find("#wrong-2")
    week.day(2, paid="halv")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(wrong).not_to_be_empty()
    expect(karen.find("#send-label")).to_have_text(karen.t("Send the week"))
    karen.axe()
    week.day(2, paid="3½")
    expect(wrong).to_be_empty()
    expect(field).not_to_have_attribute("aria-invalid", "true")


def test_without_a_connection_sending_says_that_nothing_is_sent(
    somebody: Somebody, server: Server
) -> None:
    karen, week = _before_the_week(somebody, server, a_week_is_owed, width=390)
    karen.expected.append("ERR_INTERNET_DISCONNECTED|console: htmx")
    bar, context = karen.find("#lost"), karen.page.context
    context.set_offline(True)
    week.note("Det gik fint.")
    week.send()
    expect(bar).to_have_text(karen.find("#week-form").get_attribute("data-unsent") or "")
    context.set_offline(False)
    expect(bar).to_have_text(karen.find("#week-form").get_attribute("data-back") or "")
    assert server.count("timesheet where status = 'submitted'") == 0
    week.is_kept()
    week.send()
    karen.is_at("/home")
    assert server.count("timesheet where status = 'submitted'") == 1


def test_a_face_and_a_mark_are_taken_back_by_a_second_press(
    somebody: Somebody, server: Server
) -> None:
    karen, week = _before_the_week(somebody, server, a_week_of_three_activities, width=390)
    well, alone = "label[for=went-well]", "label[for=progress-0-mark-alone]"
    week.mood("well")
    karen.press(alone)
    week.is_kept()
    karen.press(well)
    karen.press(alone)
    expect(karen.find("#went-well, #progress-0-mark-alone").locator(":checked")).to_have_count(0)
    for _wait in range(50):
        if not server.count("progress") and not server.count("timesheet where went = 'well'"):
            break
        karen.page.wait_for_timeout(100)
    karen.page.reload()
    for name in ("#went-well", "#progress-0-mark-alone"):
        expect(karen.find(name)).not_to_be_checked()
    karen.press(well)
    karen.find("#went-well").press("Space")
    expect(karen.find("#went-well")).not_to_be_checked()


def test_enter_leads_past_chips_and_from_the_last_day_to_the_button(
    somebody: Somebody, server: Server
) -> None:
    karen, _week = _before_the_week(somebody, server, a_week_is_owed, width=1280)
    at = lambda: karen.page.evaluate(FOCUSED)  # noqa: E731
    karen.field("days-4-paid").focus()
    karen.page.keyboard.press("Enter")
    assert karen.page.evaluate("document.activeElement.value") == "send"
    karen.find("#went-well").focus()
    karen.page.keyboard.press("Enter")
    assert at() == "note"


def test_who_comes_late_is_asked_for_the_hours(somebody: Somebody, server: Server) -> None:
    karen, week = _before_the_week(somebody, server, a_week_is_owed, width=390)
    week.day(1, absence="late")
    assert karen.page.evaluate(FOCUSED) == "days-1-paid"


@pytest.fixture
def two(somebody: Somebody, server: Server) -> tuple[Person, Person]:
    """The same week on two phones."""
    karen, _week = _before_the_week(somebody, server, a_week_is_owed, width=390)
    other = somebody(width=390).becomes("owner")
    other.open(karen.path)
    for person in (karen, other):
        person.expected.append("^409")
    return karen, other


def test_what_the_other_phone_wrote_is_put_in(two: tuple[Person, Person]) -> None:
    karen, other = two
    WeekSheet(karen).day(0, paid="2")
    WeekSheet(karen).is_kept()
    WeekSheet(other).day(1, paid="1")
    expect(other.field("days-0-paid")).to_have_value("2")
    expect(other.field("days-1-paid")).to_be_focused()
    WeekSheet(other).send()
    other.is_at("/home")


def test_what_both_wrote_is_asked_about(two: tuple[Person, Person]) -> None:
    karen, other = two
    WeekSheet(karen).day(0, paid="2")
    WeekSheet(karen).is_kept()
    WeekSheet(other).day(0, paid="1")
    expect(other.find("#beside-day-0 .clash")).to_be_visible()
    expect(other.field("days-0-paid")).to_have_value("1")
    other.look()
    WeekSheet(other).send()  # it is not decided by sending
    expect(other.find(".alert-warning")).to_be_visible()
    assert other.server.count("timesheet where status = 'submitted'") == 0
    WeekSheet(other).take("day-0.paid")
    expect(other.field("days-0-paid")).to_have_value("2")


def test_one_keeps_what_one_wrote(two: tuple[Person, Person]) -> None:
    karen, other = two
    WeekSheet(karen).day(0, paid="2")
    WeekSheet(karen).is_kept()
    WeekSheet(other).day(0, paid="1")
    expect(other.find("#beside-day-0 .clash")).to_be_visible()
    other.press('button[value="keep-day-0.paid"]')
    expect(other.find(".clash")).to_have_count(0)
    expect(other.field("days-0-paid")).to_have_value("1")
    WeekSheet(other).send()
    other.is_at("/home")


def test_a_week_that_was_sent_meanwhile_is_linked_to(two: tuple[Person, Person]) -> None:
    karen, other = two
    WeekSheet(karen).send()
    karen.is_at("/home")
    WeekSheet(other).day(0, paid="1")
    link = other.find("#lost a")
    expect(link).to_be_visible()
    link.click()
    expect(other.find("#week-form")).to_have_count(0)


def test_nothing_is_put_in_where_one_is_writing(two: tuple[Person, Person]) -> None:
    karen, other = two
    week = WeekSheet(other)
    WeekSheet(karen).day(0, paid="2", absence="late", absence_note="Bussen")
    WeekSheet(karen).is_kept()
    other.page.route(SAVES, _slowly)
    week.day(1, paid="1")
    other.page.wait_for_timeout(1000)  # it is on its way
    other.field("days-0-paid").focus()
    other.page.keyboard.type("1,5")
    expect(other.find("#beside-day-0 .clash").first).to_be_visible(timeout=10_000)
    expect(other.field("days-0-paid")).to_have_value("1,5")
    expect(other.field("days-0-paid")).to_be_focused()
    other.page.unroute_all(behavior="ignoreErrors")


def _slowly(route: Route) -> None:
    route.request.frame.page.wait_for_timeout(800)
    route.continue_()
