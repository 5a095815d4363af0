"""The dated rules of small jobs, and what a rule says when it finds something.

The values stand in `rules.toml`, each with the days it is in force, its source and a sentence
for the screen. `on(day)` gives the rules in force that day. Pure: standard library only.
"""

from .book import Rulebook, on
from .findings import Effect, Finding, worst_first
from .rules import Rule

__all__ = ["Effect", "Finding", "Rule", "Rulebook", "on", "worst_first"]
