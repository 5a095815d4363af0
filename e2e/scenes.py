"""Where a test begins when the way there is not what it is about. Each returns an address."""

from datetime import date

from sqlmodel import Session, col, select

from tests import builders
from webapp import db
from webapp.accounts.models import User, Workplace
from webapp.demo import build
from webapp.smalljobs.rules import Status as JobStatus
from webapp.splits.models import Split
from webapp.splits.plan import Kind
from webapp.splits.rules import Status as SplitStatus
from webapp.tasks.examples import by_code
from webapp.tasks.models import Task
from webapp.tasks.rules import Status as TaskStatus

from .server import Server

OWNER = "karen@frugtlageret.example"


def _karen(session: Session) -> User:
    company = builders.company(session)
    builders.workplace(session, company)
    return builders.employer(session, company, email=OWNER, name="Karen Holm")


def _task(session: Session, status: TaskStatus) -> Task:
    mette = session.exec(select(User).where(col(User.email) == "mette@vestby.example")).one()
    crates = builders.activity()
    truck = builders.activity("Køre truck", times=1, minutes=48)
    karen = _karen(session)
    workplace = session.exec(
        select(Workplace).where(
            col(Workplace.employer_id) == builders.actor_of(session, karen).employer_id
        )
    ).one()
    pieces = [crates, truck]
    return builders.task(
        session, status, by=karen, workplace=workplace, consultant=mette, activities=pieces
    )


def _split(session: Session, task: Task, status: SplitStatus) -> Split:
    crates, truck = task.activities
    paid = builders.part(activity_id=crates.id)
    trained = builders.part(Kind.TRAINING, 240, activity_id=truck.id, what=truck.what)
    return builders.split(session, status, task=task, parts=[paid, trained])


def karen_is_known(server: Server) -> str:
    """She was here before, and has nothing open."""
    with db.transaction(server.engine) as session:
        _karen(session)
    return "/home"


def karen_invites(server: Server, *emails: str) -> None:
    """To a company of hers, each time to another one."""
    with db.transaction(server.engine) as session:
        name = f"Frugtlageret {server.count('employer') + 1}"
        company = builders.company(session, name)
        builders.workplace(session, company)
        karen = session.exec(select(User).where(col(User.email) == OWNER)).one_or_none()
        if karen is None:
            karen = builders.employer(session, company, email=OWNER, name="Karen Holm")
        at = {"sent_at": server.now(), "created_at": server.now()}
        for email in emails:
            session.add(build.invitation(company.id, email, karen.id, **at))


def a_plan_is_written(server: Server) -> str:
    """Karen has begun a plan: crates are paid, the truck is trained."""
    with db.transaction(server.engine) as session:
        task = _task(session, TaskStatus.IN_DIALOGUE)
        return f"/splits/{_split(session, task, SplitStatus.DRAFT).id}/edit"


EXAMPLES = ("empty-crates", "drive-truck", "pick-orders")


def a_task_is_talked_over(server: Server) -> str:
    """Karen's task of three examples: Torben does two of them today. Mette has taken it."""
    with db.transaction(server.engine) as session:
        task = _task(session, TaskStatus.IN_DIALOGUE)
        task.activities = [
            builders.activity(
                example.what["da"],
                position=position,
                example=code,
                times=example.times,
                per=example.per,
                minutes=example.minutes,
                done_by="Torben" if position < 2 else "",
                instead="køre truck" if position == 0 else "",
            )
            for position, code in enumerate(EXAMPLES)
            if (example := by_code(code))
        ]
        session.flush()
        return f"/tasks/{task.id}"


def crates_are_trained_before_they_are_paid(server: Server) -> str:
    """Jørgen's small job runs: four weeks of training, then 12 paid hours. It begins today."""
    with db.transaction(server.engine) as session:
        task = _task(session, TaskStatus.USED)
        crates = task.activities[0]
        parts = [
            builders.part(Kind.TRAINING, 720, activity_id=crates.id, what=crates.what, to_week=4),
            builders.part(Kind.PAID, 720, activity_id=crates.id, what=crates.what, from_week=5),
        ]
        split = builders.split(session, SplitStatus.APPROVED, task=task, parts=parts)
        start_on = date(2026, 11, 2)
        job = builders.smalljob(session, JobStatus.ACTIVE, split=split, start_on=start_on)
        return f"/smalljobs/{job.id}"


def a_week_is_owed(server: Server) -> str:
    """Jørgen's first week, 46, lies open."""
    with db.transaction(server.engine) as session:
        split = _split(session, _task(session, TaskStatus.USED), SplitStatus.APPROVED)
        start_on = date(2026, 11, 9)
        job = builders.smalljob(session, JobStatus.ACTIVE, split=split, start_on=start_on)
        return f"/smalljobs/{job.id}/weeks/2026-W46"


def three_weeks_are_owed(server: Server) -> str:
    """Jørgen, Nadia and Viggo each began in week 46. Returns the page with all of them."""
    with db.transaction(server.engine) as session:
        first = _task(session, TaskStatus.USED)
        karen, place = session.get_one(User, first.created_by), first.workplace_id
        mette = session.get_one(User, first.consultant_id)
        others = [
            builders.task(
                session,
                TaskStatus.USED,
                by=karen,
                workplace=session.get_one(Workplace, place),
                consultant=mette,
            )
            for _other in range(2)
        ]
        for name, task in zip(("Jørgen", "Nadia", "Viggo"), (first, *others), strict=True):
            part = builders.part(activity_id=task.activities[0].id)
            split = builders.split(session, SplitStatus.APPROVED, task=task, parts=[part])
            start_on = date(2026, 11, 9)
            builders.smalljob(
                session, JobStatus.ACTIVE, split=split, start_on=start_on, first_name=name
            )
    return "/weeks"


def a_week_of_three_activities(server: Server) -> str:
    """Week 46: crates are paid from Monday to Thursday, truck and picking are trained on Friday."""
    with db.transaction(server.engine) as session:
        task = _task(session, TaskStatus.USED)
        crates, truck = task.activities
        parts = [
            builders.part(activity_id=crates.id),
            builders.part(Kind.TRAINING, 120, activity_id=truck.id, what=truck.what),
            builders.part(Kind.TRAINING, 60, what="Plukke frugt"),
        ]
        split = builders.split(session, SplitStatus.APPROVED, task=task, parts=parts)
        by_day = ([180] * 4 + [0] * 3, [0] * 4 + [120, 0, 0], [0] * 4 + [60, 0, 0])
        job = builders.smalljob(
            session,
            JobStatus.ACTIVE,
            split=split,
            start_on=date(2026, 11, 9),
            pattern=[
                row
                for part, minutes in zip(split.parts, by_day, strict=True)
                for row in build.pattern(part.id, minutes)
            ],
        )
        return f"/smalljobs/{job.id}/weeks/2026-W46"
