"""Reads `examples.toml` once: chores to start from, and the questions of a walk-round. Pure.

Words come as a mapping by language; Danish and English are always there. Whoever may meet another
language says `example.what.get(language) or example.what["da"]`.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from .rules import Category, Per

FILE = Path(__file__).with_name("examples.toml")

LANGUAGES = ("da", "en")
MOST_TIMES, MOST_MINUTES = 99, 24 * 60
CODE, WHAT, SENTENCE = 40, 60, 160  # characters at most

_CODE = re.compile(rf"[a-z0-9-]{{1,{CODE}}}")


@dataclass(frozen=True)
class Example:
    """A chore that companies leave undone: `times` per day, week or month, `minutes` each time.

    `what` is to be done; `value` is what the company gets for the pay; `goal` is what is to be
    learnt, and `mastery` how one sees that it is. All four are words by language.
    """

    code: str
    trade: Category
    times: int
    per: Per
    minutes: int
    what: Mapping[str, str]
    value: Mapping[str, str]
    goal: Mapping[str, str]
    mastery: Mapping[str, str]


@dataclass(frozen=True)
class Question:
    """A question of the walk-round, and a short answer somebody could give; by language."""

    code: str
    ask: Mapping[str, str]
    hint: Mapping[str, str]


@dataclass(frozen=True)
class Catalogue:
    """Everything in the file, in its order."""

    examples: tuple[Example, ...]
    questions: tuple[Question, ...]


_Made = TypeVar("_Made", Example, Question)


def read(text: str) -> Catalogue:
    """The examples and questions in `text`. Raises ValueError with the name of a bad entry."""
    try:
        loaded = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise ValueError(f"examples.toml: {wrong}") from wrong
    if unknown := sorted(loaded.keys() - {"example", "question"}):
        raise ValueError(f"examples.toml: {unknown[0]} is neither an example nor a question")
    return Catalogue(
        examples=_all("example", loaded.get("example", []), _example),
        questions=_all("question", loaded.get("question", []), _question),
    )


@cache
def everything() -> Catalogue:
    """All examples and questions, from `examples.toml`."""
    return read(FILE.read_text(encoding="utf-8"))


def of_trade(trade: Category) -> list[Example]:
    """The examples of a trade, in the order of the file; none for `Category.OTHER`."""
    return [example for example in everything().examples if example.trade == trade]


def by_code(code: str) -> Example | None:
    """The example of that code, None where there is none."""
    return next((example for example in everything().examples if example.code == code), None)


def questions() -> list[Question]:
    """The questions of a walk-round, in the order they are asked."""
    return list(everything().questions)


def _all(kind: str, entries: Any, make: Callable[[Mapping[str, Any]], _Made]) -> tuple[_Made, ...]:
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ValueError(f"examples.toml: write [[{kind}]] above each {kind}")
    made: dict[str, _Made] = {}
    for number, entry in enumerate(entries, start=1):
        try:
            item = make(entry)
            if item.code in made:
                raise ValueError("the code is used twice")
        except ValueError as wrong:
            name = entry.get("code") or f"number {number}"
            raise ValueError(f"examples.toml, {kind} {name}: {wrong}") from wrong
        made[item.code] = item
    return tuple(made.values())


def _example(entry: Mapping[str, Any]) -> Example:
    _check_fields(entry, Example)
    trade = Category(entry["trade"])
    if trade is Category.OTHER:
        raise ValueError("trade is one of the named ones, not other")
    return Example(
        code=_code(entry),
        trade=trade,
        times=_whole(entry, "times", MOST_TIMES),
        per=Per(entry["per"]),
        minutes=_whole(entry, "minutes", MOST_MINUTES),
        what=_words(entry, "what", WHAT),
        value=_words(entry, "value"),
        goal=_words(entry, "goal"),
        mastery=_words(entry, "mastery"),
    )


def _question(entry: Mapping[str, Any]) -> Question:
    _check_fields(entry, Question)
    return Question(code=_code(entry), ask=_words(entry, "ask"), hint=_words(entry, "hint"))


def _check_fields(entry: Mapping[str, Any], kind: type[Example | Question]) -> None:
    known = {field.name for field in fields(kind)}
    if missing := sorted(known - entry.keys()):
        raise ValueError(f"{missing[0]} is missing")
    if unknown := sorted(entry.keys() - known):
        raise ValueError(f"there is no {unknown[0]}")


def _code(entry: Mapping[str, Any]) -> str:
    code = entry["code"]
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        raise ValueError(f"code is 1 to {CODE} of a-z, 0-9 and hyphens")
    return code


def _whole(entry: Mapping[str, Any], name: str, most: int) -> int:
    value = entry[name]
    if type(value) is not int or not 1 <= value <= most:
        raise ValueError(f"{name} is a whole number from 1 to {most}, not {value!r}")
    return value


def _words(entry: Mapping[str, Any], name: str, most: int = SENTENCE) -> Mapping[str, str]:
    words = entry[name]
    if not isinstance(words, dict) or set(words) != set(LANGUAGES):
        raise ValueError(f"{name} is needed in exactly these languages: {', '.join(LANGUAGES)}")
    for language, text in words.items():
        if not isinstance(text, str) or not text or text != " ".join(text.split()):
            raise ValueError(f"{name}.{language} is a line of text without spaces to spare")
        if len(text) > most:
            raise ValueError(f"{name}.{language} is {len(text)} characters long, at most {most}")
    return MappingProxyType(words)
