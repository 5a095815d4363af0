"""What says that it is pure has to be, by itself and by what it imports; what is has to say so."""

import sys
from pathlib import Path

import pytest

from tests.house import purity

PURE = '"""The sums of a week. Pure."""\n'
SAID = {
    "it imports the database itself": ("rules", f"{PURE}import sqlmodel\n", "and reaches sqlmodel"),
    "it imports what does": ("rules", f"{PURE}from . import store\n", "and reaches sqlmodel"),
    "it imports flask inside a function": (
        "policy",
        f"{PURE}def f():\n    from flask import g\n    return g\n",
        "and reaches flask",
    ),
    "it does not say that it is pure": ("sums", '"""Sums."""\n', "does not say so"),
    "rules are always pure": ("rules", '"""Rules."""\nimport sqlmodel\n', "does not say so"),
    "actions know nothing of HTTP": ("actions", '"""Moves."""\nimport flask\n', "knows of HTTP"),
    "neither by way of forms": ("actions", '"""Moves."""\nfrom . import forms\n', "knows of HTTP"),
}
HOUSE = {
    "__init__": "",
    "rules": PURE,
    "policy": f"{PURE}from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import sqlmodel\n",
    "store": '"""Queries."""\nimport sqlmodel\n',
    "actions": '"""Moves."""\nfrom . import rules, store\n',
    "forms": '"""Forms."""\nimport flask\n',
}


@pytest.fixture
def house(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small house of one feature, importable under a name of its own."""
    feature = tmp_path / f"house{abs(hash(request.node.name))}" / "weeks"
    feature.mkdir(parents=True)
    (feature.parent / "__init__.py").write_text("")
    for name, text in HOUSE.items():
        (feature / f"{name}.py").write_text(text)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    return feature


def complaints(feature: Path) -> list[str]:
    return list(purity.complaints(feature.parent.name, feature.parents[1]))


def test_what_is_as_it_should_be_is_not_complained_of(house: Path) -> None:
    assert complaints(house) == []


@pytest.mark.parametrize("why", SAID)
def test_what_is_not_is(house: Path, why: str) -> None:
    name, text, said = SAID[why]
    (house / f"{name}.py").write_text(text)
    found = [line for line in complaints(house) if f"weeks.{name} " in line]
    assert any(said in line for line in found), found


def test_this_house_is_pure_where_it_says_so() -> None:
    assert list(purity.complaints()) == []
