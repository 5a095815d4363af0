"""A version of a plan as its pages load, judge and show it."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Self
from uuid import UUID

from flask import g

from .. import clock, rulebook
from ..smalljobs import plan_context
from ..smalljobs.rules import first_day
from ..smalljobs.workplace_queries import JobContext, job_context
from ..splits.assessment import Assessment, PlanLike
from ..splits.cost import WeeklyCost
from ..splits.models import Split
from ..tasks.models import Activity, Task


@dataclass(frozen=True)
class SplitView(Assessment):
    """A version with the rows it belongs to. `plan` is what is judged: the version, or typed."""

    split: Split
    task: Task
    job: JobContext

    @classmethod
    def load(cls, split: Split, task: Task, plan: PlanLike) -> Self:
        today, job = clock.today(), job_context(g.db, task)
        return cls(
            plan=plan,
            context=plan_context.of_row(g.db, split, task, job, today=today),
            book=rulebook.on(today),
            split=split,
            task=task,
            job=job,
        )

    @property
    def starts_on(self) -> date | None:
        """The day from which the version applies, once the small job has a start."""
        start = self.job.start_on
        return None if start is None else first_day(start, self.split.starts_week)

    @cached_property
    def activities(self) -> dict[UUID, Activity]:
        return {activity.id: activity for activity in self.task.activities}

    @cached_property
    def sums(self) -> list[WeeklyCost]:
        return self.costs({key: activity.done_by for key, activity in self.activities.items()})

    @cached_property
    def form_findings(self) -> list[rulebook.Finding]:
        """The findings, with fields of the form."""
        return self._in_form(self.findings)

    @property
    def form_unanswered(self) -> list[rulebook.Finding]:
        """The findings that prevent sending, with fields of the form."""
        return self._in_form(self.unanswered)

    def _in_form(self, findings: list[rulebook.Finding]) -> list[rulebook.Finding]:
        """The form has no rows that are settled: its numbers begin after them."""
        settled = len(self.split.settled)
        return [replace(said, field=_shifted(said.field, settled)) for said in findings]


def _shifted(field: str, rows: int) -> str:
    list_, _, rest = field.partition("-")
    number, _, name = rest.partition("-")
    if list_ != "parts":
        return field
    return f"parts-{max(int(number) - rows, 0)}-{name}"
