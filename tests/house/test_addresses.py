"""Only routes know what shows a page: what lies below says what a link is to."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from webapp.clock import Week
from webapp.messages import Page, Target

WEBAPP = Path(__file__).resolve().parents[2] / "webapp"
ID = "00000000-0000-4000-8000-000000000001"
# Of each page: the address of the thing with that id, in the week 2026-W47.
PATHS = {
    Page.FRONT: "/",
    Page.SIGN_IN: "/sign-in/",
    Page.SIGN_IN_LINK: f"/sign-in/link/{ID}",
    Page.HOME: "/home",
    Page.ACCOUNT: "/me/",
    Page.MAIL_CHOICES: "/me/#mails",
    Page.NEW_EMAIL: "/me/email",
    Page.COMPANIES: "/companies/",
    Page.COLLEAGUES: "/people/",
    Page.MEMBER: f"/people/{ID}",
    Page.TASK: f"/tasks/{ID}",
    Page.TASK_FORM: f"/tasks/{ID}/edit",
    Page.PLAN: f"/splits/{ID}",
    Page.PLAN_FORM: f"/splits/{ID}/edit",
    Page.SMALL_JOB: f"/smalljobs/{ID}",
    Page.WEEK: f"/smalljobs/{ID}/weeks/2026-W47",
    Page.WEEK_SHEET: f"/timesheets/{ID}",
    Page.DUE_WEEKS: "/weeks",
}


@pytest.mark.parametrize("page", Page)
def test_every_page_has_its_address(app: Flask, page: Page) -> None:
    address_of = app.extensions["address_of"]
    target, base = Target(page, ID, Week(2026, 47)), app.extensions["settings"].base_url
    with app.test_request_context(base_url=base):
        assert address_of(target) == PATHS[page]
        assert address_of(target, external=True) == base.rstrip("/") + PATHS[page]
    app.url_map.bind("").match(PATHS[page].partition("#")[0], method="GET")


@pytest.mark.parametrize(
    "target", [Target(Page.HOME), Target(Page.TASK, ID), Target(Page.WEEK, ID, Week(2026, 47))]
)
def test_a_target_comes_back_from_the_outbox(target: Target) -> None:
    assert Target.from_json(target.as_json()) == target


# --- nothing below routes names an endpoint --------------------------------------------------


@pytest.fixture
def endpoints(app: Flask) -> set[str]:
    return {rule.endpoint for rule in app.url_map.iter_rules()}


def named_endpoints(source: str, endpoints: set[str]) -> Iterator[str]:
    """Every string of the code that names an endpoint, or a half of one that is put together."""
    halves = {name.partition(".")[0] + "." for name in endpoints}
    halves |= {"." + name.partition(".")[2] for name in endpoints}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from {*re.findall(r"\w+\.\w+", node.value)} & endpoints
            yield from {node.value} & halves


def asks_for_addresses(source: str) -> bool:
    """Does the code reach Flask's own way from an endpoint to an address?"""
    return any(
        "url_for" in (getattr(node, "name", ""), getattr(node, "attr", ""))
        for node in ast.walk(ast.parse(source))
    )


def below_routes() -> Iterator[tuple[str, str]]:
    """(the path, the code) of each module but routes; a migration speaks of what was."""
    for path in sorted(WEBAPP.rglob("*.py")):
        name = path.relative_to(WEBAPP)
        if name.parts[0] not in {"routes", "migrations"}:
            yield name.as_posix(), path.read_text("utf-8")


def test_nothing_below_routes_names_an_endpoint(endpoints: set[str]) -> None:
    named = {name: [*named_endpoints(source, endpoints)] for name, source in below_routes()}
    assert {name: found for name, found in named.items() if found} == {}


def test_nothing_below_routes_asks_for_an_address() -> None:
    asking = {name for name, source in below_routes() if asks_for_addresses(source)}
    assert asking == {"render.py"}  # its `redirect_with_notice` is told by routes where to


@pytest.mark.parametrize(
    "planted",
    [
        'tell(user, endpoint="tasks.show")',
        'PAGES = {1: "splits.edit"}',
        'f"tasks.{verb}"',
        '"timesheets" + ".by_id"',
        'f"{noun}.show"',
        '"see desk.home for more"',
    ],
)
def test_an_endpoint_is_found_wherever_it_stands(endpoints: set[str], planted: str) -> None:
    assert list(named_endpoints(planted, endpoints))


@pytest.mark.parametrize("said", ['"You see your tasks. Show them"', '"task_id"', "tasks.show()"])
def test_what_only_looks_like_one_is_none(endpoints: set[str], said: str) -> None:
    assert not list(named_endpoints(said, endpoints))


@pytest.mark.parametrize("planted", ["from flask import g, url_for", "flask.url_for(name)"])
def test_asking_for_an_address_is_found(planted: str) -> None:
    assert asks_for_addresses(planted)
    assert not asks_for_addresses("from .addresses import address_of")
