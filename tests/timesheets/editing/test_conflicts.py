"""What two people wrote in the same field, as it is shown."""

from typing import Any

import pytest
from flask import g

from webapp.timesheets.content import WeekContent
from webapp.timesheets.editing.conflicts import conflict_texts
from webapp.timesheets.editing.three_way_merge import MergeResult


@pytest.mark.parametrize(
    ("name", "theirs", "own", "shown"),
    [
        ("day-0.paid", "180", "60", ("3\u00a0h", "1\u00a0h")),
        ("day-0.paid", "180", "", ("3\u00a0h", "0\u00a0h")),
        (
            "day-0.paid",
            "180 a=60 b=120",
            "180 a=120 b=60",
            ("3\u00a0h (1\u00a0h + 2\u00a0h)", "3\u00a0h (2\u00a0h + 1\u00a0h)"),
        ),
        ("day-0.paid", "180 a=60 b=120", "240 a=120 b=120", ("3\u00a0h", "4\u00a0h")),
        ("words.text", "Travlt", "", ("“Travlt”", "nothing")),
        ("call.me", "1", "", ("yes", "no")),
    ],
)
def test_both_sides_of_a_conflict_can_be_told_apart(
    demo: Any, name: str, theirs: str, own: str, shown: tuple[str, str]
) -> None:
    merged = MergeResult(
        content=WeekContent([], {}),
        taken=frozenset(),
        conflicts={name: theirs},
        own={name: own},
        base={},
        unsaved=True,
    )
    with demo.test_request_context():
        g.language = "en"
        assert conflict_texts(merged) == {name: shown}
