"""What must never be written down."""

import pytest

from webapp import privacy


@pytest.mark.parametrize(
    "text",
    [
        "0101901234",
        "010190-1234",
        "010190 1234",
        "010190–1234",
        "010190\u20111234",
        "010190 - 1234",
        "01 01 90 1234",
        "01.01.90-1234",
        "01-01-90-1234",
        "Ring til 010190-1234 i dag.",
        "cpr:010190-1234,",
        "Hun hedder Else\n311299-0000\nog kommer mandag",
    ],
)
def test_civil_registration_numbers_are_seen(text: str):
    assert privacy.looks_like_cpr(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ring på 12 34 56 78",
        "CVR 90002619",
        "P-nummer 1090000137",
        "321390-1234",
        "011390-1234",
        "01019012345",
        "101019012345",
        "21.11.2026",
        "21.11.2026 kl. 14.30",
        "Fra 01.02.2026 til 01.03.2026",
        "12.000 poser om året",
        "Kl. 8.30-12.30 og 13-15",
    ],
)
def test_other_numbers_are_let_through(text: str):
    assert not privacy.looks_like_cpr(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Han har angst", ["angst"]),
        ("Hun er på Kontanthjælp.", ["Kontanthjælp"]),
        ("ADHD og adhd og Depression", ["ADHD", "adhd", "Depression"]),
        ("psykisk sårbar, har haft kræft", ["psykisk", "kræft"]),
        ("stress, stress og stress", ["stress"]),
        ("recovering from anxiety", ["anxiety"]),
        ("sygemeldt siden maj", ["sygemeldt"]),
    ],
)
def test_words_that_hint_at_health_or_benefits_are_found(text: str, words: list[str]):
    assert privacy.sensitive_words(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Løfter op til 10 kg",
        "Det kræver ikke mange kræfter",
        "Ringede og meldte sig syg",
        "God til at arbejde alene",
        "Står op hele formiddagen",
    ],
)
def test_words_about_the_work_are_no_hints(text: str):
    assert privacy.sensitive_words(text) == []


def test_a_replacement_number_is_recognised_too():
    assert privacy.looks_like_cpr("Hun har 610190-1234")
