"""The picture of a plan on a page: its words have room in both languages, its table agrees."""

import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from itertools import product
from textwrap import wrap

import pytest
from babel.messages.pofile import read_po
from flask import Flask, g

from tests.house.pages import ROOT
from tests.splits.drawn import JOERGEN, MONDAY, english, picture
from webapp.languages import LANGUAGES
from webapp.messages import Message
from webapp.splits import labels
from webapp.splits.picture import Picture
from webapp.splits.plan import Phase


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("last", [None, 1, 9, 26, 520])
def test_words_have_room_in_any_language(language: str, last: int | None):
    for paid, training in product([0, 20, 300, 720, 735, 2220, 5980], repeat=2):
        title = labels.title(Phase(1, last, paid, training))
        text = translated(title.message, language)
        assert len(text) <= title.broad
        for characters in range(title.narrow, title.broad + 1):
            lines = wrap(text, characters, break_long_words=False)
            assert len(lines) <= 2 and max(map(len, lines)) <= characters, lines


def translated(message: Message, language: str) -> str:
    texts = catalogue(language)
    return english(replace(message, id=texts.get(message.id) or message.id))


@cache
def catalogue(language: str) -> dict[str, str]:
    path = ROOT / f"webapp/translations/{language}/LC_MESSAGES/messages.po"
    if not path.exists():
        return {}  # message ids are English
    return {str(item.id): str(item.string) for item in read_po(path.open("rb")) if item.string}


class Parsed(HTMLParser):
    """The ids and numbers in a page, and the cells of its tables."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.cells: list[str] = []
        self.in_body = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_body = tag == "tbody" or (self.in_body and tag in {"tr", "th", "td", "span"})
        self.attributes += [(name, (value or "").replace("\u00a0", " ")) for name, value in attrs]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag in {"th", "td"} and self.in_body:
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.in_body and self.cells:
            self.cells[-1] += " ".join(data.split())


def page(app: Flask, language: str, *drawn: Picture) -> str:
    with app.test_request_context("/"):
        g.language = language
        ui = app.jinja_env.globals["ui"]
        return "".join(str(ui.picture(item)) for item in drawn)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_shows_two_pictures_that_do_not_share_ids(sqlite_app: Flask, language: str):
    before = picture(JOERGEN[:2], name="before")
    html = page(sqlite_app, language, before, picture(JOERGEN, name="after", now=6))
    parsed = Parsed(html)
    assert sorted(parsed.ids) == ["after-hatch", "before-hatch"]
    assert set(re.findall(r"url\(#([^)]*)\)", html)) == set(parsed.ids)
    assert "style" not in dict(parsed.attributes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_of_a_drawing_have_points(sqlite_app: Flask, language: str):
    plan = [Phase(1, 3, 455, 100), Phase(4, None, 725, 0)]
    html = page(sqlite_app, language, picture(plan, now=2, starts_week=4, start_on=MONDAY))
    names = {"x", "y", "width", "height", "viewbox", "d", "dy"}
    numbers = [value for name, value in Parsed(html).attributes if name in names]
    assert any("." in value for value in numbers)
    assert all(re.fullmatch(r"[-MHVhml0-9. ]+(em)?", value) for value in numbers)


@pytest.mark.parametrize("language", LANGUAGES)
def test_table_and_sentence_say_what_the_drawing_shows(sqlite_app: Flask, language: str):
    html = page(sqlite_app, language, picture([Phase(1, 4, 0, 455), Phase(5, None, 720, 240)]))
    parsed = Parsed(html)
    unit = {"da": "t", "en": "h"}[language]
    figures = [cell for cell in parsed.cells if re.fullmatch(rf"[0-9]+ {unit}( [0-9]+)?", cell)]
    written = ["0 _", "7 _ 35", "7 _ 35", "12 _", "4 _", "16 _"]
    assert figures == [figure.replace("_", unit) for figure in written]
    sentence = dict(parsed.attributes)["aria-label"]
    for figure in figures[1:5]:
        assert figure in sentence


def test_the_sentence_says_where_today_is_and_what_is_new(sqlite_app: Flask):
    html = page(sqlite_app, "en", picture(JOERGEN, now=13, starts_week=14))
    assert dict(Parsed(html).attributes)["aria-label"] == (
        "Hours a week: week 1 to 4: 12 h training; week 5 to 13: 12 h paid + 4 h"
        " training; from week 14 on: 20 h paid. Now: week 13. New from week 14."
    )
