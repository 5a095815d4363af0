"""Makes addresses that open one thing to whoever has them, and closes them.

What an address carries is made from the link's id with the app's own key, so none can be read out
of the database, and whoever loses the key has closed them all.
"""

import base64
import hmac
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from .. import history, limits
from ..accounts.sessions import keyed_hash
from ..actor import Actor, refuse_if
from . import policy, store
from .models import Link
from .rules import Purpose

MARK = 16  # bytes that only the app can make
# What an address opens: its noun in history, and its table, whose rows belong to others.
_NOUNS = {Purpose.COPY: "small_job", Purpose.CALENDAR: "user"}
_TABLES = {
    Purpose.COPY: sa.table("small_job", sa.column("id", sa.Uuid())),
    Purpose.CALENDAR: sa.table("users", sa.column("id", sa.Uuid())),
}


class Thing(Protocol):
    """What an address can open: a small job, or a person."""

    @property
    def id(self) -> UUID: ...


def token(link: Link, *, secret: str) -> str:
    """What the address of `link` carries: 52 letters and digits, none of them capital.

    Its id, of which 122 bits are random, and 128 bits of HMAC-SHA256 over purpose and id. Guessing
    is hopeless and needs no counting: at a million tries a second, one id that is known would
    take 10^25 years, and ids are not known.
    """
    mark = _mark(link.purpose, link.id, secret)
    return base64.b32encode(link.id.bytes + mark).decode().rstrip("=").lower()


def id_in(written: str, purpose: Purpose, *, secret: str) -> UUID | None:
    """The id of the link that `written` is the token of; None for anything else.

    Takes as long whatever is wrong with the mark.
    """
    try:
        read = base64.b32decode(written.upper() + "====")
    except ValueError:
        return None
    if len(read) != 16 + MARK:
        return None
    link_id = UUID(bytes=read[:16])
    right = hmac.compare_digest(read[16:], _mark(purpose, link_id, secret))
    return link_id if right else None


def _mark(purpose: Purpose, link_id: UUID, secret: str) -> bytes:
    return bytes.fromhex(keyed_hash(secret, "link", purpose, link_id.hex))[:MARK]


def make(
    session: Session, purpose: Purpose, thing: Thing, *, link_id: UUID, by: Actor, at: datetime
) -> Link:
    """A new address for `thing`, under an id that the form was given. It closes the one before."""
    refuse_if(policy.why_not(by, purpose))
    made = [f"{purpose}_made" for purpose in Purpose]
    history.refuse_beyond(session, limits.LINKS, *made, by=by, at=at)
    _close(session, purpose, thing, at)
    link = Link(id=link_id, purpose=purpose, created_at=at, created_by=by.signed_in_id)
    if purpose is Purpose.COPY:
        link.small_job_id = thing.id
    else:
        link.user_id = thing.id
    session.add(link)
    session.flush()
    _note(session, purpose, thing, "made", by, at)
    return link


def renew_copies(
    session: Session, jobs: Sequence[history.Standing], *, by: Actor, at: datetime
) -> None:
    """New addresses for small jobs that have one, whoever knows the old ones. No limit counts."""
    ids = [job.id for job in jobs]
    open_copies = col(Link.small_job_id).in_(ids), col(Link.revoked_at).is_(None)
    session.execute(sa.update(Link).where(*open_copies).values(revoked_at=at))
    for job_id in ids:
        session.add(
            Link(
                purpose=Purpose.COPY, small_job_id=job_id, created_at=at, created_by=by.signed_in_id
            )
        )
    session.flush()
    history.note_all(session, jobs, "copy_renewed", noun="small_job", by=by, at=at)


def revoke(session: Session, purpose: Purpose, thing: Thing, *, by: Actor, at: datetime) -> bool:
    """Close the address of `thing`, for good. Was there one?"""
    refuse_if(policy.why_not(by, purpose))
    closed = _close(session, purpose, thing, at)
    if closed:
        _note(session, purpose, thing, "revoked", by, at)
    return closed


def _close(session: Session, purpose: Purpose, thing: Thing, at: datetime) -> bool:
    """Two who do it at once come one after the other: the thing's own row is held meanwhile."""
    table = _TABLES[purpose]
    session.execute(sa.select(table.c.id).where(table.c.id == thing.id).with_for_update())
    query = sa.update(Link).where(store.of(purpose, thing.id)).values(revoked_at=at)
    return bool(session.execute(query.returning(col(Link.id))).all())


def _note(
    session: Session, purpose: Purpose, thing: Thing, done: str, by: Actor, at: datetime
) -> None:
    standing = getattr(thing, "status", "")  # a person has none
    history.record(
        session,
        noun=_NOUNS[purpose],
        thing_id=thing.id,
        action=f"{purpose}_{done}",
        by=by,
        at=at,
        before=standing,
        after=standing,
    )
