"""Pictures of plans, and their words in English."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from tests.world import TODAY
from webapp import hours, rulebook
from webapp.messages import Message
from webapp.splits.picture import Picture, draw
from webapp.splits.plan import Phase

MONDAY = date(2026, 9, 7)  # of ISO week 37
JOERGEN = [Phase(1, 4, 0, 720), Phase(5, 13, 720, 240), Phase(14, None, 1200, 0)]


def picture(plan: Sequence[Phase], **values: Any) -> Picture:
    """The picture of a plan by the rules of today."""
    return draw(plan, rulebook.on(TODAY), **values)


def english(message: Message) -> str:
    values = {
        name: hours.show(value, "en").replace("\u00a0", " ") if name in message.hours else value
        for name, value in message.values.items()
    }
    return message.id % values if values else message.id
