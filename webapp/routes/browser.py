"""What a browser brings besides the session: in which accounts it signed in before, what it is.

The cookie that makes a browser known opens nothing. It only keeps what strangers do from counting
against whoever has signed in there.
"""

from flask import Response, current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from ..accounts import rules
from ..accounts.browsers import Browser, browser_of
from ..accounts.sessions import keyed_hash


def _cookie() -> str:
    return "known" if current_app.extensions["settings"].insecure_cookies else "__Host-known"


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="known browser")


def _mark(email: str) -> str:
    """The keyed hash that stands for an address in the cookie."""
    return keyed_hash(current_app.config["SECRET_KEY"], "known", email)[:32]


def _marks() -> list[str]:
    try:
        age = int(rules.KNOWN_LIVES.total_seconds())
        return list(_signer().loads(request.cookies.get(_cookie(), ""), max_age=age))
    except BadSignature:  # none, somebody else's invention, or a year old
        return []


def knows(email: str) -> bool:
    """Has this address signed in with this browser before?"""
    return _mark(email) in _marks()


def remember(response: Response, email: str) -> None:
    """From now on this browser is known to this address."""
    marks = [mark for mark in _marks() if mark != _mark(email)]
    marks = [*marks, _mark(email)][-rules.KNOWN_ADDRESSES :]
    response.set_cookie(
        _cookie(),
        _signer().dumps(marks),
        max_age=rules.KNOWN_LIVES,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )


def this_browser() -> Browser:
    """As its owner would call it."""
    return browser_of(request.user_agent.string[:500])
