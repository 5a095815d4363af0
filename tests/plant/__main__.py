"""Plant faults one at a time, and list those that no test notices.

Each fault gets a process of its own, and no file is changed. A fault inside a function is put into
a copy of a process that has the app in memory already: the function gets the changed code. What
survives so, and what stands outside of functions, is planted where only the libraries are in
memory: that process compiles the changed source where Python asks for the module, and may run ten
times as many tests.
"""

import argparse
import importlib
import random
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from tests.plant import reach
from tests.plant.faults import Fault, faults
from tests.plant.planting import is_noticed, load_app

LIBRARIES = ("flask_babel", "flask_wtf", "hypothesis.strategies", "sqlmodel", "time_machine")
LEFT_OUT = ("demo", "migrations", "diagrams.py", "commands.py", "staff_commands.py")
# What looks at guards of a kind, and reaches everything: it is the quickest to notice them.
GUARDS = {
    "serves(": "tests/house/test_routes.py::"
    "test_every_route_serves_those_whom_the_table_lets_in_and_no_others",
    "refuse_if(": "tests/house/test_open_doors.py",
}


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
    picked, total = [test for guard, test in GUARDS.items() if guard in fault.was], 0.0
    for name in order:
        if total + seconds.get(name, 1) < most or not picked:
            picked.append(name)
            total += seconds.get(name, 1)
    return picked


def survivors(faults: Sequence[Fault], known: reach.Known, seconds: float) -> list[Fault]:
    """Those of the faults that no test notices."""
    survivors = []
    for number, fault in enumerate(faults, 1):
        tests = tests_for(fault, known, seconds)
        print(f"\r{number} of {len(faults)}", end="", flush=True)
        if not tests or not is_noticed(
            fault, tests, sum(known.seconds.get(name, 1) for name in tests)
        ):
            survivors.append(fault)
            print(f"\r{number}: {place(fault)}  {fault}  ({len(tests)} tests)", flush=True)
    return survivors


def options_of(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py plant", description=__doc__)
    parser.add_argument("paths", nargs="*", default=["webapp"], help="modules or directories")
    parser.add_argument("--count", type=int, default=50, help="how many faults")
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same faults")
    parser.add_argument("--seconds", type=float, default=20, help="of tests for each fault")
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
    known, begin = reach.Known(), time.monotonic()
    for name in LIBRARIES:  # once, and not in each process anew
        importlib.import_module(name)
    print(f"{len(picked)} of {len(every)} faults; first those in functions", flush=True)
    with ProcessPoolExecutor(1, get_context("fork"), initializer=load_app) as pool:
        inside = [fault for fault in picked if fault.in_function]
        quick = pool.submit(survivors, inside, known, options.seconds).result()
    print("\ronce more with more tests, and those outside of functions", flush=True)
    outside = [fault for fault in picked if not fault.in_function]
    left = survivors(quick + outside, known, options.seconds * 10)
    each = (time.monotonic() - begin) / max(len(picked), 1)
    print(f"\r{len(left)} of {len(picked)} survive; {each:.1f} s each")
    return int(bool(left))


def place(fault: Fault) -> str:
    return f"{fault.path.relative_to(reach.ROOT)}:{fault.line}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
