"""A wish to be called: asked, then done. Pure."""

from enum import StrEnum

CALLED_WITHIN = 1  # working days; after that the wish is shown as one that waits too long


class Action(StrEnum):
    ASK = "ask"
    CALLED = "called"
