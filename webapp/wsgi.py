"""What a server runs: the app, with its long-lived objects out of the garbage collector's way."""

import gc

from flask import Flask

from .app import create_app
from .gateway import Gateway
from .routes import photos


def make() -> Flask:
    """The app for one worker process. Freezing what never dies halved the slowest reads."""
    app = create_app()
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 50, 50)
    return app


def gateway() -> Gateway:
    """The app behind its lanes, as our own server runs it."""
    app = make()
    return Gateway(app, app.extensions["lanes"], lambda environ: photos.most(app, environ))
