"""A mail server for the tests of the outbox, and settings that lead to it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.mails.post import MailServer
from webapp.config import Settings


@pytest.fixture
def server() -> Iterator[MailServer]:
    server = MailServer()
    yield server
    server.controller.stop()


@pytest.fixture
def to_server(settings: Settings, server: MailServer) -> Settings:
    return replace(settings, smtp_host="127.0.0.1", smtp_port=server.port, smtp_starttls=False)
