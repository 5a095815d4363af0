"""What the permission matrix knows: who there is, what there is, and what is right.

The expectations come from the table of permissions, from who owns what (written down here, beside
the things), and from the tables of moves. They never come from what the app happens to answer.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from tests import camera
from tests.house import addresses
from tests.world import EARLIER, NOW, WEEK, World
from webapp.accounts import policy as people
from webapp.accounts.models import Invitation, User, UserSession
from webapp.accounts.rules import Answer, Member
from webapp.actor import Actor, Role, Side
from webapp.demo import build
from webapp.payroll.models import Export
from webapp.smalljobs import policy as jobs
from webapp.smalljobs.models import SmallJob
from webapp.smalljobs.rules import Status as JobStatus
from webapp.splits import policy as splits
from webapp.splits.rules import Status as SplitStatus
from webapp.support.models import Call
from webapp.tasks import policy as tasks
from webapp.tasks.rules import Status as TaskStatus
from webapp.timesheets import policy as sheets
from webapp.timesheets.rules import Status as SheetStatus

VISITOR_ID, PLANNED_WEEK = uuid4(), uuid4()
NEXT_WEEK = NOW + timedelta(days=7)
# How the roles are called in the matrix; None has not signed in.
PERSONAS: dict[str, str | None] = {
    "visitor with a draft": None,
    "another visitor": None,
    "newcomer": "nina",
    "employer": "karen",
    "colleague": "kirsten",
    "pending colleague": "poul",
    "employer elsewhere": "ali",
    "consultant": "mette",
    "another consultant here": "jonas",
    "consultant elsewhere": "sofie",
    "team lead": "birgit",
}

# Which thing the ids in an address name. A route with other ids has to be added here.
KINDS: dict[frozenset[str], str] = {
    frozenset(): "nothing",
    frozenset({"task_id"}): "task",
    frozenset({"task_id", "photo_id"}): "photo",
    frozenset({"split_id"}): "split",
    frozenset({"split_id", "number"}): "versions",
    frozenset({"job_id"}): "job",
    frozenset({"sheet_id"}): "sheet",
    frozenset({"job_id", "week"}): "week",
    frozenset({"job_id", "week", "number"}): "revision",
    frozenset({"call_id"}): "call",
    frozenset({"member_id"}): "member",
    frozenset({"membership_id"}): "membership",
    frozenset({"staff_id"}): "staff",
    frozenset({"place_id"}): "place",
    frozenset({"invitation_id"}): "invitation",
    frozenset({"job_id", "month"}): "paper",
    frozenset({"copy_token"}): "copy",
    frozenset({"copy_token", "month"}): "copied",
    frozenset({"calendar_token"}): "calendar",
    frozenset({"link_token"}): "link",
    frozenset({"session_id"}): "session",
    frozenset({"month"}): "month",
    frozenset({"export_id", "kind"}): "export",
}


# What stands in an address beside ids, where the thing is not there.
NOWHERE: dict[str, Any] = {"week": str(WEEK), "number": 9, "kind": "csv"}


@dataclass(frozen=True)
class Thing:
    """Something that an address can name, and to whom it belongs."""

    name: str
    args: dict[str, Any]
    state: Any = None  # what policy looks at
    author: UUID | None = None
    visitor: UUID | None = None
    company: UUID | None = None
    municipality: UUID | None = None
    secret: bool = False  # a task that nobody sent yet: not for the municipality
    side: Side | None = None  # a plan that only the side which writes it may read
    exists: bool = True
    everybodys: bool = False  # a month: each company has its own hours in it


NOTHING = Thing("nothing", {})


def sees(actor: Actor, thing: Thing, whose: frozenset[str]) -> bool:
    """Is it theirs, as the table of permissions words it? Says what the queries say, otherwise."""
    if not thing.exists:
        return False
    if thing.everybodys:
        return True
    if thing.side and thing.side is not _side(actor):
        return False
    return any(HOLDS[scope](actor, thing) for scope in whose)


HOLDS: dict[str, Callable[[Actor, Thing], bool]] = {
    "own draft": lambda actor, thing: (
        actor.role is Role.VISITOR and thing.visitor == actor.visitor_id is not None
    ),
    "own": lambda actor, thing: thing.author == actor.user_id is not None,
    "own company": lambda actor, thing: (
        actor.role is Role.EMPLOYER and thing.company == actor.employer_id is not None
    ),
    "own municipality": lambda actor, thing: (
        actor.is_staff and thing.municipality == actor.municipality_id and not thing.secret
    ),
}


def _side(actor: Actor) -> Side:
    return Side.CONSULTANT if actor.is_staff else Side.EMPLOYER


def actor_of(world: World, persona: str) -> Actor:
    key = PERSONAS[persona]
    if key is None:
        visitor = VISITOR_ID if persona == "visitor with a draft" else uuid4()
        return Actor(Role.VISITOR, visitor_id=visitor)
    return world.actor(key)


def everything(world: World) -> dict[str, list[Thing]]:
    """Every kind of thing, in every state, of several owners. Written to the database."""
    by_key = {kind: [] for kind in KINDS.values()}
    for thing in _things(world):
        by_key[thing.name.split()[0]].append(thing)
    for names, kind in KINDS.items():
        if names:
            args = {name: NOWHERE.get(name) or uuid4() for name in names}
            by_key[kind].append(Thing(f"{kind} that is not there", args, exists=False))
    by_key["nothing"] = [NOTHING]
    return by_key


def _things(world: World) -> Iterator[Thing]:
    yield from _tasks(world)
    yield from _versions(world)
    yield from _photos(world)
    for side in Side:
        for status in SplitStatus:
            task = world.task(TaskStatus.IN_DIALOGUE)
            yield _split(world, world.split(status, side, task=task), task)
    task = world.task(TaskStatus.IN_DIALOGUE, by="ali")
    yield _split(world, world.split(SplitStatus.SUBMITTED, task=task), task)
    for by, states in (("karen", tuple(JobStatus)), ("ali", (JobStatus.ACTIVE,))):
        for status in states:
            job = world.job(status, by=by)
            yield _of(world, f"job {status} of {by}", {"job_id": job.id}, job, by)
            args = {"job_id": job.id, "week": str(WEEK)}
            unsaved = build.timesheet(job.id, WEEK)
            if status is JobStatus.PLANNED:
                unsaved.id = PLANNED_WEEK
            yield _of(world, f"week not opened of {status} job of {by}", args, unsaved, by)
    for held in (False, True):
        job = world.job(trains=True, training_ends=WEEK.sunday, pay_held=held)
        name = f"job in training, its pay {'held' if held else 'shown'}"
        yield _of(world, name, {"job_id": job.id}, job, "karen")
    for by, sheet_states in (("karen", tuple(SheetStatus)), ("ali", (SheetStatus.SUBMITTED,))):
        for state in sheet_states:
            sheet = world.sheet(state, job=world.job(by=by))
            args = {"job_id": sheet.small_job_id, "week": str(WEEK)}
            yield _of(world, f"week {state} of {by}", args, sheet, by)
            yield _of(world, f"sheet {state} of {by}", {"sheet_id": sheet.id}, sheet, by)
    yield from _corrections(world)
    yield from _calls(world)
    yield from _people(world)
    yield from _staff(world)
    yield from _places(world)
    yield from _addresses(world)
    yield from _payroll(world)
    yield from _sessions(world)


def _corrections(world: World) -> Iterator[Thing]:
    """Weeks whose approved revision is being corrected, and each of their revisions."""
    for by, states in (("karen", tuple(SheetStatus)), ("ali", (SheetStatus.OPEN,))):
        for state in states:
            first = world.sheet(SheetStatus.APPROVED, job=world.job(by=by))
            job = world.db.get(SmallJob, first.small_job_id)
            later = world.sheet(state, job=job, revision=2, correction="En time mere.")
            args, name = {"job_id": first.small_job_id, "week": str(WEEK)}, f"{state} of {by}"
            yield _of(world, f"week with a correction {name}", args, later, by)
            yield _of(world, f"sheet of a correction {name}", {"sheet_id": later.id}, later, by)
            for sheet in (first, later):
                values = args | {"number": sheet.revision}
                thing = _of(world, f"revision {sheet.revision}, {name}", values, sheet, by)
                # What a company still writes is not for the municipality.
                unsent = sheet is later and state in {SheetStatus.OPEN, SheetStatus.RETURNED}
                yield replace(thing, side=Side.EMPLOYER) if unsent else thing


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
                yield _of(world, name, {"call_id": call.id}, call, by)


def _tasks(world: World) -> Iterator[Thing]:
    for by in ("karen", "poul", "ali"):
        for status in TaskStatus:
            yield _task(world, world.task(status, by=by), by)
    for by in ("karen", "nina"):
        yield _task(world, world.task(by=by, workplace_id=None), by)
    draft = world.visitors_draft(VISITOR_ID)
    yield Thing("task draft of a visitor", {"task_id": draft.id}, draft, visitor=VISITOR_ID)


def _task(world: World, task: Any, by: str) -> Thing:
    where = "" if task.workplace_id else ", no place yet"
    name = f"task {task.status} of {by}{where}"
    thing = _of(world, name, {"task_id": task.id}, task, by)
    secret = task.status is TaskStatus.DRAFT
    if not task.workplace_id:
        return Thing(name, thing.args, task, author=thing.author, secret=secret)
    return Thing(**vars(thing) | {"secret": secret})


def _photos(world: World) -> Iterator[Thing]:
    for by in ("karen", "poul", "ali"):
        for status in (TaskStatus.DRAFT, TaskStatus.IN_DIALOGUE, TaskStatus.USED):
            yield _photo(world, world.task(status, by=by), by)
    yield _photo(world, world.task(by="nina", workplace_id=None), "nina")


def _photo(world: World, task: Any, by: str) -> Thing:
    photo, thing = camera.photo(task), _task(world, task, by)
    world.db.add(photo)
    args = {"task_id": task.id, "photo_id": photo.id}
    return Thing(**vars(thing) | {"name": f"photo of {thing.name}", "args": args})


def _split(world: World, split: Any, task: Any) -> Thing:
    by = "ali" if task.created_by == world.ali.id else "karen"
    name = f"split {split.status} by the {split.side} side, for {by}"
    thing = _of(world, name, {"split_id": split.id}, split, by)
    return Thing(**vars(thing) | {"side": split.side if split.status == "draft" else None})


def _versions(world: World) -> Iterator[Thing]:
    """A version and the number of another one: both must be theirs to read."""
    for by in ("karen", "ali"):
        for status in (SplitStatus.DRAFT, SplitStatus.SUBMITTED):
            task = world.task(TaskStatus.IN_DIALOGUE, by=by)
            first = world.split(SplitStatus.APPROVED, task=task)
            second = world.split(status, Side.CONSULTANT, task=task, number=2)
            thing = _split(world, second, task)
            for item, other in ((first, second), (second, first)):
                args = {"split_id": item.id, "number": other.number}
                name = f"versions {item.number} and {other.number}, {thing.name}"
                yield Thing(**vars(thing) | {"name": name, "args": args})
        alone = _split(world, first, task)
        for number in (1, 3):  # itself, and one that is not there
            args, name = {"split_id": first.id, "number": number}, f"versions 1 and {number}"
            yield Thing(**vars(alone) | {"name": name, "args": args, "exists": False})


def _addresses(world: World) -> Iterator[Thing]:
    """What opens without sign-in, and the same hours on paper for those who see the small job."""
    for name, args, exists in addresses.named(world):
        yield Thing(name, args, exists=exists, everybodys=True)
    sheet = world.sheet(SheetStatus.APPROVED)
    for month, exists in (("2026-11", True), ("2026-08", False), ("2026-13", False)):
        args = {"job_id": sheet.small_job_id, "month": month}
        thing = _of(world, f"paper for {month}", args, None, "karen")
        yield Thing(**vars(thing) | {"exists": exists})


def _of(world: World, name: str, args: dict[str, Any], state: Any, by: str) -> Thing:
    return Thing(
        name,
        args,
        state,
        author=world.people[by].id,
        company=world.memberships[by].employer_id if by in world.memberships else None,
        municipality=world.vestby.id,
    )


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
        thing = _of(world, f"member {key}", {"member_id": member.id}, values, key)
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
            yield _of(world, f"export of {by}", args, export, by)


def _sessions(world: World) -> Iterator[Thing]:
    """Where everybody is signed in besides: nobody's but theirs."""
    for key, user in world.people.items():
        row = UserSession(token_hash=key, user_id=user.id, created_at=NOW, expires_at=NEXT_WEEK)
        world.db.add(row)
        yield Thing(f"session of {key}", {"session_id": row.id}, author=user.id)


# --- what the states allow -----------------------------------------------------------------

Allows = Callable[[Actor, Any], bool | str]  # False means 409; a string is another answer


def _by(policy: Any, action: str) -> Allows:
    return lambda actor, state: policy.why_not(actor, policy.Action(action), state) is None


def _kept_by(action: str) -> Allows:
    """Of a week that is there: one that was only prefilled for a page is not found."""
    allows = _by(sheets, action)
    return lambda actor, sheet: allows(actor, sheet) if sheet.version else "404"


def _trains(job: Any) -> bool:
    return job.training_ends is not None


def _of_member(action: people.Action) -> Allows:
    return lambda actor, member: people.why_not(actor, action, member, at=NOW) is None


def _answers(actor: Actor, invited: tuple[Invitation, UUID]) -> bool | str:
    """It came to them, whichever company they act for now; and they can still say yes."""
    invitation, to = invited
    still_open = invitation.answered_at is None and NOW - invitation.sent_at < timedelta(days=14)
    return still_open if to == actor.user_id else "404"


def _withdraws(actor: Actor, invited: tuple[Invitation, UUID]) -> bool | str:
    invitation, _to = invited
    ours = invitation.employer_id == actor.employer_id and invitation.answered_at is None
    return "ok" if ours else "404"


# What the team lead Birgit can do about each of her municipality; the others of it: 409.
STAFF_CAN = {
    "staff.pause": {"mette", "jonas"},
    "staff.remove": {"mette", "jonas", "on_leave"},
    "staff.restore": {"on_leave", "removed"},
}


def _about_staff(endpoint: str) -> Allows:
    return lambda actor, name: name in STAFF_CAN[endpoint]


# Routes that a state can forbid: then the answer is 409.
ALLOWS: dict[str, Allows] = {
    "tasks.edit": _by(tasks, "edit"),
    "tasks.write": _by(tasks, "edit"),
    "tasks.submit": lambda actor, task: (
        _by(tasks, "submit")(actor, task) if task.workplace_id else "422"
    ),
    "tasks.discard": _by(tasks, "discard"),
    "tasks.take": _by(tasks, "take"),
    "tasks.park": _by(tasks, "park"),
    "tasks.take_up": _by(tasks, "take_up"),
    "tasks.hand_over": _by(tasks, "hand_over"),
    "tasks.note": _by(tasks, "note"),
    "photos.add": _by(tasks, "photo"),
    "photos.remove": _by(tasks, "photo"),
    "splits.begin": lambda _actor, task: task.status == TaskStatus.IN_DIALOGUE,
    "splits.edit": _by(splits, "edit"),
    "splits.discard": _by(splits, "discard"),
    "splits.withdraw": _by(splits, "withdraw"),
    "staff.pause": _about_staff("staff.pause"),
    "staff.remove": _about_staff("staff.remove"),
    "staff.restore": _about_staff("staff.restore"),
    # nobody takes over from themselves
    "staff.move_cases": lambda actor, name: "422" if name == "jonas" else True,
    # the forms were filled from Frugtlageret and its place
    "workplaces.change": lambda actor, name: name == "of Frugtlageret",
    "companies.rename": lambda actor, nothing: actor.name != "Ali Demir",
    "smalljobs.name": _by(jobs, "rename"),
    "smalljobs.rename": _by(jobs, "rename"),
    "smalljobs.usual_week": _by(jobs, "set_week"),
    "smalljobs.set_week": _by(jobs, "set_week"),
    "growth.show": _by(jobs, "grow"),
    "growth.propose": _by(jobs, "grow"),
    "growth.confirm": _by(jobs, "confirm_grown"),
    "splits.write": _by(splits, "edit"),
    "splits.ask_changes": _by(splits, "ask_changes"),
    "splits.approve": _by(splits, "approve"),
    "smalljobs.plan": lambda _actor, split: split.status == SplitStatus.APPROVED,
    "smalljobs.make": lambda _actor, split: split.status == SplitStatus.APPROVED,
    "smalljobs.edit": _by(jobs, "edit"),
    "smalljobs.write": _by(jobs, "edit"),
    "smalljobs.start": _by(jobs, "start"),
    "smalljobs.pause": _by(jobs, "pause"),
    "smalljobs.resume": _by(jobs, "resume"),
    "smalljobs.end": _by(jobs, "end"),
    "smalljobs.tick": _by(jobs, "tick"),
    "agreements.vitas_text": lambda _actor, job: True if _trains(job) else "404",
    "agreements.hold_pay": lambda actor, job: _trains(job) and _by(jobs, "hold_pay")(actor, job),
    "agreements.release_pay": _by(jobs, "release_pay"),
    "timesheets.write": lambda actor, sheet: (
        "422" if sheet.id is PLANNED_WEEK else _by(sheets, "submit")(actor, sheet)
    ),
    "owed.send": lambda _actor, sheet: (
        (sheet.revision == 1 and sheet.status in {SheetStatus.OPEN, SheetStatus.SUBMITTED})
        or sheet.status == SheetStatus.SUBMITTED
    ),  # pressed twice
    "corrections.withdraw": _kept_by("withdraw"),
    "corrections.correct": _kept_by("correct"),
    "corrections.drop": _kept_by("drop"),
    "timesheets.return_": _by(sheets, "return"),
    "timesheets.approve": _by(sheets, "approve"),
    "me.write": lambda _actor, _nothing: True,
    "me.choose": lambda _actor, _nothing: True,
    "people.confirm": _of_member(people.Action.CONFIRM),
    "people.second": _of_member(people.Action.SECOND),
    "people.remove": _of_member(people.Action.REMOVE),
    "people.restore": _of_member(people.Action.RESTORE),
    "people.withdraw": _withdraws,
    "companies.accept": _answers,
    "companies.decline": _answers,
}


def user_of(world: World, persona: str) -> User | None:
    key = PERSONAS[persona]
    return world.people[key] if key else None
