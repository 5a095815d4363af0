"""The documents say what the code does."""

import hashlib
import importlib
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

import dev
from webapp import config, diagrams

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md"))]
DECISIONS = sorted(set((DOCS / "decisions").glob("*.md")) - {DOCS / "decisions/README.md"})
LINK = re.compile(r"\]\((?!https?:)([^)\s#]*)(?:#([\w-]+))?\)")
PATH = re.compile(r"`((?:webapp|tests|e2e|docs|benchmarks|requirements|\.ci)/[\w./-]*)`")
COMMAND = re.compile(r"python3 dev\.py ?([^`\n#]*)")
STATE = re.compile(
    r"\*(\d{4}-\d\d-\d\d)\. State: (in force|replaced by \[.+\]\(([\w-]+\.md)\))\.\*"
)
WORD = re.compile(r"^\| `([\w.]+)` \| (.+?) \| (.+?) \| .+ \|$", re.MULTILINE)
# The words of the EUPL v. 1.2 in English, without their line breaks.
LICENCE = "31e9af559401f10c814b5120f2bcb54a5111347d033a8e0e645077c0c80e5216"


def page_name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_every_setting_is_in_the_table_of_operations():
    text = (DOCS / "operations.md").read_text(encoding="utf-8")
    for name, meaning in config.SETTINGS.items():
        assert f"| `{config.variable(name)}` |" in text
        assert meaning in text


def test_every_setting_says_what_it_is_for():
    assert set(config.SETTINGS) == set(config.Settings.__dataclass_fields__)


def test_what_is_drawn_is_as_the_code_is():
    assert diagrams.write(check=True)


def test_a_contract_that_changes_changes_the_picture():
    drawn = (DOCS / "architecture.md").read_text("utf-8")
    assert 'payroll["payroll · reminders · support · register · calendars"]' in drawn
    assert "    payroll --> timesheets\n" in drawn and "    policy --> models\n" in drawn


def test_the_states_are_told_in_both_languages_with_their_start_and_who_moves():
    drawn = (DOCS / "states.md").read_text("utf-8")
    assert "| `open` (it begins here) | Not sent | Ikke sendt | the company's |" in drawn
    assert "| `approve` | Sent | Approved | a consultant |" in drawn
    assert "| `counter` | Waiting for an answer | Replaced by a later version | the other" in drawn
    assert "    [*] --> planned\n" in drawn


@pytest.mark.parametrize("document", PAGES, ids=page_name)
def test_every_link_leads_somewhere(document: Path):
    for name, anchor in LINK.findall(document.read_text("utf-8")):
        target = document.parent / name if name else document
        assert target.exists(), name
        if anchor:
            titles = re.findall(r"^#+ (.+)$", target.read_text("utf-8"), re.MULTILINE)
            assert anchor in {title.lower().replace(" ", "-") for title in titles}, anchor


@pytest.mark.parametrize("document", PAGES, ids=page_name)
def test_every_path_that_is_named_exists(document: Path):
    for name in PATH.findall(document.read_text("utf-8")):
        assert (ROOT / name).exists(), name


def test_the_way_to_each_change_names_a_place_and_a_test():
    table = (DOCS / "architecture.md").read_text("utf-8").split("## To change X, go to Y")[1]
    rows = [line for line in table.splitlines() if line.startswith("|")][2:]
    assert len(rows) >= 10
    for row in rows:
        _left, _change, where, test, _right = row.split("|")
        assert PATH.search(where), row
        assert PATH.search(test), row


@pytest.mark.parametrize("document", PAGES, ids=page_name)
def test_every_command_can_be_given(document: Path):
    for words in COMMAND.findall(document.read_text("utf-8")):
        name, *rest = words.split() or ["check"]
        assert name in dev.COMMANDS, words
        if name == "run":
            dev.arguments_of_run(rest)


def test_the_readme_shows_three_pictures_first_and_the_two_commands():
    text = (ROOT / "README.md").read_text("utf-8")
    shown = re.findall(r"!\[[^]]+\]\(docs/screenshots/", text.split("**What it is.**")[0])
    assert len(shown) == 3
    assert "\npython3 dev.py run\n" in text and "\npython3 dev.py test\n" in text
    assert len(text.splitlines()) <= 100


def test_every_picture_is_shown():
    shown = (DOCS / "pictures.md").read_text("utf-8")
    assert [p.name for p in (DOCS / "screenshots").glob("*.png") if p.name not in shown] == []


# --- decisions ---


@pytest.mark.parametrize("path", DECISIONS, ids=page_name)
def test_a_decision_has_its_day_and_its_state(path: Path):
    title, empty, line, after, *_text = path.read_text("utf-8").splitlines()
    match = STATE.fullmatch(line)
    assert title.startswith("# ") and not empty and not after
    assert match, line
    assert date(2026, 11, 21) <= date.fromisoformat(match[1])
    assert match[3] is None or (path.parent / match[3]).exists()


def test_every_decision_is_in_the_list():
    text = (DOCS / "decisions/README.md").read_text("utf-8")
    assert [path.name for path in DECISIONS if f"({path.name})" not in text] == []


# --- words ---


@cache
def catalogue() -> tuple[str, str]:
    """Everything that the app says in English, and in Danish."""
    with (dev.TRANSLATIONS / "da/LC_MESSAGES/messages.po").open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    texts = [[message.id for message in messages], [message.string for message in messages]]
    english, danish = (" ".join(_flat(some)).lower() for some in texts)
    return english, danish


def _flat(texts: list[Any]) -> Iterator[str]:
    for text in texts:
        yield from [text] if isinstance(text, str) else text


def thing(name: str) -> Any:
    """What `tasks.models.Task.status` means below webapp: a module, a class, a member, a field."""
    found: Any = importlib.import_module("webapp")
    path = "webapp"
    for part in name.split("."):
        path += f".{part}"
        if part in getattr(found, "model_fields", {}):
            found = found.model_fields[part]
        elif hasattr(found, part):
            found = getattr(found, part)
        else:
            found = importlib.import_module(path)
    return found


GLOSSARY = WORD.findall((DOCS / "glossary.md").read_text("utf-8"))


def test_the_glossary_has_the_words_of_the_field():
    codes = {code for code, _danish, _english in GLOSSARY}
    assert codes >= {
        "accounts.models.Municipality",
        "tasks.models.Task",
        "tasks.models.Activity",
        "splits.models.Split",
        "splits.models.Part",
        "smalljobs.models.SmallJob",
        "timesheets.models.Timesheet",
    }


@pytest.mark.parametrize(("code", "danish", "english"), GLOSSARY)
def test_a_word_of_the_glossary_is_used(code: str, danish: str, english: str):
    assert thing(code) is not None
    for word, said in zip((english, danish), catalogue(), strict=True):
        assert re.search(rf"\b{re.escape(word.lower())}", said), word


# --- operations, licence ---


def test_a_new_version_begins_with_a_backup_and_every_migration_is_told():
    text = (DOCS / "operations.md").read_text("utf-8").split("## A new version")[1]
    steps, history = text.split("### What the migrations did")
    assert steps.strip().startswith("0. **Make a backup**")
    told = set(re.findall(r"^\| (\d{4}) \|", history.split("\n## ")[0], re.MULTILINE))
    files = {path.name[:4] for path in (ROOT / "webapp/migrations/versions").glob("0*.py")}
    assert told == files


def test_the_licence_is_the_one_that_is_named():
    words = " ".join((ROOT / "LICENSE").read_text("utf-8").split())
    assert words.startswith(
        "EUROPEAN UNION PUBLIC LICENCE v. 1.2 EUPL © the European Union 2007, 2016"
    )
    assert hashlib.sha256(words.encode()).hexdigest() == LICENCE
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["license"] == "EUPL-1.2"
    for page in ("README.md", "CONTRIBUTING.md"):
        assert "[EUPL-1.2](LICENSE)" in (ROOT / page).read_text("utf-8")
