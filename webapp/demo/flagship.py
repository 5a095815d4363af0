"""Jørgen's story at the fruit warehouse: crates in the way become a job, and the job grows."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from ..actor import Side
from ..links.models import Link
from ..links.rules import Purpose
from ..smalljobs.growth import Change, GrowthRequest
from ..smalljobs.models import SmallJob
from ..smalljobs.rules import Action, plan_week
from ..splits.models import Part, Split
from ..splits.plan import Kind
from ..splits.rules import WageBasis
from ..tasks.models import Task
from ..tasks.rules import Category, Nearby, Per, Sameness, TimeOfDay
from ..timesheets.models import Timesheet
from ..timesheets.rules import Absence, Mark, Went
from . import build, cases, days, growth, plans, progress, steps, weeks
from .firms import Place
from .work import Deed, Offer
from .world import World

WEEKS_AGO = 10
WAGE = 14_500  # øre an hour
CRATES = Deed(
    what="Rydde tomme kasser",
    times=6,
    per=Per.DAY,
    minutes=24,
    value="Gangene er fri, så truckføreren kan plukke uden at stige ned.",
    goal="At se selv, hvor kasserne hober sig op, og stable dem sikkert i den rigtige højde.",
    mastery="Gangene er fri kl. 9, 11 og 13 fem dage i træk, uden at Torben har sagt til.",
    details={
        "example": "empty-crates",
        "done_by": "Torben",
        "instead": "plukke videre uden at stige ned fra trucken",
        "time_of_day": TimeOfDay.ANY,
        "sameness": Sameness.SAME,
        "nearby": Nearby.ALWAYS,
        "lifting": 2,
        "standing": 3,
        "pace": 2,
        "surroundings": 2,
        "contact": 1,
        "counting": 0,
    },
)
TRUCK = Deed(
    what="Køre truck",
    times=1,
    per=Per.DAY,
    minutes=60,
    value="Vi kan læsse to biler på én gang i sæsonen.",
    goal="At køre den lille truck sikkert med Torben ved siden af.",
    mastery="Bakker op til rampen og sætter en palle på plads ti gange uden at røre noget.",
    details={
        "example": "drive-truck",
        "done_by": "Torben",
        "instead": "pakke de store ordrer færdig",
        "time_of_day": TimeOfDay.MORNING,
        "sameness": Sameness.MOSTLY,
        "nearby": Nearby.ALWAYS,
        "certificate": "truckcertifikat, før man kører uden en ved siden af",
        "lifting": 0,
        "standing": 1,
        "pace": 1,
        "surroundings": 2,
        "contact": 1,
        "counting": 1,
    },
)
PICKING = Deed(
    what="Plukke frugt til ordrer",
    times=2,
    per=Per.DAY,
    minutes=60,
    value="Ordrer fra før kl. 12 kommer af sted samme dag.",
    goal="At læse ordresedlen og finde den rigtige sort og størrelse.",
    mastery="20 ordrer i træk uden fejl ved kontrollen.",
    details={
        "example": "pick-orders",
        "done_by": "Hele holdet",
        "time_of_day": TimeOfDay.MORNING,
        "sameness": Sameness.VARIES,
        "nearby": Nearby.SOMETIMES,
        "lifting": 2,
        "counting": 2,
    },
)
STORY = (CRATES, TRUCK, PICKING)
OFFER = Offer(
    headline="Tomme kasser står i vejen",
    stops="Torben på trucken må stige ned og flytte kasser, før han kan plukke. Hele dagen.",
    category=Category.WAREHOUSE,
    deeds=STORY,
)
MORE = Offer(
    headline="Mærkater på æblebakkerne",
    stops="Vi gør det om aftenen, når de andre er gået.",
    category=Category.WAREHOUSE,
    deeds=(
        Deed("Sætte mærkater på bakker", 1, Per.DAY, 75, "", "", ""),
        Deed("Folde nye æsker", 3, Per.WEEK, 40, "", "", ""),
    ),
)
NOT_YET, WITH_HELP, ALONE = Mark.NOT_YET, Mark.WITH_HELP, Mark.ALONE
# How Jørgen came on with each of them, from its first week of training.
KNOWN_MARKS = {
    CRATES.what: (
        (NOT_YET, "Ser kasserne, men venter på at blive bedt om det."),
        (WITH_HELP, ""),
        (WITH_HELP, "Stabler i den rigtige højde, når han får det vist."),
        (ALONE, "Går selv runden kl. 9, 11 og 13."),
    ),
    TRUCK.what: (
        (NOT_YET, "Har lært at starte, stoppe og løfte gaflerne."),
        (WITH_HELP, "Kører tomme paller ud, når Torben går ved siden af."),
        (ALONE, "Bakkede selv op til rampen hele ugen."),
        (ALONE, "Satte alle morgenens paller på plads uden at røre noget."),
        (ALONE, "Læssede en bil færdig, mens Torben plukkede."),
    ),
    PICKING.what: (
        (NOT_YET, ""),
        (NOT_YET, "Kender nu æblesorterne, men ikke størrelserne."),
        (WITH_HELP, "Plukker efter ordresedlen, når en læser med."),
        (WITH_HELP, ""),
    ),
}
COMMENT = (
    "Lad ham øve sig på kasserne i 4 uger, før du betaler for dem, så I begge er sikre på, at"
    " det er løn værd."
)
ON_PICKING = "Kunne han ikke lære at plukke, når det andet kører?"
NOTE = "Var på rundvisning. Kasserne er det første, man ser. Karen er klar. Torben er vigtig."


def story(world: World, place: Place) -> None:
    """Everything that happened between Karen, Mette and Jørgen."""
    task, split = _plan(world, place)
    start_on = world.week.plus(-WEEKS_AGO).monday
    job = steps.plan_job(world, place, task, split, start_on, world.later(split.since, 1, 2))
    job.first_name, job.representative = "Jørgen", "Inger Bæk, tillidsrepræsentant"
    steps.move_job(world, place, job, Action.START, world.at(start_on, 7, 10))
    cases.sign_contract(world, place, job, split)
    # From Friday on this week is the one that she sends, and one to send is enough to begin with.
    last_week = "a" if world.owes_this_week else "o"
    fates = dict.fromkeys(range(3, WEEKS_AGO + 1), "a") | {1: last_week, 2: "s"}
    known_marks = {part.activity_id: KNOWN_MARKS[part.what] for part in split.parts}
    sheets = weeks.fill(world, place, job, split, number=0, fates=fates, known_marks=known_marks)
    days.as_planned(job, split, sheets[-3])
    _question(world, place, sheets[-3])
    _growth(world, place, job, split)


def _growth(world: World, place: Place, job: SmallJob, split: Split) -> None:
    """Mette proposes pay for the truck from next week on; it waits for Karen."""
    truck = next(part for part in split.parts if part.what == TRUCK.what)
    at = world.days_ago(2)
    evidence = progress.evidence(world, job, truck.activity_id, at)
    wanted = GrowthRequest(Change.PAY, plan_week(job.start_on, world.week) + 1, truck, evidence)
    worth = growth.paid_rows(truck, lambda row: replace(row, market_value=TRUCK.value))
    growth.propose(world, place, job, split, wanted, Side.CONSULTANT, at, worth)


def _question(world: World, place: Place, sheet: Timesheet) -> None:
    """He did not show up on one day, and made up for it; Mette wonders about the second one."""
    worked = [day for day in sheet.days if day.paid] or sheet.days[:1]
    missed, day = worked[0], worked[-1]
    if missed is not day:
        days.mark_absent(world, missed, Absence.NO_SHOW)
        sheet.went = Went.SO_SO
    day.paid = 360
    line = "Her står 6 timer. Hjalp han til på trucken den dag, eller er det en slåfejl?"
    at = world.later(sheet.since, 1, 2)
    weeks.return_week(world, place, sheet, at, day, line, "Resten ser fint ud.")


def _plan(world: World, place: Place) -> tuple[Task, Split]:
    """Version 1 had too little in it; version 2 is in force."""
    place.wage, place.wage_basis = WAGE, WageBasis.OWN
    activities = [plans.activity(deed) for deed in STORY]
    at = world.office_hour(world.week.plus(-WEEKS_AGO).monday - timedelta(days=58))
    task = steps.describe_task(world, place, OFFER, activities, at)
    steps.add_photos(world, task, place.manager, ("aisle", "truck"), at)
    steps.send_task(world, place, task, world.later(at, 0, 0))
    at = world.later(at, 1, 2)
    steps.take_task(world, place, task, at)
    steps.add_note(world, task, place.consultant, NOTE, world.later(at, 0, 1))
    ids = [activity.id for activity in task.activities]
    at = world.later(at, 4, 6)
    first = steps.draft_plan(world, place, task, Side.EMPLOYER, _first_version(ids), at)
    at = world.later(at, 0, 0)
    steps.send_plan(world, place, first, at)
    at = world.later(at, 2, 3)
    steps.ask_changes(world, place, first, COMMENT, at, {2: ON_PICKING})
    at = world.later(at, 3, 4)
    second = steps.draft_plan(world, place, task, Side.EMPLOYER, _second_version(ids), at, first)
    at = world.later(at, 0, 0)
    steps.send_plan(world, place, second, at, first)
    steps.approve_plan(world, place, second, world.later(at, 1, 2))
    return task, second


def _first_version(ids: list[UUID]) -> list[Part]:
    return [
        _row(ids[0], CRATES, Kind.PAID, 720),
        _row(ids[1], TRUCK, Kind.TRAINING, 240, 1, 8),
        _row(ids[2], PICKING, Kind.STAYS, 0),
    ]


def _second_version(ids: list[UUID]) -> list[Part]:
    picking = _row(ids[2], PICKING, Kind.TRAINING, 120, 5, 13)
    picking.asked = ON_PICKING
    return [
        _row(ids[0], CRATES, Kind.TRAINING, 720, 1, 4),
        _row(ids[0], CRATES, Kind.PAID, 720, 5),
        _row(ids[1], TRUCK, Kind.TRAINING, 120, 5, 13),
        picking,
    ]


def _row(
    activity_id: UUID, deed: Deed, kind: Kind, minutes: int, first: int = 1, last: int | None = None
) -> Part:
    return build.part(
        kind,
        minutes,
        activity_id=activity_id,
        what=deed.what,
        from_week=first,
        to_week=last,
        market_value=deed.value if kind is Kind.PAID else "",
        goal=deed.goal if kind is Kind.TRAINING else "",
        mastery=deed.mastery if kind is Kind.TRAINING else "",
    )


def add_second_task(world: World, place: Place) -> None:
    """The next task that Karen has sent in."""
    at = world.days_ago(2)
    activities = [plans.activity(deed) for deed in MORE.deeds]
    task = steps.describe_task(world, place, MORE, activities, at)
    steps.send_task(world, place, task, world.later(at, 0, 0))


def add_copy_link(world: World, place: Place) -> None:
    """Jørgen, who came first, has the address of his own hours."""
    job = world.things[SmallJob][0]
    at, by = world.later(job.since, 0, 1), place.manager
    world.add(Link(purpose=Purpose.COPY, small_job_id=job.id, created_at=at, created_by=by.id))
    stays = {"before": job.status, "after": job.status}
    world.move("small_job", job, "copy_made", by, at, **stays)
