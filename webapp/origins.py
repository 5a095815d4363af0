"""Who sent a request: what would change something is obeyed only when no other website sent it.

This stands in front of Flask: before a cookie is read or set, before a body is read, before a
word of it could be shown or written down. Links from elsewhere, in mails above all, only read.
"""

import logging
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from werkzeug.wrappers import Response

from . import headers

log = logging.getLogger("smajob.access")

READING = {"GET", "HEAD", "OPTIONS"}
PORTS = {"http": 80, "https": 443}
# No page: this is seen by somebody who was lured, or by who set up a proxy.
SAID = (
    "Det kom fra en anden hjemmeside, og der er ikke sket noget.\n"
    "This came from another website, and nothing was done.\n"
)


def origin_of(address: str) -> str:
    """`https://småjob.example:8443`, as browsers write it; nothing where there is none."""
    try:
        parts = urlsplit(address.lower())
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in PORTS or not parts.hostname:
        return ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    shown = "" if port in {None, PORTS[parts.scheme]} else f":{port}"
    return f"{parts.scheme}://{host}{shown}"


def is_foreign(environ: dict[str, Any], ours: str) -> bool:
    """Did another website send this? `ours` is the origin that people know us by.

    Every browser since 2020 names the origin of a form, and since 2023 also how it is related to
    us (Fetch Metadata, W3C). An old one may say where it came from. Of those that say nothing the
    form's own token decides.
    """
    site = environ.get("HTTP_SEC_FETCH_SITE", "")
    if site not in {"", "same-origin", "none"}:
        return True
    here = {ours, origin_of(f"{environ['wsgi.url_scheme']}://{environ.get('HTTP_HOST', '')}")}
    origin = environ.get("HTTP_ORIGIN", "")
    if origin == "null":  # a page that hides where it is: a sandbox, or a file
        return not site
    came = origin or (environ.get("HTTP_REFERER", "") if not site else "")
    return bool(came) and origin_of(came) not in here - {""}


class OwnFormsOnly:
    """The app behind it never hears of what another website sends to change something."""

    def __init__(self, app: Any, base_url: str) -> None:
        self.app, self.ours = app, origin_of(base_url)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] in READING or not is_foreign(environ, self.ours):
            answer: Iterable[bytes] = self.app(environ, start_response)
            return answer
        log.warning("refused: another website sent it")
        refusal = headers.add(Response(SAID, 403, {"Cache-Control": "no-store"}))  # type: ignore[arg-type]
        return refusal(environ, start_response)
