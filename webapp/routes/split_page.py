"""The page of one version of a plan: read, compared with the one before, answered."""

from collections.abc import Sequence
from uuid import uuid4

from flask import Response, g

from ..accounts.members import four_eyes
from ..render import page
from ..splits import plan, policy, store
from ..splits.diff import diff_versions
from ..splits.forms import CommentForm
from ..splits.models import Split
from ..splits.rules import Action, Status
from ..tasks import store as tasks
from ..tasks.models import Task
from .split_view import SplitView


def show(split: Split, task: Task, form: CommentForm, status: int = 200) -> Response:
    """The page for whoever may read the version; `form` is the answer to it."""
    versions = store.versions(g.db, g.actor, task.id)
    view = SplitView.load(split, task, split)
    readable = [version for version in versions if version.readable]
    before = _before(split, task, readable)
    may = {action for action in Action if policy.why_not(g.actor, action, split) is None}
    return page(
        "splits/show.html",
        status=status,
        view=view,
        split=split,
        task=task,
        form=form,
        context=tasks.context(g.db, task),
        # A version from a later week on has cut rows: read as one, unless one is spoken of.
        rows=split.parts if any(p.comment for p in split.parts) else plan.join_rows(split.parts),
        findings=view.findings if split.status in {Status.DRAFT, Status.SUBMITTED} else [],
        may=may,
        four_eyes=four_eyes(g.db, g.actor, split.id) if Action.APPROVE in may else None,
        versions=readable,
        own_draft=_own_draft(split, readable),
        before=before,
        changes=diff_versions(before, split) if before else None,
        asked=_last_word(split, readable),
        next_id=uuid4(),
    )


def _last_word(split: Split, versions: Sequence[store.VersionRow]) -> store.VersionRow | None:
    """The version before, where it was answered with words."""
    earlier = next((version for version in versions if version.number < split.number), None)
    return earlier if earlier and earlier.comment else None


def _own_draft(split: Split, versions: Sequence[store.VersionRow]) -> store.VersionRow | None:
    """Another version that the reader's own side is writing."""
    return next((v for v in versions if v.status is Status.DRAFT and v.id != split.id), None)


def _before(split: Split, task: Task, versions: Sequence[store.VersionRow]) -> Split | None:
    """The version that a waiting one is read against: the one in force, else the last one sent."""
    if split.status is not Status.SUBMITTED:
        return None
    earlier = [version for version in versions if version.number < split.number]
    in_force = next((version for version in earlier if version.status is Status.APPROVED), None)
    earlier_version = in_force or next(iter(earlier), None)
    return (
        store.by_number(g.db, g.actor, task.id, earlier_version.number) if earlier_version else None
    )
