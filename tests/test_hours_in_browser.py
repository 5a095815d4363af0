"""The hours of the browser: what static/hours.js makes of the cases that Python reads."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.hour_cases import ASKED, READ, REFUSED
from webapp import hours
from webapp.languages import LANGUAGES

SCRIPT = Path(hours.__file__).parent / "static/hours.js"
TYPED = [*READ, *ASKED, *REFUSED]
SHOWN = range(37 * 60 + 1)
RUN = """
require(process.argv[1]);
const { typed, shown, languages } = JSON.parse(require("fs").readFileSync(0, "utf-8"));
const each = (texts, of) => Object.fromEntries(texts.map((text) => [text, of(text)]));
console.log(JSON.stringify({
  parse: each(typed, hours.parse),  // NaN becomes null
  spellings: each(typed, hours.spellings),
  show: each(languages, (language) => shown.map((minutes) => hours.show(minutes, language))),
}));
"""


@pytest.fixture(scope="module")
def answers() -> Any:
    asked = {"typed": [*TYPED, "", " "], "shown": [*SHOWN], "languages": [*LANGUAGES]}
    command = [os.environ.get("SMAJOB_NODE", "node"), "-e", RUN, str(SCRIPT)]
    done = subprocess.run(
        command, input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def test_it_reads_what_python_reads(answers: Any) -> None:
    read = READ | dict.fromkeys(["", " "], 0)  # no hours: the form takes it as none
    assert answers["parse"] == dict.fromkeys(TYPED) | read


def test_it_asks_what_python_asks_and_offers_the_same(answers: Any) -> None:
    asked = {text: [*dict.fromkeys(spellings)] for text, spellings in ASKED.items()}
    assert answers["spellings"] == {text: asked.get(text, []) for text in answers["parse"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_shows_what_python_shows(answers: Any, language: str) -> None:
    assert answers["show"][language] == [hours.show_typed(minutes, language) for minutes in SHOWN]
