"""The decisions that dev.py takes: what to do again, what is missing, what to say."""

import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import dev

PO = """
# A comment
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

#: webapp/a.py
msgid "Send"
msgstr "Send"

msgid ""
"A long "
"sentence"
msgstr ""
"En lang "
"sætning"

msgid "New"
msgstr ""

#, fuzzy
msgid "Guessed"
msgstr "Gættet"

msgid "%(n)s day"
msgid_plural "%(n)s days"
msgstr[0] "%(n)s dag"
msgstr[1] ""

#~ msgid "Gone"
#~ msgstr "Væk"
"""


@pytest.fixture
def done(tmp_path: Path):
    """`done(inputs)` runs a step and tells how often it really did something so far."""
    times: list[str] = []

    def step(*inputs: str | Path, makes: Path | None = None) -> int:
        made = [makes] if makes else []
        dev.once("Step", inputs, lambda: times.append("again"), made, tmp_path / "stamp")
        return len(times)

    return step


def test_a_step_is_done_once_for_the_same_inputs(done):
    assert done("a") == done("a") == 1


def test_a_step_is_done_again_when_an_input_changed(done, tmp_path):
    source = tmp_path / "source"
    source.write_text("one")
    assert done(source) == 1
    source.write_text("two")
    assert done(source) == 2


def test_a_step_is_done_again_when_what_it_made_is_gone(done, tmp_path):
    product = tmp_path / "product"
    product.touch()
    assert done("a", makes=product) == done("a", makes=product) == 1
    product.unlink()
    assert done("a", makes=product) == 2


def test_a_step_that_failed_is_done_again(tmp_path):
    stamp = tmp_path / "stamp"

    def break_down() -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        dev.once("Step", ["a"], break_down, [], stamp)
    assert not stamp.exists()


def test_a_renamed_file_in_a_directory_is_a_change(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a").write_text("same")
    before = dev.fingerprint([folder])
    (folder / "a").rename(folder / "b")
    assert dev.fingerprint([folder]) != before


def test_python_own_compiled_files_are_no_change(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    before = dev.fingerprint([folder])
    (folder / "a.pyc").write_text("compiled")
    assert dev.fingerprint([folder]) == before


def test_a_sentence_is_translated_when_every_form_is_and_nobody_guessed():
    assert dev.messages(PO) == {
        "Send": True,
        "A long sentence": True,
        "New": False,
        "Guessed": False,
        "%(n)s day": False,
    }


def test_missing_and_superfluous_sentences_are_both_told():
    values = dev.differences(
        ["Send", "Brand new"], 'msgid "Send"\nmsgstr "Send"\n\nmsgid "Old"\nmsgstr "Gl"'
    )
    assert values == ["not translated: 'Brand new'", "no longer used: 'Old'"]


def test_a_taken_port_is_told_with_a_way_out():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SystemExit, match=rf"taken(.|\n)*--port {port + 1}"):
            dev.refuse_taken_port("127.0.0.1", port)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_secret_is_made_once_and_for_its_owner_alone(tmp_path):
    path = tmp_path / "secret-key"
    first = dev.secret(path)
    assert dev.secret(path) == first
    assert len(first) >= 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_settings_of_the_environment_win(tmp_path, monkeypatch):
    monkeypatch.setenv("SMAJOB_DATABASE_URL", "postgresql+psycopg://elsewhere/db")
    monkeypatch.delenv("SMAJOB_DEMO", raising=False)
    settings = dev.settings(tmp_path, "http://127.0.0.1:8000")
    assert settings["SMAJOB_DATABASE_URL"] == "postgresql+psycopg://elsewhere/db"
    assert settings["SMAJOB_DEMO"] == "1"


def test_a_missing_database_has_no_version_and_is_not_made(tmp_path):
    assert dev.schema_version(tmp_path / "none.sqlite3") == ""
    assert not list(tmp_path.iterdir())


def test_the_report_shows_what_failed_and_counts():
    results = [dev.Result("lint", 0, "", 6.0), dev.Result("types", 1, "webapp/a.py: wrong", 12.34)]
    report = dev.report(results)
    assert "webapp/a.py: wrong" in report
    assert "FAILED" in report
    assert "12.3 s" in report
    assert "1 of 2 checks are ok" in report


def test_one_set_up_at_a_time(tmp_path):
    with (tmp_path / "lock").open("a") as mine, (tmp_path / "lock").open("a") as yours:
        assert dev.try_lock(mine.fileno())
        assert not dev.try_lock(yours.fileno())
    with (tmp_path / "lock").open("a") as later:
        assert dev.try_lock(later.fileno())


def test_a_server_that_listens_everywhere_is_found_here():
    assert dev.reachable("0.0.0.0") == "127.0.0.1"
    assert dev.reachable("192.0.2.1") == "192.0.2.1"


def test_without_a_command_it_shows_what_there_is(capsys):
    assert dev.main([]) == 0
    assert set(dev.COMMANDS) <= set(capsys.readouterr().out.split())


def test_an_unknown_command_is_an_error(capsys):
    assert dev.main(["rnu"]) == 2
    assert "run" in capsys.readouterr().out


def test_it_needs_nothing_but_the_standard_library():
    """-S and -I: no site-packages, no environment."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(dev.ROOT / "dev.py"), "--help"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def test_in_production_nothing_is_made_easy(tmp_path, monkeypatch):
    monkeypatch.setenv("SMAJOB_PRODUCTION", "1")
    monkeypatch.delenv("SMAJOB_DEMO", raising=False)
    data = tmp_path / "data"
    settings = dev.settings(data, "http://127.0.0.1:8000")
    assert not settings.keys() & {"SMAJOB_DEMO", "SMAJOB_SECRET_KEY", "SMAJOB_INSECURE_COOKIES"}
    assert not data.exists()
