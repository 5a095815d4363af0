"""Calendars as others' programs read them: days, names, languages, and the turns of the year."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from tests.calendars.test_calendars import address_of, days, english, events, sending
from tests.conftest import Browse
from tests.database import Database
from tests.house.statements import counted
from tests.world import World
from webapp.clock import COPENHAGEN, Week
from webapp.timesheets.rules import Status


def test_it_speaks_the_persons_language_and_says_no_more_than_a_first_name(
    world: World, browse: Browse
) -> None:
    world.db.update(world.karen, language="da")
    world.job(payroll_number="4711")
    text = browse().open(address_of(world, "karen")).text
    assert "PRODID:-//Småjob//DA" in text
    for words in ("Karen", "Mette", "4711", "Tomme"):
        assert words not in text


def test_lines_are_ended_and_folded_as_others_expect(world: World, browse: Browse) -> None:
    world.job(first_name="Æ" * 40)
    content = browse().open(address_of(world, "karen")).get_data()
    lines = content.split(b"\r\n")
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)


@pytest.mark.parametrize(
    ("now", "fridays"),
    [
        (datetime(2026, 12, 14, 12, tzinfo=UTC), ["12-18", "12-25", "01-01", "01-08", "01-15"]),
        (datetime(2026, 10, 20, 12, tzinfo=UTC), ["10-23", "10-30", "11-06", "11-13", "11-20"]),
        (datetime(2027, 3, 22, 12, tzinfo=UTC), ["03-26", "04-02", "04-09", "04-16", "04-23"]),
    ],
    ids=["week 53", "the clock goes back", "the clock goes forward"],
)
def test_neither_week_53_nor_the_clock_moves_a_day(
    world: World, browse: Browse, now: datetime, fridays: list[str]
) -> None:
    english(world, "karen")
    world.job(start_on=date(2026, 10, 5))
    address = address_of(world, "karen")
    with time_machine.travel(now):
        by_key = {name: event for name, event in events(browse, address).items() if "week-" in name}
    assert [f"{event['dtstart'].dt:%m-%d}" for event in by_key.values()] == fridays
    for event in by_key.values():
        day = event["dtstart"].dt
        assert type(day) is date and day.weekday() == 4
        assert event["dtend"].dt == day + timedelta(days=1)
        assert f"Week {Week.of(day).number} " in event["summary"]
        assert "TZID" not in event["dtstart"].params
    assert [name for name in by_key if "2026-W53" in name] == [
        name for name in by_key if by_key[name]["dtstart"].dt == date(2027, 1, 1)
    ]


@pytest.mark.parametrize("hour", [0, 1, 22, 23])
def test_which_week_it_is_is_asked_in_denmark(world: World, browse: Browse, hour: int) -> None:
    english(world, "karen")
    world.job()
    address = address_of(world, "karen")
    sunday = datetime(2026, 11, 22, hour, 30, tzinfo=UTC)  # 23:30 in UTC is Monday in Denmark
    with time_machine.travel(sunday):
        first = sending(days(browse, address))[0][0]
    assert first == Week.of(sunday.astimezone(COPENHAGEN).date()).days[4]


def test_it_asks_few_questions_however_much_there_is(
    world: World, browse: Browse, db: Database
) -> None:
    for who, most in (("karen", 5), ("mette", 4)):  # one belongs to companies, which are asked for
        address, visitor = address_of(world, who), browse()
        asked = []
        for _ in range(2):
            with counted(db.engine) as seen:
                visitor.open(address)
            asked.append(len(seen))
            for _ in range(5):
                world.sheet(Status.OPEN)
        assert asked == [most, most]


def test_every_event_leads_to_its_page(world: World, browse: Browse) -> None:
    world.job(trains=True, training_ends=date(2026, 12, 20))
    karen = browse(world.karen)
    for event in events(browse, address_of(world, "karen")).values():
        path = re.sub(r"^http://127.0.0.1:8000", "", str(event["url"]))
        assert path.startswith("/smalljobs/")
        assert str(event["description"]) == str(event["url"])
        if "/weeks/" not in path:
            assert karen.open(path).status_code == 200
