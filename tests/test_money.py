"""Amounts: as people write them, as whole øre, and back."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.splits.plans import many
from webapp.languages import LANGUAGES
from webapp.money import HOW_TO, NotMoney, parse, show

MOST = 1_000_000


@pytest.mark.parametrize(
    ("text", "oere"),
    [
        ("145", 145_00),
        ("145,50", 145_50),
        ("145.50", 145_50),
        ("145,5", 145_50),
        ("145,-", 145_00),
        ("kr. 145", 145_00),
        ("Kr 145,50", 145_50),
        ("145.5", 145_50),
        ("145,05", 145_05),
        ("0145", 145_00),
        ("0,01", 1),
        ("0,1", 10),
        ("1.234,50", 1234_50),
        ("1,234.50", 1234_50),
        ("1 234,50", 1234_50),
        ("1234,50", 1234_50),
        ("1.234", 1234_00),
        ("1,234", 1234_00),
        ("10.000", MOST),
        ("10000,00", MOST),
        ("  145  ", 145_00),
        ("145 kr.", 145_00),
        ("145kr", 145_00),
        ("145,50 KR.", 145_50),
        ("145 kroner", 145_00),
        ("145 DKK", 145_00),
        ("145 kr./time", 145_00),
        ("145 kr/t", 145_00),
        ("145 kr./t.", 145_00),
    ],
)
def test_an_amount_is_read_however_it_is_written(text: str, oere: int):
    assert parse(text, most=MOST) == oere


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "kr.",
        "meget",
        "-145",
        "\u2212145",
        "145,",
        ",50",
        "145,50,50",
        "1.23.456",
        "1.2345",
        "0,500",
        "0.125",
        "00.500",
        "012.345",
        "1e3",
        "٣٤٥",
        "145 kr. 50",
        "145\n150",
        "1" * 4000,
        "1" + ".000" * 2000,
    ],
)
def test_what_is_no_amount_is_told_how_to_write_it(text: str):
    with pytest.raises(NotMoney) as refused:
        parse(text, most=MOST)
    assert refused.value.message == HOW_TO


@pytest.mark.parametrize(
    "text", ["0", "0,00", "0,0", "145,505", "10000,01", "10.001", "999999", "1.234.567,89"]
)
def test_nothing_and_too_much_are_refused_with_the_limits(text: str):
    with pytest.raises(NotMoney) as refused:
        parse(text, most=MOST)
    assert refused.value.message.values == {"most": 10_000}


@pytest.mark.parametrize(
    ("oere", "danish", "english"),
    [
        (1, "0,01", "0.01"),
        (10, "0,10", "0.10"),
        (100, "1", "1"),
        (145_00, "145", "145"),
        (145_50, "145,50", "145.50"),
        (145_05, "145,05", "145.05"),
        (1234_00, "1.234", "1,234"),
        (1234_50, "1.234,50", "1,234.50"),
        (MOST, "10.000", "10,000"),
        (123_456_789_01, "123.456.789,01", "123,456,789.01"),
        (0, "0", "0"),
    ],
)
def test_an_amount_is_shown_as_one_writes_it(oere: int, danish: str, english: str):
    assert (show(oere), show(oere, "da"), show(oere, "en")) == (danish, danish, english)


@pytest.mark.parametrize("language", LANGUAGES)
@many
@given(st.integers(1, MOST))
def test_what_is_shown_is_read_back(language: str, oere: int):
    assert parse(show(oere, language), most=MOST) == oere
    assert parse(show(oere, language) + " kr.", most=MOST) == oere


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_amounts_around_every_round_one_are_read_back(language: str):
    for round_one in (100, 1_000, 10_000, 99_999, 100_000, 123_400, 999_900, MOST):
        for oere in range(max(round_one - 101, 1), min(round_one + 101, MOST) + 1):
            assert parse(show(oere, language), most=MOST) == oere


@many
@given(st.text(max_size=20))
def test_any_text_is_an_amount_or_is_refused(text: str):
    with suppress(NotMoney):
        assert 1 <= parse(text, most=MOST) <= MOST
