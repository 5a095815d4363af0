"""Every move has its words in the history, and every page that shows one reads on after a name."""

import pytest
from flask import Flask

from tests.conftest import Browse
from tests.database import Database
from tests.house.test_history import BEGINNINGS, CASES
from tests.world import NOW, World
from webapp.demo import build
from webapp.history import Move
from webapp.move_names import MOVE_NAMES, NOTHING

# No page lists what happened to these: the thing itself says where it stands.
UNSEEN = {"member", "invitation"}


def test_every_move_has_words() -> None:
    lacking = {row[:2] for _, row in CASES + BEGINNINGS} - known()
    assert lacking == set()


def test_everything_that_happened_in_the_demo_has_words(demo: Flask) -> None:
    moves = Database(demo.extensions["engine"]).all(Move)
    happened = {(move.noun, move.action) for move in moves if move.noun not in UNSEEN}
    assert len(happened) > 20
    assert happened - known() == set()


def test_words_begin_small_and_end_without_a_full_stop() -> None:
    for noun, names in MOVE_NAMES.items():
        for action, words in names.items():
            assert words[0].islower() and words[-1] != ".", (noun, action)
    assert set(NOTHING) <= {*MOVE_NAMES["workplace"], *MOVE_NAMES["small_job"]}


@pytest.mark.parametrize(
    ("action", "said"),
    [
        ("pause", "noted that they are on leave"),
        ("calendar_made", "made an address for their calendar"),
        ("change_email", "changed their e-mail address"),
        ("of an older version", "Mette Lund:"),
    ],
)
def test_the_page_of_a_consultant_says_what_happened(
    world: World, browse: Browse, db: Database, action: str, said: str
) -> None:
    noun = "staff" if action == "pause" else "user"
    db.add(build.move(noun, world.mette.id, action, NOW, by_id=world.mette.id))
    birgit = browse(world.birgit)
    birgit.open(f"/staff/{world.mette.id}")
    assert birgit.page.status_code == 200
    assert birgit.sees(said)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("", "12", "changed the number of full-time employees from unknown to 12"),
        ("12", "", "changed the number of full-time employees from 12 to unknown"),
    ],
)
def test_what_was_not_known_is_said_so(
    world: World, browse: Browse, db: Database, before: str, after: str, said: str
) -> None:
    told = {"by_id": world.karen.id, "before": before, "after": after}
    db.add(build.move("workplace", world.kaj.id, "full_time", NOW, **told))
    karen = browse(world.karen)
    karen.open("/people")
    assert karen.sees(said)


def known() -> set[tuple[str, str]]:
    return {(noun, action) for noun, names in MOVE_NAMES.items() for action in names}
