"""Every page: axe finds nothing to complain of, and on a phone everything fits the hand."""

from collections.abc import Callable, Iterable

import pytest

from .people import Person
from .walk import ONE_OF_EACH, PERSONAS, SIGNED_OUT, walk

pytestmark = pytest.mark.usefixtures("demo")
Somebody = Callable[..., Person]

# What a thumb presses, except where only the keyboard comes to it.
TOO_SMALL = """() => [...document.querySelectorAll("button, a.button, nav a, summary, select")]
  .filter((e) => e.checkVisibility() && !e.matches("[aria-hidden=true], .sr-only"))
  .filter((e) => e.getBoundingClientRect().height < 43.5)
  .map((e) => Math.round(e.getBoundingClientRect().height) + " px: "
    + e.outerHTML.replace(/\\s+/g, " ").slice(0, 120))"""


@pytest.mark.parametrize("persona", PERSONAS)
def test_every_page_on_a_phone(somebody: Somebody, persona: str) -> None:
    person = somebody(width=390)
    _check(person, walk(person, persona), axe=True)


@pytest.mark.parametrize("persona", ONE_OF_EACH)
def test_every_page_at_a_desk(somebody: Somebody, persona: str) -> None:
    person = somebody(width=1280)
    for _address in walk(person, persona, states=False):
        person.look()


@pytest.mark.parametrize("persona", PERSONAS)
def test_every_page_on_a_phone_in_english(somebody: Somebody, persona: str) -> None:
    person = somebody(width=390, language="en")
    _check(person, walk(person, persona, states=False), axe=False)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("width", [390, 1280])
def test_every_page_before_signing_in(somebody: Somebody, width: int, language: str) -> None:
    visitor = somebody(width=width, language=language)
    visitor.expected.append("^404")
    _check(visitor, visitor.opens(SIGNED_OUT), axe=True)


def _check(person: Person, addresses: Iterable[str], *, axe: bool) -> None:
    """No scrolling sideways, nothing that a thumb misses; all pages before the first complaint."""
    errors = {}
    for address in addresses:
        wrong = person.too_wide()
        if person.device.width < 600:
            wrong += person.page.evaluate(TOO_SMALL)
        if wrong:
            errors[address] = wrong
        if axe:
            person.look()
    assert not errors, "\n".join(f"{at}: {what}" for at, what in errors.items())
