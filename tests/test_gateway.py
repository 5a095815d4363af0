"""What the gateway hands on to the app, and whom it waits for: no server, no waiting."""

import asyncio
from collections.abc import AsyncIterator
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from webapp import config, gateway
from webapp.gateway import Gateway, Lanes, Unreceived, environ_of

MIB = 1024 * 1024


class TimelessLoop(asyncio.SelectorEventLoop):
    """Nobody waits: when nothing is left to do, it is the time of what comes next."""

    now = 0.0

    def time(self) -> float:
        return self.now

    def _run_once(self) -> None:
        waiting: Any = self._scheduled  # type: ignore[attr-defined]
        if waiting and not self._ready:  # type: ignore[attr-defined]
            self.now = max(self.now, waiting[0].when())
        super()._run_once()  # type: ignore[misc]


async def phone(total: int, speed: int, stops_at: int, leaves: bool) -> AsyncIterator[bytes]:
    """Sends `speed` bytes each second; at `stops_at` it is silent, or leaves."""
    sent = 0
    while sent < min(total, stops_at):
        await asyncio.sleep(1)
        sent += speed
        yield b"x" * speed
    if not leaves:
        await asyncio.sleep(10_000)


# bytes announced, bytes a second, bytes after which nothing comes, leaves then,
# the answer, and the second by which it is known
PHONES = {
    "six photos at 20 kB/s": (18 * 10**6, 20_000, 10**9, False, None, 900),
    "as many photos as may come, at 10 kB/s": (40 * 10**6, 10_000, 10**9, False, None, 4000),
    "a form at once": (5_000, 5_000, 10**9, False, None, 1),
    "a form on a very bad line": (20_000, 1_000, 10**9, False, None, 20),
    "a byte a second": (5_000, 1, 10**9, False, 408, 31),
    "1 MB at 5 kB/s": (10**6, 5_000, 10**9, False, 408, 80),
    "nothing": (5_000, 1, 0, False, 408, 20),
    "half of it": (5_000, 2_500, 2_500, False, 408, 21),
    "half of it, and away": (5_000, 2_500, 2_500, True, 400, 1),
    "many photos, and then nothing": (18 * 10**6, 500_000, 9 * 10**6, False, 408, 38),
}


@pytest.mark.parametrize("who", PHONES)
def test_a_slow_phone_is_waited_for_and_one_that_only_holds_on_is_not(who: str) -> None:
    total, speed, stops_at, leaves, status, seconds = PHONES[who]
    body, loop = BytesIO(), TimelessLoop()
    try:
        receiving = gateway._receive(phone(total, speed, stops_at, leaves), body, total)
        if status is None:
            loop.run_until_complete(receiving)
            assert body.tell() == total
        else:
            with pytest.raises(Unreceived) as refused:
                loop.run_until_complete(receiving)
            assert refused.value.status == status
        assert loop.now <= seconds
    finally:
        loop.close()


# --- what the app is told ------------------------------------------------------------------


class Headers(list[tuple[str, str]]):
    """As the server gives them."""

    def items(self) -> list[tuple[str, str]]:
        return self

    def get(self, name: str) -> str | None:
        return dict(self).get(name)

    def __contains__(self, name: object) -> bool:
        return name in dict(self)


def scope(*headers: tuple[str, str], **values: Any) -> Any:
    texts: dict[str, Any] = {
        "method": "GET",
        "path": "/",
        "query_string": "",
        "client": "192.0.2.1:4711",
        "server": "127.0.0.1:8000",
        "scheme": "http",
        "http_version": "1.1",
        "authority": None,
    }
    return SimpleNamespace(**texts | values, headers=Headers(headers))


TOLD = {
    "letters of ours": (scope(path="/æ"), "PATH_INFO", "/\xc3\xa6"),
    "the client": (scope(), "REMOTE_ADDR", "192.0.2.1"),
    "a client of today": (scope(client="[2001:db8::1]:4711"), "REMOTE_ADDR", "2001:db8::1"),
    "cookies in two headers": (
        scope(("cookie", "a=1"), ("cookie", "b=2")),
        "HTTP_COOKIE",
        "a=1; b=2",
    ),
    "a type": (scope(("content-type", "text/plain")), "CONTENT_TYPE", "text/plain"),
    "what a proxy says": (
        scope(("x-forwarded-for", "192.0.2.7"), ("x_forwarded_for", "198.51.100.1")),
        "HTTP_X_FORWARDED_FOR",
        "192.0.2.7",
    ),
}


@pytest.mark.parametrize("what", TOLD)
def test_the_app_is_told(what: str) -> None:
    asked, name, value = TOLD[what]
    assert environ_of(asked)[name] == value


def test_a_header_cannot_pass_for_another_by_an_underscore() -> None:
    assert "HTTP_X_FORWARDED_FOR" not in environ_of(scope(("x_forwarded_for", "192.0.2.7")))


# --- what it answers -----------------------------------------------------------------------


@pytest.fixture
def house(sqlite_app: Flask) -> Gateway:
    """No request here reaches the database."""
    return Gateway(sqlite_app, Lanes(1, 1), lambda environ: config.MAX_BODY)


def answered(house: Gateway, asked: Any, *chunks: bytes) -> tuple[int, str]:
    """Status and words of the answer to a request of which so much arrives."""
    answers: list[Any] = []

    async def arriving() -> AsyncIterator[bytes]:
        for chunk in chunks:
            yield chunk

    proto: Any = arriving()

    class Proto:
        def __aiter__(self) -> AsyncIterator[bytes]:
            return proto

        def response_bytes(self, status: int, headers: Any, content: bytes) -> None:
            answers.append((status, content.decode()))

    asyncio.run(house.__rsgi__(asked, Proto()))
    return answers[0]  # type: ignore[no-any-return]


def sending(length: int) -> Any:
    return scope(
        ("content-length", f"{length}"), ("accept-language", "en"), method="POST", path="/language"
    )


def test_a_body_that_broke_off_is_not_taken_for_a_whole_one(house: Gateway) -> None:
    assert answered(house, sending(100), b"language=da", b"")[0] == 400


def test_what_is_too_large_is_refused_unread(house: Gateway) -> None:
    status, words = answered(house, sending(2 * MIB))
    assert status == 413 and "too much at once" in words


def test_a_body_of_unknown_length_is_refused(house: Gateway) -> None:
    asked = scope(("transfer-encoding", "chunked"), method="POST", path="/language")
    assert answered(house, asked, b"x")[0] == 411


def test_who_waited_too_long_for_a_thread_is_told_when_to_come_back(
    house: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gateway, "PATIENCE", -1.0)
    status, words = answered(house, sending(11), b"language=da")
    assert status == 503 and "Nothing was saved." in words and "Wait a minute" in words


@pytest.mark.parametrize("large", [0, gateway.MOST_LARGE])
def test_only_so_many_large_bodies_are_received_at_once(house: Gateway, large: int) -> None:
    house.most, house.receiving_large = (lambda environ: config.MAX_PHOTOS), large
    status, _words = answered(house, sending(2 * MIB), *[b"x" * MIB] * 2)
    assert (status == 503) is bool(large)
    assert house.receiving_large == large
