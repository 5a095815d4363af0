"""The text for VITAS: that form's fields, in its order, of the training alone."""

from datetime import date

from tests.agreements.jorgen import case, parts
from tests.splits.parts import CRATES, paid, training
from webapp.agreements.contents import AgreementContents, to_plain
from webapp.agreements.vitas import application


def fields(contents: AgreementContents) -> dict[str, list[str]]:
    return {item["name"]: item["lines"] for item in to_plain(application(contents), str)}


def test_the_fields_come_in_the_order_of_the_form():
    assert list(fields(case())) == [
        "Company",
        "CVR number",
        "P-number",
        "Contacts",
        "Employees, in full-time equivalents",
        "The employees' representative",
        "Tasks",
        "Purpose",
        "Hours",
        "Period",
    ]


def test_each_field_says_what_is_known():
    values = fields(case())
    assert values["Company"] == ["Frugtlageret", "Kajvej 8"]
    assert (values["CVR number"], values["P-number"]) == (["90000013"], ["1090000137"])
    assert values["Contacts"] == [
        "The company: Karen Holm, 01 23 45 67",
        "The municipality: Mette Lund, 01 23 45 68",
    ]
    assert values["Employees, in full-time equivalents"] == ["12"]
    assert values["The employees' representative"] == [
        "2026-09-01",
        "Lis Madsen, tillidsrepræsentant",
    ]
    assert values["Tasks"] == ["Rydde tomme kasser", "Køre truck", "Plukke frugt til ordrer"]
    assert values["Purpose"][2:4] == [
        "Køre truck. To be learnt: At køre den lille truck sikkert.",
        "Mastered when: Sætter en palle på plads ti gange uden at røre noget.",
    ]
    assert values["Period"] == ["2026-09-07 to 2026-12-06"]


def test_hours_that_change_are_written_step_by_step():
    assert len(fields(case())["Hours"]) == 2
    assert fields(case([training(240)]))["Hours"] == ["240 a week"]


def test_nothing_of_the_pay_is_in_it():
    text = str(fields(case())).lower()
    for word in ("paid", "gangene er fri, så", "til løn", "690"):
        assert word not in text
    assert fields(case()) == fields(case([row for row in parts() if row.kind != "paid"]))


def test_without_training_there_is_nothing_to_apply_for():
    assert application(case([paid()])) == []


def test_what_is_not_told_yet_is_an_empty_field():
    values = fields(case(p_number="", full_time_equivalents=None))
    assert (values["P-number"], values["Employees, in full-time equivalents"]) == ([], [])
    assert fields(case(full_time_equivalents=0))["Employees, in full-time equivalents"] == ["0"]


def test_one_task_trained_in_two_steps_is_named_once():
    rows = [training(120, CRATES, to_week=2), training(240, CRATES, from_week=3, to_week=4)]
    values = fields(case(rows))
    assert (len(values["Tasks"]), len(values["Purpose"]), len(values["Hours"])) == (1, 2, 2)


def test_training_from_before_the_version_is_part_of_the_period():
    values = fields(case(starts_week=10, training_ends=date(2026, 12, 6)))
    assert values["Period"] == ["2026-09-07 to 2026-12-06"]


def test_training_without_an_end_is_open():
    values = fields(case([training(240, to_week=None)], training_ends=None))
    assert values["Period"] == ["From 2026-09-07"]
