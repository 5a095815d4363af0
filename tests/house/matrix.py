"""What the permission matrix knows: who there is, what there is, and what is right.

The expectations come from the table of permissions, from who owns what (written down here, beside
the things), and from the tables of moves. They never come from what the app happens to answer.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from tests.house.kinds import KINDS, everything
from tests.house.thing import NOTHING, Thing
from tests.house.things import PLANNED_WEEK, VISITOR_ID
from tests.world import NOW, TODAY, World
from webapp.accounts import policy as people
from webapp.accounts.models import Invitation, User
from webapp.actor import Actor, Role, Side
from webapp.smalljobs import policy as jobs
from webapp.splits import policy as splits
from webapp.splits.rules import Status as SplitStatus
from webapp.tasks import policy as tasks
from webapp.tasks.rules import Status as TaskStatus
from webapp.timesheets import policy as sheets
from webapp.timesheets.rules import Status as SheetStatus

__all__ = ["KINDS", "NOTHING", "VISITOR_ID", "Thing", "everything"]  # where one looks for them

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
    "pauses.add": _by(jobs, "pause"),
    "pauses.edit": lambda _actor, pause: pause.from_day > TODAY,
    "pauses.write": lambda _actor, pause: pause.from_day > TODAY,
    "pauses.drop": lambda _actor, pause: pause.from_day > TODAY,
    "pauses.resume": _by(jobs, "resume"),
    "pauses.end": _by(jobs, "end"),
    "pauses.undo_end": _by(jobs, "undo_end"),
    "smalljobs.tick": _by(jobs, "tick"),
    "agreements.vitas_text": lambda _actor, job: True if _trains(job) else "404",
    "agreements.hold_pay": lambda actor, job: _trains(job) and _by(jobs, "hold_pay")(actor, job),
    "agreements.release_pay": _by(jobs, "release_pay"),
    "timesheets.write": lambda actor, sheet: (
        "422" if sheet.id is PLANNED_WEEK else _by(sheets, "submit")(actor, sheet)
    ),
    "due_weeks.send": lambda _actor, sheet: (
        (sheet.revision == 1 and sheet.status in {SheetStatus.OPEN, SheetStatus.SUBMITTED})
        or sheet.status == SheetStatus.SUBMITTED
    ),  # pressed twice
    "due_weeks.undo": _by(sheets, "withdraw"),
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
