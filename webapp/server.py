"""The web server: granian with one listening socket, which no other server can share."""

import errno
import socket
import sys
from typing import Any

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.net import SocketHolder

BACKLOG = 1024  # connections that wait to be taken
CONNECTIONS = 8192  # that one worker process holds, most of them waiting for somebody slow
OPEN_FILES = 20_000  # what the process asks for; the system may allow fewer
HEADERS = 20_000  # milliseconds for the headers of a request; then the connection is closed
UNREAD = 60_000  # milliseconds that an answer may lie unread before the connection is broken
STOPPING = 6  # seconds for requests under way when the server is asked to stop
RESPAWN = 0.2  # seconds between the start of a new worker and the end of what is left of the old


class PortTaken(Exception):
    """Somebody listens there already."""


class Server(Granian):  # type: ignore[misc,valid-type]
    """One listening socket for all workers.

    granian gives each worker its own, with SO_REUSEPORT: then a second server, of another version
    perhaps, joins in without a word; what waits at a worker dies with it; and who comes to a busy
    worker waits although another is idle. Raises PortTaken, or OSError for an address that is not
    ours.
    """

    def _init_shared_socket(self) -> None:
        listening = listen(self.bind_addr, self.bind_port)
        listening.set_inheritable(True)
        self._ssp, self._sfd, self._sso = None, listening.fileno(), listening
        with_backlog = sys.platform.startswith(("linux", "freebsd"))
        parts: list[Any] = [self._sfd, False, *([BACKLOG] if with_backlog else [])]
        self._shd = SocketHolder(*parts)


def listen(host: str, port: int) -> socket.socket:
    """A listening socket that is only ours. Raises PortTaken or OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    if sys.platform != "win32":  # there it would mean: take it from whoever has it
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        raise PortTaken if error.errno == errno.EADDRINUSE else error from None
    # What is accepted inherits both.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNREAD)
    return listening


def serve(host: str, port: int, workers: int, *, log: dict[str, Any]) -> None:
    """Serve until somebody asks to stop; `log` is how granian writes. Raises PortTaken."""
    allow_open_files()
    Server(
        "webapp.wsgi:gateway",
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        factory=True,
        workers=workers,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADERS),
        websockets=False,
        backlog=BACKLOG,
        backpressure=CONNECTIONS,
        respawn_failed_workers=True,
        respawn_interval=RESPAWN,
        workers_kill_timeout=STOPPING,
        log_access=False,
        log_dictconfig=log,
    ).serve()


def allow_open_files() -> None:
    """Each connection is an open file; many systems start with a limit of 1024."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
