"""Jørgen's story at the fruit warehouse: crates in the way become a job, and the job grows.

Karen and Mette play it through the real actions.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from ..clock import local
from ..links import actions as links
from ..links.rules import Purpose
from ..smalljobs import actions as jobs
from ..smalljobs.growth import Change, GrowthRequest
from ..smalljobs.models import SmallJob
from ..smalljobs.rules import Hearing, last_training_day, plan_week
from ..splits import plan
from ..splits.models import Split
from ..tasks import actions as tasks
from ..tasks.models import Task
from ..timesheets import job_actions
from . import flagship_plan, flagship_weeks, growth, steps
from .firms import Place
from .flagship_texts import MORE, TRUCK, WEEKS_AGO
from .stage import Stage

REPRESENTATIVE = "Inger Bæk, tillidsrepræsentant"
PAID_FROM = 5  # the plan week in which the pay begins


def story(stage: Stage, place: Place) -> SmallJob:
    """Everything that happens between Karen, Mette and Jørgen."""
    world = stage.world
    task, split = flagship_plan.agree(stage, place)
    start_on = world.week.plus(-WEEKS_AGO).monday
    job = _planned(stage, place, task, split, start_on)
    started = world.at(start_on, 7, 10)
    stage.at(started, lambda at: _start(stage, place, job, task, split, at))
    signed_on = start_on + timedelta(weeks=PAID_FROM - 1, days=world.dice.randint(0, 4))
    stage.at(world.at(signed_on, 16), lambda at: _sign(stage, place, job, at))
    stage.at(world.later(started, 0, 1), lambda at: _give_link(stage, place, job, at))
    flagship_weeks.play(stage, place, job)
    stage.at(world.days_ago(2), lambda at: _grow(stage, place, job, task, split, at))
    stage.at(world.days_ago(2), lambda at: _describe_more(stage, place, at))
    return job


def _planned(stage: Stage, place: Place, task: Task, split: Split, start_on: date) -> SmallJob:
    """Mette finds Jørgen, and a day to begin."""
    world = stage.world
    at = world.later(split.since, 1, 2)
    trained = plan.training_until(split.parts)
    pattern = steps.usual_week(world, split)
    written = jobs.JobPlan(
        first_name="Jørgen",
        start_on=start_on,
        training_ends=last_training_day(start_on, trained) if trained else None,
        hearing=Hearing.HEARD,
        representative=REPRESENTATIVE,
        heard_on=local(at).date(),
        contract_on=None,
        full_time_equivalents=place.workplace.full_time_equivalents,
        ratio_reason="",
        pay_held=False,
        pattern={(row.part_id, row.weekday): row.minutes for row in pattern},
    )
    job_id, by = stage.new_id(), stage.actor(place.consultant)
    return jobs.save(
        stage.session, None, task, split, written, job_id=job_id, version=None, by=by, at=at
    )


def _start(
    stage: Stage, place: Place, job: SmallJob, task: Task, split: Split, at: datetime
) -> None:
    by = stage.actor(place.consultant)
    job_actions.start_job(stage.session, job, by=by, at=at)


def _sign(stage: Stage, place: Place, job: SmallJob, at: datetime) -> None:
    """The contract, in the week of the first paid day."""
    jobs.tick(
        stage.session,
        job,
        hearing=job.hearing,
        representative=job.representative,
        heard_on=job.heard_on,
        contract_on=local(at).date(),
        by=stage.actor(place.consultant),
        at=at,
    )


def _give_link(stage: Stage, place: Place, job: SmallJob, at: datetime) -> None:
    """Jørgen has the address of his own hours."""
    link_id, by = stage.new_id(), stage.actor(place.manager)
    links.make(stage.session, Purpose.COPY, job, link_id=link_id, by=by, at=at)


def _grow(
    stage: Stage, place: Place, job: SmallJob, task: Task, split: Split, at: datetime
) -> None:
    """Mette proposes pay for the truck from next week on; it waits for Karen."""
    truck = next(part for part in split.parts if part.what == TRUCK.what)
    first = plan_week(job.start_on, stage.world.week) + 1
    wanted = GrowthRequest(Change.PAY, first, truck)
    by, split_id = stage.actor(place.consultant), stage.new_id()
    version = job_actions.propose_growth(
        stage.session, job, task, split, wanted, split_id=split_id, by=by, at=at
    )
    worth = growth.paid_rows(truck, lambda row: replace(row, market_value=TRUCK.value))
    known = [plan.as_row(part) for part in version.parts]
    rows = [row if plan.has_ended(row, first) else worth(row) for row in known]
    flagship_plan.finish(stage, place, version, rows, at + timedelta(minutes=12))


def _describe_more(stage: Stage, place: Place, at: datetime) -> None:
    """The next task that Karen has sent in."""
    task = flagship_plan.describe(stage, place, MORE, at)
    sent_at = stage.world.later(at, 0, 0)
    tasks.submit(stage.session, task, by=stage.actor(place.manager), at=sent_at)
