"""Only in demo mode: sign in as somebody with one press, and read the mails that were sent."""

from flask import Blueprint, Response, current_app, g, request

from .. import clock
from ..accounts import sessions, store
from ..demo import personas
from ..languages import LANGUAGES
from ..mails import store as mails
from ..mails.text import read
from ..render import page
from .browser import this_browser
from .door import let_in, visitor_of_browser
from .guard import EVERYBODY, or_404, serves

bp = Blueprint("demo", __name__, url_prefix="/demo")


@bp.get("/")
@serves(*EVERYBODY)
def show() -> Response:
    """In the language that the address asks for, else in the visitor's."""
    asked = _asked()
    g.language = asked or g.language
    letters = [(mail, read(mail)) for mail in mails.latest(g.db)]
    return page("demo/show.html", personas=personas.PERSONAS, letters=letters, asked=asked)


@bp.post("/as/<name>")
@serves(*EVERYBODY)
def become(name: str) -> Response:
    """Sign in; the persona's pages are in the language that the demo was read in."""
    language = _asked() or g.language
    persona = or_404(next((p for p in personas.PERSONAS if p.key == name), None))
    user = or_404(store.by_email(g.db, persona.email))
    secret = current_app.config["SECRET_KEY"]
    token = sessions.open_session(
        g.db, user, this_browser(), secret=secret, at=clock.now(), remember=True
    )
    response = let_in(token, [visitor_of_browser()], remembered=True)
    g.user.language = g.language = language
    return response


def _asked() -> str | None:
    asked = request.args.get("language")
    return asked if asked in LANGUAGES else None
