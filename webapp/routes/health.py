"""Is the process up, and is it ready to serve?"""

from alembic.migration import MigrationContext
from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from .. import clock, db, migrate
from ..mails import operator
from .guard import EVERYBODY, serves

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@serves(*EVERYBODY)
def process() -> ResponseReturnValue:
    return {"status": "ok"}


@bp.get("/readyz")
@serves(*EVERYBODY)
def ready() -> ResponseReturnValue:
    """503 while the database does not answer, or waits for its migrations.

    Also how late the mails are: a mail server that is away is no reason to take no requests.
    """
    engine = current_app.extensions["engine"]
    try:
        with engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
        if current != migrate.newest():
            return {"status": "migrations are waiting"}, 503
        with db.open_session(engine, writing=False) as session:
            mails = operator.backlog(session, at=clock.now())
    except (DBAPIError, PoolTimeout):
        return {"status": "the database does not answer"}, 503
    values = {
        "late": mails.late,
        "oldest_seconds": int(mails.oldest.total_seconds()),
        "given_up": mails.given_up,
    }
    return {"status": "ok", "mails": values}
