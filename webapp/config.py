"""Every setting, read once from the environment and checked at the start.

`SETTINGS` is the one table of them; docs/operations.md is generated from it.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from .proxies import networks

DEFAULT_SECRET = "only-for-development"  # noqa: S105 - production refuses to start with it
MAX_BODY = 1024 * 1024  # bytes of one request
MAX_PHOTOS = 40 * 1024 * 1024  # bytes of one that brings photos: six as phones take them


class BadSettings(SystemExit):
    """The environment is not fit to start in; the text says what to change.

    Left alone it ends the process with that text, and no stack trace before it.
    """


@dataclass(frozen=True)
class Settings:
    """The settings of the app, from environment variables."""

    database_url: str = "sqlite:///data/smajob.sqlite3"
    secret_key: str = DEFAULT_SECRET
    base_url: str = "http://127.0.0.1:8000"
    static: str = ".dev/static"
    demo: bool = False
    insecure_cookies: bool = False
    production: bool = False
    smtp_host: str = ""
    smtp_port: int = 25
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_starttls: bool = True
    mail_from: str = "Småjob <smaajob@localhost>"
    proxies: int = 0
    proxy_addresses: str = ""
    log: str = "text"
    threads: int = 3
    lock_timeout: int = 5
    statement_timeout: int = 15


# name of the field: what it is for
SETTINGS: dict[str, str] = {
    "database_url": "Where the data is: sqlite:////abs/path or postgresql+psycopg://…",
    "secret_key": "At least 32 random characters; signs cookies and codes.",
    "base_url": "The address people use, for links in mails.",
    "static": "The folder of built css, js and fonts (`dev.py setup` makes it).",
    "demo": "1: one-press sign-in at /demo, and mails are shown instead of sent.",
    "insecure_cookies": "1: allow cookies over plain http. Only for development.",
    "production": "1: refuse to start with anything unfit for real people's data.",
    "smtp_host": "The mail server. Empty: nothing is delivered.",
    "smtp_port": "Its port.",
    "smtp_user": "User name there, where it wants one.",
    "smtp_password": "Password there.",
    "smtp_starttls": "0: speak to the mail server without TLS.",
    "mail_from": "The sender of all mails.",
    "proxies": "How many proxies stand in front, one behind the other.",
    "proxy_addresses": "Their own addresses or networks: 127.0.0.1, 10.1.0.0/16. Only they are"
    " believed when they say for whom they ask.",
    "log": "text: a line for people; json: one object a line, for programs.",
    "threads": "PostgreSQL: threads of a worker process that read, and as many that write.",
    "lock_timeout": "Seconds that a request waits for what another one holds; then it gets 503.",
    "statement_timeout": "PostgreSQL: seconds that one statement may take; then it gets 503.",
}


def variable(name: str) -> str:
    """The environment variable of a setting: `secret_key` is SMAJOB_SECRET_KEY."""
    return f"SMAJOB_{name.upper()}"


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """Read and check the settings. Raises BadSettings with every reason at once."""
    environment = os.environ if environment is None else environment
    values: dict[str, object] = {}
    wrong = []
    for field in fields(Settings):
        text = environment.get(variable(field.name))
        if text is None:
            continue
        try:
            values[field.name] = _read(field.type, text)
        except ValueError:
            wrong.append(f"{variable(field.name)} cannot be {text!r}: {SETTINGS[field.name]}")
    settings = Settings(**values)  # type: ignore[arg-type]
    wrong += _unfit(settings)
    if wrong:
        raise BadSettings("\n".join(wrong))
    return settings


def _read(kind: object, text: str) -> object:
    if kind is bool:
        if text not in {"0", "1", ""}:
            raise ValueError(text)
        return text == "1"
    return int(text) if kind is int else text


def _unfit(settings: Settings) -> list[str]:
    wrong = []
    if not settings.database_url.startswith(("sqlite:///", "postgresql+psycopg://")):
        wrong.append("SMAJOB_DATABASE_URL must start with sqlite:/// or postgresql+psycopg://")
    if not settings.base_url.startswith(("http://", "https://")):
        wrong.append("SMAJOB_BASE_URL must start with https:// (or http://)")
    wrong += _unfit_proxies(settings)
    if settings.log not in {"text", "json"}:
        wrong.append("SMAJOB_LOG must be text or json")
    for name in ("threads", "lock_timeout", "statement_timeout"):
        if getattr(settings, name) < 1:
            wrong.append(f"{variable(name)} must be 1 or more")
    if not settings.production:
        return wrong
    if settings.demo:
        wrong.append("SMAJOB_DEMO must be off in production: it lets anybody in")
    if settings.secret_key == DEFAULT_SECRET or len(settings.secret_key) < 32:
        wrong.append("SMAJOB_SECRET_KEY needs at least 32 random characters in production")
    if settings.insecure_cookies or not settings.base_url.startswith("https://"):
        wrong.append("production needs https: SMAJOB_BASE_URL=https://… and no insecure cookies")
    if not settings.smtp_host:
        wrong.append("SMAJOB_SMTP_HOST is needed in production: people sign in by mail")
    return wrong


def _unfit_proxies(settings: Settings) -> list[str]:
    try:
        trusted = networks(settings.proxy_addresses)
    except ValueError as error:
        return [f"SMAJOB_PROXY_ADDRESSES: {error}"]
    if settings.proxies < 0:
        return ["SMAJOB_PROXIES cannot be less than 0"]
    if bool(settings.proxies) != bool(trusted):
        return ["SMAJOB_PROXIES and SMAJOB_PROXY_ADDRESSES belong together: how many, and where"]
    return []


def sqlite_folder(url: str) -> Path | None:
    """The folder that an SQLite address needs to exist; None for other databases."""
    if not url.startswith("sqlite:///"):
        return None
    return Path(url.removeprefix("sqlite:///")).parent
