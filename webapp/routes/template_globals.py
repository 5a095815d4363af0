"""The names that lists and pages show for states and choices, known to every template."""

import re
from datetime import date
from typing import Any

from flask import Flask
from flask_babel import gettext as _

from .. import clock, db
from ..accounts import emails
from ..move_names import MOVE_NAMES, NOTHING
from ..render import show_day
from ..smalljobs import rules as smalljobs
from ..smalljobs.forms import WEEKDAY_NAMES, WEEKDAYS
from ..splits import rules as splits
from ..splits.open_proposals import waits_for
from ..splits.part import DIFFERENCE, KIND_NAMES, own_texts, texts_of
from ..tasks import rules as tasks
from ..timesheets import rules as timesheets
from ..timesheets.highlights import highlights
from .paging import mark

_A_DAY = re.compile(r"\d{4}-\d\d-\d\d")

NAMES: dict[str, Any] = {
    "absence_names": timesheets.ABSENCE_NAMES,
    "absence_words": timesheets.ABSENCE_WORDS,
    "all_day": sorted(timesheets.ALL_DAY),
    "categories": tasks.CATEGORY_NAMES,
    "demands": tasks.DEMAND_NAMES,
    "demand_steps": tasks.DEMAND_STEPS,
    "hearing_names": smalljobs.HEARING_NAMES,
    "job_names": smalljobs.STATUS_NAMES,
    "part_difference": DIFFERENCE,
    "part_texts": texts_of,
    "own_part_texts": own_texts,
    "kind_names": KIND_NAMES,
    "outcome_names": smalljobs.OUTCOME_NAMES,
    "nearby_names": tasks.NEARBY_NAMES,
    "per_names": tasks.PER_NAMES,
    "reason_names": splits.REASON_NAMES,
    "sameness_names": tasks.SAMENESS_NAMES,
    "time_of_day_names": tasks.TIME_OF_DAY_NAMES,
    "sheet_names": timesheets.STATUS_NAMES,
    "split_names": splits.STATUS_NAMES,
    "task_names": tasks.STATUS_NAMES,
    "weekday_names": WEEKDAY_NAMES,
    "weekdays": WEEKDAYS,
    "mark": mark,
    "mark_names": timesheets.MARK_NAMES,
    "went_names": timesheets.WENT_NAMES,
}


def move_name(row: Any) -> str:
    """What a row of the history says, after the name of who did it; nothing of one long gone."""
    name = MOVE_NAMES.get(row.noun, {}).get(row.action)
    nothing = _(NOTHING[row.action]) if row.action in NOTHING else ""
    old, new = (_correction(text) or nothing for text in (row.before, row.after))
    return str(_(name, old=old, new=new)) if name else ""


def _correction(text: str) -> str:
    """What something was corrected from or to: a day is said as people say it."""
    return show_day(date.fromisoformat(text)) if _A_DAY.fullmatch(text) else text


def init(app: Flask) -> None:
    app.jinja_env.globals.update(NAMES)
    app.jinja_env.filters.update(
        days_ago=lambda at: (clock.today() - clock.local(at).date()).days,
        email=emails.show,
        highlights=highlights,
        move_name=move_name,
        day_word=lambda word: _(timesheets.WORDS[word]) if word in timesheets.WORDS else word,
        plan_waits_for=lambda row: (
            waits_for(row) or (_("the municipality") if row.proposal_status else "")
        ),
        uuid=db.as_uuid,
        weekid=lambda monday: str(clock.Week.of(monday)),
        weeknumber=lambda monday: clock.Week.of(monday).number,
    )
