"""Which mails there are, for whom, and how long one is tried."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.actor import Role
from webapp.mails.rules import (
    HINTS,
    NAMES,
    NEVER,
    RECEIVERS,
    REFUSED_FOR,
    TRIED_FOR,
    Kind,
    next_attempt,
    offered,
    retry_delay,
    summary,
    wants,
)

AT = datetime(2026, 10, 24, 12, 0, tzinfo=UTC)  # the clocks are put back that night


def test_every_kind_is_named_explained_and_for_somebody():
    for table in (NAMES, HINTS, RECEIVERS):
        assert set(table) == set(Kind)
    assert all(RECEIVERS.values())


@pytest.mark.parametrize("role", Role)
def test_people_are_offered_what_they_get_and_nothing_else(role):
    assert offered(role) == [kind for kind in Kind if role in RECEIVERS[kind]]
    assert bool(offered(role)) == (role in {Role.WAITING, Role.EMPLOYER, Role.CONSULTANT})


def test_the_call_is_for_the_consultant_and_the_reminder_for_the_company():
    assert Kind.CALL_ME in offered(Role.CONSULTANT) and Kind.CALL_ME not in offered(Role.EMPLOYER)
    assert Kind.REMINDER in offered(Role.EMPLOYER)
    assert Kind.REMINDER not in offered(Role.CONSULTANT)


def test_what_has_no_kind_is_always_sent():
    everything = [kind.value for kind in Kind]
    assert wants(everything, None)
    assert not any(wants(everything, kind) for kind in Kind)
    assert all(wants([], kind) for kind in Kind)
    assert not wants(["plan"], Kind.PLAN) and wants(["plan"], Kind.TASK)


@pytest.mark.parametrize(
    ("unwanted", "role", "said"),
    [
        ([], Role.EMPLOYER, "You get all mails."),
        (["plan"], Role.EMPLOYER, "You get 5 of 6 kinds of mail."),
        (list(Kind), Role.EMPLOYER, "You get no mails, except codes for signing in."),
        (["reminder"], Role.CONSULTANT, "You get all mails."),
        ([], Role.TEAM_LEAD, "You only get mails with codes for signing in."),
    ],
)
def test_what_somebody_gets_is_said_in_one_sentence(unwanted, role, said):
    assert str(summary(unwanted, role)) == said


def test_pauses_grow_to_an_hour_and_stay_there():
    minutes = [retry_delay(attempts).total_seconds() / 60 for attempts in (*range(1, 10), 1000)]
    assert minutes == [1, 2, 4, 8, 16, 32, 60, 60, 60, 60]


@pytest.mark.parametrize(("refused", "most"), [(False, TRIED_FOR), (True, REFUSED_FOR)])
def test_a_mail_is_given_up_when_it_has_been_tried_for_long_enough(refused, most):
    just_before = AT + most - timedelta(seconds=1)
    assert next_attempt(AT, 3, refused=refused, at=just_before) == just_before + timedelta(
        minutes=4
    )
    assert next_attempt(AT, 3, refused=refused, at=AT + most) == NEVER
