"""Whose word counts for where a request comes from."""

from typing import Any

import pytest

from webapp.proxies import TrustedProxies, networks

TRUSTED = "127.0.0.1, ::1 10.0.0.0/8,fd00::/8"


def seen_from(remote: str, forwarded: str, hops: int = 1) -> tuple[str, str]:
    """(the client's address, http or https) that the app is told."""
    values: dict[str, Any] = {}

    def app(environ: dict[str, Any], _start: Any) -> list[bytes]:
        values.update(environ)
        return []

    environ = {
        "REMOTE_ADDR": remote,
        "HTTP_X_FORWARDED_FOR": forwarded,
        "HTTP_X_FORWARDED_PROTO": "https",
        "wsgi.url_scheme": "http",
    }
    TrustedProxies(app, hops, networks(TRUSTED))(environ, None)
    return values["REMOTE_ADDR"], values["wsgi.url_scheme"]


@pytest.mark.parametrize("proxy", ["127.0.0.1", "::1", "10.200.3.4", "fd00::7", "::ffff:10.0.0.1"])
def test_a_proxy_says_for_whom_it_asks(proxy: str) -> None:
    assert seen_from(proxy, "203.0.113.7") == ("203.0.113.7", "https")


@pytest.mark.parametrize("stranger", ["11.0.0.1", "198.51.100.7", "2001:db8::1", "unix", ""])
def test_nobody_else_does(stranger: str) -> None:
    assert seen_from(stranger, "203.0.113.7") == (stranger, "http")


@pytest.mark.parametrize(("hops", "client"), [(1, "203.0.113.7"), (2, "192.0.2.1")])
def test_what_a_client_wrote_before_the_proxies_does_not_count(hops: int, client: str) -> None:
    forwarded = "1.2.3.4, 192.0.2.1, 203.0.113.7"
    assert seen_from("127.0.0.1", forwarded, hops) == (client, "http" if hops > 1 else "https")
