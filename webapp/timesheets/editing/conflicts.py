"""What two people wrote in the same field, in words."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask_babel import gettext as _

from ...render import show_hours
from ..day import DayField, FieldKind
from ..rules import MARK_NAMES, WENT_NAMES
from .texts import day_field
from .three_way_merge import MergeResult

_WEEK_NAMES: dict[str, Mapping[Any, str]] = {"went": WENT_NAMES, "mark": MARK_NAMES}


class Conflict(NamedTuple):
    """What two people wrote in the same field, as it is shown."""

    theirs: str
    own: str


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
    item = day_field(name)
    if item is not None:
        return _of_day(item, text)
    what = name.rpartition(".")[2]
    if what == "me":
        return _("yes") if text else _("no")
    names = _WEEK_NAMES.get(what, {})
    return _named({str(key): words for key, words in names.items()}, text)


def _of_day(item: DayField, text: str) -> str:
    if item.kind in {FieldKind.HOURS, FieldKind.MINUTES}:
        return show_hours(int((text or "0").split()[0]))
    if item.kind is FieldKind.MISSED:
        return _("With pay") if text else _("Without pay")
    if item.empty and not text:
        return _(item.empty)
    return _named({str(key): words for key, words in item.choices.items()}, text)


def _named(names: dict[str, str], text: str) -> str:
    if text in names:
        return _(names[text])
    return f"“{text}”" if text else _("nothing")


def _in_parts(text: str) -> str:
    """`3 (1 + 2)`."""
    total, *parts = text.split() or ["0"]
    minutes = [part.partition("=")[2] for part in parts]
    return f"{show_hours(int(total))} ({' + '.join(show_hours(int(each)) for each in minutes)})"
