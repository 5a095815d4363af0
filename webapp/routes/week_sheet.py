"""One week sheet with everything around it, and what its page shows."""

from functools import cached_property
from typing import Any
from uuid import UUID

from flask import abort, g
from flask_babel import gettext as _

from .. import clock, days_off, history, rulebook
from ..accounts.members import four_eyes
from ..clock import Week
from ..desk.weeks import reminded_in_vain
from ..messages import Message
from ..render import language, page
from ..rulebook import Effect, Finding
from ..smalljobs import policy as jobs
from ..smalljobs.models import SmallJob
from ..smalljobs.rules import Action as JobAction
from ..smalljobs.rules import Status as JobStatus
from ..smalljobs.rules import plan_week
from ..splits.models import Split
from ..splits.pending import PENDING
from ..splits.plan import Kind
from ..support.store import open_columns
from ..tasks.models import Task
from ..timesheets import (
    actions,
    findings,
    policy,
    returned,
    revisions,
    store,
    told,
    training,
    weeks,
)
from ..timesheets import page as reading
from ..timesheets.forms import CorrectForm, ReturnForm, WeekForm
from ..timesheets.models import Progress, Timesheet
from ..timesheets.reading import Reading
from ..timesheets.rules import Absence, Action, Mark, Status
from ..timesheets.told import Frame, Texts, Told
from .guard import or_404

SATURDAY = 5  # counted from Monday, which is 0


class Sheet:
    """A week sheet with everything around it, found for the actor or 404."""

    def __init__(self, job_id: UUID, week_text: str) -> None:
        self.job: SmallJob
        self.task: Task
        self.split: Split
        try:
            self.week = Week.parse(week_text)
        except ValueError:
            abort(404)
        call = open_columns(job_id, self.week.monday)
        self.around = or_404(reading.job(g.db, g.actor, job_id, *call, PENDING))
        self.job, self.task, self.split = self.around[:3]
        self.too_early = weeks.may_log(
            self.week,
            start_on=self.job.start_on,
            ended_on=self.job.ended_on,
            today=clock.today(),
        )
        if self.job.status is JobStatus.PLANNED:  # what has to be in place first may still lack
            self.too_early = Message("Week sheets appear here once it runs.")
        kept = store.around_week(g.db, g.actor, job_id, self.week)
        if self.job.status is JobStatus.PAUSED and kept.newest is None:
            since = clock.local(self.job.since).date()
            self.too_early = self.too_early or weeks.why_paused(self.week, since)
        self.corrected, self.last_week = kept.corrected, kept.before
        self.draft, self.versions = kept.draft, kept.versions
        self.planned: Timesheet = actions.blank(
            self.job, self.split.parts, self.week, at=clock.now()
        )
        self.sheet: Timesheet = kept.newest or self.planned

    # --- what it asks about ---

    @cached_property
    def frame(self) -> Frame:
        usual = reading.usual_days(self.job, self.split.parts, self.week)
        names = {part.activity_id: part.what for part in self.split.parts}
        apart = told.told_apart(usual, self.sheet.days)
        return Frame({key: names.get(key[0], "") for key in apart}, self.trained, usual)

    @property
    def kept(self) -> Told:
        """What stands in the sheet."""
        return told.kept(self.sheet, self.frame)

    @property
    def trained(self) -> dict[UUID, str]:
        """What the training of this week is of: names by activity."""
        week = plan_week(self.job.start_on, self.week)
        marked = (row.activity_id for row in self.sheet.progress)
        return training.to_mark(self.split.parts, week, marked)

    @property
    def marks(self) -> dict[UUID, Progress]:
        return {row.activity_id: row for row in self.sheet.progress}

    @property
    def marks_before(self) -> dict[UUID, Mark]:
        """How far each activity was a week ago."""
        before = self.last_week.progress if self.last_week else ()
        return {row.activity_id: row.mark for row in before}

    def weekend_is_empty(self, form: WeekForm) -> bool:
        """Saturday and Sunday hold nothing to see, and are folded away."""
        untouched = not any(
            field.data or field.errors
            for entry in form.days[5:]
            for field in (*entry.form.in_hours, entry.form.absence, entry.form.because)
        )
        asked = told.loaded(form.asked.data) or {}
        untouched &= not any(name.startswith(("day-5.", "day-6.")) for name in asked)
        return untouched and not any(day.returned_because for day in self.sheet.days[5:])

    @property
    def days_to_read(self) -> list[int]:
        """The weekdays, and what else has or was to have anything in it."""
        pairs = enumerate(zip(self.sheet.days, self.planned.days, strict=True))
        return [
            number
            for number, (day, usual) in pairs
            if number < SATURDAY
            or any((day.paid, day.training, day.absence))
            or (self.came_back.asks and day.returned_because)
            or usual.paid + usual.training
        ]

    @property
    def kinds(self) -> list[Kind]:
        """The columns: what the plan has this week, and what has hours all the same."""
        agreed = reading.agreed(self.job, self.split.parts, self.week)
        sums = zip(agreed, weeks.totals(self.sheet.days), told.KINDS, strict=True)
        return [kind for planned, kept, kind in sums if planned or kept] or [Kind.PAID]

    def filled(self) -> WeekForm:
        """The form as it is kept."""
        form = WeekForm(formdata=None)
        form.about(self.frame)
        kept = self.kept
        form.show(kept, self.frame)
        self.carry(form, told.texts(kept), {}, {})
        return form

    def carry(self, form: WeekForm, base: Texts, clashes: Texts, own: Texts) -> None:
        """Let the form say what it is filled from, and what it shows beside its `own` words.

        Those are what it said when that was shown first: who writes there again, decides.
        """
        asked, before = told.loaded(form.asked.data) or {}, told.loaded(form.own.data) or {}
        first = {name: text for name, text in before.items() if name in clashes}
        own = own | {name: text for name, text in first.items() if asked.get(name) == clashes[name]}
        form.version.data = str(self.sheet.version or "")
        form.base.data = told.dumped(base)
        form.asked.data = told.dumped(clashes)
        form.own.data = told.dumped(own)

    # --- what is said of it ---

    @cached_property
    def findings(self) -> list[Finding]:
        around = findings.Around(
            start_on=self.job.start_on,
            ended_on=self.job.ended_on,
            training_ends=self.job.training_ends,
            planned=reading.agreed(self.job, self.split.parts, self.week),
            off=days_off.named(self.week.days, language()),
            contact=self.around.consultant or _("the municipality"),
        )
        return findings.of_week(self.sheet.days, rulebook.on(self.week.monday), around)

    @property
    def to_answer(self) -> list[tuple[str, Finding]]:
        """What stands in the way of sending, by the id of the field that answers it."""
        found = findings.unanswered(self.findings, self.sheet.reasons)
        return [(field_of(finding), finding) for finding in found]

    @property
    def to_say(self) -> list[Finding]:
        """What is still to be said: what was asked and has its reason is not."""
        open_ = [finding for _name, finding in self.to_answer]
        return [one for one in self.findings if one.effect is not Effect.ASKS or one in open_]

    @cached_property
    def ready(self) -> Any:
        """What is done alone for weeks and could be paid, with the marks that say so."""
        if not self.trained:
            return {}
        rows = store.evidence(g.db, g.actor, self.task.id)
        alone = rulebook.on(self.week.monday).mastered.weeks
        return reading.ready(rows, self.sheet, self.trained, self.split.parts, weeks_alone=alone)

    @property
    def changes(self) -> revisions.Changed | None:
        """What a correction changes of what was approved."""
        return revisions.changed(self.corrected, self.sheet) if self.corrected else None

    @cached_property
    def came_back(self) -> returned.CameBack:
        return returned.came_back(self.sheet, staff=g.actor.is_staff)

    @property
    def may(self) -> set[Action]:
        """What the actor may do with it."""
        if self.too_early:
            return set()
        return {a for a in Action if policy.why_not(g.actor, a, self.sheet) is None}

    @property
    def as_planned(self) -> bool:
        return not findings.deviation(self.sheet.days, self.planned.days)

    def sums(self, form: WeekForm) -> tuple[int, int]:
        """(paid, training) minutes of the days that can be read."""
        return weeks.totals(day for day in self.sheet.days if day.day not in form.unread)

    def is_untouched(self, form: WeekForm) -> bool:
        """Can it go as it was prefilled: nothing is changed, nor typed that cannot be read?"""
        first = self.sheet.status is Status.OPEN and self.sheet.revision == 1
        return first and self.as_planned and not self.findings and not form.problems

    def would_lose(self, form: WeekForm, absence: Absence) -> bool:
        """Was anything written in `form`, or kept, that a week without hours would throw away?"""
        read = Reading(form, self.kept, told.texts(self.kept), self.frame)
        both: tuple[Any, ...] = (read.told.lines, self.kept.lines)
        return bool(form.unread) or any(
            (line.paid or line.training or line.absence not in {None, absence})
            and line.day in findings.deviation(lines, self.planned.days)
            for lines in both
            for line in lines
        )

    @property
    def values(self) -> dict[str, Any]:
        """What the live parts of the page show."""
        return {
            "it": self,
            "sheet": self.sheet,
            "job": self.job,
            "around": self.around,
            "totals": weeks.totals(self.sheet.days),
            "planned": weeks.totals(self.planned.days),
            "off": days_off.named(self.week.days, language()),
            "differs": findings.deviation(self.sheet.days, self.planned.days),
            "findings": self.findings,
            "may": self.may,
            "in_vain": g.actor.is_staff
            and reminded_in_vain(self.sheet, self.job.status, today=clock.today()),
            "may_propose": jobs.why_not(g.actor, JobAction.GROW, self.job) is None,
        }


def show(it: Sheet, form: WeekForm, *, status: int = 200, **values: Any) -> Any:
    """The whole page."""
    known = {
        "form": form,
        "task": it.task,
        "return_form": ReturnForm(formdata=None),
        "correct_form": CorrectForm(formdata=None),
        "history": history.of(g.db, [one.id for one in (it.corrected, it.sheet, it.draft) if one]),
        "before": it.week.plus(-1),
        "after": it.week.plus(1),
        "today": clock.today(),
        "clashes": {},
        "four_eyes": four_eyes(g.db, g.actor, it.sheet.id) if Action.APPROVE in it.may else None,
    }
    return page(
        "timesheets/show.html", block="sheet", status=status, **(it.values | known | values)
    )


def field_of(finding: Finding) -> str:
    """Where a finding is answered."""
    asks = finding.effect is Effect.ASKS and not finding.field.endswith("because")
    return f"reason_{finding.code}" if asks else finding.field or "note"
