"""Is the process up, and is it ready to serve?"""

from typing import Any

from alembic.migration import MigrationContext
from flask import Blueprint, current_app
from sqlalchemy.exc import DBAPIError

from .. import migrate
from .guard import EVERYBODY, serves

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@serves(*EVERYBODY)
def process() -> Any:
    return {"status": "ok"}


@bp.get("/readyz")
@serves(*EVERYBODY)
def ready() -> Any:
    """503 while the database does not answer, or waits for its migrations."""
    try:
        with current_app.extensions["engine"].connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
    except DBAPIError:
        return {"status": "the database does not answer"}, 503
    if current != migrate.newest():
        return {"status": "migrations are waiting"}, 503
    return {"status": "ok"}
