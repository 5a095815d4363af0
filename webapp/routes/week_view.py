"""One week sheet as a page judges and shows it."""

from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from flask import g
from flask_babel import gettext as _

from .. import clock, rulebook
from ..render import language
from ..rulebook import Effect, Finding
from ..smalljobs.models import Pause
from ..smalljobs.pauses import pause_on, why_no_hours
from ..smalljobs.rules import plan_week
from ..splits.plan import Kind
from ..timesheets import (
    content,
    findings,
    mastery,
    policy,
    returns,
    revisions,
    sheet_findings,
    store,
    usual_hours,
    weeks,
)
from ..timesheets.content import WeekContent, WeekFields
from ..timesheets.day import has_hours
from ..timesheets.editing import texts
from ..timesheets.editing.form_reader import FormReader
from ..timesheets.editing.forms import WeekForm
from ..timesheets.models import Progress
from ..timesheets.rules import Absence, Action, Mark, Status
from ..timesheets.sheet_columns import MarkRow
from .week_data import WeekData

SATURDAY = 5  # counted from Monday, which is 0


class WeekView(WeekData):
    """A loaded week sheet with its form, what is said of it, and what the actor may do."""

    # --- the form ---

    @cached_property
    def fields(self) -> WeekFields:
        usual = usual_hours.usual_days(self.job, self.split.parts, self.week)
        names = {part.activity_id: part.what for part in self.split.parts}
        keys = content.share_keys(usual, self.sheet.content.days)
        shares = {key: names.get(key[0], "") for key in keys}
        blocked = {day: why_no_hours(pause, day) for day, pause in self.paused.items()}
        return WeekFields(shares, self.trained, usual, blocked)

    @cached_property
    def paused(self) -> dict[date, Pause]:
        """The days of the week that lie in a pause, each with its pause."""
        each = ((day, pause_on(self.job.pauses, day)) for day in self.week.days)
        return {day: pause for day, pause in each if pause is not None}

    def is_closed(self, number: int, line: Any) -> bool:
        """Is a day one of a pause, with nothing on it that would have to be looked at?"""
        kept = self.sheet.days[number]
        wrong = any(field.errors for field in line.in_hours)
        return kept.day in self.paused and not (has_hours(kept) or kept.absence or wrong)

    @property
    def stored(self) -> WeekContent:
        """The content of the stored sheet."""
        return content.to_edit(self.sheet.content, self.fields)

    @property
    def trained(self) -> dict[UUID, str]:
        """The activities in training this week: names by id."""
        week = plan_week(self.job.start_on, self.week)
        marked = (row.activity_id for row in self.sheet.progress)
        return mastery.activities_to_mark(self.split.parts, week, marked)

    @property
    def marks(self) -> dict[UUID, Progress]:
        return {row.activity_id: row for row in self.sheet.progress}

    @property
    def marks_before(self) -> dict[UUID, Mark]:
        """The marks of the week before, by activity."""
        before = self.last_week.progress if self.last_week else ()
        return {row.activity_id: row.mark for row in before}

    def weekend_is_empty(self, form: WeekForm) -> bool:
        """Are Saturday and Sunday empty, so that they can be folded away?"""
        untouched = not any(
            field.data or field.errors
            for entry in form.days[5:]
            for field in (*entry.form.in_hours, entry.form.absence, entry.form.because)
        )
        asked = texts.load_texts(form.asked.data) or {}
        untouched &= not any(name.startswith(("day-5.", "day-6.")) for name in asked)
        return untouched and not any(day.returned_because for day in self.sheet.days[5:])

    @property
    def days_to_read(self) -> list[int]:
        """The numbers of the days to show: Monday to Friday, and others with something in them."""
        pairs = enumerate(zip(self.sheet.days, self.planned.days, strict=True))
        return [
            number
            for number, (day, usual) in pairs
            if number < SATURDAY
            or any((day.paid, day.training, day.absence))
            or (self.return_summary.has_questions and day.returned_because)
            or usual.paid + usual.training
        ]

    @property
    def kinds(self) -> list[Kind]:
        """The columns: the kinds that are planned for this week or have hours."""
        agreed = usual_hours.agreed_minutes(self.job, self.split.parts, self.week)
        sums = zip(agreed, weeks.totals(self.sheet.days), content.KINDS, strict=True)
        return [kind for planned, stored, kind in sums if planned or stored] or [Kind.PAID]

    def stored_form(self) -> WeekForm:
        """The form filled from the stored sheet."""
        form = WeekForm(formdata=None)
        form.set_fields(self.fields)
        stored = self.stored
        form.fill(stored, self.fields)
        self.set_merge_state(form, texts.texts(stored), {}, {})
        return form

    def set_merge_state(
        self, form: WeekForm, base: texts.Texts, conflicts: texts.Texts, own: texts.Texts
    ) -> None:
        """Store what the next merge needs in the form: its base, and the conflicts and `own` texts.

        Of a conflict that was shown before, the own text stays the one from when it was first
        shown: typing there again resolves it.
        """
        asked, before = (
            texts.load_texts(form.asked.data) or {},
            texts.load_texts(form.own.data) or {},
        )
        first = {name: text for name, text in before.items() if name in conflicts}
        own = own | {
            name: text for name, text in first.items() if asked.get(name) == conflicts[name]
        }
        form.version.data = str(self.sheet.version or "")
        form.base.data = texts.dump_texts(base)
        form.asked.data = texts.dump_texts(conflicts)
        form.own.data = texts.dump_texts(own)

    # --- judging it ---

    @cached_property
    def findings(self) -> list[Finding]:
        return sheet_findings.of_sheet(
            self.sheet,
            self.job,
            self.split.parts,
            contact=self.context.consultant or _("the municipality"),
            language=language(),
        )

    @property
    def to_answer(self) -> list[tuple[str, Finding]]:
        """The findings that prevent sending: (id of the field that answers it, finding)."""
        unanswered = findings.unanswered(self.findings, self.sheet.reasons)
        return [(field_of(finding), finding) for finding in unanswered]

    @property
    def to_say(self) -> list[Finding]:
        """The findings to show: all but the questions that have their reason."""
        open_ = [finding for _name, finding in self.to_answer]
        return [
            finding
            for finding in self.findings
            if finding.effect is not Effect.ASKS or finding in open_
        ]

    @cached_property
    def ready(self) -> dict[UUID, list[MarkRow]]:
        """The activities that could become paid, with the marks that show it."""
        if not self.trained:
            return {}
        rows = store.evidence(g.db, g.actor, self.task.id)
        monday = self.sheet.monday
        marks = [row for row in rows if row.monday < monday]
        marks += [
            MarkRow(row.activity_id, monday, row.mark, row.learnt) for row in self.sheet.progress
        ]
        needed = rulebook.on(self.week.monday).mastered.weeks
        return mastery.ready_for_pay(marks, self.trained, self.split.parts, weeks_alone=needed)

    @property
    def changes(self) -> revisions.RevisionDiff | None:
        """The changes of a correction to the approved revision."""
        return (
            revisions.diff(self.corrected.content, self.sheet.content) if self.corrected else None
        )

    @cached_property
    def return_summary(self) -> returns.ReturnSummary:
        return returns.summary(self.sheet, staff=g.actor.is_staff)

    @property
    def may(self) -> set[Action]:
        """The actions that the actor may take."""
        if self.too_early:
            return set()
        return {a for a in Action if policy.why_not(g.actor, a, self.sheet) is None}

    @property
    def not_yet(self) -> Finding | None:
        """That the week cannot be sent yet as it stands, with the `day` from when; or None."""
        return sheet_findings.not_yet(self.sheet, self.job, self.split.parts, at=clock.now())

    @property
    def as_planned(self) -> bool:
        return not findings.deviation(self.sheet.days, self.planned.days)

    def sums(self, form: WeekForm) -> tuple[int, int]:
        """(paid, training) minutes of the days whose hours can be read."""
        return weeks.totals(day for day in self.sheet.days if day.day not in form.unreadable_days)

    def is_untouched(self, form: WeekForm) -> bool:
        """Is it as it was prefilled, with nothing typed that cannot be read?"""
        first = self.sheet.status is Status.OPEN and self.sheet.revision == 1
        return first and self.as_planned and not self.findings and not form.problems

    def would_lose(self, form: WeekForm, absence: Absence) -> bool:
        """Would a week without hours throw away anything typed in `form` or stored?"""
        reader = FormReader(form, self.stored, texts.texts(self.stored), self.fields)
        both: tuple[Any, ...] = (reader.content.days, self.stored.days)
        return bool(form.unreadable_days) or any(
            (day.paid or day.training or day.absence not in {None, absence})
            and day.day in findings.deviation(days, self.planned.days)
            for days in both
            for day in days
        )


def field_of(finding: Finding) -> str:
    """The id of the form field in which a finding is answered."""
    asks = finding.effect is Effect.ASKS and not finding.field.endswith("because")
    return f"reason_{finding.code}" if asks else finding.field or "note"
