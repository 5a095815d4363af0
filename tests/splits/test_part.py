"""The fields of a row of a plan, and where each of them counts."""

from dataclasses import fields

import pytest

from webapp.splits.forms import PartForm
from webapp.splits.models import Part
from webapp.splits.part import FIELDS, TEXTS, Kind, Row, own_texts, texts_of
from webapp.splits.row_diff import AGREED, COUNTS

# Columns that say nothing of what is agreed: where the row stands, and what was said of it.
BESIDE = {"id", "split_id", "position", "comment"}
# What nobody types: it follows from the answers, or says how the row came about.
UNTYPED = {"kind", "asked", "evidence"}


def test_a_row_has_the_fields_of_the_table_in_their_order() -> None:
    assert [item.name for item in FIELDS] == [item.name for item in fields(Row)]


def test_every_field_is_stored() -> None:
    columns = {column.name for column in Part.__table__.columns}  # type: ignore[attr-defined]
    assert {item.name for item in FIELDS} == columns - BESIDE


def test_every_field_can_be_typed_but_what_follows_from_others() -> None:
    typed = {item.name for item in FIELDS if item.typed}
    assert typed == {item.name for item in FIELDS} - UNTYPED
    assert all(hasattr(PartForm, name) for name in typed)


@pytest.mark.parametrize(
    ("kind", "counted"),
    [
        (Kind.PAID, "kind minutes from_week to_week market_value difference"),
        (Kind.TRAINING, "kind minutes from_week to_week goal mastery difference"),
        (Kind.STAYS, "kind"),
    ],
)
def test_what_counts_in_a_row(kind: Kind, counted: str) -> None:
    assert COUNTS[kind] == set(counted.split())


def test_how_a_row_came_about_is_not_agreed() -> None:
    assert {item.name for item in FIELDS} - set(AGREED) == {"asked", "evidence"}


def test_what_a_row_says_of_its_kind() -> None:
    assert [item.name for item in texts_of(Kind.PAID)] == ["market_value", "difference"]
    assert [item.name for item in texts_of(Kind.TRAINING)] == ["goal", "mastery", "difference"]
    assert texts_of(Kind.STAYS) == []
    assert [item.name for item in own_texts(Kind.PAID)] == ["market_value"]
    assert [item.name for item in own_texts(Kind.TRAINING)] == ["goal", "mastery"]


@pytest.mark.parametrize("item", TEXTS, ids=lambda item: item.name)
def test_every_text_has_its_names(item: object) -> None:
    assert item.label and item.said and item.fact  # type: ignore[attr-defined]
