"""Autosave of a week: the parts of its page that change while somebody types."""

from collections.abc import Mapping
from typing import Any

from flask import Response, current_app
from markupsafe import Markup

from .. import clock, days_off
from ..render import language, pieces
from ..timesheets.editing.conflicts import conflict_texts
from ..timesheets.editing.forms import WeekForm
from ..timesheets.editing.three_way_merge import MergeResult
from .week_page import live_values
from .week_view import WeekView


def autosave_response(
    view: WeekView, form: WeekForm, merged: MergeResult, shown: Mapping[str, str]
) -> Response:
    """The answer to an autosave: sums, findings, conflicts, and that it is saved.

    `shown` are the conflicts that the page showed before.
    """
    return pieces(
        "timesheets/show.html",
        {
            "#status": "status",
            "#findings": "findings",
            "#sums": "sums",
            "#ready" if view.trained else "": "ready",
            **_send_button(view, form),
            "#kept": "kept",
        },
        macros=_places(view, form, merged, shown),
        status=409 if merged.conflicts else 200,
        **live_values(view),
        form=form,
        conflicts=conflict_texts(merged),
        taken=sorted(merged.taken),
        kept_at=clock.now(),
    )


def _send_button(view: WeekView, form: WeekForm) -> dict[str, str]:
    """The place to send: anew where the day has changed from which one can, else its words."""
    day = view.not_yet.message.values["day"] if view.not_yet else ""
    if form.send_from.data != str(day):
        return {"#send_from": "send"}
    return {} if day else {"#send-label": "send_label"}


def _places(
    view: WeekView, form: WeekForm, merged: MergeResult, shown: Mapping[str, str]
) -> dict[str, Markup]:
    """The parts of the form that somebody else has changed, and the notes beside them, by id."""
    ui: Any = current_app.jinja_env.globals["ui"]
    off = days_off.named(view.week.days, language())
    places = {
        f"#{place}": ui.place(view, form, place, off)
        for place in dict.fromkeys(name.partition(".")[0] for name in sorted(merged.taken))
    }
    for number, entry in enumerate(form.days):
        places[f"#wrong-{number}"] = ui.wrong_hours(view, number, entry.form)
    days = [f"day-{number}" for number in range(7)]
    reasons = [f"why-{code}" for code in form.reasons]
    asked = (name.partition(".")[0] for name in [*shown, *merged.conflicts])
    for place in dict.fromkeys([*days, *reasons, *asked]):
        places[f"#beside-{place}"] = ui.beside(view, form, place, conflict_texts(merged))
    return places
