"""The house's numbers, measured: `python -m tests.house.measures`, a part of `dev.py check`.

A function has at most 40 lines and 6 parameters, a file 300 lines and 15 imported modules, a line
of a template 160 characters. What others call returns a type that is known: `Any`
is at most what the names of a dict hold. What is beyond that stands by name in `measures.toml`,
with its number (of a template: how many of its lines are too long). That list only shrinks: nothing
may grow beyond its number, and what fits has no place in it any more. `--shrink` writes the list
anew, with smaller numbers and without what fits; it adds nothing.
"""

import ast
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIST = Path(__file__).with_suffix(".toml")
MOST = {"lines": 40, "parameters": 6, "file": 300, "imports": 15, "long_lines": 0, "returns_any": 0}
LONG = 160  # characters in a line of a template
CODE = ("webapp", "tests", "e2e", "benchmarks", "dev.py")
LEFT_OUT = "webapp/migrations/versions"  # each is written once, by a machine
NAMED = {"dict", "Mapping", "MultiDict"}  # they hold JSON, fields and keywords: all sorts

Measured = dict[str, dict[str, int]]  # kind: {name: number}, of what is beyond the most


def measure(root: Path = ROOT) -> Measured:
    """Everything that is beyond the house's numbers."""
    beyond: Measured = {kind: {} for kind in MOST}
    for name, kind, number in [*_modules(root), *_templates(root)]:
        if number > MOST[kind]:
            beyond[kind][name] = max(number, beyond[kind].get(name, 0))  # of two with one name
    return beyond


def _modules(root: Path) -> Iterator[tuple[str, str, int]]:
    for part in CODE:
        there = root / part
        for path in [there] if there.is_file() else sorted(there.rglob("*.py")):
            name = path.relative_to(root).as_posix()
            if not name.startswith(LEFT_OUT):
                text = path.read_text("utf-8")
                yield name, "file", len(text.splitlines())
                tree = ast.parse(text)
                yield from _of_module(path, name, tree)
                if part == "webapp":
                    yield from _returns(name, tree)


def _of_module(path: Path, name: str, tree: ast.Module) -> Iterator[tuple[str, str, int]]:
    yield name, "imports", len({module for node in ast.walk(tree) for module in _from(path, node)})
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{name}:{node.name}", "lines", (node.end_lineno or 0) - node.lineno + 1
            if not node.name.startswith("test_"):  # there they are fixtures and cases
                yield f"{name}:{node.name}", "parameters", parameters(node.args)


def parameters(arguments: ast.arguments) -> int:
    """How many there are, by keyword as well; `self` and `cls` are none, `*` and `**` are one."""
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    variadic = bool(arguments.vararg) + bool(arguments.kwarg)
    return sum(each.arg not in {"self", "cls"} for each in named) + variadic


def _returns(name: str, tree: ast.AST) -> Iterator[tuple[str, str, int]]:
    """The functions, and methods of classes, that others call and that return `Any`."""
    for node in ast.iter_child_nodes(tree):
        match node:
            case ast.ClassDef():
                yield from _returns(name, node)
            case ast.FunctionDef() | ast.AsyncFunctionDef() if not node.name.startswith("_"):
                yield f"{name}:{node.name}", "returns_any", int(holds_any(node.returns))


def holds_any(returned: ast.AST | None) -> bool:
    """Is a type `Any`, or `Any` a part of it? What a NAMED one holds or a function takes may be."""
    match returned:
        case None:
            return False
        case ast.Name(id="Any") | ast.Attribute(attr="Any"):
            return True
        case ast.Constant(value=str(text)):
            return holds_any(ast.parse(text, mode="eval").body)
        case ast.Subscript(value=ast.Name(id="Callable"), slice=ast.Tuple(elts=[_, value])):
            return holds_any(value)
        case ast.Subscript(
            value=ast.Name(id=kind), slice=ast.Tuple(elts=[key, ast.Name(id="Any")])
        ) if kind in NAMED:
            return holds_any(key)
    return any(map(holds_any, ast.iter_child_nodes(returned)))


def _from(path: Path, node: ast.AST) -> Iterator[str]:
    """The modules that a statement imports: `from ..splits import plan, store` are two."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        package = "." * node.level + (node.module or "")
        there = path.parents[max(node.level - 1, 0)] if node.level else ROOT
        folder = there.joinpath(*(node.module or "").split("."))
        for alias in node.names:
            inside = (folder / f"{alias.name}.py").is_file() or (folder / alias.name).is_dir()
            yield f"{package}/{alias.name}" if inside else package


def _templates(root: Path) -> Iterator[tuple[str, str, int]]:
    for path in sorted((root / "webapp/templates").rglob("*")):
        if path.is_file():
            name = path.relative_to(root).as_posix()
            lines = path.read_text("utf-8").splitlines()
            yield name, "long_lines", sum(len(line) > LONG for line in lines)


def complaints(beyond: Measured, allowed: Measured) -> list[str]:
    """What has grown beyond its number, and what the list has for nothing."""
    said = [
        f"{name}: {number} {kind}, more than {allowed.get(kind, {}).get(name, MOST[kind])}"
        for kind, names in beyond.items()
        for name, number in names.items()
        if number > allowed.get(kind, {}).get(name, MOST[kind])
    ]
    for kind, names in allowed.items():
        for name in sorted(names.keys() - beyond.get(kind, {}).keys()):
            said.append(f"{name}: fits now ({kind}); take it out of {LIST.name}")
    return said


def shrunk(beyond: Measured, allowed: Measured) -> str:
    """The list with the numbers of today, where they are smaller."""
    head = (
        "# What is beyond the house's numbers, and by how much. It only shrinks: see measures.py."
    )
    parts = [head]
    for kind, names in allowed.items():
        left = {
            name: min(names[name], beyond[kind][name]) for name in names if name in beyond[kind]
        }
        rows = [f'"{name}" = {number}' for name, number in sorted(left.items())]
        parts += [f"\n[{kind}]  # at most {MOST[kind]}", *rows]
    return "\n".join(parts) + "\n"


def main() -> int:
    beyond, allowed = measure(), tomllib.loads(LIST.read_text("utf-8"))
    if "--shrink" in sys.argv:
        LIST.write_text(shrunk(beyond, allowed), "utf-8")
        allowed = tomllib.loads(LIST.read_text("utf-8"))
    said = complaints(beyond, allowed)
    print("\n".join(said) or f"{sum(map(len, beyond.values()))} exceptions")
    return int(bool(said))


if __name__ == "__main__":
    sys.exit(main())
