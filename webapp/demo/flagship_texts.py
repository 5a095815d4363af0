"""What is told in Jørgen's story at the fruit warehouse: work, marks, words and plans."""

from uuid import UUID

from ..splits.models import Part
from ..splits.plan import Kind
from ..tasks.rules import Category, Nearby, Per, Sameness, TimeOfDay
from ..timesheets.rules import Mark
from . import build
from .work import Deed, Offer

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


def first_version(ids: list[UUID]) -> list[Part]:
    return [
        _row(ids[0], CRATES, Kind.PAID, 720),
        _row(ids[1], TRUCK, Kind.TRAINING, 240, 1, 8),
        _row(ids[2], PICKING, Kind.STAYS, 0),
    ]


def second_version(ids: list[UUID]) -> list[Part]:
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
