"""The merge of one sheet that was changed in two places, and its conflicts."""

import pytest

from webapp.timesheets.editing.three_way_merge import FieldTexts, MergedTexts, merge_texts

BASE = {"mon": "7,5", "tue": "7,5", "note": ""}


def after(**changes: str) -> FieldTexts:
    return BASE | changes


@pytest.mark.parametrize(
    ("mine", "theirs", "values", "conflicts", "taken"),
    [
        (BASE, BASE, BASE, {}, set()),
        (after(mon="8"), BASE, after(mon="8"), {}, set()),
        (BASE, after(mon="8"), after(mon="8"), {}, {"mon"}),
        (after(mon="8"), after(tue="6"), after(mon="8", tue="6"), {}, {"tue"}),
        (after(mon="8"), after(mon="8"), after(mon="8"), {}, set()),
        (after(mon="8"), after(mon="6"), after(mon="8"), {"mon": "6"}, set()),
        (after(mon=""), after(mon="6"), after(mon=""), {"mon": "6"}, set()),
        (after(mon="8"), after(mon=""), after(mon="8"), {"mon": ""}, set()),
        (BASE, after(mon=""), after(mon=""), {}, {"mon"}),
        (
            after(mon="8", note="Travlt"),
            after(mon="6", tue="0"),
            after(mon="8", tue="0", note="Travlt"),
            {"mon": "6"},
            {"tue"},
        ),
        (after(new="x"), BASE, after(new="x"), {}, set()),
        (BASE, after(new="x"), after(new="x"), {}, {"new"}),
        (after(new="x"), after(new="x"), after(new="x"), {}, set()),
        (after(new="x"), after(new="y"), after(new="x"), {"new": "y"}, set()),
        ({"mon": "8"}, {"tue": "6"}, after(mon="8", tue="6"), {}, {"tue"}),
        ({}, {}, BASE, {}, set()),
    ],
)
def test_two_changes_of_one_sheet(
    mine: FieldTexts,
    theirs: FieldTexts,
    values: FieldTexts,
    conflicts: dict[str, str],
    taken: set[str],
):
    assert merge_texts(BASE, mine, theirs) == MergedTexts(dict(values), conflicts, frozenset(taken))


def test_what_was_typed_back_is_no_change():
    assert merge_texts(BASE, after(mon="7,5"), after(mon="6")).values["mon"] == "6"


def test_nothing_at_all():
    assert merge_texts({}, {}, {}) == MergedTexts()


def test_what_is_given_stays_as_it_is():
    base, mine, theirs = dict(BASE), after(mon="8"), after(tue="6")
    merge_texts(base, mine, theirs).values["mon"] = "?"
    assert (base, mine, theirs) == (BASE, after(mon="8"), after(tue="6"))
