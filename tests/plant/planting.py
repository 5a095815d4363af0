"""A fault is put into a process of its own, which then runs tests."""

import gc
import importlib
import importlib.machinery
import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

from tests.plant.faults import Fault


def load_app() -> None:
    for name in ("webapp.app", "tests.conftest", "tests.house.matrix"):
        importlib.import_module(name)


def is_noticed(fault: Fault, tests: list[str], seconds: float) -> bool:
    """Does a test fail with the fault in place, or take several times as long as ever?"""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0
    signal.alarm(round(30 + 3 * seconds))
    with Path(os.devnull).open("w") as nothing, tempfile.TemporaryDirectory() as folder:
        os.dup2(nothing.fileno(), 1)
        os.dup2(nothing.fileno(), 2)
        os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = folder
        put_in(fault)
        options = ["-x", "-q", "--tb=no", "--hypothesis-seed=1", "--basetemp", f"{folder}/tests"]
        code = pytest.main([*options, "-k", "not postgres", *tests])
    os._exit(0 if code == pytest.ExitCode.OK else 1)


def put_in(fault: Fault) -> None:
    """Change the functions in memory, or let Python read the changed source instead of the file."""
    compiled = compile(fault.source(), str(fault.path), "exec", dont_inherit=True)
    if "webapp.app" in sys.modules:
        change_functions(fault.path, compiled)
        return
    usual = importlib.machinery.SourceFileLoader.get_code

    def get_code(self: Any, name: str) -> Any:
        return compiled if Path(self.path) == fault.path else usual(self, name)

    importlib.machinery.SourceFileLoader.get_code = get_code  # type: ignore[method-assign]


def change_functions(path: Path, module: CodeType) -> None:
    """Give every function that came from this file the code that it has in `module`."""
    codes = {(code.co_qualname, code.co_firstlineno): code for code in inner(module)}
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType) and thing.__code__.co_filename == str(path):
            key = thing.__code__.co_qualname, thing.__code__.co_firstlineno
            thing.__code__ = codes.get(key, thing.__code__)


def inner(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from inner(constant)
