"""Plant faults one at a time, and list those that no test notices.

Each fault gets a process of its own, forked from one that has the libraries in memory already. No
file is changed: the process compiles the changed source where Python asks for that module.
"""

import argparse
import importlib
import importlib.machinery
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.plant import reach
from tests.plant.faults import Fault, faults

LIBRARIES = ("flask_babel", "flask_wtf", "hypothesis.strategies", "sqlmodel", "time_machine")
LEFT_OUT = ("demo", "migrations", "diagrams.py", "commands.py", "staff_commands.py")
WHO_COMES_IN = (
    "tests/house/test_routes.py::test_every_route_serves_those_whom_the_table_lets_in_and_no_others"
)


def modules(paths: Sequence[str]) -> Iterator[Path]:
    """The modules below these paths; of the whole app those that decide something."""
    for path in paths:
        there = reach.ROOT / path
        for module in [there] if there.is_file() else sorted(there.rglob("*.py")):
            if not set(module.relative_to(reach.ROOT).parts) & set(LEFT_OUT):
                yield module


def tests_for(fault: Fault, known: reach.Known, most: float) -> list[str]:
    """The quickest tests that reach the line, `most` seconds of them, the feature's own first."""
    names, seconds = known.tests(fault.path, fault.line), known.seconds
    noun = fault.path.stem if fault.path.parent.name == "routes" else fault.path.parent.name
    order = sorted(names, key=lambda name: (noun not in name, seconds.get(name, 1)))
    picked, total = [WHO_COMES_IN] if "serves(" in fault.was else [], 0.0
    for name in order:
        if total + seconds.get(name, 1) < most or not picked:
            picked.append(name)
            total += seconds.get(name, 1)
    return picked


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
    """Let Python read the changed source instead of the file."""
    compiled = compile(fault.source(), str(fault.path), "exec", dont_inherit=True)
    usual = importlib.machinery.SourceFileLoader.get_code

    def get_code(self: Any, name: str) -> Any:
        return compiled if Path(self.path) == fault.path else usual(self, name)

    importlib.machinery.SourceFileLoader.get_code = get_code  # type: ignore[method-assign]


def options_of(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py plant", description=__doc__)
    parser.add_argument("paths", nargs="*", default=["webapp"], help="modules or directories")
    parser.add_argument("--count", type=int, default=50, help="how many faults")
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same faults")
    parser.add_argument("--seconds", type=float, default=60, help="of tests for each fault")
    parser.add_argument("--again", action="store_true", help="gather anew which test reaches what")
    parser.add_argument("--list", action="store_true", help="only say what would be planted")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> int:
    options = options_of(arguments)
    every = [fault for module in modules(options.paths) for fault in faults(module)]
    picked = random.Random(options.seed).sample(every, min(options.count, len(every)))
    if options.list:
        print(*(f"{place(fault)}  {fault}" for fault in picked), sep="\n")
        return 0
    if options.again:
        reach.REACH.unlink(missing_ok=True)
    known, survivors, begin = reach.Known(), [], time.monotonic()
    for name in LIBRARIES:  # once, and not in each process anew
        importlib.import_module(name)
    print(f"{len(picked)} of {len(every)} faults", flush=True)
    for number, fault in enumerate(picked, 1):
        tests = tests_for(fault, known, options.seconds)
        print(f"\r{number}", end="", flush=True)
        if not tests or not is_noticed(
            fault, tests, sum(known.seconds.get(name, 1) for name in tests)
        ):
            survivors.append(fault)
            print(f"\r{number}: {place(fault)}  {fault}  ({len(tests)} tests)", flush=True)
    each = (time.monotonic() - begin) / max(len(picked), 1)
    print(f"\r{len(survivors)} of {len(picked)} survive; {each:.1f} s each")
    return int(bool(survivors))


def place(fault: Fault) -> str:
    return f"{fault.path.relative_to(reach.ROOT)}:{fault.line}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
