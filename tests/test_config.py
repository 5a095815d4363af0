"""Settings: read once, checked at the start, and unfit ones refused with every reason."""

from typing import Any

import pytest

from webapp import config
from webapp.config import BadSettings, Settings, load, variable

GOOD = {
    "production": "1",
    "secret_key": "x" * 32,
    "base_url": "https://smaajob.example",
    "database_url": "postgresql+psycopg://db/smajob",
    "smtp_host": "mail.example",
}

UNFIT: dict[str, tuple[dict[str, str], str]] = {
    "the secret everybody knows": ({"secret_key": config.DEFAULT_SECRET}, "SECRET_KEY"),
    "a short secret": ({"secret_key": "x" * 31}, "SECRET_KEY"),
    "demo": ({"demo": "1"}, "DEMO"),
    "plain http": ({"base_url": "http://smaajob.example"}, "https"),
    "cookies over http": ({"insecure_cookies": "1"}, "https"),
    "no mail server": ({"smtp_host": ""}, "SMTP_HOST"),
}

UNREADABLE: dict[str, tuple[dict[str, str], str]] = {
    "a port in words": ({"smtp_port": "twenty"}, "SMTP_PORT"),
    "a maybe": ({"demo": "maybe"}, "DEMO"),
    "another database": ({"database_url": "mysql://x"}, "DATABASE_URL"),
    "an address without its scheme": ({"base_url": "smaajob.example"}, "BASE_URL"),
    "a proxy by its name": ({"proxies": "1", "proxy_addresses": "proxy"}, "PROXY_ADDRESSES"),
    "a network with a host in it": (
        {"proxies": "1", "proxy_addresses": "10.0.0.1/8"},
        "PROXY_ADDRESSES",
    ),
    "proxies at any address": ({"proxies": "1"}, "PROXY_ADDRESSES"),
    "addresses of no proxy": ({"proxy_addresses": "127.0.0.1"}, "PROXIES"),
    "fewer than no proxies": ({"proxies": "-1", "proxy_addresses": "127.0.0.1"}, "PROXIES"),
}


def read(**values: str) -> Settings:
    return load({variable(name): text for name, text in values.items()})


def test_without_an_environment_the_defaults_hold() -> None:
    assert load({}) == Settings()


def test_production_starts_with_what_is_fit() -> None:
    assert read(**GOOD).production


@pytest.mark.parametrize("why", UNFIT)
def test_production_refuses(why: str) -> None:
    values, named = UNFIT[why]
    with pytest.raises(BadSettings, match=named):
        read(**GOOD | values)


@pytest.mark.parametrize("why", UNREADABLE)
def test_nobody_starts_with(why: str) -> None:
    values, named = UNREADABLE[why]
    with pytest.raises(BadSettings, match=named):
        read(**values)


def test_all_reasons_are_told_at_once() -> None:
    with pytest.raises(BadSettings) as refused:
        read(production="1", demo="1", smtp_port="x")
    assert len(str(refused.value).splitlines()) >= 5


def test_every_setting_says_what_it_is_for() -> None:
    assert list(config.SETTINGS) == list(Settings.__dataclass_fields__)


@pytest.mark.parametrize(("name", "text", "value"), [("smtp_port", "2", 2), ("demo", "1", True)])
def test_what_is_written_is_what_is_read(name: str, text: str, value: Any) -> None:
    assert getattr(read(**{name: text}), name) == value
