"""What a list is filtered by, and what its links keep of that."""

from typing import Any

import pytest
from flask import Flask

from tests.world import World
from webapp.routes.paging import list_filter


@pytest.mark.parametrize(
    ("who", "query", "mine", "kept"),
    [
        ("mette", "", True, {}),
        ("mette", "?whose=mine", True, {}),
        ("mette", "?whose=all", False, {"whose": "all"}),
        ("mette", "?whose=all&q=Else", False, {"whose": "all", "q": "Else"}),
        ("mette", "?whose=x", True, {}),
        ("birgit", "", False, {}),
        ("birgit", "?whose=mine", False, {}),
        ("karen", "?whose=mine&q=+Else%00+", False, {"q": "Else"}),
    ],
)
def test_the_next_page_is_of_the_same_list(
    app: Flask, world: World, who: str, query: str, mine: bool, kept: dict[str, Any]
) -> None:
    with app.test_request_context(f"/tasks/{query}"):
        result = list_filter(world.actor(who))
    assert (result.mine, result.kept) == (mine, kept)
