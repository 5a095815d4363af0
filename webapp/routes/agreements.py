"""What is agreed, on paper: the agreement in three copies, and the text for VITAS."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, g, render_template, request
from flask_babel import force_locale
from flask_babel import gettext as _

from .. import clock, rulebook
from ..actor import Role
from ..agreements import pdf, store
from ..agreements.contents import (
    AgreementContents,
    ContactDetails,
    Parties,
    PlanVersion,
    Text,
    to_plain,
)
from ..agreements.rules import COPY_NAMES, READERS, Copy, agreement
from ..agreements.vitas import application
from ..messages import Message
from ..render import language, page, redirect_with_notice, say, show_day, show_phone
from ..smalljobs import actions, policy, rules
from ..smalljobs import store as smalljobs
from ..smalljobs.models import SmallJob
from ..smalljobs.rules import Action
from ..splits.models import Split
from ..tasks import store as tasks
from ..tasks.models import Task
from .downloads import attachment, fonts_folder
from .guard import SIGNED_IN, or_404, serves

bp = Blueprint("agreements", __name__, url_prefix="/smalljobs")

SEES_ALL = (Role.CONSULTANT, Role.TEAM_LEAD)


@dataclass(frozen=True)
class AgreementView:
    """The agreement that somebody asked for: one copy of one version."""

    job: SmallJob
    task: Task
    split: Split  # the version in force
    context: Any
    versions: Any
    contents: AgreementContents
    copy: Copy
    held: bool
    paid_from: date | None  # in the version in force


@bp.get("/<uuid:job_id>/agreement")
@serves(*SIGNED_IN)
def show(job_id: UUID) -> Response:
    view = _load(job_id)
    job, split, today = view.job, view.split, clock.today()
    may = {action for action in Action if policy.why_not(g.actor, action, job) is None}
    if rules.why_not_hold(job, split.parts, today=today):
        may.discard(Action.HOLD_PAY)
    return page(
        "agreements/show.html",
        **vars(view),
        agreement=_localised(view),
        number=view.contents.version.number,
        readers=READERS,
        may=may,
    )


@bp.get("/<uuid:job_id>/agreement.pdf")
@serves(*SIGNED_IN)
def paper(job_id: UUID) -> Response:
    """The same as a tagged PDF."""
    view = _load(job_id)
    made = pdf.make(_localised(view), language(), fonts=fonts_folder(), at=clock.now())
    return attachment(made, f"{_name_of(view)}.pdf")


def _name_of(view: AgreementView) -> str:
    """What its file is called: each copy has a name of its own."""
    copy = say(Message(COPY_NAMES[view.copy]))
    version = say(Message("Version %(number)s", {"number": view.contents.version.number}))
    name = " ".join([say(Message("agreement")), view.job.first_name, version.lower()])
    return f"{name} – {copy[0].lower()}{copy[1:]}"


@bp.get("/<uuid:job_id>/vitas")
@serves(*SEES_ALL)
def vitas(job_id: UUID) -> Response:
    """The training part, field by field, to be copied into the national system."""
    job, task, fields = _application(job_id)
    return page("agreements/vitas.html", job=job, task=task, fields=fields)


@bp.get("/<uuid:job_id>/vitas.txt")
@serves(*SEES_ALL)
def vitas_text(job_id: UUID) -> Response:
    job, _task, fields = _application(job_id)
    text = render_template("agreements/vitas.txt", fields=or_404(fields or None))
    return attachment(text.encode(), f"VITAS {job.first_name}.txt")


@bp.post("/<uuid:job_id>/hold-pay")
@serves(Role.CONSULTANT)
def hold_pay(job_id: UUID) -> Response:
    job, _task, split = or_404(smalljobs.get(g.db, g.actor, job_id))
    actions.hold_pay(g.db, job, split, by=g.actor, at=clock.now(), today=clock.today())
    notice = Message("Kept back. The participant's copy shows only the training now.")
    return redirect_with_notice(
        "agreements.show", notice, job_id=job.id, copy=Copy.PARTICIPANT.value
    )


@bp.post("/<uuid:job_id>/release-pay")
@serves(Role.CONSULTANT)
def release_pay(job_id: UUID) -> Response:
    job, _task, _split = or_404(smalljobs.get(g.db, g.actor, job_id))
    actions.release_pay(g.db, job, by=g.actor, at=clock.now())
    notice = Message("Released. The participant's copy shows the paid hours now.")
    return redirect_with_notice(
        "agreements.show", notice, job_id=job.id, copy=Copy.PARTICIPANT.value
    )


# --- from rows to contents ---


def _load(job_id: UUID) -> AgreementView:
    job, task, split = or_404(smalljobs.get(g.db, g.actor, job_id))
    context = tasks.context(g.db, task)
    versions = store.versions(g.db, task.id, split.id)
    number = request.args.get("version") or str(split.number)
    row = or_404(next((row for row in versions if str(row.number) == number), None))
    chosen = split if row.id == split.id else store.version(g.db, row.id)
    own = Copy.EMPLOYER if g.actor.role is Role.EMPLOYER else Copy.CONSULTANT
    wanted = request.args.get("copy", own.value)
    return AgreementView(
        job=job,
        task=task,
        split=split,
        context=context,
        versions=versions,
        contents=AgreementContents(job, _version(chosen, in_force=split), _place(context)),
        copy=or_404(next((copy for copy in Copy if copy.value == wanted), None)),
        held=rules.holds_pay(job, split.parts, today=clock.today()),
        paid_from=rules.first_paid_day(job.start_on, split.parts),
    )


def _version(split: Split, *, in_force: Split) -> PlanVersion:
    return PlanVersion(
        number=split.number,
        parts=split.parts,
        starts_week=split.starts_week,
        approved_on=clock.local(split.approved_at).date() if split.approved_at else None,
        replaced_by=None if split.id == in_force.id else in_force.number,
    )


def _place(context: Any) -> Parties:
    phone = context.consultant_phone or context.municipality_phone or ""
    return Parties(
        company=context.employer,
        cvr=context.cvr,
        workplace=context.workplace,
        p_number=context.p_number,
        municipality=context.municipality,
        full_time_equivalents=context.full_time_equivalents,
        manager=ContactDetails(context.author, show_phone(context.author_phone or "")),
        contact=ContactDetails(context.consultant or _("the municipality"), show_phone(phone)),
    )


def _localised(view: AgreementView) -> dict[str, Any]:
    """The agreement in the reader's language; 404 where all of it is kept back."""
    book = rulebook.on(clock.today())
    made = agreement(view.copy, view.contents, held=view.held, book=book, paid_from=view.paid_from)
    return dict(to_plain(or_404(made), _tell))


def _application(job_id: UUID) -> tuple[SmallJob, Task, list[dict[str, Any]]]:
    """The fields for VITAS, a national form: in Danish, whoever reads them."""
    job, task, split = or_404(smalljobs.get(g.db, g.actor, job_id))
    contents = AgreementContents(
        job, _version(split, in_force=split), _place(tasks.context(g.db, task))
    )
    with _in_danish():
        return job, task, to_plain(application(contents), _tell)


@contextmanager
def _in_danish() -> Iterator[None]:
    """Words, hours and days in Danish, whatever the reader's language is."""
    own, g.language = language(), "da"
    try:
        with force_locale("da"):
            yield
    finally:
        g.language = own


def _tell(text: Text) -> str:
    """One text in the reader's language and format."""
    if isinstance(text, Message):
        return say(text)
    return text if isinstance(text, str) else show_day(text)
