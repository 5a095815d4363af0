"""What an address that needs no sign-in can open. Pure."""

from enum import StrEnum


class Purpose(StrEnum):
    COPY = "copy"  # a participant's own hours
    CALENDAR = "calendar"  # a person's days, for their calendar
