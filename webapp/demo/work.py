"""Invented work: what companies ask for, read from `work/<trade>.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ..tasks.rules import Category, Per

FOLDER = Path(__file__).with_name("work")


@dataclass(frozen=True)
class Deed:
    """Something to be done, and everything that a plan may say of it."""

    what: str
    times: int
    per: Per
    minutes: int
    value: str
    goal: str
    mastery: str


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
    found = tomllib.loads(text)
    deeds = {name: _deed(entry) for name, entry in found["activities"].items()}
    return tuple(
        Offer(
            headline=entry["headline"],
            stops=entry["stops"],
            category=category,
            deeds=tuple(deeds[name] for name in entry["does"]),
        )
        for entry in found["tasks"]
    )


def _deed(entry: dict[str, Any]) -> Deed:
    times, per, minutes = entry["often"].split()
    texts = {name: entry[name] for name in ("what", "value", "goal", "mastery")}
    return Deed(times=int(times), per=Per(per), minutes=int(minutes), **texts)


@cache
def words(name: str = "words") -> dict[str, Any]:
    """What people write beside the work itself, or the names of people."""
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))
