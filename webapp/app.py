"""create_app: configuration, extensions, blueprints, nothing else."""

from pathlib import Path

from flask import Flask
from flask_compress import Compress
from flask_wtf import CSRFProtect
from whitenoise import WhiteNoise

from . import (
    assets,
    commands,
    config,
    db,
    errors,
    gateway,
    headers,
    languages,
    logs,
    proxies,
    render,
    request_parsing,
)
from .origins import OwnFormsOnly
from .routes import (
    addresses,
    agreements,
    calendars,
    calls,
    companies,
    compare,
    copies,
    corrections,
    desk,
    due_weeks,
    front,
    growth,
    health,
    me,
    pauses,
    payroll,
    people,
    photos,
    sign_in,
    smalljobs,
    splits,
    staff,
    stale_forms,
    tasks,
    template_globals,
    timesheets,
    workplaces,
)

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
    due_weeks,
    corrections,
    calls,
    pauses,
    payroll,
    calendars,
    health,
)


def create_app(settings: config.Settings | None = None) -> Flask:
    """A Flask app for `settings`, or for the environment's. Raises BadSettings."""
    settings = settings or config.load()
    app = Flask("webapp", static_folder=None)
    _configure(app, settings)
    app.extensions["settings"] = settings
    app.extensions["lanes"] = lanes = gateway.lanes_of(settings)
    waits = db.Waits(lock=settings.lock_timeout, statement=settings.statement_timeout)
    url = settings.database_url
    app.extensions["engine"] = db.make_engine(url, threads=lanes.threads, waits=waits)
    app.extensions["spare_engine"] = db.make_spare_engine(url)
    app.extensions["assets"] = assets.load(Path(settings.static))
    languages.init(app)
    gateway.init(app)  # before what reads a form
    request_parsing.init(app)
    photos.init(app)  # before CSRFProtect, which looks into every form
    CSRFProtect(app)
    Compress(app)
    template_globals.init(app)
    addresses.init(app)
    stale_forms.init(app)
    render.init(app)
    errors.init(app)
    headers.init(app, https=not settings.insecure_cookies)
    logs.init(app, settings.log)
    commands.init(app)
    for module in BLUEPRINTS:
        app.register_blueprint(module.bp)
    if settings.demo:
        from .routes import demo

        app.register_blueprint(demo.bp)
    _surround(app, settings)
    return app


def _configure(app: Flask, settings: config.Settings) -> None:
    """What Flask and its extensions are told of the settings."""
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
        WTF_CSRF_SSL_STRICT=False,  # `origins` has looked where it came from
        COMPRESS_MIMETYPES=["text/html"],
        COMPRESS_MIN_SIZE=400,
    )


def _surround(app: Flask, settings: config.Settings) -> None:
    """Put around the app who is let through to it, the trusted proxies, and the static files."""
    guarded = OwnFormsOnly(app.wsgi_app, settings.base_url)
    app.wsgi_app = logs.Numbered(guarded)  # type: ignore[method-assign]
    if settings.proxies:
        trusted = proxies.networks(settings.proxy_addresses)
        app.wsgi_app = proxies.TrustedProxies(  # type: ignore[method-assign]
            app.wsgi_app, settings.proxies, trusted
        )
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=settings.static,
        prefix="static/",
        max_age=60 * 60 * 24 * 365,  # every address carries the hash of its file
        allow_all_origins=False,
        add_headers_function=headers.add_to_file,
    )
