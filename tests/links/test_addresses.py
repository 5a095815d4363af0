"""What an address without sign-in carries, and who may make one and close it."""

import re
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.database import Database
from tests.world import NOW, World
from webapp.actor import Actor, Refused, Role
from webapp.history import Move
from webapp.links import actions, policy, store
from webapp.links.models import Link
from webapp.links.rules import Purpose

SECRET = "what only the app knows"


def link(purpose: Purpose = Purpose.COPY) -> Link:
    return Link(purpose=purpose, created_at=NOW, created_by=uuid4())


def token(link: Link, secret: str = SECRET) -> str:
    return actions.token(link, secret=secret)


@pytest.mark.parametrize("purpose", Purpose)
def test_a_token_leads_back_to_its_link(purpose: Purpose):
    phase = link(purpose)
    assert actions.id_in(token(phase), purpose, secret=SECRET) == phase.id


def test_it_can_be_sent_in_a_text_message_and_typed_from_paper():
    assert re.fullmatch(r"[a-z2-7]{52}", token(link()))
    phase = link()
    assert actions.id_in(token(phase).upper(), Purpose.COPY, secret=SECRET) == phase.id


def test_it_opens_nothing_for_another_purpose_or_with_another_key():
    known_link = link()
    assert actions.id_in(token(known_link), Purpose.CALENDAR, secret=SECRET) is None
    assert actions.id_in(token(known_link, "another"), Purpose.COPY, secret=SECRET) is None


def test_with_any_letter_changed_it_opens_nothing():
    known_link = link()
    right = token(known_link)
    for at, letter in enumerate(right[:-1]):  # the last one holds one bit and four of no meaning
        wrong = right[:at] + ("a" if letter != "a" else "b") + right[at + 1 :]
        assert actions.id_in(wrong, Purpose.COPY, secret=SECRET) is None


@given(st.text(max_size=60))
def test_no_other_text_opens_anything(text: str):
    assert actions.id_in(text, Purpose.COPY, secret=SECRET) is None


def test_nothing_in_the_database_says_what_an_address_carries(world: World, db: Database):
    made = _made(world, db)
    row = db.one(Link).model_dump()
    assert token(made)[26:] not in str(row)
    assert set(row) == {
        "id",
        "purpose",
        "small_job_id",
        "user_id",
        "created_at",
        "created_by",
        "revoked_at",
    }


def _made(world: World, db: Database, job=None) -> Link:
    job, karen = job or world.job(), world.actor("karen")
    return db.change(
        lambda session: actions.make(session, Purpose.COPY, job, link_id=uuid4(), by=karen, at=NOW)
    )


def test_a_new_address_closes_the_one_before(world: World, db: Database):
    job = world.job()
    first, second = _made(world, db, job), _made(world, db, job)
    assert {link.id for link in db.all(Link) if link.revoked_at is None} == {second.id}
    phase = db.change(lambda session: store.live(session, Purpose.COPY, job.id))
    assert phase is not None and phase.id != first.id


def test_closing_says_whether_there_was_one_and_leaves_a_row(world: World, db: Database):
    job, mette = world.job(), world.actor("mette")
    _made(world, db, job)

    def close(session) -> bool:
        return actions.revoke(session, Purpose.COPY, job, by=mette, at=NOW)

    assert [db.change(close), db.change(close)] == [True, False]
    rows = [(row.noun, row.thing_id, row.action, row.by_id) for row in db.all(Move)]
    assert rows == [
        ("small_job", job.id, "copy_made", world.karen.id),
        ("small_job", job.id, "copy_revoked", world.mette.id),
    ]


def test_closing_one_leaves_the_others_open(world: World, db: Database):
    job, other = world.job(), world.job()
    _made(world, db, job)
    kept = _made(world, db, other)
    karen = world.actor("karen")
    db.change(lambda session: actions.revoke(session, Purpose.COPY, job, by=karen, at=NOW))
    assert [link.id for link in db.all(Link) if link.revoked_at is None] == [kept.id]


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("purpose", Purpose)
def test_who_may_make_one(role: Role, purpose: Purpose):
    actor = Actor(role, user_id=uuid4())
    may = {
        Purpose.COPY: {Role.EMPLOYER, Role.CONSULTANT},
        Purpose.CALENDAR: {Role.EMPLOYER, Role.CONSULTANT, Role.TEAM_LEAD},
    }
    assert (policy.why_not(actor, purpose) is None) == (role in may[purpose])


def test_who_waits_to_be_let_in_makes_no_copy():
    assert policy.why_not(Actor(Role.WAITING, user_id=uuid4()), Purpose.COPY)


def test_policy_is_asked_before_anything_is_done(world: World, db: Database):
    birgit, job = world.actor("birgit"), world.job()
    with pytest.raises(Refused):
        db.change(
            lambda session: actions.make(
                session, Purpose.COPY, job, link_id=uuid4(), by=birgit, at=NOW
            )
        )
    assert db.count(Link) == 0
