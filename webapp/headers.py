"""What every answer carries so that browsers protect the people who read it."""

from typing import Any

from flask import Flask, Response

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",  # the design system draws its arrows and ticks as data: images
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # not no-referrer: that breaks the check of where a form came from, over https
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def add(response: Response) -> Response:
    """Put the headers on one answer."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")  # unless it says better
    return response


def add_to_file(headers: Any, _path: str, _url: str) -> None:
    """Put them on a static file, which never passes through Flask."""
    for name, value in HEADERS.items():
        headers[name] = value


def init(app: Flask, *, https: bool) -> None:
    """Put them on every answer; over https also the promise to stay there."""
    app.after_request(add)
    if https:

        @app.after_request
        def stay_on_https(response: Response) -> Response:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
            return response
