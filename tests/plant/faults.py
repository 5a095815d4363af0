"""The faults that can be planted in a module: guards, scopes, policies, edges, tables, escapes.

One at a time, each a piece of the source replaced by another one. What only changes a sentence, a
type or a log is none.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

OTHER = {
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Is: "is not",
    ast.IsNot: "is",
    ast.In: "not in",
    ast.NotIn: "in",
}
GUARDS = ("refuse", "_refuse", "history", "abort", "commit_on_error", "limits")
SAYING = {"Message", "N_", "_", "page", "logging", "log", "cast"}
EVERYBODY = 'serves(*__import__("webapp.actor").actor.Role)'


@dataclass(frozen=True)
class Fault:
    """One change of a file: the bytes from `begin` to `end` become `now`."""

    path: Path
    line: int
    begin: int
    end: int
    was: str
    now: str
    in_function: bool  # its line runs whenever a function does, and not when the module is read

    def source(self) -> bytes:
        text = self.path.read_bytes()
        return text[: self.begin] + self.now.encode() + text[self.end :]

    def __str__(self) -> str:
        was, now = (" ".join(text.split())[:70] for text in (self.was, self.now))
        line = self.path.read_text("utf-8").splitlines()[self.line - 1].strip()
        return f"{was}  ->  {now}" + (f"   in: {line[:90]}" if len(was) < 8 else "")


class _Finder(ast.NodeVisitor):
    """Goes through a module and notes what can be replaced by what."""

    def __init__(self, path: Path) -> None:
        self.path, self.text = path, path.read_bytes()
        self.starts = [0, *accumulate(map(len, self.text.splitlines(keepends=True)))]
        self.found: list[Fault] = []
        self.depth = 0

    def source(self, node: Any) -> str:
        begin, end = self.span(node)
        return self.text[begin:end].decode()

    def span(self, node: Any) -> tuple[int, int]:
        return (
            self.starts[node.lineno - 1] + node.col_offset,
            self.starts[node.end_lineno - 1] + node.end_col_offset,
        )

    def plant(self, node: Any, now: str, upto: Any = None) -> None:
        self.replace(self.span(node)[0], self.span(upto or node)[1], now, node.lineno)

    def replace(self, begin: int, end: int, now: str, line: int) -> None:
        was = self.text[begin:end].decode()
        self.found.append(Fault(self.path, line, begin, end, was, now, self.depth > 0))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for decorator in node.decorator_list:
            if isinstance(decorator, ast.Call) and self.source(decorator.func) == "serves":
                self.plant(decorator, EVERYBODY)
        self.depth += 1
        for child in node.body:
            self.visit(child)
        self.depth -= 1

    def visit_Compare(self, node: ast.Compare) -> None:
        before = node.left
        for operator, after in zip(node.ops, node.comparators, strict=True):
            begin, end = self.span(before)[1], self.span(after)[0]
            if not {b"(", b")"} & {self.text[at : at + 1] for at in range(begin, end)}:
                self.replace(begin, end, f" {OTHER[type(operator)]} ", node.lineno)
            before = after
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        stands_in = any(isinstance(part, ast.Constant | ast.Call) for part in node.values[-1:])
        if isinstance(node.op, ast.And) or not stands_in:  # `text or ""` is no condition
            for part in node.values:
                self.plant(part, "True" if isinstance(node.op, ast.And) else "False")
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not):
            self.plant(node, f"({self.source(node.operand)})")
        self.generic_visit(node)

    def visit_If(self, node: ast.If) -> None:
        if isinstance(node.body[-1], ast.Return | ast.Raise | ast.Continue):
            self.plant(node.test, "False")
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        if isinstance(node.value, ast.Call) and self.source(node.value).startswith(GUARDS):
            self.plant(node, "pass")
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = self.source(node.func).rpartition(".")[2]
        if name in SAYING:
            return
        if name == "where" and len(node.args) > 1:
            for argument in node.args:
                self.plant(argument, "*()")
        if name == "escape":
            self.plant(node.func, "str")
        self.generic_visit(node)

    def visit_Dict(self, node: ast.Dict) -> None:
        tables = not self.depth and self.path.stem in {"rules", "policy"} and len(node.keys) > 1
        for key, value in zip(node.keys, node.values, strict=True) if tables else []:
            if key is not None and not isinstance(value, ast.Constant | ast.Call):
                self.plant(key, "**{}", upto=value)
        self.generic_visit(node)

    def visit_Set(self, node: ast.Set) -> None:
        for element in node.elts if len(node.elts) > 1 else []:
            self.plant(element, "*()")
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if isinstance(node.op, ast.Add | ast.Sub):
            for side in (node.left, node.right):
                self._number(side)
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        if not self.depth:
            self._number(node.value)
        self.generic_visit(node)

    def _number(self, node: ast.AST) -> None:
        if isinstance(node, ast.Constant) and type(node.value) is int:
            self.plant(node, str(node.value + 1))


def faults(path: Path) -> Iterator[Fault]:
    """What can be planted in a module, without what cannot be read afterwards."""
    finder = _Finder(path)
    finder.visit(ast.parse(finder.text))
    for fault in finder.found:
        try:
            compile(fault.source(), str(path), "exec")
        except SyntaxError:
            continue
        yield fault
