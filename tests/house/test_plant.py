"""Which faults are planted: each kind once, and nothing that only changes words."""

from pathlib import Path

import pytest

from tests.plant.faults import faults

PLANTED = {
    "def f(a):\n    return a < 3": {"def f(a):\n    return a <= 3"},
    "def f(a, b):\n    return a is b": {"def f(a, b):\n    return a is not b"},
    "def f(a, b):\n    return a and b": {
        "def f(a, b):\n    return True and b",
        "def f(a, b):\n    return a and True",
    },
    "def f(a):\n    if a:\n        raise ValueError": {
        "def f(a):\n    if False:\n        raise ValueError"
    },
    "def f(a):\n    refuse_if(a)": {"def f(a):\n    pass"},
    "def f(a):\n    return not a": {"def f(a):\n    return (a)"},
    "def f(q):\n    return q.where(q.a, q.b)": {
        "def f(q):\n    return q.where(*(), q.b)",
        "def f(q):\n    return q.where(q.a, *())",
    },
    "def f(a):\n    return a + 1": {"def f(a):\n    return a + 2"},
    "MOST = 30": {"MOST = 31"},
    "A = {1, 2}": {"A = {*(), 2}", "A = {1, *()}"},
    "def f(å):\n    return 'æ', å == 3": {"def f(å):\n    return 'æ', å != 3"},
    "@serves(R)\ndef f(): ...": {
        '@serves(*__import__("webapp.actor").actor.Role)\ndef f(): ...',
    },
    "def f(a):\n    return escape(a)": {"def f(a):\n    return str(a)"},
    "def f(a):\n    return Message('x' if a == 1 else 'y')": set(),
    "def f(a):\n    return a or ''": set(),
    "def f(a: int | None = 3) -> str: ...": set(),
}


@pytest.mark.parametrize("source", PLANTED)
def test_each_fault_is_one_change(tmp_path: Path, source: str) -> None:
    module = tmp_path / "rules.py"
    module.write_text(source, "utf-8")
    assert {fault.source().decode() for fault in faults(module)} == PLANTED[source]


def test_an_entry_of_a_table_of_rules_is_taken_out(tmp_path: Path) -> None:
    module = tmp_path / "policy.py"
    module.write_text("WHO = {A: R.B, C: R.D}", "utf-8")
    assert {fault.source().decode() for fault in faults(module)} == {
        "WHO = {**{}, C: R.D}",
        "WHO = {A: R.B, **{}}",
    }
