"""The content of a week as texts by field name, as its form carries them. Pure.

The same value always gives the same text. `day-0.paid` are the paid hours of Monday.
"""

import json
from collections.abc import Sequence

from ...numbers import is_digits
from ...splits.plan import Kind
from ...text import storable
from ..content import WeekContent
from ..day import FIELDS, DayContent, DayField, FieldKind
from ..shares import Key

Texts = dict[str, str]
MAX_LENGTH = 20_000  # characters of the stored texts that a form carries
DAY_FIELDS = {item.text_key: item for item in FIELDS}


def field_name(number: int, item: DayField) -> str:
    """The name of a field of the day with this number, from 0 for Monday."""
    return f"day-{number}.{item.text_key}"


def day_field(name: str) -> DayField | None:
    """The field of a day that has this name; None where it is one of the week."""
    place, _, key = name.rpartition(".")
    return DAY_FIELDS.get(key) if place.startswith("day-") else None


def texts(content: WeekContent) -> Texts:
    """Every field of the week in its text."""
    by_name = {
        field_name(number, item): day_text(day, item)
        for number, day in enumerate(content.days)
        for item in FIELDS
    }
    for activity_id, (mark, learnt) in content.progress.items():
        by_name[f"mark-{activity_id}.mark"] = mark or ""
        by_name[f"mark-{activity_id}.learnt"] = learnt
    by_name |= {f"why-{code}.text": text for code, text in content.reasons.items()}
    by_name |= {"words.text": content.note, "mood.went": content.went or ""}
    return {name: str(text) for name, text in by_name.items()} | {
        "call.me": "1" if content.call_me else ""
    }


def day_text(day: DayContent, item: DayField) -> str:
    value = getattr(day, item.name)
    if item.kind is FieldKind.HOURS:
        return hours_text(day, Kind(item.name))
    if item.kind is FieldKind.MISSED:
        return "1" if value else ""
    return str(value) if value else ""


def hours_text(day: DayContent, kind: Kind) -> str:
    """Minutes: `180`, or with shares `180 0b5c54aa=60 99d1f3e0=120`; empty for no hours."""
    total = day.hours(kind)
    shares = sorted(
        f"{key[0].hex[:8]}={minutes}"
        for key, minutes in day.shares.items()
        if key[1] is kind and minutes
    )
    return " ".join([str(total), *shares]) if total else ""


def read_hours(text: str, keys: Sequence[Key]) -> tuple[int, dict[Key, int]] | None:
    """(total, shares) in minutes of an `hours_text`; None for any other text."""
    total, *rest = text.split() or ["0"]
    shares = dict.fromkeys(keys, 0)
    by_name = {key[0].hex[:8]: key for key in keys}
    for part in rest:
        name, _, minutes = part.partition("=")
        if name not in by_name or not _few_digits(minutes):
            return None
        shares[by_name[name]] = int(minutes)
    return (int(total), shares) if _few_digits(total) else None


def _few_digits(text: str) -> bool:
    return is_digits(text) and len(text) < 5


def dump_texts(texts: Texts) -> str:
    return json.dumps(texts, ensure_ascii=False, separators=(",", ":"))


def load_texts(text: str | None) -> Texts | None:
    """The inverse of `dump_texts`; None for any other text, which a browser may send."""
    if not text or len(text) > MAX_LENGTH:
        return None
    try:
        loaded = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(loaded, dict) or not all(map(_is_storable, [*loaded, *loaded.values()])):
        return None
    return loaded


def _is_storable(value: object) -> bool:
    """Can the database store it? JSON can encode lone surrogates, which it cannot."""
    return isinstance(value, str) and storable(value) == value
