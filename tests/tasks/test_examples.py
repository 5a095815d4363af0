"""The examples of chores and the questions of a walk-round: all there, in both languages."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from tests import builders
from tests.world import TODAY
from webapp import privacy
from webapp.languages import LANGUAGES
from webapp.tasks import examples
from webapp.tasks.examples import Example
from webapp.tasks.rules import Category, Per, weekly_minutes

TRADES = [trade for trade in Category if trade is not Category.OTHER]
EXAMPLES = examples.everything().examples
QUESTIONS = examples.questions()
EACH = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.code)

PERSON = re.compile(r"\b(han|hun|ham|hende|hans|hendes|he|she|him|his|her)\b", re.IGNORECASE)

ONE = """
[[example]]
code = "sweep"
trade = "shop"
times = 1
per = "day"
minutes = 30
what = { da = "Feje", en = "Sweep" }
value = { da = "Gulvet er rent.", en = "The floor is clean." }
goal = { da = "At feje.", en = "To sweep." }
mastery = { da = "Der er fejet kl. 9.", en = "The floor is swept at 9." }
"""
ASKED = """
[[question]]
code = "friday"
ask = { da = "Hvad hober sig op?", en = "What piles up?" }
hint = { da = "Pap.", en = "Cardboard." }
"""


def sayings() -> Iterator[tuple[str, str]]:
    """Every text of the file, with where it stands."""
    for example in EXAMPLES:
        for field in ("what", "value", "goal", "mastery"):
            for language, text in getattr(example, field).items():
                yield f"{example.code} {field}.{language}", text
    for question in QUESTIONS:
        for field in ("ask", "hint"):
            for language, text in getattr(question, field).items():
                yield f"{question.code} {field}.{language}", text


def test_there_are_enough_examples_in_every_trade():
    assert len(EXAMPLES) >= 60
    counted = Counter(example.trade for example in EXAMPLES)
    assert set(counted) == set(TRADES)
    assert min(counted.values()) >= 6


def test_there_are_exactly_eight_questions():
    assert len(QUESTIONS) == 8


def test_codes_and_chores_are_named_once():
    for names in (
        [example.code for example in EXAMPLES],
        [question.code for question in QUESTIONS],
        [example.what["da"].lower() for example in EXAMPLES],
        [example.what["en"].lower() for example in EXAMPLES],
    ):
        assert [name for name, count in Counter(names).items() if count > 1] == []


def test_they_are_told_in_every_language_of_the_screen():
    assert set(examples.LANGUAGES) == set(LANGUAGES)


@EACH
def test_a_week_of_it_is_between_20_minutes_and_12_hours(example: Example):
    activity = builders.activity(times=example.times, per=example.per, minutes=example.minutes)
    assert 20 <= weekly_minutes(activity) <= 12 * 60


@EACH
def test_it_reads_as_the_form_shows_it(example: Example):
    for language, starts in {"da": "At ", "en": "To "}.items():
        assert example.what[language][0].isupper()
        assert example.what[language][-1].isalpha()
        assert example.goal[language].startswith(starts)
        for words in (example.value, example.goal, example.mastery):
            assert re.fullmatch(r"[A-ZÆØÅ].*[a-zæøå0-9]\.", words[language]), words[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_asks(language: str):
    for question in QUESTIONS:
        assert question.ask[language].endswith("?")
        assert question.hint[language].endswith(".")


def test_nothing_hints_at_a_person():
    assert [result for result in sayings() if privacy.sensitive_words(result[1])] == []
    assert [item for item in sayings() if privacy.looks_like_cpr(item[1], today=TODAY)] == []
    assert [result for result in sayings() if PERSON.search(result[1])] == []


def test_nothing_is_said_twice():
    texts = Counter(text for _where, text in sayings())
    assert [text for text, count in texts.items() if count > 1] == []


@pytest.mark.parametrize(
    ("code", "what", "times", "minutes"),
    [
        ("empty-crates", "Rydde tomme kasser", 6, 24),
        ("drive-truck", "Køre truck", 1, 48),
        ("pick-orders", "Plukke varer til ordrer", 2, 60),
    ],
)
def test_the_fruit_warehouse_is_there(code: str, what: str, times: int, minutes: int):
    example = examples.by_code(code)
    assert example in examples.of_trade(Category.WAREHOUSE)
    assert example and example.what["da"] == what
    assert (example.times, example.per, example.minutes) == (times, Per.DAY, minutes)


def test_the_trades_share_all_examples_between_them():
    assert sorted(example.code for trade in Category for example in examples.of_trade(trade)) == (
        sorted(example.code for example in EXAMPLES)
    )
    assert examples.of_trade(Category.OTHER) == []


def test_a_code_that_nobody_has_finds_nothing():
    assert examples.by_code("no-such-chore") is None


def test_an_entry_is_read_as_it_is_written():
    catalogue = examples.read(ONE + ASKED)
    (example,), (question,) = catalogue.examples, catalogue.questions
    assert (example.trade, example.per) == (Category.SHOP, Per.DAY)
    assert example.goal == {"da": "At feje.", "en": "To sweep."}
    assert question.hint == {"da": "Pap.", "en": "Cardboard."}
    with pytest.raises(TypeError):
        example.goal["da"] = "At sove."  # type: ignore[index]


def test_the_longest_and_largest_are_read():
    largest = (
        ONE.replace('"sweep"', f'"{"x" * 40}"')
        .replace("times = 1", "times = 99")
        .replace("minutes = 30", "minutes = 1440")
        .replace('"Feje"', f'"{"Æ" * 60}"')
        .replace('"At feje."', f'"{"Æ" * 160}"')
    )
    assert len(examples.read(largest).examples) == 1


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('code = "sweep"', "", "number 1: code is missing"),
        ('"sweep"', '"Sweep"', "Sweep: code is"),
        ('"sweep"', '""', "number 1: code is"),
        ('"sweep"', "7", "7: code is"),
        ('"sweep"', f'"{"x" * 41}"', "x: code is"),
        ('trade = "shop"', "", "sweep: trade is missing"),
        ('"shop"', '"circus"', "sweep: 'circus'"),
        ('"shop"', '"other"', "sweep: trade is"),
        ('"day"', '"year"', "sweep: 'year'"),
        ('"day"', "[1]", "sweep: "),
        ("times = 1", "times = 0", "sweep: times is"),
        ("times = 1", "times = 100", "sweep: times is"),
        ("times = 1", "times = true", "sweep: times is"),
        ("times = 1", 'times = "1"', "sweep: times is"),
        ("minutes = 30", "minutes = 0", "sweep: minutes is"),
        ("minutes = 30", "minutes = 1441", "sweep: minutes is"),
        ("minutes = 30", "minutes = 7.5", "sweep: minutes is"),
        ("minutes = 30", "minuts = 30", "sweep: minutes is missing"),
        ("minutes = 30", "minutes = 30\nhours = 1", "sweep: there is no hours"),
        ('"Feje"', '""', "sweep: what.da is"),
        ('"Feje"', '" Feje"', "sweep: what.da is"),
        ('"Feje"', r'"Feje\nog vaske"', "sweep: what.da is"),
        ('"Feje"', "1", "sweep: what.da is"),
        ('"Feje"', f'"{"x" * 61}"', "sweep: what.da is 61"),
        ('"To sweep."', f'"{"x" * 161}"', "sweep: goal.en is 161"),
        (', en = "To sweep."', "", "sweep: goal is needed"),
        (', en = "To sweep."', ', en = "To sweep.", de = "Fegen."', "sweep: goal is needed"),
        ('{ da = "At feje.", en = "To sweep." }', '"At feje."', "sweep: goal is needed"),
        ('"friday"', '"on friday"', "question on friday: code is"),
        ('"Pap."', '""', "question friday: hint.da is"),
        ('"Hvad hober sig op?"', '""', "question friday: ask.da is"),
        ("hint =", "answer =", "question friday: hint is missing"),
        ("[[example]]", "[example]", "write [[example]]"),
        ("[[question]]", "[question]", "write [[question]]"),
        ("[[question]]", "[[questions]]", "questions is neither"),
    ],
)
def test_bad_data_is_refused_by_name(before: str, after: str, says: str):
    text = ONE + ASKED
    assert text.count(before) == 1
    with pytest.raises(ValueError, match=r"^examples\.toml") as refused:
        examples.read(text.replace(before, after))
    assert says in str(refused.value)


@pytest.mark.parametrize(("twice", "name"), [(ONE, "example sweep"), (ASKED, "question friday")])
def test_a_code_used_twice_is_refused(twice: str, name: str):
    with pytest.raises(ValueError, match=f"{name}: the code is used twice"):
        examples.read(twice + twice)


def test_what_is_no_list_of_tables_is_refused():
    with pytest.raises(ValueError, match=r"write \[\[example\]\]"):
        examples.read("example = [1]")


def test_what_is_not_toml_is_refused():
    with pytest.raises(ValueError, match=r"^examples\.toml: .* line 1"):
        examples.read("[[example\n" + ONE)
