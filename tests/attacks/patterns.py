"""Every regular expression of the house, where it is written, and what it makes slow work of."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import webapp

HOUSE = Path(webapp.__file__).parent
CALLS = {"compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"}
# A literal of JavaScript stands where a value may: behind one of these.
IN_SCRIPT = re.compile(
    r"(?:[(,=:!?&|{};]|\breturn)\s?/((?![*/])(?:[^\\/\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)/([a-z]*)"
)
IN_PAGE = re.compile(r'\bpattern="([^"]+)"')
FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL}

Pattern = re.Pattern[Any]


def everywhere() -> dict[str, Pattern]:
    """Each pattern by where it stands."""
    values = dict([*of_modules(), *of_calls(), *of_scripts(), *of_pages()])
    by_pattern = {pattern: place for place, pattern in values.items()}
    return {place: pattern for pattern, place in by_pattern.items()}


def modules() -> Iterator[Any]:
    for module in pkgutil.walk_packages([str(HOUSE)], "webapp."):
        if not module.name.startswith(("webapp.migrations", "webapp.wsgi")):
            yield importlib.import_module(module.name)


def of_modules() -> Iterator[tuple[str, Pattern]]:
    """What modules and their classes keep under a name, also in a table."""
    for module in modules():
        for name, value in vars(module).items():
            for number, pattern in enumerate(_within(value)):
                yield f"{module.__name__}.{name} {number or ''}".strip(), pattern


def _within(value: Any) -> Iterator[Pattern]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from _within([*value.values()])
    elif isinstance(value, list | tuple | set | frozenset):
        yield from (item for item in value if isinstance(item, re.Pattern))
    elif isinstance(value, type) and value.__module__.startswith("webapp"):
        yield from (item for item in vars(value).values() if isinstance(item, re.Pattern))


def of_calls() -> Iterator[tuple[str, Pattern]]:
    """What is written in a call: `re.sub("...", ...)`. One that cannot be read is an error."""
    for module in modules():
        for call in ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and _is_of_re(call.func):
                yield from _of_call(module, call)


def _is_of_re(func: ast.expr) -> bool:
    of_re = isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name)
    return of_re and func.value.id == "re" and func.attr in CALLS  # type: ignore[attr-defined]


def _of_call(module: Any, call: ast.Call) -> Iterator[tuple[str, Pattern]]:
    place = f"{module.__name__}:{call.lineno}"
    try:
        text = eval(compile(ast.Expression(call.args[0]), place, "eval"), vars(module))
    except NameError:  # it depends on what a function is given: what is made of it is in of_modules
        return
    yield place, re.compile(text) if isinstance(text, str | bytes) else text


def of_scripts() -> Iterator[tuple[str, Pattern]]:
    """Those of our scripts. Python reads them as browsers do, the few that we use."""
    for script in sorted(HOUSE.glob("static/*.js")):
        for match in IN_SCRIPT.finditer(script.read_text(encoding="utf-8")):
            flags = sum(FLAGS.get(item, 0) for item in match[2])
            yield f"{script.name}: /{match[1]}/", re.compile(match[1], flags)


def of_pages() -> Iterator[tuple[str, Pattern]]:
    for page in sorted(HOUSE.glob("templates/**/*.html")):
        for match in IN_PAGE.finditer(page.read_text(encoding="utf-8")):
            yield f"{page.name}: {match[1]}", re.compile(match[1])


# --- what it makes slow work of ---


def matching(pattern: Pattern) -> list[str]:
    """Some texts that the pattern is made of: each of its pieces once, and all in a row."""
    text, flags = pattern.pattern, pattern.flags
    tree = parser.parse(
        text.decode("latin-1") if isinstance(text, bytes) else text, flags & ~re.UNICODE
    )
    pieces = list(_pieces(tree))
    whole = "".join(pieces)
    return list(dict.fromkeys([whole, *(whole[:end] for end in range(1, len(whole))), *pieces]))


def _pieces(tree: Any) -> Iterator[str]:
    """One text for each piece of a pattern, in its order."""
    for kind, value in tree:
        if kind is sre.LITERAL:
            yield chr(value)
        elif kind is sre.NOT_LITERAL:
            yield "x" if value != ord("x") else "y"
        elif kind is sre.ANY:
            yield "x"
        elif kind is sre.IN:
            yield _member(value)
        elif kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            least, _most, inside = value
            yield "".join(_pieces(inside)) * max(1, min(least, 40))
        elif kind is sre.SUBPATTERN:
            yield "".join(_pieces(value[3]))
        elif kind is sre.BRANCH:
            yield "".join(_pieces(value[1][0]))


def _member(of: Any) -> str:
    """A character of a class."""
    kind, value = of[0]
    if kind is sre.NEGATE:
        return "x"
    if kind is sre.RANGE:
        return chr(value[0])
    if kind is sre.CATEGORY:
        return {"category_digit": "0", "category_space": " "}.get(str(value).lower(), "x")
    return chr(value)
