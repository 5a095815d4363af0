"""What browsers say of themselves, in the words of those who use them, and no more than that."""

import pytest

from webapp.accounts.browsers import Browser, browser_of

MOZILLA = "Mozilla/5.0"
KIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
AGENTS = {
    f"{MOZILLA} (Windows NT 10.0; Win64; x64) {KIT} Chrome/142.0.0.0 Safari/537.36": (
        "Chrome",
        "Windows",
    ),
    f"{MOZILLA} (Windows NT 10.0; Win64; x64) {KIT} Chrome/142.0 Safari/537.36 Edg/142.0": (
        "Edge",
        "Windows",
    ),
    f"{MOZILLA} (iPhone; CPU iPhone OS 18_0 like Mac OS X) {KIT} Version/18.0 Safari/604.1": (
        "Safari",
        "iPhone",
    ),
    f"{MOZILLA} (iPhone; CPU iPhone OS 18_0 like Mac OS X) {KIT} CriOS/142.0 Safari/604.1": (
        "Chrome",
        "iPhone",
    ),
    f"{MOZILLA} (Linux; Android 15) {KIT} SamsungBrowser/28.0 Chrome/130.0 Safari/537.36": (
        "Samsung Internet",
        "Android",
    ),
    f"{MOZILLA} (Macintosh; Intel Mac OS X 10.15; rv:145.0) Gecko/20100101 Firefox/145.0": (
        "Firefox",
        "Mac",
    ),
    f"{MOZILLA} (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0": ("Firefox", "Linux"),
    f"{MOZILLA} (X11; CrOS x86_64) {KIT} Chrome/142.0 Safari/537.36": ("Chrome", "Chromebook"),
    "curl/8.0 <b>'\0": ("", ""),
    "": ("", ""),
}


@pytest.mark.parametrize(("agent", "values"), AGENTS.items(), ids=range(len(AGENTS)))
def test_a_browser_is_called_what_people_call_it(agent: str, values: tuple[str, str]):
    assert browser_of(agent) == Browser(*values)
