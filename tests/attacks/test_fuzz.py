"""Nothing that anybody sends is answered with 500."""

from typing import Any

import pytest
from flask import Flask

from tests.attacks.fuzz import attack

REQUESTS = 150  # `dev.py attack` sends more


@pytest.mark.parametrize("seed", [47, 48])
def test_no_odd_request_is_answered_with_500(app: Flask, seed: int, record_property: Any) -> None:
    results = [str(item) for item in attack(app, seed, REQUESTS)]
    record_property("odd requests: #", REQUESTS)
    assert not results, "\n\n".join(results)
