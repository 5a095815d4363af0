"""What is pure stays pure: `python -m tests.house.purity`, a part of `dev.py check`.

Each module says it itself, with "Pure." in its docstring: there is no list to keep. Such a module
reaches no database and nothing of HTTP, itself or by what it imports; whatever in a feature reaches
neither has to say that it is pure, so that it stays so. Of the others in a feature only forms, and
what reads them, know of HTTP.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[2]
HTTP = {"flask", "flask_babel", "flask_wtf", "jinja2", "werkzeug", "wtforms"}
OUTSIDE = HTTP | {"alembic", "sqlalchemy", "sqlmodel"}
ALWAYS_PURE = {"rules", "policy"}
READS_FORMS = {"forms", "editing"}  # modules, and a package: what is typed, in a form
WRITES_PAGES = {f"webapp.mails.{name}" for name in ("text", "worker", "server")}  # as pages are
NO_FEATURES = {"demo", "routes", "migrations"}


def complaints(package: str = "webapp", root: Path = ROOT) -> Iterator[str]:
    """What says that it is pure and is not, and what is and does not say so."""
    graph = grimp.build_graph(
        package, include_external_packages=True, exclude_type_checking_imports=True, cache_dir=None
    )
    for path in sorted((root / package).rglob("*.py")):
        module = ".".join(path.relative_to(root).with_suffix("").parts)
        if path.name == "__init__.py" or "migrations" in path.parts:
            continue
        reached = {name.partition(".")[0] for name in graph.find_upstream_modules(module)}
        yield from _of_module(module, is_said_pure(path.read_text("utf-8")), reached)


def _of_module(module: str, pure: bool, reached: set[str]) -> Iterator[str]:
    _package, *inside, name = module.split(".")
    feature = bool(inside) and inside[0] not in NO_FEATURES
    if pure and reached & OUTSIDE:
        yield f"{module} says that it is pure, and reaches {_named(reached & OUTSIDE)}"
    if feature and not pure and (name in ALWAYS_PURE or not reached & OUTSIDE):
        yield f"{module} is pure, and its docstring does not say so"
    writes = bool({*inside, name} & READS_FORMS) or module in WRITES_PAGES
    if feature and not writes and reached & HTTP:
        yield f"{module} knows of HTTP: {_named(reached & HTTP)}"


def is_said_pure(source: str) -> bool:
    """Does the docstring say "Pure."?"""
    return "Pure." in (ast.get_docstring(ast.parse(source)) or "")


def _named(names: set[str]) -> str:
    return ", ".join(sorted(names))


def main() -> int:
    said = list(complaints())
    print("\n".join(said) or "what is pure says so")
    return int(bool(said))


if __name__ == "__main__":
    sys.exit(main())
