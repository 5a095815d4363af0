"""Brings the database to the newest schema; the steps are in `migrations/`."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Engine

FOLDER = Path(__file__).with_name("migrations")


def _config(engine: Engine | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["engine"] = engine
    return config


@cache
def newest() -> str | None:
    """The revision that this version of the app needs."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run the missing migrations, in one transaction on both databases."""
    command.upgrade(_config(engine), revision)


def make(engine: Engine, title: str) -> None:
    """Write a new migration from the difference between the models and the database."""
    command.revision(_config(engine), message=title, autogenerate=True)
