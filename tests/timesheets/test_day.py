"""The fields of a day: each is stored, typed, merged and kept in JSON."""

import json
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.splits.plan import Kind
from webapp.timesheets.content_writer import carried_day
from webapp.timesheets.day import FIELDS, DayContent, DayField, from_json, take, to_json, total
from webapp.timesheets.editing.forms import DayForm
from webapp.timesheets.models import Day
from webapp.timesheets.rules import Absence

MONDAY, CRATES, TRUCK = date(2026, 11, 16), UUID(int=1), UUID(int=2)
# Columns that say nothing of the day itself.
BESIDE = {"id", "timesheet_id", "day", "returned_because"}
EVERY = pytest.mark.parametrize("item", FIELDS, ids=lambda item: item.name)

minutes = st.integers(0, 1440)
shares = st.dictionaries(
    st.tuples(st.sampled_from([CRATES, TRUCK]), st.sampled_from([Kind.PAID, Kind.TRAINING])),
    minutes,
)
contents = st.builds(
    DayContent,
    st.dates(),
    paid=minutes,
    training=minutes,
    absence=st.none() | st.sampled_from(Absence),
    absence_note=st.text(),
    away_paid=minutes,
    shares=shares,
)


def test_the_table_has_every_column_that_says_something_of_the_day() -> None:
    columns = {column.name for column in Day.__table__.columns}  # type: ignore[attr-defined]
    assert {item.name for item in FIELDS} == columns - BESIDE


@EVERY
def test_every_field_can_be_typed(item: DayField) -> None:
    assert hasattr(DayForm, item.attribute)


@given(contents)
def test_a_day_is_the_same_when_it_comes_back_as_json(day: DayContent) -> None:
    assert from_json(json.loads(json.dumps(to_json(day)))) == day


@EVERY
def test_a_field_that_is_newer_than_the_json_is_empty(item: DayField) -> None:
    stored = to_json(DayContent(MONDAY, 60, 30, Absence.SICK, "Et ord", 90))
    del stored[item.name]
    assert not getattr(from_json(stored), item.name)


MINE = DayContent(MONDAY, 60, 30, None, "mine", shares={(CRATES, Kind.PAID): 60})
THEIRS = DayContent(
    MONDAY, 90, 45, Absence.SICK, "theirs", shares={(TRUCK, Kind.PAID): 90}, away=True
)


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("paid", {"paid": 90, "shares": {(CRATES, Kind.PAID): 60, (TRUCK, Kind.PAID): 90}}),
        ("training", {"training": 45}),
        ("absence", {"absence": Absence.SICK}),
        ("away_paid", {"away": True}),
        ("absence_note", {"absence_note": "theirs"}),
    ],
)
def test_one_field_of_theirs_is_taken_and_the_rest_stays(
    name: str, changed: dict[str, Any]
) -> None:
    (item,) = (item for item in FIELDS if item.name == name)
    assert take(MINE, THEIRS, [item]) == replace(MINE, **changed)


@pytest.mark.parametrize(
    ("day", "paid_away"),
    [
        (DayContent(MONDAY, 60, absence=Absence.SICK, away=True, usual_paid=180), 120),
        (DayContent(MONDAY, 60, absence=Absence.SICK, away=False, usual_paid=180), 0),
        (DayContent(MONDAY, 60, away=True, usual_paid=180), 0),  # nobody was away
        (DayContent(MONDAY, 180, absence=Absence.LATE, away=True, usual_paid=180), 0),
        (DayContent(MONDAY, 200, absence=Absence.LATE, away=True, usual_paid=180), 0),
    ],
)
def test_the_hours_that_were_missed_are_paid_where_that_was_chosen(
    day: DayContent, paid_away: int
) -> None:
    assert day.settled().away_paid == paid_away


def test_minutes_of_several_days_are_added_up_by_field() -> None:
    days = [DayContent(MONDAY, 60, 30, away_paid=5), DayContent(MONDAY, 1, 2, Absence.SICK)]
    assert total(days) == {"paid": 61, "training": 32, "away_paid": 5}


def test_a_correction_begins_with_all_of_the_day() -> None:
    whole = DayContent(
        MONDAY, 60, 30, Absence.LATE, "Bussen", 15, {(CRATES, Kind.PAID): 60, (TRUCK, Kind.PAID): 0}
    )
    assert carried_day(whole).content == whole
