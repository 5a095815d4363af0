"""Whoever gets past a route is refused by what it calls: policy is asked there as well.

The worker, the demo and a route of tomorrow call the same actions, with nobody in front of them.
"""

from typing import Any

import pytest
from flask import Flask

from tests.house import matrix
from tests.house.permissions import PERMISSIONS
from tests.house.test_routes import on_sqlite, routes, walks
from webapp.routes import guard

__all__ = ["walks"]

# A week that was sent already: it says so, and does nothing.
SAYS_SO = {
    "due_weeks.send, sheet submitted of karen",
    "due_weeks.send, sheet submitted of ali",
    "due_weeks.send, sheet of a correction submitted of karen",
}


@on_sqlite
@pytest.mark.parametrize("persona", ["pending colleague", "employer", "consultant", "team lead"])
def test_nobody_does_what_a_route_would_not_let_them_do(
    app: Flask, walks: Any, persona: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk = walks(persona)
    monkeypatch.setattr(guard, "_turn_away", lambda roles: None)
    wrong: set[str] = set()
    for endpoint, method, _view, ids in routes(app):
        if method != "POST" or walk.actor.role in PERMISSIONS[endpoint].roles:
            continue
        for thing in walk.things[matrix.KINDS[ids]]:
            response = walk.ask(endpoint, method, thing)
            wrote, name = walk.put_back(), f"{endpoint}, {thing.name}"
            if wrote or response.status_code >= 500:
                wrong |= {name} - SAYS_SO
    assert not wrong
