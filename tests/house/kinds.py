"""Which kind of thing the ids in an address name, and all things of each kind."""

from typing import Any
from uuid import uuid4

from tests.house.thing import NOTHING, Thing
from tests.house.things import of_work
from tests.house.things_of_people import of_people
from tests.world import WEEK, World

# Which thing the ids in an address name. A route with other ids has to be added here.
KINDS: dict[frozenset[str], str] = {
    frozenset(): "nothing",
    frozenset({"task_id"}): "task",
    frozenset({"task_id", "photo_id"}): "photo",
    frozenset({"split_id"}): "split",
    frozenset({"split_id", "number"}): "versions",
    frozenset({"job_id"}): "job",
    frozenset({"job_id", "pause_id"}): "pause",
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


def everything(world: World) -> dict[str, list[Thing]]:
    """Every kind of thing, in every state, of several owners. Written to the database."""
    by_key = {kind: [] for kind in KINDS.values()}
    for thing in [*of_work(world), *of_people(world)]:
        by_key[thing.name.split()[0]].append(thing)
    for names, kind in KINDS.items():
        if names:
            args = {name: NOWHERE.get(name) or uuid4() for name in names}
            by_key[kind].append(Thing(f"{kind} that is not there", args, exists=False))
    by_key["nothing"] = [NOTHING]
    return by_key
