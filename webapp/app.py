"""create_app: configuration, extensions, blueprints, nothing else."""

from pathlib import Path

from flask import Flask
from flask_compress import Compress
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from . import access_log, assets, commands, config, db, errors, headers, languages, render, schema
from .routes import (
    agreements,
    calendars,
    calls,
    companies,
    compare,
    copies,
    corrections,
    desk,
    front,
    growth,
    health,
    me,
    owed,
    payroll,
    people,
    photos,
    sign_in,
    smalljobs,
    splits,
    staff,
    tasks,
    timesheets,
    words,
    workplaces,
)

__all__ = ["create_app", "schema"]

BLUEPRINTS = (
    front,
    growth,
    sign_in,
    companies,
    people,
    workplaces,
    staff,
    me,
    desk,
    tasks,
    photos,
    splits,
    compare,
    smalljobs,
    agreements,
    copies,
    timesheets,
    owed,
    corrections,
    calls,
    payroll,
    calendars,
    health,
)


def create_app(settings: config.Settings | None = None) -> Flask:
    """A Flask app for `settings`, or for the environment's. Raises BadSettings."""
    settings = settings or config.load()
    app = Flask("webapp", static_folder=None)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        # __Host-: no neighbour under the same domain can plant one, before or after sign-in
        SESSION_COOKIE_NAME="smajob" if settings.insecure_cookies else "__Host-smajob",
        SESSION_COOKIE_SECURE=not settings.insecure_cookies,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=60 * 60 * 24 * 30,  # the row ends it sooner
        MAX_CONTENT_LENGTH=config.MAX_BODY,
        WTF_CSRF_TIME_LIMIT=None,  # a form left open overnight can still be sent
        COMPRESS_MIMETYPES=["text/html"],
        COMPRESS_MIN_SIZE=400,
    )
    app.extensions["settings"] = settings
    app.extensions["engine"] = db.make_engine(settings.database_url)
    app.extensions["assets"] = assets.load(Path(settings.static))
    photos.init(app)  # before CSRFProtect, which looks into every form
    CSRFProtect(app)
    Compress(app)
    languages.init(app)
    words.init(app)
    render.init(app)
    errors.init(app)
    headers.init(app, https=not settings.insecure_cookies)
    access_log.init(app)
    commands.init(app)
    for module in BLUEPRINTS:
        app.register_blueprint(module.bp)
    if settings.demo:
        from .routes import demo

        app.register_blueprint(demo.bp)
    _serve_files(app, settings)
    return app


def _serve_files(app: Flask, settings: config.Settings) -> None:
    """Put the static files and the trusted proxies around the app."""
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=settings.static,
        prefix="static/",
        max_age=60 * 60 * 24 * 365,  # every address carries the hash of its file
        allow_all_origins=False,
        add_headers_function=headers.put_on_file,
    )
