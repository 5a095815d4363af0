"""Two versions of a plan side by side."""

from uuid import UUID

from flask import Blueprint, Response, g

from ..actor import Role
from ..render import page
from ..splits import plan, store
from ..splits.diff import diff_versions
from .guard import or_404, serves

bp = Blueprint("compare", __name__, url_prefix="/splits")


@bp.get("/<uuid:split_id>/compare/<int(max=9999):number>")
@serves(Role.EMPLOYER, Role.CONSULTANT, Role.TEAM_LEAD)
def show(split_id: UUID, number: int) -> Response:
    """Two versions of a task's plan side by side, the older one first."""
    split, task = or_404(store.get(g.db, g.actor, split_id))
    other = store.by_number(g.db, g.actor, task.id, number)
    if other is None or other.id == split.id:
        return or_404(None)
    before, after = sorted((split, other), key=lambda version: version.number)
    rows = [row for row in store.versions(g.db, g.actor, task.id) if row.readable]
    about = {row.id: row for row in rows}
    return page(
        "splits/compare.html",
        task=task,
        split=split,
        sides=[(about[version.id], plan.phases(version.parts)) for version in (before, after)],
        differing=diff_versions(before, after),
        others=[row for row in reversed(rows) if row.id != split.id],
        other=other,
    )
