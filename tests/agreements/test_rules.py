"""What stands in each copy of the agreement, and what does not."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.agreements.jorgen import BOOK, START, case, made, parts, texts
from tests.splits.parts import paid, stays, training
from webapp.agreements.contents import AgreementContents, Text, to_plain
from webapp.agreements.rules import COPY_NAMES, READERS, Agreement, Copy, agreement
from webapp.smalljobs.rules import HEARING_NAMES, Hearing
from webapp.splits.models import Part
from webapp.splits.plan import Kind, phases


def in_english(text: Text) -> str:
    return str(text)


def text_of(agreement: Agreement) -> str:
    return "\n".join(texts(to_plain(agreement, in_english)))


def facts(document: Any) -> dict[str, str]:
    return {str(fact.name): ", ".join(map(str, fact.lines)) for fact in document}


@pytest.mark.parametrize("copy", Copy)
def test_each_copy_says_who_where_what_and_how_many_hours(copy: Copy):
    document = made(copy)
    assert COPY_NAMES[copy] in text_of(document)
    for words in ("Frugtlageret", "90000013", "Kajvej 8", "1090000137", "Karen Holm", "Jørgen"):
        assert words in text_of(document)
    assert [str(chapter.title) for chapter in document.chapters] == (
        ["Paid hours", "Training (virksomhedspraktik)"]
    )
    works = [(chapter.title, work.what) for chapter in document.chapters for work in chapter.works]
    assert [what for _, what in works] == (
        ["Rydde tomme kasser", "Rydde tomme kasser", "Køre truck", "Plukke frugt til ordrer"]
    )


def test_a_paid_task_says_what_the_company_gets_and_a_trained_one_what_is_learnt():
    paid_hours, trained = made().chapters
    assert facts(paid_hours.works[0].facts) == {
        "What the company gets": "Gangene er fri, så truckføreren kan plukke.",
        "The difference": "Til løn gør han det alene.",
    }
    assert facts(trained.works[1].facts) == {
        "To be learnt": "At køre den lille truck sikkert.",
        "Mastered when": "Sætter en palle på plads ti gange uden at røre noget.",
        "The difference": "Kasser er betalt, trucken læres.",
    }


def test_hours_by_week_have_real_days():
    assert [[getattr(cell, "values", cell) for cell in row] for row in made().hours.rows] == [
        [
            {"first": 37, "last": 40},
            START,
            date(2026, 10, 4),
            {"hours": 0},
            {"hours": 720},
            {"hours": 720},
        ],
        [
            {"first": 41, "last": 49},
            date(2026, 10, 5),
            date(2026, 12, 6),
            {"hours": 690},
            {"hours": 240},
            {"hours": 930},
        ],
        [
            {"first": 50},
            date(2026, 12, 7),
            {},
            {"hours": 690},
            {"hours": 0},
            {"hours": 690},
        ],
    ]


@pytest.mark.parametrize(
    ("start_on", "row", "first", "last"),
    [
        (date(2026, 9, 9), training(60, to_week=1), date(2026, 9, 9), date(2026, 9, 13)),
        (date(2026, 9, 9), training(60, from_week=2, to_week=2), date(2026, 9, 14), None),
        (date(2026, 12, 21), training(60, to_week=3), date(2026, 12, 21), date(2027, 1, 10)),
    ],
)
def test_the_first_week_begins_with_the_first_day_and_others_on_monday(
    start_on: date, row: Part, first: date, last: date | None
):
    (cells,) = made(contents=case([row], start_on=start_on)).hours.rows
    assert cells[1:3] == (first, last or first + timedelta(days=6))


def test_who_to_call_stands_there_with_the_phone():
    assert made().help.values == {"name": "Mette Lund", "phone": "01 23 45 68"}
    assert facts(made().parties)["Contact person"] == "Mette Lund, Vestby municipality, 01 23 45 68"


# --- pay kept back ---


def test_the_participants_copy_shows_only_training_while_the_pay_is_kept_back():
    document = made(Copy.PARTICIPANT, held=True)
    text = text_of(document).lower()
    for word in ("paid", "pay", "løn", "betalt", "gangene er fri, så", "11.5", "690", "small job"):
        assert word not in text
    assert [str(name) for name in document.hours.head] == ["Weeks", "From", "To", "Training"]
    assert "Written employment contract" not in facts(document.checklist)


def test_what_is_learnt_is_no_secret_while_the_pay_is_kept_back():
    (trained,) = made(Copy.PARTICIPANT, held=True).chapters
    assert [list(facts(work.facts)) for work in trained.works[1:]] == [
        ["To be learnt", "Mastered when"],  # how it differs from what is paid is left out
        ["To be learnt", "Mastered when"],
    ]


@pytest.mark.parametrize("copy", [Copy.EMPLOYER, Copy.CONSULTANT])
def test_the_other_two_copies_show_what_is_kept_back(copy: Copy):
    document = made(copy, held=True)
    assert (document.chapters, document.hours, document.checklist) == (
        (made(copy).chapters, made(copy).hours, made(copy).checklist)
    )


@pytest.mark.parametrize("copy", [Copy.EMPLOYER, Copy.CONSULTANT])
def test_the_other_two_copies_are_not_for_the_participant_to_see_or_sign(copy: Copy):
    shown = {"paid_from": date(2026, 10, 5), "book": BOOK}
    document = agreement(copy, case(), held=True, **shown)
    assert document and list(map(str, document.warnings)) == [
        "The paid hours from 2026-10-05 are not in Jørgen's copy yet."
        " Do not show this sheet to Jørgen."
    ]
    assert list(facts(document.signatures)) == ["For the company", "For the municipality"]
    free = agreement(copy, case(), held=False, **shown)
    assert free and not free.warnings and len(free.signatures) == 3


def test_a_plan_without_pay_now_still_says_that_there_is_more_than_in_the_participants_copy():
    (warning,) = made(held=True).warnings
    assert str(warning).startswith("Not all of this is in Jørgen's copy yet.")


def test_the_participant_signs_a_copy_without_a_word_of_what_is_kept_back():
    document = made(Copy.PARTICIPANT, held=True)
    assert not document.warnings
    assert facts(document.signatures)["For myself"] == "Jørgen"


def test_nothing_is_left_when_nothing_is_trained():
    contents = case([paid()])
    assert agreement(Copy.PARTICIPANT, contents, held=True, book=None) is None  # type: ignore[arg-type]


def test_training_that_begins_later_leaves_no_gap_before_it():
    contents = case([paid(300), training(120, from_week=5, to_week=8)])
    shown = made(Copy.PARTICIPANT, contents, held=True)
    assert [row[1] for row in shown.hours.rows] == [date(2026, 10, 5)]
    assert facts(shown.checklist)["First day"] == "2026-10-05"


ROWS = st.lists(
    st.builds(
        lambda make, minutes, first, more, activity: make(
            minutes, activity, from_week=first, to_week=None if more is None else first + more
        ),
        st.sampled_from([paid, training]),
        st.integers(0, 900),
        st.integers(1, 30),
        st.none() | st.integers(0, 20),
        st.uuids(),
    ),
    min_size=1,
    max_size=6,
)


@given(ROWS, st.integers(1, 30))
def test_a_copy_without_the_pay_is_the_one_of_a_plan_without_pay(rows: list[Part], week: int):
    """Whatever is paid, and when: nothing of the paper depends on it."""

    def shown(those: list[Part]) -> Agreement | None:
        contents = case(those or [stays()], starts_week=week)
        return agreement(Copy.PARTICIPANT, contents, held=True, book=None)  # type: ignore[arg-type]

    assert shown(rows) == shown([row for row in rows if row.kind is Kind.TRAINING])


@given(ROWS)
def test_the_table_has_the_hours_of_the_plan(rows: list[Part]):
    table = made(contents=case(rows)).hours
    totals = [row[-1].values["hours"] for row in table.rows]  # type: ignore[union-attr]
    assert totals == [phase.total for phase in phases(rows) if phase.total]


# --- versions ---


def test_a_later_version_shows_what_holds_from_its_first_week_on():
    contents = case(starts_week=10, number=3)
    shown = made(contents=contents)
    assert shown.hours.rows[0][1] == date(2026, 11, 9)
    assert "In force from 2026-11-09" in text_of(shown)
    assert [work.what for work in shown.chapters[1].works] == (
        ["Køre truck", "Plukke frugt til ordrer"]
    )
    assert facts(shown.checklist)["First day"] == str(START)


def test_an_earlier_version_says_that_it_is_replaced_and_keeps_its_own_end_of_training():
    contents = case(number=1, replaced_by=3, training_ends=date(2027, 1, 31))
    assert "Replaced by version 3" in text_of(made(contents=contents))
    assert facts(made(contents=contents).checklist)["Last day of training"] == "2026-12-06"
    assert facts(made(contents=case(training_ends=date(2027, 1, 31))).checklist)[
        "Last day of training"
    ] == ("2027-01-31")


def test_a_plan_of_which_nobody_knows_when_it_was_agreed_has_its_number():
    assert "Version 2" in map(str, made(contents=case(approved_on=None)).about)


# --- the checklist ---


@pytest.mark.parametrize(
    ("hearing", "heard_on", "representative", "shown"),
    [
        (Hearing.HEARD, date(2026, 9, 1), "Lis Madsen", "2026-09-01, Lis Madsen"),
        (Hearing.HEARD, None, "Lis Madsen", "Lis Madsen"),
        (Hearing.HEARD, None, "", HEARING_NAMES[Hearing.HEARD]),
        (Hearing.NOT_YET, date(2026, 9, 1), "Lis", HEARING_NAMES[Hearing.NOT_YET]),
        (Hearing.NOT_NEEDED, None, "", HEARING_NAMES[Hearing.NOT_NEEDED]),
    ],
)
def test_the_hearing_has_its_day_and_who_was_heard(
    hearing: Hearing, heard_on: date | None, representative: str, shown: str
):
    contents = case(hearing=hearing, heard_on=heard_on, representative=representative)
    assert (
        facts(made(contents=contents).checklist)["The employees' representative is heard"] == shown
    )


@pytest.mark.parametrize(
    ("contract_on", "minutes", "shown"),
    [
        (date(2026, 10, 6), 690, "2026-10-06"),
        (None, 690, "By 2026-10-12"),  # seven days after the first paid day
        (None, 181, "By 2026-10-12"),
        (None, 180, "Not needed"),
        (date(2026, 10, 6), 60, "2026-10-06"),
    ],
)
def test_the_contract_has_its_day_or_the_last_one_it_may_have(
    contract_on: date | None, minutes: int, shown: str
):
    rows = [training(), paid(minutes, from_week=5)]
    document = made(contents=case(rows, contract_on=contract_on))
    assert facts(document.checklist)["Written employment contract"] == shown


def test_a_plan_without_training_asks_for_no_hearing_and_no_end():
    assert list(facts(made(contents=case([paid()])).checklist)) == (
        ["First day", "Written employment contract"]
    )


def test_what_is_not_known_leaves_no_empty_line():
    contents: AgreementContents = case(
        p_number="", cvr="", manager=type(case().place.manager)("Karen")
    )
    shown = facts(made(contents=contents).parties)
    assert (shown["Company"], shown["Workplace"]) == ("Frugtlageret", "Kajvej 8")
    assert shown["Leads the work"] == "Karen"


def test_every_copy_has_a_name_and_a_reader():
    assert set(COPY_NAMES) == set(READERS) == set(Copy)
    assert parts()
