"""Every regular expression of the house against long runs: twice as long takes twice the time."""

import re
import time
from collections.abc import Callable, Iterator

import pytest

from tests.attacks.patterns import Pattern, everywhere, matching
from webapp import hours, privacy

PATTERNS = everywhere()
# Characters. By little steps: what doubles with every sign is seen long before it never comes back.
LENGTHS = (16, 24, 36, 54, 81, 121, 182, 273, 410, 8_000)
AT_ONCE = 0.002  # seconds of this processor: what needs no more is no danger
# Sixteen times the length takes sixteen times as long; by the square it would be 256 times.
TIMES = 64
SIGNS = [*' \t\n0.,-/:"(<aZx', "½", "1,", "0-"]
ENDS = ("", "\0")


def inputs(pattern: Pattern) -> Iterator[tuple[str, str, str]]:
    """(how it begins, what is repeated, how it ends)."""
    made = matching(pattern)
    for repeated in dict.fromkeys([*made, *SIGNS]):
        for end in ENDS:
            yield "", repeated, end
    for begin in made[:12]:
        for repeated in (" ", "0", begin[-1:]):
            yield begin, repeated, "\0"


def uses(pattern: Pattern) -> list[Callable[[str], object]]:
    """Everything that is done with patterns: each goes on to the end."""
    if isinstance(pattern.pattern, bytes):
        return [lambda text: pattern.sub(b"", text.encode("utf-8"))]
    return [lambda text: pattern.sub("", text), pattern.fullmatch]


def seconds(use: Callable[[str], object], text: str, runs: int = 1) -> float:
    """Of this thread's own time, the least of some runs: others may be busy beside it."""
    spent = []
    for _run in range(runs):
        begun = time.thread_time()
        use(text)
        spent.append(time.thread_time() - begun)
    return min(spent)


def run(begin: str, repeated: str, end: str, length: int) -> str:
    return begin + repeated * (length // len(repeated)) + end


def too_slow(pattern: Pattern) -> str:
    """On what the pattern takes more than its share; nothing where it never does."""
    for parts in inputs(pattern):
        for use in uses(pattern):
            for length in LENGTHS:
                spent = seconds(use, run(*parts, length))
                if spent <= AT_ONCE:
                    continue
                before = max(seconds(use, run(*parts, length // 16), 5), 1e-6)
                spent = seconds(use, run(*parts, length), 3) if spent < 0.1 else spent
                if spent > AT_ONCE and spent > TIMES * before:
                    return f"{parts!r}: {before:.6f} s, then {spent:.6f} s"
    return ""


@pytest.mark.parametrize("place", PATTERNS)
def test_no_pattern_takes_more_than_its_share(place: str) -> None:
    assert too_slow(PATTERNS[place]) == ""


@pytest.mark.parametrize(
    "text",
    [
        r"\s*(timer|time|t|h)\.?$",
        r"^kr\.?\s*|,-$|\s*(kr\.?|kroner)$",
        r"\s*min(utter)?$",
        r"0+$",
        r"(a+)+b",
        r"(a|a)*b",
        r"/\*.*?\*/",
        r"\{[^}]*\}",
        r"[a-z]+@",
        r"(?:[^@]+\.)+dk",
    ],
)
def test_a_slow_one_would_be_seen(text: str) -> None:
    assert too_slow(re.compile(text, re.DOTALL)) != ""


@pytest.mark.parametrize("text", [r"[a-z]{1,40}@", r"\s", r"abc", r"[^x]*", r"(?:a|b)*", r"\A\s*x"])
def test_a_quick_one_is_left_alone(text: str) -> None:
    assert too_slow(re.compile(text)) == ""


def test_all_of_them_are_found() -> None:
    """Some of every kind, told by hand: a collection that finds nothing would pass."""
    written = {pattern.pattern for pattern in PATTERNS.values()}
    assert {r"[^0-9]", r"[.,]", r"^(\d{4}-\d\d-\d\d): ", r"^(\d{1,3}):(\d\d)$"} <= written
    assert {hours._CLOCK.pattern, privacy._HINT.pattern, r"^(example|suggest)-"} <= written
    assert len(PATTERNS) > 45
