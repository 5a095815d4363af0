"""A wish to be called: asked, then done. Pure."""

from datetime import date
from enum import StrEnum

from ..days_off import working_day_after

CALLED_WITHIN = 1  # working days; after that the wish is shown as one that waits too long


class Action(StrEnum):
    ASK = "ask"
    CALLED = "called"


def latest_day(asked_on: date) -> date:
    """The day by which somebody who asked for it has to be called."""
    return working_day_after(asked_on, CALLED_WITHIN)
