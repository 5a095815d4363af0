"""docs/states.md: the states of each noun, what the screen calls them, and who moves them on.

Drawn from the tables in `rules.py`, and by asking `policy.py`.
"""

import gettext
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from .actor import Actor, Role, Side
from .smalljobs import models as smalljob_models
from .smalljobs import policy as smalljob_policy
from .smalljobs import rules as smalljobs
from .splits import models as split_models
from .splits import policy as split_policy
from .splits import rules as splits
from .tasks import models as task_models
from .tasks import policy as task_policy
from .tasks import rules as tasks
from .timesheets import models as timesheet_models
from .timesheets import policy as timesheet_policy
from .timesheets import rules as timesheets

TRANSLATIONS = Path(__file__).parent / "translations"
ROLES = {
    Role.VISITOR: "somebody not signed in",
    Role.NEWCOMER: "somebody of no company yet",
    Role.WAITING: "somebody not let in yet",
    Role.EMPLOYER: "the company",
    Role.CONSULTANT: "a consultant",
    Role.TEAM_LEAD: "the team lead",
}


@dataclass(frozen=True)
class Noun:
    """Something that has states."""

    name: str
    module: Any  # its rules
    table: Any
    why_not: Callable[..., Any]


NOUNS = (
    Noun("Task", tasks, task_models.Task, task_policy.why_not),
    Noun("Split", splits, split_models.Split, split_policy.why_not),
    Noun("Small job", smalljobs, smalljob_models.SmallJob, smalljob_policy.why_not),
    Noun("Timesheet", timesheets, timesheet_models.Timesheet, timesheet_policy.why_not),
)


def text() -> str:
    """The whole page of states, in Markdown with Mermaid diagrams."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# States"
    yield ""
    yield "What each thing can be, what the screen calls it, whose move it is then, and who moves"
    yield "it on. Drawn from the tables in each `rules.py`, and by asking each `policy.py`, by"
    yield "`python3 dev.py flask diagrams`."
    danish = gettext.translation("messages", TRANSLATIONS, ["da"]).gettext
    for noun in NOUNS:
        names: Mapping[StrEnum, str] = noun.module.STATUS_NAMES
        first: StrEnum = noun.table.model_fields["status"].default
        yield f"\n## {noun.name}\n\n```mermaid\nstateDiagram-v2"
        yield from (f'    state "{name}" as {state}' for state, name in names.items())
        yield f"    [*] --> {first}"
        for action, before, after in _moves(noun):
            yield f"    {before} --> {after}: {action}"
        yield "```\n"
        yield "| in the code | on the screen | in Danish | whose move |\n|---|---|---|---|"
        for state, name in names.items():
            begins = " (it begins here)" if state is first else ""
            yield f"| `{state}`{begins} | {name} | {danish(name)} | {_whose_move(noun, state)} |"
        yield "\n| move | from | to | who may |\n|---|---|---|---|"
        for action, before, after in _moves(noun):
            who = _who_may(noun, action, before)
            yield f"| `{action}` | {names[before]} | {names[after]} | {who} |"


def _moves(noun: Noun) -> Iterator[tuple[StrEnum, StrEnum, StrEnum]]:
    for action, steps in noun.module.MOVES.items():
        for before, after in steps.items():
            yield action, before, after


def _whose_move(noun: Noun, state: Any) -> str:
    if noun.module is splits:
        sides = {author: splits.whose_move(state, author) for author in Side}
        if None in sides.values():
            return "nobody's"
        return "its author's" if all(a is b for a, b in sides.items()) else "the other side's"
    side = noun.module.WHOSE_MOVE[state]
    return {Side.EMPLOYER: "the company's", Side.CONSULTANT: "the consultant's", None: "nobody's"}[
        side
    ]


def _who_may(noun: Noun, action: StrEnum, state: StrEnum) -> str:
    """Everybody to whom policy does not say no."""

    def may(role: Role, **more: Any) -> bool:
        thing = SimpleNamespace(
            status=state, revision=1, pay_held=False, consultant_id=None, **more
        )
        return noun.why_not(Actor(role), action, thing) is None

    if noun.module is not splits:
        return ", ".join(said for role, said in ROLES.items() if may(role))
    author = may(Role.EMPLOYER, side=Side.EMPLOYER) and may(Role.CONSULTANT, side=Side.CONSULTANT)
    answers = may(Role.EMPLOYER, side=Side.CONSULTANT) and may(Role.CONSULTANT, side=Side.EMPLOYER)
    if author and answers:
        return "either side, by approving a later version"
    return "its author" if author else "the other side"
