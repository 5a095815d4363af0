"""What tests of reminders are given."""

from typing import Any

import pytest
from flask import Flask

from tests.database import Database
from tests.reminders.post import Worker


@pytest.fixture
def worker(app: Flask, db: Database, frozen: Any) -> Worker:
    return Worker(app, db, frozen)
