"""A month of the participant's own hours as a PDF: tagged, and the same as the page."""

from datetime import date
from typing import Any

import pytest
from werkzeug.http import parse_options_header

from tests.agreements.paper import Paper
from tests.conftest import Browse
from tests.register.test_copies import copy_of, sent
from tests.world import WEEK, World


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_paper_says_what_the_page_says(world: World, browse: Browse, language: str) -> None:
    job = world.job()
    for back in range(3):
        sent(world, job, WEEK.plus(-back))
    address = copy_of(world, job)
    visitor = browse(language=language)
    words = visitor.open(address) and visitor.reader.words
    link = next(to for to in visitor.reader.links.values() if ".pdf" in to)
    response = visitor.open(link)
    assert response.mimetype == "application/pdf"
    paper = Paper(response.get_data())
    assert paper.untagged() == []
    assert "<pdfuaid:part>1</pdfuaid:part>" in paper.metadata
    assert paper.root["/Lang"] == {"da": "da-DK", "en": "en-GB"}[language]
    begin = next(at for at, word in enumerate(words) if "Jørgen" in word and at > 3)
    end = next(at for at, word in enumerate(words) if "Mette Lund" in word)
    caption = ", november 2026"  # the paper has it as its title
    said = [word for word in words[begin:end] if not word.lower().endswith(caption)]
    assert len(said) > 30
    assert [word for word in said if not paper.says(word.strip(" ·"))] == []


def test_its_table_has_heads_for_columns_weeks_and_sums(world: World, browse: Browse) -> None:
    job = world.job()
    sent(world, job)
    paper = Paper(browse().open(f"{copy_of(world, job)}/2026-11.pdf").get_data())
    tags = list(paper.tags())
    assert tags[:2] == ["Document", "H1"] and tags.count("H2") == 1
    assert tags.count("Table") == 1
    assert tags.count("TH") == 2 + 1  # the columns, and the week
    assert tags.count("TD") == 2 * (5 + 1 + 1)  # days, the week's sum, the month's


@pytest.mark.parametrize("who", ["karen", "mette", "birgit"])
def test_who_sees_the_small_job_gets_it_on_paper(world: World, browse: Browse, who: str) -> None:
    job = world.job()
    sent(world, job)
    browser = browse(world.people[who])
    browser.open(f"/smalljobs/{job.id}/copy")
    response = browser.follow("November 2026")
    options = parse_options_header(response.headers["Content-Disposition"])[1]
    assert options["filename"] == "hours Jørgen November 2026.pdf"
    assert Paper(response.get_data()).says("12 h paid")


def test_a_month_fits_on_one_sheet(world: World, browse: Browse, record_property: Any) -> None:
    job = world.job(start_on=date(2026, 6, 1))
    minutes = [120] * 7
    for back in range(3, 9):
        sent(world, job, WEEK.plus(-back), minutes_by_day=minutes)
    address = copy_of(world, job)
    paper = Paper(browse().open(f"{address}/2026-10.pdf").get_data())
    record_property("a month on paper: # bytes", len(browse().open(f"{address}/2026-10.pdf").data))
    assert paper.pages == 1
