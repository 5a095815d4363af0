"""Invented work: what companies ask for, read from `work/<trade>.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from ..tasks.rules import Category, Nearby, Per, Sameness, TimeOfDay

FOLDER = Path(__file__).with_name("work")
# What of an activity is one of several words; the rest is text or numbers.
CHOICES = {"time_of_day": TimeOfDay, "sameness": Sameness, "nearby": Nearby}


@dataclass(frozen=True)
class Deed:
    """An activity, the texts that a plan may hold about it, and its optional details."""

    what: str
    times: int
    per: Per
    minutes: int
    value: str
    goal: str
    mastery: str
    details: Mapping[str, Any] = field(default_factory=dict)  # by the activity's own field


@dataclass(frozen=True)
class Offer:
    """A task as a company would describe it."""

    headline: str
    stops: str
    category: Category
    deeds: tuple[Deed, ...]


@cache
def offers(category: Category) -> tuple[Offer, ...]:
    """All invented tasks of one trade."""
    text = (FOLDER / f"{category}.toml").read_text(encoding="utf-8")
    loaded = tomllib.loads(text)
    deeds = {name: _deed(entry) for name, entry in loaded["activities"].items()}
    return tuple(
        Offer(
            headline=entry["headline"],
            stops=entry["stops"],
            category=category,
            deeds=tuple(deeds[name] for name in entry["does"]),
        )
        for entry in loaded["tasks"]
    )


def _deed(entry: dict[str, Any]) -> Deed:
    times, per, minutes = entry["often"].split()
    texts = {name: entry[name] for name in ("what", "value", "goal", "mastery")}
    details = {
        name: CHOICES[name](value) if name in CHOICES else value
        for name, value in entry.get("told", {}).items()
    }
    return Deed(times=int(times), per=Per(per), minutes=int(minutes), details=details, **texts)


@cache
def words(name: str = "words") -> dict[str, Any]:
    """Texts that people write about other things than the work, or names of people."""
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))
