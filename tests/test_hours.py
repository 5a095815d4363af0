"""Durations, as people write them."""

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hour_cases import ASKED, READ, REFUSED
from webapp import hours
from webapp.languages import LANGUAGES


@pytest.mark.parametrize(("text", "minutes"), READ.items())
def test_what_people_write_is_read_as_whole_minutes(text: str, minutes: int):
    assert hours.parse(text) == minutes


@pytest.mark.parametrize("text", ["", " ", *REFUSED])
def test_everything_else_is_refused_with_how_to_write_it(text: str):
    with pytest.raises(hours.NotHours) as refused:
        hours.parse(text)
    assert refused.value.message == hours.HOW_TO


@pytest.mark.parametrize(("text", "offered"), ASKED.items())
def test_what_can_be_read_in_two_ways_is_asked_about(text: str, offered: dict[str, int]):
    with pytest.raises(hours.TwoReadings) as asked:
        hours.parse(text)
    said = set(re.findall(r"[0-9]+[:.,][0-9]+", str(asked.value.message)))
    assert said - {text.split()[0]} == set(offered)
    for spelling, minutes in offered.items():
        assert hours.parse(spelling) == minutes


def test_the_question_says_both_and_what_hundredths_would_be():
    with pytest.raises(hours.TwoReadings, match=r"^Do you mean 7:30 or 7,3\? Write it like"):
        hours.parse("7,30")
    meant = r"^Do you mean 6:45, or 6\.45 hours, which is 6:27\? Write it like that\.$"
    with pytest.raises(hours.TwoReadings, match=meant):
        hours.parse("6.45")


@pytest.mark.parametrize("text", ["24,10", "25.30", "99,45"])
def test_what_is_too_much_in_both_ways_is_not_asked_about(text: str):
    with pytest.raises(hours.NotHours, match="At most"):
        hours.parse(text)


@pytest.mark.parametrize("text", ["-1", "-7,5", "−2", " -1 "])
def test_negative_hours_are_refused_for_what_they_are(text: str):
    with pytest.raises(hours.NotHours, match="cannot be negative"):
        hours.parse(text)


@pytest.mark.parametrize("text", ["25", "24,01", "24:01", "999", "24½", "1000000", "9" * 15])
def test_more_than_a_day_is_refused(text: str):
    with pytest.raises(hours.NotHours) as refused:
        hours.parse(text)
    assert refused.value.message.values == {"most": 1440}
    assert refused.value.message.hours == ("most",)


def test_where_a_whole_week_is_meant_more_is_allowed():
    assert hours.parse("37", most=7 * 24 * 60) == 2220


@pytest.mark.parametrize(
    ("minutes", "danish", "english"),
    [
        (0, "0 t", "0 h"),
        (1, "0 t 01", "0 h 01"),
        (50, "0 t 50", "0 h 50"),
        (425, "7 t 05", "7 h 05"),
        (435, "7 t 15", "7 h 15"),
        (450, "7 t 30", "7 h 30"),
        (655, "10 t 55", "10 h 55"),
        (720, "12 t", "12 h"),
        (1440, "24 t", "24 h"),
    ],
)
def test_minutes_are_shown_in_one_form(minutes: int, danish: str, english: str):
    for language, text in (("da", danish), ("en", english)):
        shown = hours.show(minutes, language)
        assert shown.replace("\u00a0", " ") == text
        assert " " not in shown  # no line breaks within it


@pytest.mark.parametrize(
    ("minutes", "danish", "english"),
    [
        (0, "0", "0"),
        (50, "0 t 50", "0 h 50"),
        (425, "7 t 05", "7 h 05"),
        (450, "7 t 30", "7 h 30"),
        (720, "12", "12"),
    ],
)
def test_a_field_has_no_unit_of_its_own(minutes: int, danish: str, english: str):
    assert hours.show_typed(minutes, "da") == danish
    assert hours.show_typed(minutes, "en") == english


def test_in_a_column_the_units_stand_below_each_other():
    column = [hours.show(minutes, aligned=True) for minutes in (150, 250, 720, 655)]
    assert {len(text) - text.index("t") for text in column} == {4}
    assert [text.split() for text in column] == [
        ["2", "t", "30"],
        ["4", "t", "10"],
        ["12", "t"],
        ["10", "t", "55"],
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_minute_of_a_day_can_be_typed_back_as_it_is_shown(language: str):
    for way in (hours.show, hours.show_typed):
        shown = [way(minutes, language) for minutes in range(24 * 60 + 1)]
        assert [hours.parse(text) for text in shown] == list(range(24 * 60 + 1))
        assert len(set(shown)) == len(shown)


@given(st.integers(0, 7 * 24 * 60), st.sampled_from([*LANGUAGES]), st.booleans())
def test_what_a_week_shows_can_be_typed_back(minutes: int, language: str, aligned: bool):
    for text in (
        hours.show(minutes, language, aligned=aligned),
        hours.show_typed(minutes, language),
    ):
        assert hours.parse(text, most=7 * 24 * 60) == minutes


@given(st.integers(0, 1440), st.sampled_from([*LANGUAGES]))
def test_it_does_not_matter_how_its_spaces_are_typed(minutes: int, language: str):
    shown = hours.show(minutes, language).replace("\u00a0", " ")
    for typed in (f" {shown} ", shown.replace(" ", ""), shown.upper(), shown.replace(" ", "  ")):
        assert hours.parse(typed) == minutes


@given(st.text(max_size=12))
def test_any_text_at_all_is_either_minutes_of_a_day_or_refused(text: str):
    with suppress(hours.NotHours):
        assert 0 <= hours.parse(text) <= 1440
