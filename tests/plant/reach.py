"""Which tests reach a line: gathered once, kept under `.dev/cache/plant`.

This is a plugin of pytest. A test is a function here, with all its cases.
"""

import json
import time
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import coverage
import pytest

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".dev/cache/plant"
REACH = CACHE / "reach.json"
# Without those that start programs of their own, which know nothing of a planted fault, those that
# are slow and look at the whole house, and what only looks at the demo.
TESTS = [
    "tests",
    *(
        f"--ignore=tests/{path}"
        for path in (
            "attacks/test_fuzz.py",
            "attacks/test_slow_clients.py",
            "demo",
            "house/test_at_once.py",
            "house/test_dev.py",
            "house/test_docs.py",
            "house/test_killed.py",
            "house/test_pages.py",
            "house/test_queries.py",
            "house/test_server.py",
            "house/test_upgrade.py",
            "mails/test_killed.py",
            "mails/test_outage.py",
        )
    ),
    "-k",
    "not postgres",
]


class Reach:
    """Notes for each test what it reaches, and how long it takes."""

    def __init__(self) -> None:
        self.file = CACHE / "coverage"
        self.file.unlink(missing_ok=True)
        values: Any = {"data_file": str(self.file), "include": ["webapp/*"], "config_file": False}
        self.coverage = coverage.Coverage(**values)
        self.seconds: dict[str, float] = {}
        self.coverage.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        name, begin = item.nodeid.partition("[")[0], time.monotonic()
        self.coverage.switch_context(name)
        try:
            return (yield)  # type: ignore[return-value]
        finally:
            self.coverage.switch_context("")
            self.seconds[name] = self.seconds.get(name, 0) + time.monotonic() - begin

    def keep(self) -> None:
        self.coverage.stop()
        self.coverage.save()
        data, files, number = self.coverage.get_data(), {}, {}
        for path in data.measured_files():
            lines = {
                str(line): [number.setdefault(name, len(number)) for name in names if name]
                for line, names in data.contexts_by_lineno(path).items()
            }
            name = Path(path).relative_to(ROOT).as_posix()
            files[name] = {"source": Path(path).read_text("utf-8"), "lines": lines}
        kept = {"seconds": self.seconds, "tests": list(number), "files": files}
        REACH.write_text(json.dumps(kept), "utf-8")


def gather() -> None:
    """Run every test once, in a quarter of an hour."""
    CACHE.mkdir(parents=True, exist_ok=True)
    reach = Reach()
    pytest.main(["-q", "--tb=line", "--show-capture=no", "-p", "no:randomly", *TESTS], [reach])
    reach.keep()


class Known:
    """What was gathered. A file that has changed since is read line by line beside what it was."""

    def __init__(self) -> None:
        if not REACH.is_file():
            gather()
        kept = json.loads(REACH.read_text("utf-8"))
        self.files, self.seconds, self.names = kept["files"], kept["seconds"], kept["tests"]

    def tests(self, path: Path, line: int) -> set[str]:
        """The tests that reach a line; of one that runs when its module is read, any of that."""
        file = self.files.get(path.relative_to(ROOT).as_posix(), {"source": "", "lines": {}})
        was, now = file["source"].splitlines(), path.read_text("utf-8").splitlines()
        for at, here, size in SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks():
            if here < line <= here + size:
                numbers = file["lines"].get(str(at + line - here), [])
                if numbers:
                    return {self.names[number] for number in numbers}
        return {self.names[number] for numbers in file["lines"].values() for number in numbers}
