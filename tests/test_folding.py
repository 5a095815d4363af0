"""Letters as a search compares them, alike in Python, on SQLite and on PostgreSQL."""

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.database import Database
from webapp import db as database
from webapp.folding import fold, folded

DANISH = "aåoøeæASDÅÆØé\u030a\u0308%_\\/' rjnkö"
FOUND = [
    ("Øjvind", "øjvind"),
    ("Øjvind", "ojvind"),
    ("Øjvind", "OJVIND"),
    ("Åse", "åse"),
    ("Åse", "aase"),
    ("Åse", "ase"),
    ("A\u030ase", "åse"),
    ("Aase", "ÅSE"),
    ("Jørgen", "jorgen"),
    ("Jørgen", "joergen"),
    ("Jørgen", "jörgen"),
    ("Joergen", "jørgen"),
    ("Ærøskøbing", "aeroskobing"),
    ("René", "rene"),
    ("Rene", "René"),
    ("100% bomuld", "100%"),
    ("a_b", "A_B"),
    ("C:\\fad", "c:\\F"),
    ("Bo's", "o's"),
]
NOT_FOUND = [
    ("Jørgen", "jergen"),
    ("1000 bomuld", "100%"),
    ("axb", "a_b"),
    ("Tove", "t%e"),
    ("Tove", "t_ve"),
    ("a/b", "a\\b"),
]


def shows(db: Database, text: str, words: str) -> bool:
    query = sa.select(database.contains([sa.literal(text)], words))
    return bool(db.change(lambda session: session.execute(query).scalar_one()))


@pytest.mark.parametrize(("text", "words"), FOUND)
def test_letters_that_are_alike_are_found(db: Database, text: str, words: str) -> None:
    assert fold(words) in fold(text)
    assert shows(db, text, words)


@pytest.mark.parametrize(("text", "words"), NOT_FOUND)
def test_others_are_not_and_nothing_is_a_wildcard(db: Database, text: str, words: str) -> None:
    assert fold(words) not in fold(text)
    assert not shows(db, text, words)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(DANISH, max_size=12), min_size=20, max_size=20))
def test_the_database_folds_as_python_does(db: Database, texts: list[str]) -> None:
    query = sa.select(*(folded(sa.literal(text)) for text in texts))
    row = db.change(lambda session: session.execute(query).one())
    assert list(row) == [fold(text) for text in texts]


def test_nothing_stays_nothing(db: Database) -> None:
    query = sa.select(folded(sa.cast(sa.null(), sa.String())))
    assert db.change(lambda session: session.execute(query).scalar_one()) is None


def test_to_fold_twice_changes_nothing_in_names() -> None:
    for name in ("Øjvind", "Åse", "Jørgen", "Ærøskøbing"):
        assert fold(fold(name)) == fold(name)
