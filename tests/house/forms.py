"""A form that is filled in well, for every route that takes one: what the matrix sends."""

from typing import Any
from uuid import uuid4

from tests import camera
from tests.world import START, World
from webapp.smalljobs import places
from webapp.smalljobs.rules import Hearing, Outcome

WEEKDAYS = {
    f"days-{number}-{name}": value
    for number in range(7)
    for name, value in (("paid", "0"), ("training", ""), ("absence", ""))
}
TASK = {"headline": "Kasser", "category": "", "do": "keep", "version": "1"}
HEARD = {
    "hearing": Hearing.HEARD.value,
    "representative": "Lis Madsen",
    "heard_on": START.isoformat(),
}
PAUSE = {"from_day": "2026-11-02", "to_day": "2026-11-03", "reason": "Ferie."}
JOB = {"first_name": "Jørgen", "start_on": START.isoformat()} | HEARD
WELCOME = {
    "name": "Nina Ny",
    "phone": "12 34 56 78",
    "company": "Nyt Bageri",
    "workplace": "Torvet 1",
}
INVITED = {"name": "Ny Kollega", "email": "ny@example.dk"}


# What is pressed, and nothing typed.
BARE = """
    companies.choose companies.accept companies.decline sign_in.out me.end_session me.end_others
    staff.pause staff.remove staff.restore people.confirm people.second people.remove
    people.restore people.withdraw tasks.submit tasks.discard tasks.take tasks.take_up
    splits.approve splits.discard splits.withdraw growth.confirm
    pauses.resume pauses.drop pauses.undo_end copies.close calendars.close
    agreements.hold_pay agreements.release_pay timesheets.approve corrections.withdraw
    corrections.drop calls.done payroll.number
""".split()


def bodies(world: World) -> dict[str, dict[str, Any]]:
    """A form that is filled in well, for every route that takes one.

    Bytes are the content of a file.
    """
    pressed: dict[str, dict[str, Any]] = {endpoint: {} for endpoint in BARE}
    return pressed | _people(world) | _tasks(world) | _small_jobs()


def _people(world: World) -> dict[str, dict[str, Any]]:
    """People, companies and their places."""
    values = {"cvr": world.free_cvr, "municipality": str(world.vestby.id)}
    return {
        "front.language": {"language": "da", "back": "/tasks/"},
        "sign_in.send_code": {"email": "somebody@example.dk"},
        "sign_in.enter": {"code": "123456"},
        "sign_in.follow": {"drafts": "take"},
        "companies.arrive": WELCOME | values,
        "people.invite": {
            "name": "Ny Kollega",
            "email": "ny@example.dk",
            "invitation_id": str(uuid4()),
        },
        "me.write": {"me-name": "Karen", "me-phone": "12 34 56 78"},
        "me.choose": {"kinds": "plan"},
        "me.ask_email": {"new-email": "another@example.dk"},
        "me.change_email": {"code": "123456"},
        "workplaces.add": {"workplace": "Havnen 2", "municipality": str(world.vestby.id)},
        "workplaces.change": {
            "workplace": "Kajvej 10",
            "municipality": str(world.vestby.id),
            "seen": places.seen_of_place(world.kaj),
        },
        "companies.rename": {
            "company": "Frugt & Grønt",
            "seen": places.seen_of_company(world.fruit),
        },
        "staff.add": {"name": "Ny Kollega", "email": "ny@vestby.example", "role": "consultant"},
        "staff.move_cases": {"to": str(world.jonas.id)},
        "people.set_time": {"minutes": "600"},
    }


def _tasks(world: World) -> dict[str, dict[str, Any]]:
    """Tasks and plans."""
    return {
        "tasks.write": TASK,
        "tasks.park": {"reason": "Efter jul."},
        "tasks.hand_over": {"to": str(world.jonas.id)},
        "photos.add": {"photos": camera.jpeg("olive"), "from_page": "show"},
        "photos.remove": {"from_page": "show"},
        "tasks.note": {"text": "Ring om torsdagen.", "note_id": str(uuid4())},
        "splits.begin": {"split_id": str(uuid4())},
        "splits.write": {"do": "keep", "version": "1"},
        "splits.ask_changes": {"comment": "Hellere om morgenen."},
        "growth.propose": {"change": "other", "week": "5", "split_id": str(uuid4())},
    }


def _small_jobs() -> dict[str, dict[str, Any]]:
    """Small jobs, weeks, and what comes of them."""
    return {
        "smalljobs.rename": {"first_name": "Jørn", "version": "1"},
        "smalljobs.set_week": {"version": "1"},
        "smalljobs.make": JOB | {"job_id": str(uuid4())},
        "smalljobs.write": JOB | {"version": "1"},
        "smalljobs.start": {"sure": "2026-W44 2026-W45 2026-W46 2026-W47"},
        "pauses.add": PAUSE | {"pause_id": str(uuid4())},
        "pauses.write": {"from_day": "2026-12-07", "to_day": "", "reason": "Ferie i stedet."},
        "pauses.end": {"outcome": Outcome.GREW.value, "reason": "20 timer nu."},
        "smalljobs.tick": HEARD,
        "copies.make": {"link_id": str(uuid4())},
        "calendars.make": {"link_id": str(uuid4())},
        "timesheets.write": WEEKDAYS | {"do": "send", "version": "1"},
        "timesheets.return_": {"because": "Var der ikke fri om fredagen?"},
        "due_weeks.send": {"version": "1"},
        "due_weeks.undo": {"version": "1"},
        "corrections.correct": {"reason": "Der var en time mere om onsdagen."},
        "payroll.export": {"export_id": str(uuid4()), "kind": "csv"},
        "payroll.choose": {"order": "day", "columns": "day", "do": "save"},
    }
