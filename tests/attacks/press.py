"""Presses of buttons one after the other, and limits that are met sooner than the real ones."""

import pytest

from tests.browser import Browser
from webapp import limits
from webapp.limits import Limit


def post(browser: Browser, address: str, **values: str) -> int:
    """One form, without following where it leads; refused ones are looked at."""
    if "token" not in vars(browser):
        browser.open("/sign-in/code")
        vars(browser)["token"] = browser.form("").values["csrf_token"]
    data = values | {"csrf_token": vars(browser)["token"]}
    answer = browser.client.post(address, data=data, headers=browser.headers)
    browser._show(answer)
    return answer.status_code


def lowered(monkeypatch: pytest.MonkeyPatch, name: str, most: int = 3) -> None:
    """The same limit, sooner: the tests have no time for the real one."""
    real: Limit = getattr(limits, name)
    monkeypatch.setattr(limits, name, Limit(most, real.per, real.says))
