"""CVR numbers, P-numbers and codes, as people type them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.dk import cvr as stdnum_cvr

from webapp.accounts import rules
from webapp.actor import Role

VALID = "90002619"


@pytest.mark.parametrize(
    "text",
    [
        VALID,
        "90 00 26 19",
        "9000 2619",
        " 90002619 ",
        "90.00.26.19",
        "9000-2619",
        "DK90002619",
        "dk90002619",
        "DK 90 00 26 19",
        "DK-90002619",
        "90\u00a000\u00a026\u00a019",
    ],
)
def test_a_cvr_number_may_be_spaced_and_have_its_country(text: str):
    assert rules.parse_cvr(text) == VALID


@pytest.mark.parametrize(("text", "count"), [("9000261", 7), ("900026190", 9), ("DK9000261", 7)])
def test_a_cvr_number_of_another_length_is_counted(text: str, count: int):
    with pytest.raises(rules.BadNumber) as bad:
        rules.parse_cvr(text)
    assert str(bad.value) == f"A CVR number has 8 digits; this has {count}."


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "DK",
        "abcdefgh",
        "9000261O",
        "SE90002619",
        "９００02619",
        "٩0002619",
        "+90002619",
        "9000261½",
        "90002619\x00",
    ],
)
def test_a_cvr_number_has_only_digits(text: str):
    with pytest.raises(rules.BadNumber, match="has only digits"):
        rules.parse_cvr(text)


@pytest.mark.parametrize("last", sorted(set("0123456789") - {VALID[-1]}))
def test_a_wrong_check_digit_is_named(last: str):
    with pytest.raises(rules.BadNumber) as bad:
        rules.parse_cvr(VALID[:-1] + last)
    assert bad.value.message.values == {"first": VALID[:-1], "last": last}
    assert VALID[:-1] in str(bad.value)


@given(st.integers(10_000_000, 99_999_999).map(str))
def test_eight_digits_are_accepted_when_they_add_up(text: str):
    if stdnum_cvr.is_valid(text):
        assert rules.parse_cvr(text) == text
    else:
        with pytest.raises(rules.BadNumber):
            rules.parse_cvr(text)


@given(st.text(max_size=14))
def test_any_text_at_all_is_a_cvr_number_or_refused_in_our_words(text: str):
    with suppress(rules.BadNumber):
        assert stdnum_cvr.is_valid(rules.parse_cvr(text))


@pytest.mark.parametrize("text", ["1090000137", "1090 000 137", "10.90.00.01.37", " 1090000137\n"])
def test_a_p_number_has_ten_digits_and_no_check(text: str):
    assert rules.parse_p_number(text) == "1090000137"


@pytest.mark.parametrize("text", ["", "109000013", "10900001370", "109000013x", "１090000137"])
def test_anything_else_is_no_p_number(text: str):
    with pytest.raises(rules.BadNumber, match="10 digits"):
        rules.parse_p_number(text)


@pytest.mark.parametrize("text", ["123456", "123 456", "123-456", " 12 34 56\n"])
def test_a_code_may_be_typed_with_spaces(text: str):
    assert rules.tidy_code(text) == "123456"


def test_everybody_who_can_sign_in_has_a_session_that_ends():
    assert set(rules.SESSION_LIVES) == set(Role) - {Role.VISITOR}
