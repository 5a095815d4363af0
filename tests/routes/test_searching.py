"""Lists are searched as people write: without capitals, and with the letters of their keyboard."""

from urllib.parse import urlencode

import pytest

from tests.conftest import Browse
from tests.world import World

PEOPLE = ("Øjvind", "Åse", "Jørgen")


@pytest.mark.parametrize("page", ["/smalljobs/", "/timesheets"])
def test_a_list_is_searched_without_capitals_and_with_letters_that_are_alike(
    world: World, browse: Browse, page: str
) -> None:
    for name in PEOPLE:
        world.sheet(job=world.job(first_name=name))
    mette = browse(world.mette)
    for words, found in (
        ("øjvind", {"Øjvind"}),
        ("ØJV", {"Øjvind"}),
        ("ojvind", {"Øjvind"}),
        ("åse", {"Åse"}),
        ("aase", {"Åse"}),
        ("jorgen", {"Jørgen"}),
        ("joergen", {"Jørgen"}),
        ("FRUGTLAGERET", set(PEOPLE)),
        ("j%n", set()),
        ("j_rgen", set()),
    ):
        mette.open(f"{page}?{urlencode({'q': words})}")
        assert {name for name in PEOPLE if mette.sees(name)} == found, words
