"""Which browser on what somebody signed in with: coarse, as people would say it. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Browser:
    """`Chrome` on `Windows`; empty where it does not say so in a way that we know."""

    program: str = ""
    device: str = ""


# What stands in a User-Agent: the first that is found names it, so the more special come first.
_PROGRAMS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
_DEVICES = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Macintosh": "Mac",
    "CrOS": "Chromebook",
    "Linux": "Linux",
}


def browser_of(user_agent: str) -> Browser:
    """What a browser says of itself, without versions and all else that tells one from another."""
    return Browser(_first(_PROGRAMS, user_agent), _first(_DEVICES, user_agent))


def _first(names: dict[str, str], text: str) -> str:
    return next((name for mark, name in names.items() if mark in text), "")
