"""What docs/walkthrough.md and the README tell to press is there, in that order, in both languages.

The demo is filled for the day on which it is first started, so it is walked through on several.
"""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from .people import Person
from .server import MONDAY, Server
from .walkthrough import ROOT, Deed, Step, play, walks

DOCUMENTS = ("README.md", "docs/walkthrough.md")
TITLES = {
    "README.md": ["See it in a minute"],
    "docs/walkthrough.md": [
        "A week in under a minute",
        "From crates to 20 hours",
        "Who belongs where",
    ],
}
DAYS = {
    "en": MONDAY,
    "da": datetime(2026, 11, 29, 14, tzinfo=UTC),  # a Sunday afternoon
}


def steps(document: str) -> dict[str, list[Step]]:
    return walks((ROOT / document).read_text("utf-8"))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_walk_is_found_in_its_document(document: str) -> None:
    assert list(steps(document)) == TITLES[document]


def test_steps_are_read_as_they_are_written() -> None:
    text = (
        "# One\n\n*not a step*\n\n## A walk\n1. Be **Karen**. Beside **Sent** press *Week\n   …*.\n"
        '2. Read "All\n   of it", *Why?* `because`.\n\nNo *step* either.\n'
    )
    assert walks(text) == {
        "A walk": [
            Step(Deed.BE, "Karen"),
            Step(Deed.BESIDE, "Sent"),
            Step(Deed.PRESS, "Week …"),
            Step(Deed.READ, "All of it"),
            Step(Deed.PRESS, "Why?"),
            Step(Deed.TYPE, "because"),
        ]
    }


@pytest.mark.slow
@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("language", ["en", "da"])
@pytest.mark.parametrize(
    ("document", "title"), [(name, title) for name in DOCUMENTS for title in TITLES[name]]
)
def test_a_walk_is_true(
    somebody: Callable[..., Person], server: Server, document: str, title: str, language: str
) -> None:
    server.begin("demo", DAYS[language])
    play(somebody(language=language), steps(document)[title])
