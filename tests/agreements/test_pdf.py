"""The agreement as a PDF: tagged, whole, read back, and safe from whatever is typed."""

import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, g
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.agreements.jorgen import case, made, parts, texts
from tests.agreements.paper import Paper, squeezed
from tests.splits.parts import paid, training
from tests.world import NOW
from webapp.agreements import pdf
from webapp.agreements.contents import AgreementContents, to_plain
from webapp.agreements.rules import Copy
from webapp.languages import LANGUAGES
from webapp.routes.agreements import _tell

COPIES = [(copy, held) for copy in Copy for held in (False, True)]
every_copy = pytest.mark.parametrize(("copy", "held"), COPIES)
every_language = pytest.mark.parametrize("language", LANGUAGES)


@dataclass
class Press:
    """Makes agreements and their PDFs in a language."""

    app: Flask

    @property
    def fonts(self) -> Path:
        return Path(self.app.extensions["assets"].directory, "vendor/plex")

    def texts(
        self, copy: Copy, held: bool, language: str, contents: AgreementContents | None = None
    ) -> Any:
        with self.app.test_request_context():
            g.language = language
            return to_plain(made(copy, contents, held=held), _tell)

    def paper(self, document: Any, language: str = "da") -> Paper:
        return Paper(pdf.make(document, language, fonts=self.fonts, at=NOW))

    def with_goal(self, goal: str) -> Paper:
        contents = case([training(goal=goal)])
        return self.paper(self.texts(Copy.EMPLOYER, False, "en", contents), "en")


@pytest.fixture(scope="session")
def press(sqlite_app: Flask) -> Press:
    return Press(sqlite_app)


@every_language
@every_copy
def test_it_is_tagged_as_pdf_ua_asks(press: Press, copy: Copy, held: bool, language: str) -> None:
    document = press.texts(copy, held, language)
    paper = press.paper(document, language)
    assert paper.root["/MarkInfo"]["/Marked"]
    assert paper.root["/Lang"] == {"da": "da-DK", "en": "en-GB"}[language]
    assert paper.root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in paper.metadata
    assert paper.reader.metadata is not None and paper.reader.metadata.title == document["title"]
    assert paper.untagged() == []
    assert all("/StructParents" in page for page in paper.reader.pages)
    assert all("/ToUnicode" in font for font in paper.fonts())


@every_copy
def test_its_headings_lists_and_table_are_what_they_look_like(
    press: Press, copy: Copy, held: bool
) -> None:
    document = press.texts(copy, held, "da")
    tags = list(press.paper(document).tags())
    count = Counter(tags)
    works = [work for chapter in document["chapters"] for work in chapter["works"]]
    assert tags[:2] == ["Document", "H1"]
    assert (count["H1"], count["H2"]) == (1, 4 + len(document["chapters"]))
    assert count["H3"] == len(works)
    facts = [
        *document["parties"],
        *document["checklist"],
        *(f for work in works for f in work["facts"]),
    ]
    assert count["Lbl"] == count["LBody"] == count["LI"] == len(facts)
    assert (count["Table"], count["TH"]) == (1, len(document["hours"]["head"]))
    assert count["TD"] == sum(map(len, document["hours"]["rows"]))


@every_language
@every_copy
def test_every_sentence_is_read_back_in_its_order(
    press: Press, copy: Copy, held: bool, language: str
) -> None:
    document = press.texts(copy, held, language)
    read, at = squeezed(press.paper(document, language).text), 0
    for sentence in texts(document):
        result = read.find(squeezed(sentence), at)
        assert result >= 0, sentence
        at = result + len(squeezed(sentence))


@every_language
def test_what_is_kept_back_is_not_on_the_participants_paper(press: Press, language: str) -> None:
    document = press.texts(Copy.PARTICIPANT, True, language)
    paper = press.paper(document, language)
    read = squeezed(paper.text + paper.metadata).lower()
    for word in ("løn", "betalt", "paidhours", "gangeneerfri,så", "11.5", "11,5", "690"):
        assert word not in read
    whole = squeezed(press.paper(press.texts(Copy.PARTICIPANT, False, language), language).text)
    assert squeezed(parts()[1].market_value) in whole


@every_language
@every_copy
def test_jorgens_agreement_is_one_page(
    press: Press, copy: Copy, held: bool, language: str, record_property: Any
) -> None:
    document = press.texts(copy, held, language)
    begin = time.perf_counter()
    paper = press.paper(document, language)
    took = time.perf_counter() - begin
    record_property("agreements as PDF: # ms in all", round(took * 1000))
    assert paper.pages == 1
    assert took < 2


def test_a_long_plan_goes_on_over_pages_and_loses_nothing(press: Press) -> None:
    words = "Det er et langt svar med mange ord om arbejdet. " * 20
    rows = [paid(60, what=f"Opgave {n}", market_value=f"{words}{n}!") for n in range(40)]
    document = press.texts(Copy.EMPLOYER, False, "da", case(rows))
    paper = press.paper(document)
    assert paper.pages > 5
    assert paper.untagged() == []
    read = squeezed(paper.text)
    assert [n for n in range(40) if squeezed(f"{words}{n}!") not in read] == []


HOSTILE = [
    '#panic("x")',
    "#import sys: inputs; #sys.inputs",
    "*bold* _slanted_ `code` $x^2$ ~ -- @label <label>",
    "[a]{b}(c) \\ // not a comment /* nor this */",
    "= no heading",
    "+ no list\n- nor this\n/ nor: this",
    '"quoted" \'quoted\' {"json": "text"}',
    "æøå ÆØÅ äöü ł ș ğ Ж Ω – — … ’ “ ”",
    "tusindvis" * 40,
    "to\nlinjer",
    "<b>&amp;</b> %(x)s {{ 7 * 7 }}",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_is_typed_comes_out_as_it_was_typed(press: Press, words: str) -> None:
    paper = press.with_goal(words)
    assert paper.says(words)
    assert Counter(paper.tags())["H2"] == 5


def test_a_word_longer_than_a_line_stays_on_the_paper(press: Press) -> None:
    lines = press.with_goal("x" * 400).text.splitlines()
    assert max(len(line) for line in lines if "xxx" in line) < 100


def test_arabic_is_written_in_its_own_letters(press: Press) -> None:
    read = press.with_goal("مرحبا").text
    assert all(letter in read for letter in "مرحبا")


def test_what_no_font_has_is_called_by_its_name(press: Press) -> None:
    paper = press.with_goal("Godt gået 😀! 漢")
    assert paper.says("Godt gået [grinning face]! [cjk unified ideograph-6f22]")


@pytest.mark.parametrize("words", ["\x07\x1b", "\u202eabc\u202c", "\t \u2028", "\u200b"])
def test_what_nobody_can_see_neither_hides_nor_turns_anything(press: Press, words: str) -> None:
    document = press.texts(Copy.EMPLOYER, False, "en", case([training(what=words)]))
    read = press.paper(document, "en").text
    assert not set(read) & set("\x07\x1b\u202e\u202c\u2028")


@settings(max_examples=40, deadline=None)
@given(words=st.text(max_size=40))
def test_no_text_stops_the_press(press: Press, words: str) -> None:
    assert press.with_goal(words or "x").pages == 1


def test_without_our_letters_it_says_so(press: Press, tmp_path: Path) -> None:
    document = press.texts(Copy.EMPLOYER, False, "da")
    with pytest.raises(RuntimeError, match="IBM Plex Sans"):
        pdf.make(document, "da", fonts=tmp_path, at=NOW)
