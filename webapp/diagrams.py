"""What documents draw from the code: docs/states.md, and the rooms in docs/architecture.md.

`python3 dev.py flask diagrams` writes it, `dev.py check` fails where it is no longer so.
"""

import ast
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from . import state_diagrams

HERE = Path(__file__).parent
DOCS = HERE.parent / "docs"
STATES, ARCHITECTURE = DOCS / "states.md", DOCS / "architecture.md"
BEGIN, END = "<!-- drawn by dev.py flask diagrams -->", "<!-- drawn until here -->"


def write(*, check: bool) -> bool:
    """Write the documents, or only see whether they are as they would be written."""
    drawn = {STATES: state_diagrams.text(), ARCHITECTURE: _with_rooms()}
    if check:
        return all(
            path.exists() and path.read_text("utf-8") == text for path, text in drawn.items()
        )
    for path, text in drawn.items():
        path.write_text(text, "utf-8")
    return True


def _with_rooms() -> str:
    """The page about the house, with its drawn part as it is now."""
    text = ARCHITECTURE.read_text("utf-8")
    before, rest = text.split(BEGIN)
    return before + BEGIN + "\n" + rooms() + END + rest.split(END)[1]


def rooms() -> str:
    """The contracts of import-linter as a picture, and a table of what each room holds."""
    linter = tomllib.loads((HERE.parent / "pyproject.toml").read_text("utf-8"))["tool"][
        "importlinter"
    ]
    return "\n".join(_rooms(linter["contracts"])) + "\n"


def _rooms(contracts: list[dict[str, Any]]) -> Iterator[str]:
    for contract in contracts:
        yield f"\n**{contract['name']}.**"
        layers = [_names(layer) for layer in contract["layers"]]
        yield from _picture(layers)
        if contract["containers"] == ["webapp"]:
            yield from _table(layers)
        else:
            features = ", ".join(f"`{name.split('.')[1]}`" for name in contract["containers"])
            yield f"\nSo it is in {features}."


def _names(layer: str) -> list[str]:
    """`(payroll) : (support)` -> both; those of one layer may import each other."""
    return [name.strip(" ()") for name in layer.split(":")]


def _picture(layers: list[list[str]]) -> Iterator[str]:
    yield "\n```mermaid\nflowchart TD"
    yield from (f'    {layer[0]}["{" · ".join(layer)}"]' for layer in layers)
    for upper, lower in pairwise(layers):
        yield f"    {upper[0]} --> {lower[0]}"
    yield "```"


def _table(layers: list[list[str]]) -> Iterator[str]:
    yield "\n| room | holds |\n|---|---|"
    for name in (name for layer in layers for name in layer):
        yield f"| `{name}` | {_holds(name)} |"


def _holds(name: str) -> str:
    """The first sentence or two of a module's docstring: its first line."""
    package = HERE / name / "__init__.py"
    path = package if package.exists() else HERE / f"{name}.py"
    said = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return said.partition("\n")[0]
