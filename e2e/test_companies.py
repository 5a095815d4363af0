"""Who belongs where, as its people meet it: two companies, invitations, leaving, and a stranger."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from .pages.company import Choice, CompanyPage
from .pages.door import SignIn, Welcome
from .people import Person
from .server import MONDAY, Server

Somebody = Callable[..., Person]
devices = pytest.mark.parametrize(
    ("width", "language", "javascript"),
    [
        pytest.param(390, "da", True, id="phone-danish"),
        pytest.param(1280, "en", True, id="desk-english"),
        pytest.param(390, "da", False, id="phone-danish-without-javascript"),
    ],
)
pytestmark = pytest.mark.usefixtures("demo")
BENTE, LARS, NINA = "bente@tallene.example", "lars@example.dk", "nina@example.dk"


def comes_in(person: Person, email: str) -> None:
    person.open("/sign-in/")
    SignIn(person).with_code(email)


@devices
def test_somebody_with_several_companies_chooses_and_switches(
    somebody: Somebody, width: int, language: str, javascript: bool
) -> None:
    bente = somebody(width=width, language=language, javascript=javascript)
    comes_in(bente, BENTE)
    Choice(bente).go_to("Emballagehuset")
    bente.is_at("/home")
    bente.choose_language()
    CompanyPage(bente)
    bente.sees("Emballagehuset", "Morten Lindeskov")
    bente.sees_not("Karen Holm")
    bente.press("header .acting a")
    Choice(bente).go_to("Frugtlageret")
    CompanyPage(bente)
    bente.sees("Karen Holm")
    bente.sees_not("Morten Lindeskov")
    assert bente.too_wide() == []


@devices
def test_an_invitation_is_accepted(
    somebody: Somebody, width: int, language: str, javascript: bool
) -> None:
    karen = somebody(width=width, language=language, javascript=javascript).becomes("owner")
    lars = somebody(width=width, language=language, javascript=javascript)
    page = CompanyPage(karen)
    page.invite("Lone Kaj", LARS)
    comes_in(lars, LARS)
    lars.sees("Frugtlageret", "Karen Holm")
    Choice(lars).accept()
    lars.is_at("/home")
    CompanyPage(lars)
    lars.sees("Karen Holm", "Lone Kaj")
    CompanyPage(karen).row("Lone Kaj")


@devices
def test_an_invitation_is_declined_and_sent_again(
    somebody: Somebody, width: int, language: str, javascript: bool
) -> None:
    karen = somebody(width=width, language=language, javascript=javascript).becomes("owner")
    lars = somebody(width=width, language=language, javascript=javascript)
    CompanyPage(karen).invite("Lone Kaj", LARS)
    comes_in(lars, LARS)
    Choice(lars).decline()
    lars.is_at("/companies/new")  # they may come from another company
    lars.choose_language()
    lars.sees(
        lars.t("You said no to the invitation from %(company)s", company="Frugtlageret"),
        lars.t("Was it a mistake? Ask %(name)s to invite you again.", name="Karen Holm"),
    )
    assert lars.too_wide() == []
    lars.follow("/tasks/new")
    CompanyPage(karen).invite_again("Lone Kaj")
    lars.open("/companies/")
    Choice(lars).accept(phone="12 34 56 78")
    CompanyPage(karen).row("Lone Kaj")
    karen.sees("12 34 56 78")


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("width", [360, 390])
def test_the_pages_stand_in_line_with_the_text_and_none_is_cut_off(
    somebody: Somebody, width: int, language: str
) -> None:
    karen = somebody(width=width, language=language).becomes("owner")
    mette = somebody(width=width, language=language).becomes("mette")
    for person in (karen, mette):
        person.open("/smalljobs/")
        left, right, text = person.page.evaluate(WHERE)
        assert left == text
        assert right <= width


WHERE = """() => {
  const words = (e) => { const r = document.createRange(); r.selectNodeContents(e);
    return r.getBoundingClientRect(); };
  const tabs = [...document.querySelectorAll(".tabs a")].map(words);
  return [tabs[0].left, tabs.at(-1).right, words(document.querySelector("h1")).left];
}"""


def test_an_invitation_that_is_too_old_lets_nobody_in(somebody: Somebody, server: Server) -> None:
    karen, lars = somebody(language="en").becomes("owner"), somebody(width=390)
    CompanyPage(karen).invite("Lone Kaj", LARS)
    server.travel(MONDAY + timedelta(days=15))
    comes_in(lars, LARS)
    lars.is_at("/companies/new")
    lars.sees_not("Frugtlageret")
    comes_in(somebody(), LARS)  # and so it stays
    karen = somebody(language="en").becomes("owner")
    CompanyPage(karen)
    karen.sees(karen.t("did not answer within 14 days"))


@devices
def test_who_was_put_out_is_let_in_again(
    somebody: Somebody, width: int, language: str, javascript: bool
) -> None:
    karen = somebody(width=width, language=language, javascript=javascript).becomes("owner")
    bente = somebody(width=width, language=language, javascript=javascript)
    comes_in(bente, BENTE)
    Choice(bente).go_to("Frugtlageret")
    bente.choose_language()
    CompanyPage(karen).put_out("Bente Tal")
    bente.open("/people/")
    bente.is_at("/companies/")  # the others are still hers, and this one is gone
    bente.sees_not("Frugtlageret")
    CompanyPage(karen).let_back_in("Bente Tal")
    CompanyPage(bente)  # as if nothing had been
    bente.sees("Karen Holm")


@devices
def test_a_stranger_with_a_public_number_gets_nothing(
    somebody: Somebody, server: Server, width: int, language: str, javascript: bool
) -> None:
    nina = somebody(width=width, language=language, javascript=javascript)
    karen = somebody(width=width, language=language, javascript=javascript).becomes("owner")
    CompanyPage(karen)
    cvr = karen.words.split("CVR ")[1][:8]
    comes_in(nina, NINA)
    about = {"name": "Frank Fræk", "phone": "40 40 40 40", "company": "Frugtlageret"}
    Welcome(nina).tell("Søndersund", **about, cvr=cvr, workplace="Baggade 1")
    nina.is_at("/home")
    nina.is_told("Frugtlageret")
    nina.sees_not("Karen Holm", "Jørgen")
    nina.expected.append("403")
    for address in nina.opens(["/people/", "/smalljobs/", "/timesheets", "/payroll"]):
        nina.sees(nina.t("You see this once %(company)s has let you in.", company="Frugtlageret"))
        assert nina.path == address
        nina.look()
    sofie = somebody(language=language).becomes("elsewhere")
    sofie.sees_not("Frank")
    karen.open("/home")
    karen.sees("Frank Fræk")  # it is for her to say
