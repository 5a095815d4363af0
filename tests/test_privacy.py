"""What must never be written down."""

import sys
import time
import unicodedata
from datetime import date

import pytest

from webapp import privacy

TODAY = date(2026, 11, 20)

CPR = [
    # as everybody writes it
    "0101901234",
    "010190-1234",
    "010190 1234",
    "010190 - 1234",
    "01 01 90 1234",
    "01 01 90 12 34",
    "01.01.90-1234",
    "01-01-90-1234",
    "01/01/90-1234",
    "01/01-90 1234",
    "1/1-90 1234",
    "1.1.90-1234",
    "010190.1234",
    "010190/1234",
    "010190:1234",
    "010190_1234",
    "010190*1234",
    "010190+1234",
    "010190=1234",
    "010190,1234",
    "010190;1234",
    "010190|1234",
    "010190--1234",
    "010190---1234",
    "010190 -- 1234",
    "010190\t1234",
    "010190\n1234",
    "010190\r\n1234",
    "(010190)1234",
    "[010190] 1234",
    "010190 (1234)",
    "0101 9012 34",
    "01019 01234",
    "0 1 0 1 9 0 1 2 3 4",
    "0.1.0.1.9.0.1.2.3.4",
    "0-1-0-1-9-0-1-2-3-4",
    # as phones and word processors write it
    "010190–1234",
    "010190—1234",
    "010190\u20111234",
    "010190\u22121234",
    "010190\u00a01234",
    "010190\u202f1234",
    "010190\u20091234",
    "010190\u00ad1234",
    "010190\u200b1234",
    "0\u200b1\u200b0\u200b1\u200b9\u200b0\u200b1\u200b2\u200b3\u200b4",
    "010190\u2060-\u20601234",
    "\u202e010190-1234\u202c",
    "\ufeff010190-1234",
    "010190\u00b71234",
    "010190•1234",
    "０１０１９０－１２３４",
    "٠١٠١٩٠-١٢٣٤",
    "०१०१९०-१२३४",
    "𝟎𝟏𝟎𝟏𝟗𝟎-𝟏𝟐𝟑𝟒",
    "⓪①⓪①⑨⓪-①②③④",
    "⁰¹⁰¹⁹⁰-¹²³⁴",
    "O1O190-1234",
    # with the year in full, with the month as a word
    "010119901234",
    "01011990-1234",
    "01-01-1990-1234",
    "01.01.1990 1234",
    "01 01 1990 1234",
    "1/1 1990-1234",
    "1990-01-01-1234",
    "19900101-1234",
    "1. januar 1990 1234",
    "1. januar 1990-1234",
    "den 1. jan. 1990, 1234",
    "1 January 1990 1234",
    "31. december 1999 - 0000",
    "14. oktober 85 1234",
    # with words between, and around
    "010190 og 1234",
    "født 010190, de sidste fire 1234",
    "født 010190, de sidste fire cifre er 1234",
    "Født 01.01.90 - de sidste 4 er: 1234",
    "born 010190, last four digits 1234",
    "010190 bindestreg 1234",
    "født d. 1. januar 1990 og de sidste 4 cifre 1234",
    "Ring til 010190-1234 i dag.",
    "cpr:010190-1234,",
    "cpr010190-1234",
    "CPR-nr. 010190-1234X",
    "Hun hedder Else\n311299-0000\nog kommer mandag",
    "010190-1234 12 34 56 78",
    "Tlf. 12345678, 010190-1234",
    "1) 010190-1234 2) 020285-4321",
    "010190-1234.jpg",
    "billede_010190-1234.png",
    # of others: replacement numbers, this century, no check digit since 2007
    "610190-1234",
    "010107-4321",
    "240208-5123",
    "290200-4123",
    "311231-1999",
]

NOT_CPR = [
    "",
    "Ring på 12 34 56 78",
    "Ring på +45 12 10 85 12",
    "0045 12 10 85 12",
    "Tlf. 20108512 eller 40112233",
    "20 10 85 12, 40 11 22 33",
    "20 10 85 12 / 40 11 22 33 / 50 66 77 88",
    "CVR 90002619",
    "DK12108512",
    "P-nummer 1090000137",
    "P-nr. 1003421234",
    "P-nummer: 1012851234",
    "p nr 1003421234",
    "EAN 5790000123456",
    "EAN 5 790 000 123 456",
    "Konto 1234 0123456789012",
    "IBAN DK50 0040 0440 1162 43",
    "321390-1234",
    "011390-1234",
    "310290-1234",
    "290201-4123",
    "000000-0000",
    "9999999999",
    "1234567890",
    "01019012345",
    "101019012345",
    "21.11.2026",
    "21.11.2026 kl. 14.30",
    "21.11.2026 14:30",
    "21.11.26 14.30",
    "211126 1430",
    "211226-1000",
    "2026-11-21 14:30",
    "20261121 1430",
    "Fra 01.02.2026 til 01.03.2026",
    "01.02.2026-01.03.2026",
    "01.02.2026 og 01.03.2026",
    "01.02.1985-01.03.1990",
    "født 010190",
    "de sidste fire 1234",
    "010190 og 12345",
    "010190 kostede 1234",
    "010190 kasser blev til 1234",
    "12.000 poser om året",
    "1.234.567,50 kr.",
    "12.000-15.000 kr. om måneden",
    "145,50 kr. i timen i 12 timer",
    "Kl. 8.30-12.30 og 13-15",
    "Kl. 08.30-12.30, 13.00-15.00",
    "10.10-11.40 og 12.10-15.00",
    "mandag 8-12, tirsdag 9-13, onsdag 8-12",
    "Uge 47, 48, 49 og 50",
    "Ordre 2026-004711",
    "Ordre 4711-2026-15",
    "Varenummer 4006381333931",
    "Lot 99881234567",
    "Havnegade 12, 9000 Aalborg",
    "10 x 12 x 85 cm, 1234 stk.",
    "3 + 4 = 7",
    "1. januar 2026 1400 kasser",
    "1. januar 1990",
    "Løfter 10 kg 12 gange på 85 minutter",
    "٣٤",
]


@pytest.mark.parametrize("text", CPR)
def test_civil_registration_numbers_are_seen(text: str):
    assert privacy.looks_like_cpr(text, today=TODAY)


@pytest.mark.parametrize("text", NOT_CPR)
def test_other_numbers_are_let_through(text: str):
    assert not privacy.looks_like_cpr(text, today=TODAY)


def test_every_sign_between_the_digits_is_seen_through():
    gaps = [
        chr(code)
        for code in range(sys.maxunicode)
        if not chr(code).isalnum() and unicodedata.category(chr(code)) not in {"Cn", "Co", "Cs"}
    ]
    missed = [
        hex(ord(gap)) for gap in gaps if not privacy.looks_like_cpr(f"010190{gap}1234", today=TODAY)
    ]
    assert len(gaps) > 5_000 and missed == []


def test_children_and_the_very_old_count_where_the_check_digit_fits():
    """By hand: 4·0+3·1+2·0+7·1+6·2+5·0+4·5+3·0+2·1+1·0 = 44 = 4 · 11."""
    assert privacy.looks_like_cpr("010120-5010", today=TODAY)
    assert not privacy.looks_like_cpr("010120-5011", today=TODAY)
    assert not privacy.looks_like_cpr("01.01.20 50.10", today=TODAY)


def test_nobody_is_born_tomorrow():
    assert not privacy.looks_like_cpr("311257-5123", today=TODAY)


@pytest.mark.parametrize("text", ["01 " * 20_000, "0101901" * 9_000, "010190 og " * 6_000])
def test_long_texts_are_read_in_no_time(text: str):
    begun = time.process_time()
    privacy.looks_like_cpr(text, today=TODAY)
    assert time.process_time() - begun < 2


HINTS = [
    ("Han har angst", ["angst"]),
    ("Hun er på Kontanthjælp.", ["Kontanthjælp"]),
    ("ADHD og adhd og Depression", ["ADHD", "adhd", "Depression"]),
    ("psykisk sårbar, har haft kræft", ["psykisk", "kræft"]),
    ("stress, stress og stress", ["stress"]),
    ("han er stresset", ["stresset"]),
    ("recovering from anxiety", ["anxiety"]),
    ("sygemeldt siden maj", ["sygemeldt"]),
    ("Syg · depression", ["depression"]),
    ("en depressiv periode", ["depressiv"]),
    ("depres\u00adsion", ["depression"]),
    ("ＡＤＨＤ", ["ADHD"]),
    ("autist, autistisk, autisme", ["autist", "autistisk", "autisme"]),
    ("angstanfald", ["angstanfald"]),
    ("kræftsyg", ["kræftsyg"]),
    ("har fået en diagnose", ["diagnose"]),
    ("diagnosticeret", []),
    ("diskusprolaps og gigt", ["diskusprolaps", "gigt"]),
    ("leddegigt", ["leddegigt"]),
    ("hjernerystelse efter et fald", ["hjernerystelse"]),
    ("hjerteproblemer", ["hjerteproblemer"]),
    ("ordblind", ["ordblind"]),
    ("gravid i 5. måned", ["gravid"]),
    ("får sygedagpenge", ["sygedagpenge"]),
    ("på dagpenge", ["dagpenge"]),
    ("i ressourceforløb", ["ressourceforløb"]),
    ("alkoholiker", ["alkoholiker"]),
    ("har migræne", ["migræne"]),
    ("allergisk over for støv", ["allergisk"]),
    ("epileptiker", ["epileptiker"]),
    ("skizofreni", ["skizofreni"]),
    ("PTSD efter krigen", ["PTSD"]),
    ("mental disability", ["disability"]),
    ("she is pregnant", ["pregnant"]),
]


@pytest.mark.parametrize(("text", "words"), HINTS)
def test_words_that_hint_at_health_or_benefits_are_found(text: str, words: list[str]):
    assert privacy.sensitive_words(text) == words


WORK = [
    "",
    "Løfter op til 10 kg",
    "Det kræver ikke mange kræfter",
    "Løfter kraftigt, kræftigere kasser",
    "Ringede og meldte sig syg",
    "God til at arbejde alene",
    "Står op hele formiddagen",
    "Fejlkoder læses med diagnoseværktøj",
    "Trucken skal diagnosticeres",
    "En gigantisk bunke, gigabyte",
    "Handicaptoilettet gøres rent",
    "Handicapparkering skal fejes",
    "Allergivenlige rengøringsmidler",
    "En stressende fredag",
    "Hjertelig velkommen",
    "Hjerterne lægges i æsken",
    "Alkohol stilles på hylden",
    "Autoværksted, automatisk port",
    "Demonterer reoler",
    "Bipersoner",
    "Ordbøger sættes på plads",
    "Graver bede",
    "Astrid viser, hvordan",
    "A stress test of the new shelf",
    "Psalmebøger",
]


@pytest.mark.parametrize("text", WORK)
def test_words_about_the_work_are_no_hints(text: str):
    assert privacy.sensitive_words(text) == []


ILLNESS = [
    ("Syg, feber", ["feber"]),
    ("ondt i ryggen", ["ondt i"]),
    ("Var hos lægen", ["lægen"]),
    ("Lægetid kl. 10", ["Lægetid"]),
    ("ligger med influenza", ["influenza"]),
    ("corona igen", ["corona"]),
    ("indlagt i går", ["indlagt"]),
    ("blev opereret", ["opereret"]),
    ("smerter i knæet", ["smerter"]),
    ("til terapi", ["terapi"]),
    ("had a fever", ["fever"]),
    ("saw a doctor", ["doctor"]),
    ("depression", ["depression"]),
]


@pytest.mark.parametrize(("text", "words"), ILLNESS)
def test_words_of_illness_are_found_in_what_is_written_about_a_day(text: str, words: list[str]):
    assert privacy.words_of_illness(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Ringede om morgenen",
        "Bussen var forsinket",
        "Syg",
        "Blev sendt hjem kl. 11",
        "Flyttede kasser hele dagen",
        "Lægger varer på plads",
        "Rengøring hos lægehuset",
        "Medicinskabet blev tømt",
        "Møde i kommunen",
        *WORK,
    ],
)
def test_what_the_company_needs_to_plan_is_no_word_of_illness(text: str):
    assert privacy.words_of_illness(text) == []
