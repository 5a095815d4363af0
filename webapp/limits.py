"""What came too often or is too much for now: for how long, and how that is said. Pure.

An action raises `TooMuch`; its reader gets 429, `Retry-After`, and a page that says when to come
back. A route may also `abort(429, retry_after=seconds)`.
"""

from datetime import datetime, timedelta
from math import ceil

from .messages import Message

LATER = 2 * 60  # minutes, from which on a time of day says it better
WAIT = {429: 15 * 60, 503: 60}  # seconds, where nobody says it better


class TooMuch(Exception):
    """No more of this for `seconds`. `message` says of what; the page adds when to try again."""

    def __init__(self, seconds: int, message: Message | None = None) -> None:
        super().__init__(f"{seconds} s")
        self.seconds, self.message = max(int(seconds), 1), message


def try_again(seconds: int, *, at: datetime) -> Message:
    """When to try again, for somebody who looks at it `at`: in minutes, or at a time of day."""
    minutes = ceil(seconds / 60)
    if minutes <= 1:
        return Message("Wait a minute and try again.")
    if minutes < LATER:
        return Message("Wait %(minutes)s minutes and try again.", {"minutes": minutes})
    moment = at + timedelta(minutes=minutes)
    return Message("Try again %(moment)s.", {"moment": moment}, instants=("moment",))
