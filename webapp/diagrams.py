"""docs/states.md: the states of each noun, drawn from its MOVES."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from .smalljobs import rules as smalljobs
from .splits import rules as splits
from .tasks import rules as tasks
from .timesheets import rules as timesheets

FILE = Path(__file__).parent.parent / "docs/states.md"
NOUNS: dict[str, Mapping[StrEnum, Mapping[StrEnum, StrEnum]]] = {
    "Task": tasks.MOVES,  # type: ignore[dict-item]
    "Split": splits.MOVES,  # type: ignore[dict-item]
    "Small job": smalljobs.MOVES,  # type: ignore[dict-item]
    "Timesheet": timesheets.MOVES,  # type: ignore[dict-item]
}


def text() -> str:
    """The whole page, in Markdown with Mermaid diagrams."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# States"
    yield ""
    yield "Drawn from `MOVES` in each `rules.py` by `python3 dev.py flask diagrams`."
    for noun, moves in NOUNS.items():
        yield f"\n## {noun}\n\n```mermaid\nstateDiagram-v2"
        for action, steps in moves.items():
            for before, after in steps.items():
                yield f"    {before} --> {after}: {action}"
        yield "```"


def write(*, check: bool) -> bool:
    """Write the page, or only see whether it is as it would be written."""
    if check:
        return FILE.exists() and FILE.read_text(encoding="utf-8") == text()
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(text(), encoding="utf-8")
    return True
