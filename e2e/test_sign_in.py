"""Asked for on the computer, opened on the phone: one press, and the draft is there again."""

from collections.abc import Callable

import pytest

from .pages.door import FrontPage, LinkInMail, SignIn, Welcome
from .pages.task import TaskForm, TaskPage
from .people import Person

HEADLINE, KAREN = "Tomme kasser står i vejen", "karen@frugtlageret.example"
devices = pytest.mark.parametrize(
    ("language", "javascript"),
    [
        pytest.param("da", True, id="danish"),
        pytest.param("en", True, id="english"),
        pytest.param("da", False, id="danish-without-javascript"),
    ],
)


@devices
def test_the_mail_is_opened_on_the_phone(
    somebody: Callable[..., Person], language: str, javascript: bool
) -> None:
    computer = somebody(width=1280, language=language, javascript=javascript)
    phone = somebody(width=390, language=language, javascript=javascript)
    FrontPage(computer).describe_a_task()
    computer.type("headline", HEADLINE)
    form = TaskForm(computer)
    form.describe(0, "Rydde tomme kasser", "6", "day", "24")
    form.send()
    SignIn(computer).ask(KAREN)

    link = LinkInMail(phone, KAREN)
    phone.sees(phone.t("You sign in as %(address)s.", address=KAREN), HEADLINE)
    assert not phone.too_wide()
    link.press("take")
    Welcome(phone).tell(
        municipality="Vestby",
        name="Karen Holm",
        phone="12 34 56 78",
        company="Frugtlageret",
        cvr="90 00 00 12",
        workplace="Lageret, Kajvej 8",
    )
    phone.sees(HEADLINE)
    TaskPage(phone).send()

    # The computer waits at the same task, and signs in for itself.
    computer.open("/sign-in/")
    SignIn(computer).with_code(KAREN)
    computer.is_at("/tasks/")
    computer.sees(HEADLINE)


def test_a_lost_phone_is_signed_out_from_the_computer(somebody: Callable[..., Person]) -> None:
    phone, computer = somebody(width=390), somebody(width=1280)
    for person in (phone, computer):
        person.open("/sign-in/")
        SignIn(person).with_code("mette@vestby.example")
        person.is_at("/home")
    computer.open("/me/")
    computer.look()
    assert not computer.too_wide()
    computer.press_in("/end", "button.button-tertiary")
    computer.is_told(computer.t("You are signed out there."))
    phone.open("/home")
    phone.is_at("/sign-in/")


def test_a_new_address_is_used_from_the_next_time_on(somebody: Callable[..., Person]) -> None:
    mette = somebody(width=390)
    mette.open("/sign-in/")
    SignIn(mette).with_code("mette@vestby.example")
    mette.open("/me/")
    mette.unfold('[name="new-email"]')
    mette.type("new-email", "mette@blåbær.example")
    mette.press_in("/me/email")
    mette.is_at("/me/email")
    mette.sees("mette@blåbær.example")
    mette.type("code", mette.server.code_for("mette@xn--blbr-roah.example"))
    mette.press_in("/me/email/code")
    mette.is_told(mette.t("Done. From now on you sign in with your new address."))
    mette.sees("mette@blåbær.example")
