"""Whoever is slow, by misfortune or on purpose, is waited for; and everybody else is answered.

The real server, without any proxy. Each attack holds as many connections as one machine can hold
for a moment; while they last, pages are opened and a draft is sent.
"""

import secrets
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests import camera
from tests.attacks.house import House, open_house
from tests.conftest import BACKENDS
from tests.house.forms import TASK
from webapp.tasks.models import Photo, Task

MANY = 200  # connections of each kind
SOON = 5.0  # seconds in which everybody else has an answer; mostly some hundredths
SPEED = 20_000  # bytes a second that a phone has where the signal is weak


@pytest.fixture(scope="module", params=BACKENDS)
def house(request: pytest.FixtureRequest, tmp_path_factory: Any) -> Iterator[House]:
    with open_house(request, tmp_path_factory) as opened:
        yield opened


def start_of(method: str, address: str, *headers: str) -> bytes:
    return "\r\n".join((f"{method} {address} HTTP/1.1", "Host: 127.0.0.1", *headers, "")).encode()


FORM = "Content-Type: application/x-www-form-urlencoded"  # else the app would not read it
PHOTOS = "Content-Type: multipart/form-data; boundary=edge"


def photos_of(house: House) -> tuple[str, str]:
    """Where Karen adds photos, and the header that says that it is she."""
    task = house.world.task()
    return f"/tasks/{task.id}/photos", f"Cookie: {house.karen.cookie}"


def slow_headers(_house: House) -> bytes:
    return start_of("GET", "/", "X-Slow: ")


def half_a_form(_house: House) -> bytes:
    return start_of("POST", "/sign-in/", FORM, "Content-Length: 1000", "") + b"email=" + b"x" * 494


def no_body_at_all(_house: House) -> bytes:
    return start_of("POST", "/sign-in/", FORM, "Content-Length: 1000", "")


def chunks_without_end(_house: House) -> bytes:
    return start_of("POST", "/sign-in/", FORM, "Transfer-Encoding: chunked", "") + b"5\r\nemail\r\n"


def half_the_photos(house: House) -> bytes:
    address, cookie = photos_of(house)
    return start_of("POST", address, cookie, PHOTOS, "Content-Length: 9000000", "") + b"x" * 50_000


def nothing(_house: House) -> bytes:
    return b""


def files_that_nobody_reads(_house: House) -> bytes:
    return start_of("GET", "/static/vendor/dkfds/dkfds.css", "") * 3


ATTACKS: dict[str, Callable[[House], bytes]] = {
    "headers that never end": slow_headers,
    "half a form": half_a_form,
    "a form announced and not sent": no_body_at_all,
    "chunks without end": chunks_without_end,
    "half the photos": half_the_photos,
    "connections that say nothing": nothing,
    "files that nobody reads": files_that_nobody_reads,
}


def held(house: House, stack: ExitStack, sent: bytes, count: int) -> None:
    """Open so many connections, send that much, and neither send nor read anything more."""
    for _number in range(count):
        line = stack.enter_context(socket.socket())
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.settimeout(SOON)
        line.connect(("127.0.0.1", house.server.port))
        line.sendall(sent)


def others_are_answered(house: House) -> None:
    """Pages are opened and a draft is kept, and nobody waits long for any of it."""
    for person, address in ((house.karen, "/home"), (house.mette, "/tasks/"), (house.ali, "/home")):
        began = time.monotonic()
        assert person.get(address, patience=SOON)[0] == 200
        assert time.monotonic() - began < SOON
    before, headline = house.db.count(Task), secrets.token_hex(8)
    draft = f"/tasks/{uuid4()}/edit"
    assert house.karen.post(draft, TASK | {"headline": headline}, patience=SOON)[0] == 303
    assert house.db.count(Task) == before + 1


@pytest.mark.parametrize("attack", ATTACKS)
def test_everybody_else_is_answered_meanwhile(house: House, attack: str) -> None:
    with ExitStack() as stack:
        held(house, stack, ATTACKS[attack](house), MANY)
        others_are_answered(house)
    others_are_answered(house)


def test_everybody_else_is_answered_while_all_of_it_comes_at_once(house: House) -> None:
    with ExitStack() as stack:
        for attack in ATTACKS.values():
            held(house, stack, attack(house), MANY // 4)
        others_are_answered(house)


def test_six_photos_from_a_phone_with_a_weak_signal_arrive_meanwhile(house: House) -> None:
    address, cookie = photos_of(house)
    edge = "edge"
    parts = b"".join(
        f'--{edge}\r\nContent-Disposition: form-data; name="photos"; filename="{number}.jpg"\r\n'
        f"Content-Type: image/jpeg\r\n\r\n".encode()
        + camera.written(camera.drawn(600, 400, colour), quality=80)
        + b"\r\n"
        for number, colour in enumerate(("teal", "navy", "olive", "maroon", "purple", "gray"))
    )
    token = f'--{edge}\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n'
    body = (
        token.encode() + house.karen.token.encode() + b"\r\n" + parts + f"--{edge}--\r\n".encode()
    )
    before = house.db.count(Photo)
    with ExitStack() as stack:
        held(house, stack, half_the_photos(house), 8)
        held(house, stack, half_a_form(house), MANY)
        line = stack.enter_context(socket.create_connection(("127.0.0.1", house.server.port)))
        line.settimeout(4 * SOON)
        line.sendall(start_of("POST", address, cookie, PHOTOS, f"Content-Length: {len(body)}", ""))
        for start in range(0, len(body), SPEED // 5):
            line.sendall(body[start : start + SPEED // 5])
            time.sleep(0.2)
        assert line.recv(12) == b"HTTP/1.1 303"
    assert house.db.count(Photo) == before + 6


def test_a_form_that_broke_off_is_not_kept(house: House) -> None:
    """What arrived reads like a whole form; that it was longer was announced."""
    before = house.db.count(Task)
    values = f"csrf_token={house.karen.token}&headline=Kasser&category=&do=keep&version=1"
    headers = (
        f"Cookie: {house.karen.cookie}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(values) + 40}",
        "",
    )
    with socket.create_connection(("127.0.0.1", house.server.port), timeout=SOON) as line:
        line.sendall(start_of("POST", f"/tasks/{uuid4()}/edit", *headers) + values.encode())
        line.shutdown(socket.SHUT_WR)
        assert line.recv(12) in {b"", b"HTTP/1.1 400"}
    assert house.db.count(Task) == before


def test_a_visitor_cannot_bring_what_only_photos_need(house: House, tmp_path: Path) -> None:
    """It is refused by what is announced; not a byte of it is received."""
    address, _cookie = photos_of(house)
    ask = start_of("POST", address, "Content-Length: 30000000", "")
    with socket.create_connection(("127.0.0.1", house.server.port), timeout=SOON) as line:
        line.sendall(ask)
        assert line.recv(12) == b"HTTP/1.1 413"
