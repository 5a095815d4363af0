"""Every kind of page that somebody can come to by following links."""

import re
from collections.abc import Iterator

from .people import ID, Person

PERSONAS = ("owner", "manager", "mette", "jonas", "team-lead", "elsewhere")
THOROUGH = frozenset({"owner", "mette"})  # the others see the same kinds of pages
ONE_OF_EACH = ("manager", "jonas", "team-lead")  # each kind of people, with the most to look at
SIGNED_OUT = ("/", "/sign-in/", "/tasks/new", "/demo/", "/there/is/nothing/here")
_pages: dict[str, bool] = {}  # what is known of a kind of address, by whomever it was tried
LINKS = """all => [...new Set(all.map(a => a.getAttribute('href')))]
  .filter(href => href.startsWith('/') && !href.startsWith('//'))"""


def walk(person: Person, persona: str, *, states: bool = True) -> Iterator[str]:
    """The address of each page, opened; with `states` a list's states are pages of their own."""
    thorough = states and persona in THOROUGH
    person.becomes(persona)
    seen, todo = {"/home"}, ["/home"]
    while todo:
        address = todo.pop(0)
        person.open(address)
        yield address
        for href in person.find("main a[href]:not([download]), nav a[href]").evaluate_all(LINKS):
            kind = _kind(address, href.partition("#")[0], thorough=thorough)
            if kind not in seen:
                seen.add(kind)
                todo += [href] if _is_page(person, href) else []


def _is_page(person: Person, href: str) -> bool:
    """Is there a page, and not a photo, a PDF or plain text? One of each kind is asked for."""
    kind = _kind("", href.partition("#")[0], thorough=False)
    if kind not in _pages:
        answer = person.page.request.head(person.server.address + href)
        _pages[kind] = answer.headers.get("content-type", "").startswith("text/html")
    return _pages[kind]


def _kind(came_from: str, href: str, *, thorough: bool) -> str:
    path, _, query = href.partition("?")
    if not thorough:
        return ID.sub("…", path)
    kind = ID.sub("…", path)
    # What a list of one state shows is a page of that state.
    state = re.search(r"status=\w+", query or (came_from if "…" in kind else ""))
    return kind + (state[0] if state else "")
