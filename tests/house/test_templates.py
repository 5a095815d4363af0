"""Templates: named blocks that stand alone, macros in use, and nothing written inline."""

import ast
import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, template_rendered

from tests.house import pages
from tests.house.pages import ROOT

TEMPLATES = ROOT / "webapp/templates"
SOURCES = {
    path.relative_to(TEMPLATES).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(TEMPLATES.rglob("*"))
    if path.is_file()
}
HTML = {name: text for name, text in SOURCES.items() if name.endswith(".html")}
CODE = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "webapp").rglob("*.py")}


def blocks_rendered_alone() -> set[str]:
    """The names that routes give to `page(block=…)`, and in the table given to `pieces`."""
    results = set()
    for text in CODE.values():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.keyword) and node.arg == "block":
                results |= set(_texts(node.value))
            elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "pieces":
                table = next(arg for arg in node.args if isinstance(arg, ast.Dict))
                results |= {text for value in table.values for text in _texts(value)}
    return results


def _texts(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


ALONE = blocks_rendered_alone()


def test_a_block_that_is_rendered_alone_stands_in_its_page_word_for_word(demo: Flask) -> None:
    results: set[tuple[str, str]] = set()
    lacking: set[tuple[str, str]] = set()
    rendering: list[tuple[str, str, str]] = []

    def render_alone(_sender: Any, template: Any, context: dict[str, Any], **_: Any) -> None:
        for name in ALONE & template.blocks.keys():
            text = "".join(template.blocks[name](template.new_context(dict(context))))
            rendering.append((template.name, name, text))

    with template_rendered.connected_to(render_alone, demo):
        for who, language in (("owner", "da"), ("manager", "en"), ("mette", "da")):
            for page in pages.walk(demo, who, language):
                for template, name, text in rendering:
                    there = text.strip() in page.html
                    # A page may leave the block out, but not show another one in its place.
                    began = re.search(r'id="[a-z-]+"', text)
                    assert began, f"{name} in {template} has no id to be swapped by"
                    if there:
                        results.add((template, name))
                    elif began[0] in page.html:
                        lacking.add((template, name))
                rendering.clear()
    assert lacking == set()
    expected = {
        (name, block)
        for name in HTML
        for block in ALONE & demo.jinja_env.get_template(name).blocks.keys()
    }
    assert results == expected
    assert {block for _, block in results} == ALONE


def test_every_macro_is_used() -> None:
    rooms = "\n".join(text for name, text in HTML.items() if name.startswith("ui"))
    macros = set(re.findall(r"{% *macro +(\w+)", rooms))
    used = {
        name
        for text in [*SOURCES.values(), *CODE.values()]
        for name in re.findall(r"\bui\.(\w+)", text)
    }
    inside = re.sub(r"{% *macro +\w+", "", rooms)
    used |= {name for name in macros if re.search(rf"(?<![\w.]){name}\(", inside)}
    assert macros - used == set()


def test_macros_are_only_reached_through_ui() -> None:
    assert [name for name, text in HTML.items() if re.search(r"{% *(from|import)\b", text)] == []


NEVER = {
    "an inline style": r"\sstyle\s*=|<style\b",
    "an inline script": r"<script\b(?![^>]*\bsrc=)|javascript:",
    "an event handler": r"\son[a-z]+\s*=",
    "words that are not escaped": r"\|\s*safe\b|autoescape\s+false",
    "an attribute that htmx would evaluate": r"hx-on|hx-vals=.js:|hx-trigger=\"[^\"]*\[",
    "an attribute of htmx that is none of html's": r"(?<!data-)(?<!<)(?<!</)\bhx-[a-z]+=",
}


@pytest.mark.parametrize("what", NEVER)
def test_no_template_has(what: str) -> None:
    assert [name for name, text in SOURCES.items() if re.search(NEVER[what], text)] == []


@pytest.mark.parametrize("name", HTML)
def test_every_form_that_posts_carries_its_token(name: str) -> None:
    for form in re.findall(r"<form\b.*?</form>", HTML[name], re.DOTALL):
        assert 'method="post"' not in form or "csrf()" in form


def test_every_address_of_a_file_carries_its_hash(demo: Flask) -> None:
    for page in pages.walk(demo, "visitor", "da"):
        for address in re.findall(r'(?:href|src)="(/static/[^"]*)"', page.html):
            assert re.fullmatch(r"/static/[\w./-]+\?v=[0-9a-f]{12}(#[\w-]+)?", address)
