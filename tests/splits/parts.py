"""Parts of a plan, as short as a test wants to write them."""

from uuid import UUID

from tests import builders
from webapp.splits.models import Part
from webapp.splits.part import Kind

CRATES, TRUCK, PICKING = (UUID(int=number) for number in (1, 2, 3))


def paid(minutes: int = 720, activity: UUID = CRATES, **values: object) -> Part:
    return builders.part(Kind.PAID, minutes, activity_id=activity, **values)


def training(minutes: int = 240, activity: UUID = TRUCK, **values: object) -> Part:
    return builders.part(Kind.TRAINING, minutes, activity_id=activity, **values)


def stays(activity: UUID = PICKING) -> Part:
    return builders.part(Kind.STAYS, 0, activity_id=activity)
