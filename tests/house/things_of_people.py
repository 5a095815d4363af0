"""People, where they belong, and what is theirs: the matrix tries to reach these as well."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from tests.house.thing import Thing, owned
from tests.world import EARLIER, NOW, World
from webapp.accounts.models import UserSession
from webapp.accounts.rules import Answer, Member
from webapp.actor import Role
from webapp.demo import build
from webapp.payroll.models import Export
from webapp.support.models import Call
from webapp.timesheets.rules import Status as SheetStatus

NEXT_WEEK = NOW + timedelta(days=7)


def of_people(world: World) -> Iterator[Thing]:
    yield from _people(world)
    yield from _calls(world)
    yield from _staff(world)
    yield from _places(world)
    yield from _payroll(world)
    yield from _sessions(world)


def _people(world: World) -> Iterator[Thing]:
    """Memberships in every state, one's own companies, and invitations."""
    world.colleague("gone", removed_at=EARLIER)
    world.colleague("long_gone", removed_at=NOW - timedelta(days=31))
    bakery, dairy = world.company("Bageriet"), world.company("Mejeriet")
    first = world.colleague("first", bakery, confirmed_at=None)
    named = {"name": "Torvet 1", "p_number": "", "named_by": first.id}
    by_mette = {"known_only_to": world.mette.id, "confirmed_by": world.mette.id}
    world.colleague("known", dairy, **by_mette)
    world.db.add(
        build.workplace(bakery.id, world.vestby.id, **named),
        build.workplace(dairy.id, world.vestby.id),
    )
    for key, member in world.memberships.items():
        values = Member(
            id=member.id,
            user_id=member.user_id,
            employer_id=member.employer_id,
            employer="",
            name=key,
            email="",
            phone="",
            created_at=NOW,
            confirmed_at=member.confirmed_at,
            confirmed_by="",
            known_only_to=member.known_only_to,
            known_in=world.vestby.id if member.known_only_to else None,
            removed_at=member.removed_at,
            alone=key in {"ali", "first", "known"},
        )
        thing = owned(world, f"member {key}", {"member_id": member.id}, values, key)
        yield thing
        own = Thing(
            f"membership {key}", {"membership_id": member.id}, values, author=member.user_id
        )
        yield replace(own, exists=member.removed_at is None)
    yield from _invitations(world)


def _invitations(world: World) -> Iterator[Thing]:
    """To a newcomer, to somebody elsewhere, to the municipality, too old, and answered."""
    for name, who, values in (
        ("to a newcomer", "nina", {}),
        ("to an employer elsewhere", "ali", {}),
        ("to a consultant", "mette", {}),
        ("too old", "ali", {"sent_at": NOW - timedelta(days=15), "employer_id": world.cleaners.id}),
        ("answered", "nina", {"answered_at": NOW, "answer": Answer.DECLINED}),
    ):
        texts = {"employer_id": world.fruit.id, "sent_at": EARLIER} | values
        invitation = build.invitation(
            texts.pop("employer_id"), world.people[who].email, world.karen.id, **texts
        )
        world.db.add(invitation)
        yield Thing(
            f"invitation {name}",
            {"invitation_id": invitation.id},
            (invitation, world.people[who].id),
            author=world.people[who].id,
            company=invitation.employer_id,
        )


def _staff(world: World) -> Iterator[Thing]:
    """Those of Vestby, at work, on leave and removed, and one who works for Søndersund."""
    for key, values in (
        ("on leave", {"paused_at": EARLIER}),
        ("removed", {"removed_at": EARLIER}),
    ):
        name = key.replace(" ", "_")
        world.people[name] = build.user(
            Role.CONSULTANT, f"{name}@example.dk", key, municipality_id=world.vestby.id, **values
        )
        world.db.add(world.people[name])
    for name in ("mette", "jonas", "birgit", "sofie", "on_leave", "removed"):
        person = world.people[name]
        yield Thing(
            f"staff {name}", {"staff_id": person.id}, name, municipality=person.municipality_id
        )


def _places(world: World) -> Iterator[Thing]:
    """The company's places, one elsewhere, and one that only a stranger named."""
    named = build.workplace(
        world.fruit.id, world.vestby.id, name="Baggade 1", p_number="", named_by=world.poul.id
    )
    world.db.add(named)
    for name, place, company, exists in (
        ("of Frugtlageret", world.kaj, world.fruit.id, True),
        ("of Rent & Pænt", world.skole, world.cleaners.id, True),
        ("of a stranger", named, world.fruit.id, False),
    ):
        args = {"place_id": place.id}
        yield Thing(f"place {name}", args, name, company=company, exists=exists)


def _payroll(world: World) -> Iterator[Thing]:
    """A month with hours and one without, and the files that two companies got."""
    for month in ("2026-11", "2026-01"):
        yield Thing(f"month {month}", {"month": month}, everybodys=True)
    for by in ("karen", "ali"):
        company, user = world.memberships[by].employer_id, world.people[by]
        export = Export(employer_id=company, month=date(2026, 11, 1), made_at=NOW, made_by=user.id)
        world.db.add(export)
        for kind in ("csv", "xlsx"):
            args = {"export_id": export.id, "kind": kind}
            yield owned(world, f"export of {by}", args, export, by)


def _sessions(world: World) -> Iterator[Thing]:
    """Where everybody is signed in besides: nobody's but theirs."""
    for key, user in world.people.items():
        row = UserSession(token_hash=key, user_id=user.id, created_at=NOW, expires_at=NEXT_WEEK)
        world.db.add(row)
        yield Thing(f"session of {key}", {"session_id": row.id}, author=user.id)


def _calls(world: World) -> Iterator[Thing]:
    for by in ("karen", "ali"):
        for done_at in (None, NOW):
            for with_sheet in (True, False):
                sheet = world.sheet(SheetStatus.SUBMITTED, job=world.job(by=by))
                call = Call(
                    small_job_id=sheet.small_job_id,
                    timesheet_id=sheet.id if with_sheet else None,
                    asked_by=world.people[by].id,
                    asked_at=NOW,
                    done_at=done_at,
                )
                world.db.add(call)
                name = f"call of {by}, {'made' if done_at else 'open'}"
                yield owned(world, name, {"call_id": call.id}, call, by)
