"""Autosave of a week: the parts of its page that change while somebody types."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import current_app
from flask_babel import gettext as _
from markupsafe import Markup

from .. import clock, days_off
from ..numbers import is_digits
from ..render import language, pieces, show_hours
from ..timesheets.forms import WeekForm
from ..timesheets.rules import ABSENCE_NAMES, MARK_NAMES, WENT_NAMES, WORDS
from ..timesheets.three_way_merge import MergeResult
from .week_page import live_values
from .week_view import WeekView


class Conflict(NamedTuple):
    """What two people wrote in the same field, as it is shown."""

    theirs: str
    own: str


def autosave_response(
    view: WeekView, form: WeekForm, merged: MergeResult, shown: Mapping[str, str]
) -> Any:
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
            "#send-label": "send_label",
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


def conflict_texts(merged: MergeResult) -> dict[str, Conflict]:
    """The conflicts as they are shown, by field name."""
    conflicts = {}
    for name, theirs in merged.conflicts.items():
        both = Conflict(_in_words(name, theirs), _in_words(name, merged.own[name]))
        if both.theirs == both.own:  # the same hours, divided differently
            both = Conflict(_in_parts(theirs), _in_parts(merged.own[name]))
        conflicts[name] = both
    return conflicts


def _in_words(name: str, text: str) -> str:
    what = name.rpartition(".")[2]
    if what in {"paid", "training"}:
        return show_hours(int((text or "0").split()[0]))
    if what == "away":
        return _("With pay") if text else _("Without pay")
    if what == "me":
        return _("yes") if text else _("no")
    names: dict[str, dict[Any, str]] = {
        "absence": ABSENCE_NAMES,
        "went": WENT_NAMES,
        "mark": MARK_NAMES,
        "note": WORDS,
    }
    known = {str(key): words for key, words in names.get(what, {}).items()}
    if what == "absence" and not text:
        return _("At work")
    if text in known:
        return _(known[text])
    return f"“{text}”" if text else _("nothing")


def _in_parts(text: str) -> str:
    """`3 (1 + 2)`."""
    total, *parts = text.split() or ["0"]
    minutes = [part.partition("=")[2] for part in parts]
    if not all(is_digits(each) for each in [total, *minutes]):
        return text
    return f"{show_hours(int(total))} ({' + '.join(show_hours(int(each)) for each in minutes)})"
