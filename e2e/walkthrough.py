"""docs/walkthrough.md as something that can be played: what is pressed, read and typed, in order.

In its numbered steps
* `Be **Karen**` opens the demo and signs in as her,
* `*text*` is pressed: a button, a link, a heading that unfolds, a choice, the name of a field,
* `**text**` says beside what the next one stands,
* `"text"` is read on the page,
* `` `text` `` is typed into the field whose name was pressed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from playwright.sync_api import ElementHandle, Error, TimeoutError, expect

from .people import Person
from .words import translated

ROOT = Path(__file__).resolve().parent.parent
TOKEN = re.compile(r'Be \*\*(.+?)\*\*|\*\*(.+?)\*\*|\*(.+?)\*|"(.+?)"|`(.+?)`')
FIND = """([text, beside]) => {
  const tidy = said => said.replace(/\\s+/g, " ").trim()
  const words = element => tidy(element.label || element.innerText || "")
  const own = element => tidy([...element.childNodes]
    .filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data).join(" "))
  const shown = element => (element.closest("select") || element).getClientRects().length > 0
  const name = new RegExp(`^(${text})$`)
  const called = element => [element, ...element.querySelectorAll("*")]
    .some(part => name.test(words(part)) || name.test(own(part)))
  const pressed = "button, a[href]:not(.wordmark), summary, label, option"
  const matching = [...document.querySelectorAll(pressed)]
    .filter(element => shown(element) && called(element))
  if (!beside) return matching[0]
  let around = matching.map(element => [element, element])
  while (around.some(([, outer]) => outer)) {
    const near = around.find(([, outer]) => outer && words(outer).includes(beside))
    if (near) return near[0]
    around = around.map(([element, outer]) => [element, outer && outer.parentElement])
  }
}"""
PATIENCE = 5_000  # milliseconds until something stands there


class Deed(StrEnum):
    BE = "be"
    BESIDE = "beside"
    PRESS = "press"
    READ = "read"
    TYPE = "type"


@dataclass(frozen=True)
class Step:
    """One thing that somebody does or reads."""

    deed: Deed
    text: str


def walks(document: str) -> dict[str, list[Step]]:
    """The steps below each heading that has any."""
    parts = re.split(r"^## (.+)$", document, flags=re.MULTILINE)
    found = {
        title: list(_steps(text)) for title, text in zip(parts[1::2], parts[2::2], strict=True)
    }
    return {title: steps for title, steps in found.items() if steps}


def _steps(section: str) -> Iterator[Step]:
    items = re.findall(r"^\d+\. (.+(?:\n +.+)*)", section, flags=re.MULTILINE)
    for item in items:
        for match in TOKEN.finditer(" ".join(item.split())):
            yield Step(list(Deed)[(match.lastindex or 1) - 1], match[match.lastindex or 0])


def play(person: Person, steps: list[Step]) -> None:
    """Do it all; the first thing that is not there as it is said fails."""
    beside = ""
    for step in steps:
        text = translated(person.device.language, step.text)
        if step.deed is Deed.BE:
            _become(person, step.text)
        elif step.deed is Deed.BESIDE:
            beside = text
        elif step.deed is Deed.PRESS:
            press(person, text, beside)
            beside = ""
        elif step.deed is Deed.READ:
            expect(person.find("body")).to_contain_text(re.compile(as_pattern(text)))
        else:
            focused = person.find(":focus")
            expect(focused).to_be_editable()
            focused.fill(step.text)
            person.goes_on()


def _become(person: Person, name: str) -> None:
    person.open(f"/demo/?language={person.device.language}")
    press(person, person.t("Try it as %(name)s", name=name))
    expect(person.find("html")).to_have_attribute("lang", person.device.language)


def as_pattern(text: str) -> str:
    """A regular expression, Python's and the browser's: what is left open may be anything."""
    return ".+".join(re.escape(piece) for piece in text.split("…"))


def press(person: Person, text: str, beside: str = "") -> None:
    """Press what is called so, the first of several, or the one that stands nearest to `beside`."""
    _rest(person)
    for last in (False, False, True):
        try:
            thing = _find(person, text, beside)
            person.page.mouse.move(0, 0)  # the hand comes from elsewhere
            _press(thing, text)
            break
        except Error:  # the page was changed under our hands, as a person would see
            if last:
                raise
    person.page.wait_for_timeout(100)
    _rest(person)


def _rest(person: Person) -> None:
    """Until the page is there, and nothing of it is on its way."""
    person.page.wait_for_load_state()
    expect(person.find(".htmx-request")).to_have_count(0)


def _find(person: Person, text: str, beside: str) -> ElementHandle:
    try:
        wanted = [as_pattern(text), beside]
        found = person.page.wait_for_function(FIND, arg=wanted, timeout=PATIENCE)
    except TimeoutError:
        where = f" beside {beside!r}" if beside else ""
        raise AssertionError(f"no {text!r}{where} to press on {person.path}") from None
    thing = found.as_element()
    assert thing
    return thing


def _press(thing: ElementHandle, text: str) -> None:
    if thing.evaluate("element => element.tagName") != "OPTION":
        thing.click()
        return
    choices = thing.evaluate_handle("option => option.closest('select')").as_element()
    assert choices
    choices.select_option(label=text)
