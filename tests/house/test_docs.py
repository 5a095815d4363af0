"""The documents say what the code does."""

from pathlib import Path

from webapp import config, diagrams

DOCS = Path(__file__).parents[2] / "docs"


def test_every_setting_is_in_the_table_of_operations():
    text = (DOCS / "operations.md").read_text(encoding="utf-8")
    for name, meaning in config.SETTINGS.items():
        assert f"| `{config.variable(name)}` |" in text
        assert meaning in text


def test_every_setting_says_what_it_is_for():
    assert set(config.SETTINGS) == set(config.Settings.__dataclass_fields__)


def test_the_state_diagrams_are_those_of_the_code():
    assert diagrams.write(check=True)


def test_every_picture_in_the_readme_exists():
    readme = DOCS.parent / "README.md"
    named = [part.split(")")[0] for part in readme.read_text("utf-8").split("](docs/")[1:]]
    assert named
    for name in named:
        assert (DOCS / name).exists(), name
