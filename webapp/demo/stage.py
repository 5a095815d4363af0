"""The stage on which stories are played: through the real actions, each at its moment."""

from collections.abc import Callable
from datetime import datetime
from heapq import heappop, heappush
from itertools import count
from random import Random
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from ..accounts.models import Membership, User
from ..accounts.store import as_actor
from ..actor import Actor
from ..mails.models import Mail
from .world import World

Deed = Callable[[datetime], None]


class Stage:
    """What is to be played, in the order of time. A deed may bring about later ones."""

    def __init__(self, session: Session, world: World) -> None:
        self.session, self.world = session, world
        dice = Random(world.dice.getrandbits(64))  # noqa: S311 - nothing secret about it
        self.new_id = lambda: UUID(int=dice.getrandbits(128), version=4)
        self._queue: list[tuple[datetime, int, Deed]] = []
        self._numbers = count()

    def actor(self, user: User) -> Actor:
        """Somebody, acting for the company that they are in, where they are in one."""
        known = self.world.things[Membership]
        membership = next((each for each in known if each.user_id == user.id), None)
        return as_actor(user, membership)

    def at(self, moment: datetime, deed: Deed) -> None:
        """Do it at that moment, which the deed is told."""
        heappush(self._queue, (moment, next(self._numbers), deed))

    def play(self) -> None:
        while self._queue:
            moment, _number, deed = heappop(self._queue)
            deed(moment)
            self.session.flush()
        self.session.execute(sa.delete(Mail))  # they were read long ago
