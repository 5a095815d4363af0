"""One use of the system is one function: a view calls one, and nobody calls a part of one."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROUTES = "webapp.routes."
Name = tuple[str, str]  # (module, function)

# Views of two uses. What was typed is saved for good, whether or not it can be sent; who may not
# add photos is refused before anybody looks at them.
TWO_USES = {
    "photos.add": {("webapp.tasks.photos", "refuse"), ("webapp.tasks.photos", "add")},
    "tasks.write": {("webapp.tasks.actions", "save"), ("webapp.tasks.actions", "submit")},
    "splits.write": {
        ("webapp.splits.actions", "save"),
        ("webapp.smalljobs.actions", "send_plan"),
    },
    "timesheets.write": {
        ("webapp.timesheets.actions", "save"),
        ("webapp.support.actions", "send_week"),
    },
}
# Who may put parts of uses together: by the `steps` that they may import.
MAY_IMPORT_STEPS = {
    "webapp.splits.steps": {
        "webapp.splits.actions",
        "webapp.smalljobs.actions",
        "webapp.timesheets.job_actions",
        "tests.splits.test_blocked",  # plans with contexts that no database holds
        "tests.splits.test_steps",
    },
    "webapp.smalljobs.steps": {
        "webapp.smalljobs.actions",
        "webapp.smalljobs.pause_steps",
        "webapp.timesheets.job_actions",
    },
    "webapp.smalljobs.pause_steps": {
        "webapp.smalljobs.forms",  # what they are asked for
        "webapp.timesheets.pause_actions",
        "tests.timesheets.test_job_actions",
    },
    "webapp.timesheets.steps": {
        "webapp.timesheets.actions",
        "webapp.timesheets.job_actions",
        "webapp.timesheets.pause_actions",
        "webapp.support.actions",
        "tests.timesheets.test_steps",
    },
}


@dataclass
class Function:
    """A function of a module, with what the names in it stand for."""

    node: ast.FunctionDef
    module: str
    imported: dict[str, Name]

    def is_view(self) -> bool:
        return any(_called(each) == "serves" for each in self.node.decorator_list)

    def is_use(self) -> bool:
        """Does it say who does something, and when?"""
        arguments = [*self.node.args.args, *self.node.args.kwonlyargs]
        return {"session", "by", "at"} <= {argument.arg for argument in arguments}

    def mentions(self) -> Iterator[Name]:
        """The functions that it mentions, of its own module and of others."""
        nodes = [node for statement in self.node.body for node in ast.walk(statement)]
        names = [node for node in nodes if isinstance(node, ast.Name)]
        own = {node.id for node in names if isinstance(node.ctx, ast.Store)}
        for node in nodes:
            if isinstance(node, ast.Name) and node.id not in own:
                yield self.imported.get(node.id, (self.module, node.id))
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                package = self.imported.get(node.value.id)
                if package is not None:
                    yield ".".join(package), node.attr


def _called(node: ast.expr) -> str:
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def imports(tree: ast.Module, module: str) -> Iterator[tuple[str, Name]]:
    """What is imported anywhere in a module: the name there, and what it stands for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            above = module.split(".")[: -node.level] if node.level else []
            for alias in node.names:
                package = ".".join([*above, *([node.module] if node.module else [])])
                yield alias.asname or alias.name, (package, alias.name)


def sources() -> Iterator[tuple[str, ast.Module]]:
    for folder in ("webapp", "tests", "e2e", "benchmarks"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield module_of(path), ast.parse(path.read_text("utf-8"))


@cache
def functions() -> dict[Name, Function]:
    known = {}
    for module, tree in sources():
        if module.startswith("webapp."):
            imported = dict(imports(tree, module))
            for node in tree.body:
                if isinstance(node, ast.FunctionDef):
                    known[module, node.name] = Function(node, module, imported)
    return known


def uses_of(name: Name, seen: set[Name]) -> set[Name]:
    """The uses that a view comes to, by itself and by way of other functions of routes."""
    seen.add(name)
    reached: set[Name] = set()
    for mentioned in set(functions()[name].mentions()) - seen:
        function = functions().get(mentioned)
        if function is None:
            continue
        if function.module.startswith(ROUTES):
            reached |= uses_of(mentioned, seen)
        elif function.is_use():
            reached.add(mentioned)
    return reached


def views() -> Iterator[tuple[str, Name]]:
    for (module, name), function in functions().items():
        if module.startswith(ROUTES) and function.is_view():
            yield f"{module.removeprefix(ROUTES)}.{name}", (module, name)


def test_a_view_calls_one_use() -> None:
    several = {view: uses_of(name, set()) for view, name in views()}
    several = {view: uses for view, uses in several.items() if len(uses) > 1}
    assert several == TWO_USES


@pytest.mark.parametrize(
    ("view", "use"),
    [
        ("splits.approve", ("webapp.timesheets.job_actions", "approve_plan")),
        ("pauses.end", ("webapp.timesheets.pause_actions", "end_job")),
        ("due_weeks.send", ("webapp.support.actions", "send_week")),
        ("companies.accept", ("webapp.tasks.claims", "accept_invitation")),
    ],
)
def test_the_uses_of_a_view_are_found(view: str, use: Name) -> None:
    """Directly, and by way of a function beside it."""
    assert uses_of(dict(views())[view], set()) == {use}


def test_only_whole_uses_are_made_of_parts() -> None:
    importers: dict[str, set[str]] = {}
    for module, tree in sources():
        for _as, (package, name) in imports(tree, module):
            for steps in (package, f"{package}.{name}"):
                if steps.startswith("webapp.") and steps.endswith((".steps", "_steps")):
                    importers.setdefault(steps, set()).add(module)
    importers.pop("webapp.demo.steps", None)  # how the demo makes things up in bulk
    assert importers == MAY_IMPORT_STEPS
