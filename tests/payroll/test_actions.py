"""Who may set up a company's files, whoever calls."""

import pytest

from tests.database import Database
from tests.world import World
from webapp.actor import Refused
from webapp.payroll import actions


@pytest.mark.parametrize("who", ["poul", "mette", "birgit"])
@pytest.mark.parametrize("backend", ["sqlite"])
def test_nobody_else_sets_up_a_companys_files(world: World, db: Database, who: str) -> None:
    by = world.actor(who)
    with pytest.raises(Refused):
        actions.choose_columns(world.fruit, [], by=by)
    with pytest.raises(Refused):
        db.change(lambda session: actions.number(session, {}, by=by))
