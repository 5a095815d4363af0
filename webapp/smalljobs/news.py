"""What a company reads when its small job rests, goes on or ends: in a mail and at home. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..clock import Week
from ..messages import Message
from .pauses import PauseLike


@dataclass(frozen=True)
class Days:
    """The days of a pause, as the history keeps them."""

    from_day: date
    to_day: date | None

    @classmethod
    def read(cls, first: str, last: str) -> "Days":
        return cls(date.fromisoformat(first), date.fromisoformat(last) if last else None)


def paused(name: str, pause: PauseLike) -> Message:
    """It rests on these days."""
    named: dict[str, Any] = {"name": name, "first": pause.from_day, "last": pause.to_day}
    if pause.to_day is None:
        del named["last"]
        return Message("%(name)s has a pause from %(first)s on.", named, days=("first",))
    if pause.to_day == pause.from_day:
        del named["last"]
        return Message("%(name)s has a pause on %(first)s.", named, days=("first",))
    return Message(
        "%(name)s has a pause from %(first)s to %(last)s.", named, days=("first", "last")
    )


def dropped(name: str, pause: PauseLike) -> Message:
    return Message(
        "The pause of %(name)s from %(first)s on is cancelled.",
        {"name": name, "first": pause.from_day},
        days=("first",),
    )


def resumed(name: str) -> Message:
    return Message("The pause of %(name)s is over. It goes on from today.", {"name": name})


def is_over(name: str) -> Message:
    return Message("The pause of %(name)s is over.", {"name": name})


def ended(name: str, last_day: date) -> Message:
    return Message(
        "The small job of %(name)s has ended. The last day is %(last)s.",
        {"name": name, "last": last_day},
        days=("last",),
    )


def goes_on(name: str) -> Message:
    return Message("The small job of %(name)s goes on: the end is taken back.", {"name": name})


def for_contact(news: Message, back: Sequence[Week]) -> Message:
    """The same for whoever did it, with the weeks that went back to the company."""
    if not back:
        return news
    if len(back) == 1:
        return Message(
            "%(news)s Week %(week)s had hours there: it went back to the company.",
            {"news": news, "week": back[0].number},
        )
    return Message(
        "%(news)s %(count)s weeks had hours there: they went back to the company.",
        {"news": news, "count": len(back)},
    )


def with_weeks(news: Message, back: Sequence[Week]) -> Message:
    """The same, with the weeks that come back because they have hours on other days."""
    if not back:
        return news
    if len(back) == 1:
        return Message(
            "%(news)s Week %(week)s has hours on days that are not worked. It comes back to you.",
            {"news": news, "week": back[0].number},
        )
    return Message(
        "%(news)s %(count)s weeks have hours on days that are not worked. They come back to you.",
        {"news": news, "count": len(back)},
    )
