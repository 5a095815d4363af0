"""The house's numbers: what counts, and that the list of exceptions only shrinks."""

import ast
from pathlib import Path

import pytest

from tests.house import measures
from tests.house.measures import Measured

NOTHING: Measured = {}


@pytest.mark.parametrize(
    ("signature", "number"),
    [
        ("", 0),
        ("self", 0),
        ("cls, one", 1),
        ("one, two=2, /, three=3", 3),
        ("self, one, *, two, three=3", 3),
        ("one, *rest, two, **more", 4),
    ],
)
def test_parameters_are_counted_as_somebody_reads_them(signature: str, number: int) -> None:
    (function,) = ast.parse(f"def f({signature}): ...").body
    assert isinstance(function, ast.FunctionDef)
    assert measures.parameters(function.args) == number


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house with one of each that just fits."""
    (tmp_path / "webapp/templates").mkdir(parents=True)
    (tmp_path / "dev.py").write_text("")
    imports = "".join(f"import module{number}\n" for number in range(15))
    body = "    pass\n" * 39
    rest = "\n" * (300 - 15 - 40)
    code = f"{imports}def fits(a, b, c, *, d, e, f):\n{body}{rest}"
    (tmp_path / "webapp/fits.py").write_text(code)
    (tmp_path / "webapp/templates/fits.html").write_text("x" * 160)
    return tmp_path


def test_what_just_fits_is_no_exception(house: Path) -> None:
    assert not any(measures.measure(house).values())


@pytest.mark.parametrize(
    ("file", "old", "new", "kind", "name", "number"),
    [
        ("fits.py", "    pass\n", "    pass\n    pass\n", "lines", "webapp/fits.py:fits", 41),
        ("fits.py", "f):", "f, g):", "parameters", "webapp/fits.py:fits", 7),
        ("fits.py", "\n\n", "\n\n\n", "file", "webapp/fits.py", 301),
        ("fits.py", "import module1\n", "import module1, one\n", "imports", "webapp/fits.py", 16),
        ("templates/fits.html", "x", "xx", "long_lines", "webapp/templates/fits.html", 1),
    ],
    ids=lambda value: value if value in measures.MOST else "",
)
def test_one_more_is_one_too_many(
    house: Path, file: str, old: str, new: str, kind: str, name: str, number: int
) -> None:
    path = house / "webapp" / file
    path.write_text(path.read_text().replace(old, new, 1))
    beyond = measures.measure(house)
    assert beyond[kind] == {name: number}
    assert measures.complaints(beyond, NOTHING)


@pytest.mark.parametrize(
    ("returned", "holds"),
    [
        ("Any", True),
        ("typing.Any", True),
        ("'Any'", True),
        ("Any | None", True),
        ("Sequence[Any]", True),
        ("tuple[Task, Any]", True),
        ("Select[*tuple[Any, ...]]", True),
        ("dict[str, list[Any]]", True),
        ("dict[Any, str]", True),
        ("Callable[[str], Any]", True),
        ("None", False),
        ("list[TaskRow] | None", False),
        ("dict[str, Any]", False),
        ("tuple[str, dict[str, Any]]", False),
        ("Callable[[Any], str]", False),
    ],
)
def test_a_type_holds_any_where_its_reader_would_not_know(returned: str, holds: bool) -> None:
    assert measures.holds_any(ast.parse(returned, mode="eval").body) is holds


@pytest.mark.parametrize(
    ("file", "code", "named"),
    [
        ("tasks/store.py", "def rows() -> Sequence[Any]: ...", ["rows"]),
        ("tasks/store.py", "class Rows:\n    def of(self) -> Any: ...", ["of"]),
        ("tasks/store.py", "def _rows() -> Any: ...", []),
        ("tasks/store.py", "def rows():\n    def inner() -> Any: ...", []),
        ("routes/tasks.py", "def show() -> Any: ...", ["show"]),
    ],
)
def test_what_others_call_returns_a_known_type(
    house: Path, file: str, code: str, named: list[str]
) -> None:
    path = house / "webapp" / file
    path.parent.mkdir()
    path.write_text(code)
    beyond = measures.measure(house)
    assert beyond["returns_any"] == {f"webapp/{file}:{name}": 1 for name in named}
    assert bool(measures.complaints(beyond, NOTHING)) is bool(named)


def test_what_stands_in_the_list_may_not_grow() -> None:
    allowed = {"lines": {"a.py:f": 44}}
    assert not measures.complaints({"lines": {"a.py:f": 44}}, allowed)
    assert not measures.complaints({"lines": {"a.py:f": 43}}, allowed)
    assert measures.complaints({"lines": {"a.py:f": 45}}, allowed)
    assert measures.complaints({"lines": {"a.py:f": 44, "a.py:g": 41}}, allowed)


def test_what_fits_has_no_place_in_the_list() -> None:
    allowed = {"lines": {"a.py:f": 44}, "file": {"a.py": 301}}
    assert measures.complaints({"lines": {"a.py:f": 44}, "file": {}}, allowed) == [
        "a.py: fits now (file); take it out of measures.toml"
    ]


def test_the_list_is_written_with_smaller_numbers_and_never_with_more() -> None:
    allowed = {"lines": {"a.py:f": 44, "a.py:gone": 50}}
    text = measures.shrunk({"lines": {"a.py:f": 42, "a.py:new": 99}}, allowed)
    assert '"a.py:f" = 42' in text
    assert "gone" not in text and "new" not in text
