"""Danish by default; the browser's wish, the cookie and the person's own choice are heard."""

from flask import Flask, g, request
from flask_babel import Babel

LANGUAGES = {"da": "Dansk", "en": "English"}
COOKIE = "language"


def preferred_language() -> str:
    """The language for this request: the person's, else the cookie's, else the browser's."""
    if "language" not in g:
        chosen = request.cookies.get(COOKIE, "")
        best = request.accept_languages.best_match(list(LANGUAGES)) or "da"
        g.language = chosen if chosen in LANGUAGES else best
    return str(g.language)


def init(app: Flask) -> None:
    app.config["BABEL_DEFAULT_LOCALE"] = "da"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    Babel(app, locale_selector=preferred_language, timezone_selector=lambda: "Europe/Copenhagen")

    @app.before_request
    def listen() -> None:
        preferred_language()
