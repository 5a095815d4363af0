"""What is agreed, on paper: three copies, pay kept back until the time is right, and VITAS."""

from collections.abc import Callable
from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from .pages.growth import AgreementPage
from .people import Person
from .scenes import crates_are_trained_before_they_are_paid
from .server import Server

Somebody = Callable[..., Person]


def words(paper: bytes) -> str:
    return " ".join(
        " ".join(page.extract_text() for page in PdfReader(BytesIO(paper)).pages).split()
    )


def test_pay_is_kept_back_from_the_participant_until_it_is_released(
    somebody: Somebody, server: Server
) -> None:
    job = crates_are_trained_before_they_are_paid(server)
    mette, karen = somebody().becomes("mette"), somebody(width=390).becomes("owner")
    AgreementPage(mette, job)
    mette.press_in("/hold-pay")
    mette.is_told()
    for person in (mette, karen):
        person.open(job)
        person.sees("Mette Lund")
        # What is held back, and from whom.
        expect(person.find("main")).to_contain_text("deltagerens eksemplar")
    page = AgreementPage(karen, job)
    page.says("12 t")
    held = words(page.pdf(f"{job}/agreement.pdf?copy=participant"))
    own = words(page.pdf(f"{job}/agreement.pdf"))
    assert "Jørgen" in held and "Gangene er fri fem dage" in held
    assert "løn" not in held.lower()
    assert "løntimer" in own.lower()
    mette.open(f"{job}/agreement?copy=participant")
    mette.press_in("/release-pay")
    released = words(page.pdf(f"{job}/agreement.pdf?copy=participant"))
    assert "løntimer" in released.lower()


@pytest.mark.parametrize("javascript", [True, False], ids=["with", "without"])
def test_the_text_for_vitas_is_copied_field_by_field(
    somebody: Somebody, server: Server, javascript: bool
) -> None:
    job = crates_are_trained_before_they_are_paid(server)
    mette = somebody(javascript=javascript).becomes("mette")
    if javascript:
        mette.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    mette.open(f"{job}/vitas")
    mette.look()
    copies = mette.find("[data-copy]")
    if not javascript:
        assert not any(copies.nth(n).is_visible() for n in range(copies.count()))
    else:
        copies.first.click()
        copied = mette.page.evaluate("navigator.clipboard.readText()")
        assert copied.strip()
        expect(mette.find("main")).to_contain_text(copied.strip().splitlines()[0])
    mette.sees("Rydde tomme kasser", "Gangene er fri fem dage")
    text = mette.page.request.get(f"{server.address}{job}/vitas.txt").text()
    assert "Rydde tomme kasser" in text and "Karen Holm" in text


def test_it_is_printed_without_what_belongs_to_the_screen(
    somebody: Somebody, server: Server
) -> None:
    job = crates_are_trained_before_they_are_paid(server)
    mette = somebody().becomes("mette")
    AgreementPage(mette, job)
    mette.page.emulate_media(media="print")
    for chrome in (".tabs", ".tools", ".crumbs", ".bottom"):
        for part in mette.find(chrome).all():
            assert not part.is_visible(), chrome
    assert mette.find(".signatures li").count() == 3
