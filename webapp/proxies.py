"""Who may say where a request comes from: the proxies in front, by their own addresses.

Whoever reaches the app past them can write any `X-Forwarded-For`: it is not read.
"""

import ipaddress
from collections.abc import Callable, Iterable
from typing import Any

from werkzeug.middleware.proxy_fix import ProxyFix

WSGI = Callable[[dict[str, Any], Any], Iterable[bytes]]
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def networks(text: str) -> list[Network]:
    """Read `127.0.0.1, 10.0.0.0/8, fd00::/8`. Raises ValueError for anything else."""
    return [ipaddress.ip_network(word) for word in text.replace(",", " ").split()]


class TrustedProxies:
    """Trusts the headers of `hops` proxies at `trusted` addresses, and of nobody else."""

    def __init__(self, app: WSGI, hops: int, trusted: list[Network]) -> None:
        self.app, self.trusted = app, trusted
        self.behind = ProxyFix(app, x_for=hops, x_proto=hops)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        believed = self.is_trusted(environ.get("REMOTE_ADDR", ""))
        return (self.behind if believed else self.app)(environ, start_response)

    def is_trusted(self, address: str) -> bool:
        try:
            parsed = ipaddress.ip_address(address)
        except ValueError:
            return False
        if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
            parsed = parsed.ipv4_mapped  # a server on both kinds of network writes it so
        return any(parsed in network for network in self.trusted)
