"""How things are shown."""

import pytest

from webapp.render import lines, show_phone


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("12345678", "12 34 56 78"),
        ("+45 12 34 56 78", "12 34 56 78"),
        ("(12) 34-56-78", "12 34 56 78"),
        ("112", "112"),
        ("+46 70 123 45 67", "+46 70 123 45 67"),
        ("1234567", "1234567"),
        ("12345678x", "12345678x"),
        ("lok. 123", "lok. 123"),
        ("", ""),
    ],
)
def test_a_danish_number_stands_in_pairs_and_others_as_they_were_written(number: str, shown: str):
    assert show_phone(number) == shown


def test_a_persons_lines_are_text_and_nothing_else():
    assert str(lines("a < b\n<b>c")) == "a &lt; b<br>&lt;b&gt;c"
