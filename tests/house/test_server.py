"""The web server as an operator meets it: killed, stopped, started twice."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server import COMMAND, ROOT, Server, answers, ask, environment, free_port, wait_for
from webapp import db, migrate, server

STOPPED_IN = 12.0  # seconds, with requests under way; without any it takes a moment
DEV = [sys.executable, str(ROOT / "dev.py")]
TAKEN = "Port {port} is taken"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An empty database, for which these processes are of no matter."""
    url = f"sqlite:///{tmp_path_factory.mktemp('server')}/server.sqlite3"
    engine = db.make_engine(url)
    migrate.upgrade(engine)
    engine.dispose()
    return url


@pytest.fixture
def house(url: str) -> Iterator[Server]:
    running = Server(url)
    running.start()
    yield running
    running.kill()


def alive(process: int) -> bool:
    """Not even as a name that nobody has asked after."""
    said = subprocess.run(["ps", "-o", "stat=", "-p", f"{process}"], capture_output=True, text=True)
    return bool(said.stdout.strip()) and not said.stdout.startswith("Z")


def half_a_form(port: int) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", port), timeout=5)
    kind = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000"
    line.sendall(f"POST /sign-in/ HTTP/1.1\r\nHost: x\r\n{kind}\r\n\r\nemail=".encode())
    return line


def test_a_worker_that_is_killed_comes_back_by_itself(house: Server) -> None:
    victim, other = house.children
    os.kill(victim, signal.SIGKILL)
    for _request in range(5):  # the other one goes on meanwhile
        assert ask(house.port, "GET", "/healthz")[0] == 200
    wait_for(lambda: len(house.children) == 2 and victim not in house.children)
    assert other in house.children
    time.sleep(0.5)
    os.kill(other, signal.SIGSTOP)  # it is the new one that answers now
    try:
        wait_for(lambda: answers(house.port))
    finally:
        os.kill(other, signal.SIGCONT)


def test_workers_do_not_outlive_their_server_and_the_port_is_free(house: Server) -> None:
    assert house.process
    workers = house.children
    with half_a_form(house.port):
        house.process.send_signal(signal.SIGKILL)
        house.process.wait()
        wait_for(lambda: not any(map(alive, workers)), STOPPED_IN)
    again = Server(house.environment["SMAJOB_DATABASE_URL"])
    again.start(house.port)
    again.kill()


def test_asked_to_stop_by_the_way_it_was_started_all_of_it_stops(url: str) -> None:
    """`dev.py flask serve`, as a unit or a shell starts it, with a request that never ends."""
    port = free_port()
    process = subprocess.Popen(
        [*DEV, "flask", "serve", "--port", f"{port}", "--workers", "2"],
        cwd=ROOT,
        env=environment(url),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_for(lambda: answers(port))
        workers = _all_of_session(process.pid)
        assert len(workers) >= 3
        with half_a_form(port):
            process.terminate()
            assert process.wait(STOPPED_IN) == 0
            wait_for(lambda: not any(map(alive, workers)), 2)
    finally:
        for left in _all_of_session(process.pid):
            os.kill(left, signal.SIGKILL)
    with socket.socket() as free:
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        free.bind(("127.0.0.1", port))


def _all_of_session(leader: int) -> list[int]:
    said = subprocess.run(["ps", "-A", "-o", "pid=,sess="], capture_output=True, text=True)
    pairs = [line.split() for line in said.stdout.splitlines()]
    results = [int(pid) for pid, session in pairs if int(session) == leader]
    return [process for process in results if alive(process)]


SECONDS = {
    "flask serve": [*COMMAND, "serve", "--port"],
    "dev.py run": [*DEV, "run", "--port"],
}


def test_a_second_server_on_the_same_port_is_refused(house: Server, tmp_path: Path) -> None:
    for name, command in SECONDS.items():
        done = subprocess.run(
            [*command, f"{house.port}"],
            cwd=ROOT,
            env=house.environment,
            capture_output=True,
            text=True,
            timeout=60,
        )
        said = done.stdout + done.stderr
        assert done.returncode not in {0, None}, name
        assert TAKEN.format(port=house.port) in said and "Traceback" not in said, name
        assert f"--port {house.port + 1}" in said, name
    assert ask(house.port, "GET", "/healthz")[0] == 200


def test_an_answer_that_nobody_reads_is_broken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system can do it: Linux. Elsewhere the number of connections is all that limits."""
    monkeypatch.setattr(server, "UNREAD", 1000)  # milliseconds
    with server.listen("127.0.0.1", 0) as listening, socket.socket() as reader:
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        reader.connect(listening.getsockname())
        answer, _address = listening.accept()
        answer.settimeout(None if hasattr(socket, "TCP_USER_TIMEOUT") else 2)
        with answer, pytest.raises(TimeoutError):
            answer.sendall(b"x" * 50_000_000)
