"""Photos from the phone: chosen while the task is described, seen by those on the case."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests import camera

from .pages.task import TaskForm, TaskPage
from .people import Person
from .scenes import karen_is_known
from .server import Server

Somebody = Callable[..., Person]


@pytest.fixture
def pictures(tmp_path: Path) -> list[Path]:
    """Two photos as a phone makes them."""
    made = []
    for colour in ("teal", "olive"):
        made.append(tmp_path / f"{colour}.jpg")
        made[-1].write_bytes(camera.jpeg(colour))
    return made


def test_a_photo_goes_along_with_a_task(
    somebody: Somebody, server: Server, pictures: list[Path]
) -> None:
    karen_is_known(server)
    karen = somebody(width=390).becomes("owner")
    form = TaskForm(karen).open()
    karen.type("headline", "Tomme kasser")
    form.describe(0, "Rydde kasser", "6", "day", "24")
    form.is_kept()
    karen.find("#photos-files").set_input_files(pictures)
    expect(karen.find(".thumbs img")).to_have_count(2)
    karen.axe()
    karen.find(".thumbs button").first.click()
    expect(karen.find(".thumbs img")).to_have_count(1)
    form.send()
    TaskPage(karen)
    expect(karen.find(".thumbs img")).to_have_count(1)

    mette = somebody().becomes("mette")
    mette.open(karen.path)
    small = mette.find(".thumbs img")
    expect(small).to_have_count(1)
    assert small.evaluate("image => image.complete && image.naturalWidth") > 0

    elsewhere = somebody().becomes("elsewhere")
    elsewhere.expected.append("404")
    elsewhere.open(mette.find(".thumbs a").first.get_attribute("href") or "")
    assert "image" not in elsewhere.page.evaluate("document.contentType")


def test_without_javascript_photos_are_sent_with_a_button(
    somebody: Somebody, server: Server, pictures: list[Path]
) -> None:
    karen_is_known(server)
    karen = somebody(width=390, javascript=False).becomes("owner")
    form = TaskForm(karen).open()
    karen.type("headline", "Tomme kasser")
    form.describe(0, "Rydde kasser", "6", "day", "24")
    karen.press('button[value="keep"]')
    TaskPage(karen)
    karen.find("#photos-files").set_input_files(pictures)
    karen.press('button[form="photos-form"]')
    expect(karen.find(".thumbs img")).to_have_count(2)
