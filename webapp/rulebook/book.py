"""Reads `rules.toml` once, and answers which rules are in force on a day. Pure."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from .rules import (
    KINDS,
    AboveAgreed,
    Contract,
    DaysOff,
    Effect,
    HolidayPay,
    Mastered,
    PaidHours,
    PaidWork225,
    Ratio,
    Register,
    Rest,
    Rule,
    SendWeek,
    TrainingPeriod,
    Variety,
    WeeklyTotal,
)

FILE = Path(__file__).with_name("rules.toml")


@dataclass(frozen=True)
class Rulebook:
    """The rules of one day. A rule that is not in force then is None where it may have ended."""

    day: date
    paid_hours: PaidHours
    weekly_total: WeeklyTotal
    separate_functions: Rule
    market_value: Rule
    training_goal: Rule
    training_period: TrainingPeriod
    ratio: Ratio
    hearing: Rule
    contract: Contract
    holiday_pay: HolidayPay
    variety: Variety
    above_agreed: AboveAgreed
    mastered: Mastered
    days_off: DaysOff
    send_week: SendWeek
    register: Register | None = None
    rest: Rest | None = None
    paid_work_225: PaidWork225 | None = None


def read(text: str) -> dict[str, list[Rule]]:
    """All dated entries of each rule. Raises ValueError for an overlap or a typing error."""
    rules = {
        name: sorted((_entry(name, entry) for entry in entries), key=lambda rule: rule.starts)
        for name, entries in tomllib.loads(text).items()
    }
    for name, entries in rules.items():
        for earlier, later in pairwise(entries):
            if earlier.ends is None or earlier.ends >= later.starts:
                raise ValueError(f"two entries of {name} are in force on {later.starts}")
    return rules


def _entry(name: str, entry: Mapping[str, Any]) -> Rule:
    values = {key: value for key, value in entry.items() if key not in {"from", "to", "says_da"}}
    try:
        kind = KINDS[name]
        values["effect"] = Effect(values["effect"])
        return kind(starts=entry["from"], ends=entry.get("to"), **values)
    except (KeyError, TypeError, ValueError) as wrong:
        raise ValueError(f"rules.toml, {name}: {wrong}") from wrong


@cache
def everything() -> dict[str, list[Rule]]:
    """All rules of all days, from `rules.toml`."""
    return read(FILE.read_text(encoding="utf-8"))


@cache
def on(day: date) -> Rulebook:
    """The rules in force on `day`. Days before the first entry of a rule get that first entry."""
    rules: dict[str, Any] = {}
    for name, entries in everything().items():
        in_force = [rule for rule in entries if rule.in_force(day)]
        if in_force:
            rules[name] = in_force[-1]
        elif day < entries[0].starts and name not in {"register", "rest", "paid_work_225"}:
            rules[name] = entries[0]
    return Rulebook(day=day, **rules)
