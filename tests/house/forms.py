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
JOB = {"first_name": "Jørgen", "start_on": START.isoformat()} | HEARD
WELCOME = {
    "name": "Nina Ny",
    "phone": "12 34 56 78",
    "company": "Nyt Bageri",
    "workplace": "Torvet 1",
}
INVITED = {"name": "Ny Kollega", "email": "ny@example.dk"}


def bodies(world: World) -> dict[str, dict[str, Any]]:
    """A form that is filled in well, for every route that takes one.

    Bytes are the content of a file.
    """
    values = {"cvr": world.free_cvr, "municipality": str(world.vestby.id)}
    return {
        "front.language": {"language": "da", "back": "/tasks/"},
        "sign_in.send_code": {"email": "somebody@example.dk"},
        "sign_in.enter": {"code": "123456"},
        "sign_in.follow": {"drafts": "take"},
        "companies.arrive": WELCOME | values,
        "companies.choose": {},
        "companies.accept": {},
        "companies.decline": {},
        "sign_in.out": {},
        "people.invite": {
            "name": "Ny Kollega",
            "email": "ny@example.dk",
            "invitation_id": str(uuid4()),
        },
        "me.write": {"me-name": "Karen", "me-phone": "12 34 56 78"},
        "me.choose": {"kinds": "plan"},
        "me.ask_email": {"new-email": "another@example.dk"},
        "me.change_email": {"code": "123456"},
        "me.end_session": {},
        "me.end_others": {},
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
        "staff.pause": {},
        "staff.remove": {},
        "staff.restore": {},
        "staff.move_cases": {"to": str(world.jonas.id)},
        "smalljobs.rename": {"first_name": "Jørn", "version": "1"},
        "people.set_time": {"minutes": "600"},
        "people.confirm": {},
        "people.second": {},
        "people.remove": {},
        "people.restore": {},
        "people.withdraw": {},
        "tasks.write": TASK,
        "tasks.submit": {},
        "tasks.discard": {},
        "tasks.take": {},
        "tasks.park": {"reason": "Efter jul."},
        "tasks.take_up": {},
        "tasks.hand_over": {"to": str(world.jonas.id)},
        "photos.add": {"photos": camera.jpeg("olive"), "from_page": "show"},
        "photos.remove": {"from_page": "show"},
        "tasks.note": {"text": "Ring om torsdagen.", "note_id": str(uuid4())},
        "splits.begin": {"split_id": str(uuid4())},
        "splits.write": {"do": "keep", "version": "1"},
        "splits.ask_changes": {"comment": "Hellere om morgenen."},
        "splits.approve": {},
        "splits.discard": {},
        "splits.withdraw": {},
        "growth.propose": {"change": "other", "week": "5", "split_id": str(uuid4())},
        "growth.confirm": {},
        "smalljobs.set_week": {"version": "1"},
        "smalljobs.make": JOB | {"job_id": str(uuid4())},
        "smalljobs.write": JOB | {"version": "1"},
        "smalljobs.start": {},
        "smalljobs.pause": {"reason": "Ferie."},
        "smalljobs.resume": {},
        "smalljobs.end": {"outcome": Outcome.GREW.value, "reason": "20 timer nu."},
        "smalljobs.tick": HEARD,
        "copies.make": {"link_id": str(uuid4())},
        "copies.close": {},
        "calendars.make": {"link_id": str(uuid4())},
        "calendars.close": {},
        "agreements.hold_pay": {},
        "agreements.release_pay": {},
        "timesheets.write": WEEKDAYS | {"do": "send", "version": "1"},
        "timesheets.return_": {"because": "Var der ikke fri om fredagen?"},
        "timesheets.approve": {},
        "owed.send": {"version": "1"},
        "corrections.withdraw": {},
        "corrections.correct": {"reason": "Der var en time mere om onsdagen."},
        "corrections.drop": {},
        "calls.done": {},
        "payroll.export": {"export_id": str(uuid4()), "kind": "csv"},
        "payroll.choose": {"order": "day", "columns": "day", "do": "save"},
        "payroll.number": {},
    }
