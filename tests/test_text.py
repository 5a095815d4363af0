"""What is left of what people type."""

import pytest

from webapp import text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("  Kasser  ", "Kasser"),
        ("Rydde\nkasser", "Rydde kasser"),
        ("Rydde\r\nkasser", "Rydde kasser"),
        ("Rydde\u2028kasser", "Rydde kasser"),
        ("Rydde\tkasser", "Rydde kasser"),
        ("Kas\0ser", "Kasser"),
        ("Kas\x1b[31mser", "Kas[31mser"),
        ("Kas\x7f\x9fser", "Kasser"),
        ("Kas\ud800ser", "Kasser"),
        ("\u202eressaK\u202c", "ressaK"),
        ("\u2066Kasser\u2069", "Kasser"),
        ("Kas\u200bser\u200e", "Kasser"),
        ("\ufeffKasser", "Kasser"),
        ("Kas\u00adser", "Kasser"),
        ("Kas\u2060ser", "Kasser"),
        ("\u3164\u2800", ""),
        ("\u200b\u200b", ""),
        ("Æbler, pærer & 7½ kg – “frisk” 🍎", "Æbler, pærer & 7½ kg – “frisk” 🍎"),
        ("1\u00a0000", "1\u00a0000"),
        ("❤️", "❤️"),
    ],
)
def test_one_line_keeps_what_one_sees(typed: str, kept: str):
    assert text.line(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("Først\nså", "Først\nså"),
        ("Først\r\nså", "Først\nså"),
        ("Først\rså", "Først\nså"),
        ("Først\u2029så", "Først\nså"),
        ("\n Først\n\nså \n", "Først\n\nså"),
        ("Først\tså", "Først så"),
        ("Før\0st\ud800", "Først"),
        ("Først \u202eås", "Først ås"),
        ("\u200b\n\u200b", ""),
        ("\u200d", ""),
        ("👩\u200d🔧 kommer", "👩\u200d🔧 kommer"),
    ],
)
def test_a_text_keeps_its_lines(typed: str, kept: str):
    assert text.lines(typed) == kept


def test_nothing_more_is_taken_away_the_second_time():
    for typed in ("\u202e a\u200b\n\tb \0", "👩\u200d🔧", " \u2028 x"):
        assert text.lines(text.lines(typed)) == text.lines(typed)
        assert text.line(text.line(typed)) == text.line(typed)
