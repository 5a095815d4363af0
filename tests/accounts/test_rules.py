"""CVR numbers, P-numbers and codes, as people type them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.dk import cvr as stdnum_cvr

from webapp.accounts import emails, rules
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
    assert set(rules.SESSION_LIVES) == set(Role) - {Role.VISITOR, Role.WAITING}


# --- addresses -----------------------------------------------------------------------------

ADDRESSES = {
    "karen@example.dk": "karen@example.dk",
    "  Karen@Example.DK \n": "karen@example.dk",
    "karen.holm-bach_2@mail.frugt.example": "karen.holm-bach_2@mail.frugt.example",
    "karen+kasser@example.dk": "karen+kasser@example.dk",
    "o'brien@example.ie": "o'brien@example.ie",
    "b&o@example.dk": "b&o@example.dk",
    "karen@blåbær.dk": "karen@xn--blbr-roah.dk",
    "karen@BLÅBÆR.dk": "karen@xn--blbr-roah.dk",
    "karen@bla\u030abær.dk": "karen@xn--blbr-roah.dk",  # å as a and a ring
    "karen@xn--blbr-roah.dk": "karen@xn--blbr-roah.dk",
    "karen@example.xn--p1ai": "karen@example.xn--p1ai",
    "k" * 64 + "@example.dk": "k" * 64 + "@example.dk",
}


@pytest.mark.parametrize(("text", "kept"), ADDRESSES.items(), ids=range(len(ADDRESSES)))
def test_an_address_has_one_spelling(text: str, kept: str):
    assert emails.parse(text) == kept
    assert emails.parse(kept) == kept


@pytest.mark.parametrize(
    "text",
    [
        "",
        "karen",
        "@example.dk",
        "karen@",
        "karen@example",
        "karen@example.d",
        "karen@example.42",
        "(1)karen@example.dk",
        "x:karen@example.dk",
        "karen@@example.dk",
        "karen @example.dk",
        "karen@example.dk\0",
        "karen–holm@example.dk",  # a dash is no letter that could be named
        "karen@straße.example",
        "karen@" + "x" * 64 + ".dk",
        "karen@" + ".".join(["x" * 60] * 4) + ".example",
        "a" * 5000,
    ],
)
def test_what_is_no_plain_address_is_refused(text: str):
    with pytest.raises(emails.BadEmail, match="Write it like"):
        emails.parse(text)


@pytest.mark.parametrize(("text", "letter"), [("kåre@a.dk", "å"), ("SØREN@a.dk", "ø")])
def test_a_letter_that_mail_cannot_carry_is_named(text: str, letter: str):
    with pytest.raises(emails.BadEmail) as bad:
        emails.parse(text)
    assert bad.value.message.values == {"letter": letter}


@given(st.text(max_size=300))
def test_any_text_at_all_is_an_address_or_refused_in_our_words(text: str):
    with suppress(emails.BadEmail):
        kept = emails.parse(text)
        assert kept.isascii() and kept == kept.lower() and kept.count("@") == 1
        assert emails.parse(emails.show(kept)) == kept


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("karen@example.dk", "karen@example.dk"),
        ("karen@xn--blbr-roah.dk", "karen@blåbær.dk"),
        ("karen@xn--pple-43d.com", "karen@xn--pple-43d.com"),  # a letter that looks like another
        ("karen@xn--a.dk", "karen@xn--a.dk"),
        ("", ""),
    ],
)
def test_an_address_is_shown_as_its_owner_writes_it(kept: str, shown: str):
    assert emails.show(kept) == shown


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("karen@a.dk", "karen@a.dk"),
        ("karen+1@a.dk", "karen+@a.dk"),
        ("karen+1+2@a.dk", "karen+@a.dk"),
        ("karen@a+b.dk", "karen@a+b.dk"),
    ],
)
def test_tags_of_a_box_are_counted_together(address: str, counted: str):
    assert emails.counted_as(address) == counted


# --- codes and how often -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kode: 123 456.", "123456"),
        ("123456 er din kode til Småjob", "123456"),
        ("123\u00a0456", "123456"),
        ("Din kode er 123456. Den virker i 15 minutter.", "123456"),
        ("12345", "12345"),
        ("1234567", "1234567"),
        (" abc ", "abc"),
        ("", ""),
        ("١٢٣٤٥٦", "١٢٣٤٥٦"),
    ],
)
def test_a_code_is_found_in_what_was_pasted(text: str, code: str):
    assert rules.tidy_code(text) == code


# known, strangers, strangers today, near; known browser? → is one more sent?
LIMITS = [
    ((0, 0, 0, 0), False, True),
    ((0, 4, 4, 4), False, True),
    ((0, 5, 5, 5), False, False),
    ((0, 0, 20, 0), False, True),
    ((0, 1, 20, 1), False, False),
    ((0, 4, 19, 4), False, True),
    ((0, 0, 0, 29), False, True),
    ((0, 0, 0, 30), False, False),
    ((10, 0, 0, 0), False, True),
    ((9, 100, 100, 100), True, True),
    ((10, 0, 0, 0), True, False),
]


@pytest.mark.parametrize(("numbers", "known", "sent"), LIMITS)
def test_how_often_a_code_is_sent(numbers: tuple[int, ...], known: bool, sent: bool):
    refusal = rules.too_often(rules.Counted(*numbers), known=known)
    assert (refusal is None) is sent


def test_while_no_more_mails_are_sent_the_link_of_the_last_one_works():
    assert rules.CODE_LIVES >= rules.QUARTER


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("", ""),
        ("unix", ""),
    ],
)
def test_whom_a_network_address_is_counted_with(address: str, network: str):
    assert rules.network_of(address) == network
