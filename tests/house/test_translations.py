"""The Danish catalogue: whole, no guesses, in step with the code, the templates and the rules."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords
from babel.messages.pofile import read_po

import dev

PO = dev.TRANSLATIONS / "da/LC_MESSAGES/messages.po"
RULES = Path(dev.ROOT, "webapp/rulebook/rules.toml")
PLACE = re.compile(r"%\((\w+)\)[a-z]")

# What is the same in both languages; everything else must differ from its English.
SAME = {
    "%(hours)s",
    "%(paid)s + %(training)s",
    "Weekend",
    "Mine",
    "%(day)s: %(said)s",
    "%(times)s × %(minutes)s min.",
    "Service",
    "Småjob",
    "Pause",
    "pause",
    "Version %(number)s",
}


@cache
def danish() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="da", abort_invalid=True)


@cache
def wanted() -> frozenset[str]:
    """Every message of the source, found the way that `python3 dev.py translate` finds them."""
    settings = tomllib.loads(Path(dev.ROOT, "pyproject.toml").read_text("utf-8"))["tool"]["babel"]
    named = settings.get("extractors", {})
    methods = [(m["pattern"], named.get(m["method"], m["method"])) for m in settings["mappings"]]
    # Without this a template that cannot be read is passed over in silence.
    options = {pattern: {"silent": "false"} for pattern, method in methods if method == "jinja2"}
    keywords = DEFAULT_KEYWORDS | parse_keywords(dev.KEYWORDS.split())
    result = extract_from_dir(dev.ROOT, methods, options, keywords)
    return frozenset(english(text) for _file, _line, text, _comments, _context in result)


def english(text: str | tuple[str, ...]) -> str:
    return text if isinstance(text, str) else text[0]


def entries() -> Iterator[tuple[str, Message]]:
    return ((english(message.id), message) for message in danish() if message.id)


def forms(message: Message) -> tuple[str, ...]:
    """What the catalogue says: one text, or one for each plural form."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


@cache
def rules() -> list[dict[str, str]]:
    return [rule for dated in tomllib.loads(RULES.read_text("utf-8")).values() for rule in dated]


def test_sentences_are_found_in_code_templates_and_rules():
    assert "since yesterday" in wanted()
    assert "Your move" in wanted()
    assert "See it here:" in wanted()
    assert rules()[0]["says"] in wanted()


def test_every_message_is_in_the_catalogue():
    assert wanted() - {text for text, _message in entries()} == set()


def test_the_catalogue_has_nothing_that_is_no_longer_used():
    assert {text for text, _message in entries()} - wanted() == set()
    assert list(danish().obsolete) == []


def test_every_message_is_translated():
    assert [text for text, message in entries() if not all(forms(message))] == []


def test_no_translation_is_a_guess():
    assert [text for text, message in entries() if message.fuzzy] == []
    assert not danish().fuzzy


def test_every_translation_has_the_places_of_its_message():
    differ = [
        (text, form)
        for text, message in entries()
        for form in forms(message)
        if set(PLACE.findall(form)) != set(PLACE.findall(text))
    ]
    assert differ == []


def test_every_translation_can_be_filled_in():
    """A template formats every message, so that a lone % would break its page."""
    for text, message in entries():
        values = dict.fromkeys(PLACE.findall(text), "7")
        for form in forms(message):
            assert "%" not in form % values


def test_spaces_and_line_breaks_at_the_ends_are_kept():
    differ = [
        text
        for text, message in entries()
        for form in forms(message)
        if (form[:1].isspace(), form[-1:].isspace()) != (text[:1].isspace(), text[-1:].isspace())
    ]
    assert differ == []


def test_nothing_is_left_in_english():
    assert {text for text, message in entries() if text in forms(message)} == SAME


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule["says"][:40])
def test_a_rule_says_the_same_in_the_rulebook_and_on_the_screen(rule):
    message = danish().get(rule["says"])
    assert message
    assert message.string == rule["says_da"]


@pytest.mark.parametrize("word", ["jobcenter", "sagsbehandler", "cpr-nr", "indsend", "påkrævet"])
def test_words_that_we_do_not_use(word):
    """We say kommunen, send, and what is missing: see "Words" in what the product is."""
    said = [form for _text, message in entries() for form in forms(message)]
    assert [form for form in said if word in form.lower()] == []


ONE_PERSON = re.compile(r"^They\b|\b(let|noted that) (them|they)\b|instead\?$")


def test_nobody_alone_is_called_de_or_dem():
    """English says `they` of one person; Danish does without a pronoun, or says who it is."""
    assert [
        form
        for text, message in entries()
        for form in forms(message)
        if ONE_PERSON.search(text) and re.search(r"(?<!en af )\b(de|dem|deres)\b", form.lower())
    ] == []
