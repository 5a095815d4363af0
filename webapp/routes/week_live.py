"""What changes on the page of a week while somebody types in it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import current_app
from flask_babel import gettext as _
from markupsafe import Markup

from .. import clock
from ..render import pieces, show_hours
from ..timesheets.forms import WeekForm
from ..timesheets.meeting import Met
from ..timesheets.rules import ABSENCE_NAMES, MARK_NAMES, WENT_NAMES, WORDS
from .week_sheet import Sheet


class Asked(NamedTuple):
    """What two wrote in the same field, as one reads it."""

    theirs: str
    own: str


def saved(it: Sheet, form: WeekForm, met: Met, shown: Mapping[str, str]) -> Any:
    """The sums, what is said of the days, what somebody else wrote, and that it is kept.

    `shown` is what stood beside somebody's own words before.
    """
    return pieces(
        "timesheets/show.html",
        {
            "#status": "status",
            "#findings": "findings",
            "#sums": "sums",
            "#ready" if it.trained else "": "ready",
            "#send-label": "send_label",
            "#kept": "kept",
        },
        macros=_places(it, form, met, shown),
        status=409 if met.clashes else 200,
        **it.values,
        form=form,
        clashes=in_words(met),
        taken=sorted(met.taken),
        kept_at=clock.now(),
    )


def _places(it: Sheet, form: WeekForm, met: Met, shown: Mapping[str, str]) -> dict[str, Markup]:
    """The places of the form that somebody else has changed, and what stands beside them."""
    ui: Any = current_app.jinja_env.globals["ui"]
    found = {
        f"#{place}": ui.place(it, form, place, it.values["off"])
        for place in dict.fromkeys(name.partition(".")[0] for name in sorted(met.taken))
    }
    for number, entry in enumerate(form.days):
        found[f"#wrong-{number}"] = ui.wrong_hours(it, number, entry.form)
    days = [f"day-{number}" for number in range(7)]
    reasons = [f"why-{code}" for code in form.reasons]
    asked = (name.partition(".")[0] for name in [*shown, *met.clashes])
    for place in dict.fromkeys([*days, *reasons, *asked]):
        found[f"#beside-{place}"] = ui.beside(it, form, place, in_words(met))
    return found


def in_words(met: Met) -> dict[str, Asked]:
    """What is to be decided, by the field's name."""
    found = {}
    for name, theirs in met.clashes.items():
        both = Asked(_in_words(name, theirs), _in_words(name, met.own[name]))
        if both.theirs == both.own:  # the same hours, told apart in another way
            both = Asked(_in_parts(theirs), _in_parts(met.own[name]))
        found[name] = both
    return found


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
    if not all(each.isdigit() for each in [total, *minutes]):
        return text
    return f"{show_hours(int(total))} ({' + '.join(show_hours(int(each)) for each in minutes)})"
