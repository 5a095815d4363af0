"""Every edge of the rulebook: a sentence, a situation, and what is said of it, worst first.

What lies a minute, a week or a day to either side of an edge stands beside its neighbour.
"""

from datetime import date
from typing import Any

import pytest

from tests.splits.parts import CRATES, PICKING, TRUCK, stays
from tests.splits.situations import (
    BLOCKS,
    BOTH,
    CROWDED,
    EMPTY,
    ENDS_SOON,
    HIGH,
    LOW,
    NO_CONTRACT,
    NO_END,
    NO_GOAL,
    NO_HOURS,
    NO_MASTERY,
    NO_VALUE,
    NOT_SORTED,
    NOTHING,
    NOTHING_NEW,
    OVER_37,
    TELLS,
    TODAY,
    TOO_LATE,
    TOO_LONG,
    UNHEARD,
    UNUSUAL,
    UNWANTED,
    Said,
    Situation,
    bundle,
    extended,
    follows,
    paid,
    plan,
    room,
    running,
    same_work,
    start,
    trained,
    work,
)
from tests.timesheets.cases import WEEKS
from webapp import rulebook
from webapp.rulebook.findings import Code
from webapp.smalljobs.rules import Hearing, Status
from webapp.splits.rules import unanswered
from webapp.tasks.rules import Nearby

TABLE: list[tuple[str, Situation, Said]] = [
    # --- how many hours ---
    ("0:01 paid hours are few", plan(paid("0:01")), [LOW]),
    ("4:59 paid hours are few", plan(paid("4:59")), [LOW]),
    ("5:00 paid hours are usual", plan(paid("5:00")), []),
    ("15:00 paid hours are usual", plan(paid("15:00")), []),
    ("15:01 paid hours have grown beyond a small job", plan(paid("15:01")), [HIGH]),
    ("37:00 paid hours can be agreed", plan(paid("37:00")), [HIGH]),
    ("37:01 paid hours cannot", plan(paid("37:01")), [OVER_37, HIGH]),
    ("15 paid and 22:00 trained are 37", plan(paid("15"), trained("22:00")), []),
    ("15 paid and 22:01 trained are more", plan(paid("15"), trained("22:01")), [OVER_37]),
    ("37:00 hours of training", plan(trained("37:00")), []),
    ("37:01 hours of training", plan(trained("37:01")), [OVER_37]),
    ("37:01 in week 4 alone", plan(paid("15", (4, 9)), trained("22:01", (1, 4))), [OVER_37]),
    ("37:01 that never meet", plan(paid("15", (5, 9)), trained("22:01", (1, 4))), []),
    ("2:30 and 2:30 paid are 5", plan(paid("2:30"), paid("2:30", of=TRUCK)), []),
    ("2:30 and 2:29 paid are fewer", plan(paid("2:30"), paid("2:29", of=TRUCK)), [LOW]),
    ("training alone is not few paid hours", plan(trained("4")), []),
    ("training does not make up for few", plan(paid("4"), trained("10")), [LOW]),
    ("few at first", plan(paid("4", (1, 4)), paid("6", (5, None))), [LOW]),
    ("few in two of the steps, said once", plan(paid("3", (1, 4)), paid("4", (5, 8))), [LOW]),
    ("many at last", plan(paid("15", (1, 4)), paid("16", (5, None))), [HIGH]),
    ("few at first, many at last", plan(paid("4", (1, 4)), paid("16", (5, None))), [LOW, HIGH]),
    ("weeks without pay are not few hours", plan(paid("6", (3, 4)), paid("6", (9, 12))), [EMPTY]),
    ("an empty week in the middle", plan(paid("6", (1, 4)), paid("6", (6, None))), [EMPTY]),
    ("no week in between is empty", plan(paid("6", (1, 4)), paid("6", (5, None))), []),
    ("trained until pay begins", plan(trained("6", (1, 4)), paid("6", (5, None))), []),
    ("pay begins a week too late", plan(trained("6", (1, 4)), paid("6", (6, None))), [EMPTY]),
    # --- what has to be said, and sorted ---
    ("pay without a word on its value", plan(paid(market_value="")), [NO_VALUE]),
    ("pay with a blank for its value", plan(paid(market_value=" \n")), [NO_VALUE]),
    ("training needs no value yet", plan(trained(market_value="")), []),
    ("training without a goal", plan(trained(goal="")), [NO_GOAL]),
    ("training that nobody sees mastered", plan(trained(mastery="\t")), [NO_MASTERY]),
    ("neither goal nor mastery", plan(trained(goal="", mastery="")), [NO_GOAL, NO_MASTERY]),
    ("pay needs no goal", plan(paid(goal="", mastery="")), []),
    ("paid, and no hours", plan(paid("0")), [NO_HOURS]),
    ("trained, and no hours", plan(trained("0")), [NO_HOURS]),
    ("it stays, and needs neither hours nor words", plan(paid(), stays()), []),
    ("both questions open", plan(paid(alone=None, worth_pay=None)), [NOT_SORTED]),
    ("the first question open", plan(paid(alone=None)), [NOT_SORTED]),
    ("the second question open", plan(paid(worth_pay=None)), [NOT_SORTED]),
    ("one of two not sorted", plan(paid(), trained(alone=None)), [NOT_SORTED]),
    ("all that is sorted stays", plan(stays(), paid(worth_pay=None)), [NOT_SORTED]),
    ("everything stays", plan(stays(), stays(TRUCK)), [NOTHING]),
    ("no rows at all", plan(), [NOTHING]),
    # --- the same work, paid and trained ---
    ("paid and trained in the same weeks", same_work((1, None), (1, 4)), [BOTH]),
    ("trained until the week before the pay", same_work((5, None), (1, 4)), []),
    ("trained until the first week of pay", same_work((4, None), (1, 4)), [BOTH]),
    ("paid until the week before the training", same_work((1, 4), (5, 8)), []),
    ("paid until the first week of training", same_work((1, 5), (5, 8)), [BOTH]),
    ("paid in one week amid the training", same_work((3, 3), (1, 4)), [BOTH]),
    ("trained amid the pay", same_work((1, 20), (9, 12)), [BOTH]),
    ("other work is trained beside it", plan(paid(), trained(of=TRUCK)), []),
    ("the trained row tells them apart", plan(paid(), trained(of=CRATES, difference="x")), []),
    ("the paid row tells them apart", plan(paid(difference="x"), trained(of=CRATES)), []),
    ("a blank tells nothing apart", plan(paid(), trained(of=CRATES, difference=" ")), [BOTH]),
    ("the same work paid twice is no training", plan(paid("6"), paid("6")), []),
    # --- how long ---
    ("1 week of training", plan(trained(weeks=(1, 1))), [UNUSUAL]),
    ("3 weeks of training", plan(trained(weeks=(1, 3))), [UNUSUAL]),
    ("4 weeks of training", plan(trained(weeks=(1, 4))), []),
    ("5 weeks of training", plan(trained(weeks=(1, 5))), [UNUSUAL]),
    ("8 weeks of training", plan(trained(weeks=(1, 8))), []),
    ("13 weeks of training", plan(trained(weeks=(1, 13))), []),
    ("14 weeks of training", plan(trained(weeks=(1, 14))), [UNUSUAL]),
    ("26 weeks of training", plan(trained(weeks=(1, 26))), [UNUSUAL]),
    ("27 weeks of training", plan(trained(weeks=(1, 27))), [TOO_LONG]),
    ("13 weeks from week 5 on", plan(trained(weeks=(5, 17))), []),
    ("26 weeks from week 3 on", plan(trained(weeks=(3, 28))), [UNUSUAL]),
    ("27 weeks from week 3 on", plan(trained(weeks=(3, 29))), [TOO_LONG]),
    ("13 and 13 weeks in a row", plan(trained(weeks=(1, 13)), trained(weeks=(14, 26))), [UNUSUAL]),
    ("13 and 14 weeks in a row", plan(trained(weeks=(1, 13)), trained(weeks=(14, 27))), [TOO_LONG]),
    ("training without an end", plan(trained(weeks=(1, None))), [NO_END]),
    ("one of two without an end", plan(trained(), trained("1", (1, None), PICKING)), [NO_END]),
    ("25 weeks agreed, now 26", extended(25, 26), [UNUSUAL]),
    ("25 weeks agreed, now 27", extended(25, 27), [TOO_LONG]),
    ("26 weeks agreed, now 27", extended(26, 27), [UNUSUAL]),
    ("26 weeks agreed, now 39", extended(26, 39), [UNUSUAL]),
    ("26 weeks agreed, now 40", extended(26, 40), [TOO_LONG]),
    ("39 weeks agreed, now 52", extended(39, 52), [UNUSUAL]),
    ("39 weeks agreed, now 53", extended(39, 53), [TOO_LONG]),
    ("13 weeks agreed, now 8", extended(13, 8), []),
    ("18 weeks agreed, still 18", follows(trained(weeks=(1, 18)), trained("5", (1, 18))), []),
    # --- a version after the one in force ---
    ("from the week before this one", follows(paid("12"), paid("13"), starts=8, now=9), [TOO_LATE]),
    ("from this week", follows(paid("12"), paid("13"), starts=9, now=9), []),
    ("from next week", follows(paid("12"), paid("13"), starts=10, now=9), []),
    ("before the job has started", follows(paid("12"), paid("13"), starts=1, now=None), []),
    ("a first version follows nothing", plan(paid("12"), starts_week=1, this_week=9), []),
    ("nothing new", follows(paid("12"), paid("12")), [NOTHING_NEW]),
    (
        "only cut in two",
        follows(paid("12"), paid("12", (1, 8)), paid("12", (9, None))),
        [NOTHING_NEW],
    ),
    ("a minute less", follows(paid("12"), paid("11:59")), []),
    ("other words", follows(paid("12"), paid("12", market_value="Roligere gange.")), []),
    ("a week less", follows(paid("12", (1, 9)), paid("12", (1, 8))), []),
    (
        "too late, and nothing new",
        follows(paid(), paid(), starts=8, now=9),
        [TOO_LATE, NOTHING_NEW],
    ),
    # --- room for one more in training ---
    ("0 employees, the first in training", room(0, 0), []),
    ("0 employees, a second one", room(0, 1), [CROWDED]),
    ("4 employees, the first in training", room(4, 0), []),
    ("4 employees, a second one", room(4, 1), [CROWDED]),
    ("5 employees, a second one", room(5, 1), [CROWDED]),
    ("9 employees, a second one", room(9, 1), [CROWDED]),
    ("10 employees, a second one", room(10, 1), []),
    ("10 employees, a third one", room(10, 2), [CROWDED]),
    ("49 employees, a 9th one", room(49, 8), []),
    ("49 employees, a 10th one", room(49, 9), [CROWDED]),
    ("50 employees, a 10th one", room(50, 9), []),
    ("50 employees, an 11th one", room(50, 10), [CROWDED]),
    ("59 employees, an 11th one", room(59, 10), [CROWDED]),
    ("60 employees, an 11th one", room(60, 10), []),
    ("60 employees, a 12th one", room(60, 11), [CROWDED]),
    ("110 employees, a 16th one", room(110, 15), []),
    ("110 employees, a 17th one", room(110, 16), [CROWDED]),
    ("nobody has counted the employees yet", plan(trained(), others=99), []),
    ("pay alone needs no room", plan(paid(), full_time=0, others=99), []),
    ("at the start somebody has to have counted", start(full_time=None), [CROWDED]),
    ("at the start with 10 employees, a second one", start(full_time=10, others=1), []),
    ("at the start with 10 employees, a third one", start(full_time=10, others=2), [CROWDED]),
    ("at the start pay alone needs no room", start(trains=False, full_time=None), []),
    # --- before the start ---
    ("everything is in place", start(), []),
    ("nobody was heard", start(hearing=Hearing.NOT_YET), [UNHEARD]),
    ("the owner has no employees", start(hearing=Hearing.NOT_NEEDED), []),
    ("nothing is trained", start(trains=False, hearing=Hearing.NOT_YET, training_ends=None), []),
    ("3:00 paid hours and no contract", start("3:00", contract_on=None), []),
    ("3:01 paid hours and no contract", start("3:01", contract_on=None), [NO_CONTRACT]),
    ("3:01 paid hours and a contract", start("3:01"), []),
    ("the training has no end", start(training_ends=None), [NO_END]),
    ("it ends on the last day of week 26", start(training_ends=date(2027, 3, 7)), []),
    ("it ends a day later", start(training_ends=date(2027, 3, 8)), [TOO_LONG]),
    ("from week 3 to 28", start(training_ends=date(2027, 3, 21), training_from=3), []),
    ("a day more", start(training_ends=date(2027, 3, 22), training_from=3), [TOO_LONG]),
    (
        "nothing is in place",
        start(full_time=None, hearing=Hearing.NOT_YET, training_ends=None, contract_on=None),
        [UNHEARD, NO_END, CROWDED, NO_CONTRACT],
    ),
    # --- while it runs ---
    ("22 days before the training ends", running(ends_in=22), []),
    ("21 days before", running(ends_in=21), [ENDS_SOON]),
    ("on its last day", running(ends_in=0), [ENDS_SOON]),
    ("on the day after", running(ends_in=-1), []),
    ("no training, no end", running(), []),
    ("paused, 21 days before", running(ends_in=21, status=Status.PAUSED), [ENDS_SOON]),
    ("what has ended needs nothing", running(ends_in=9, status=Status.ENDED, contract_on=None), []),
    ("it runs with 3:00 hours and no contract", running("3:00", contract_on=None), []),
    ("it runs with 3:01 hours and no contract", running("3:01", contract_on=None), [NO_CONTRACT]),
    ("no contract, and an end", running("4", 9, contract_on=None), [NO_CONTRACT, ENDS_SOON]),
    # --- the work itself ---
    ("heavier than 10 kg", bundle(work(lifting=3)), [UNWANTED]),
    ("up to 10 kg", bundle(work(lifting=2)), []),
    ("noisy or cold all the time", bundle(work(surroundings=3)), [UNWANTED]),
    ("noisy or cold at times", bundle(work(surroundings=2)), []),
    ("it follows a machine", bundle(work(pace=3)), [UNWANTED]),
    ("it is done by a certain hour", bundle(work(pace=2)), []),
    ("one is alone", bundle(work(Nearby.ALONE)), [UNWANTED]),
    ("somebody comes by", bundle(work(Nearby.SOMETIMES)), []),
    ("customers all day are no burden", bundle(work(contact=3, counting=3, standing=3)), []),
    ("nobody has told", bundle(work(None)), []),
    ("heavy and alone", bundle(work(lifting=3), work(Nearby.ALONE)), [UNWANTED]),
    ("heavy, and something that is not", bundle(work(lifting=3), work()), []),
    ("no work at all", bundle(), []),
    # --- several at once ---
    ("too many hours for too long", plan(trained("38", (1, 27))), [OVER_37, TOO_LONG]),
    ("few hours and no room", plan(paid("4"), trained(), full_time=0, others=1), [LOW, CROWDED]),
    ("few hours and unusual weeks", plan(paid("4"), trained(weeks=(1, 5))), [LOW, UNUSUAL]),
    ("few, then too many", plan(paid("4", (1, 4)), paid("38", (5, 9))), [OVER_37, LOW, HIGH]),
    ("few hours of no value", plan(paid("4", market_value="")), [NO_VALUE, LOW]),
    ("not sorted, and without a goal", plan(trained(goal="", alone=None)), [NOT_SORTED, NO_GOAL]),
    (
        "everything at once",
        plan(
            paid("4", (1, 8), market_value=""),
            paid("38", (9, None), PICKING, worth_pay=None),
            trained("0", (1, 27), CRATES, goal="", mastery=""),
            trained("1", (1, None)),
            full_time=0,
            others=1,
        ),
        [
            NOT_SORTED,
            NO_VALUE,
            NO_HOURS,
            NO_GOAL,
            NO_MASTERY,
            BOTH,
            OVER_37,
            NO_END,
            LOW,
            HIGH,
            CROWDED,
        ],
    ),
    *((f"week sheet: {sentence}", situation, said) for sentence, situation, said in WEEKS),
]
# Codes of findings that no situation here can bring about: `timesheets.test_sending_day` does.
ELSEWHERE = {Code.NOT_YET}
BOOK = rulebook.on(TODAY)
REASONS = {code.value: "Det har vi talt om." for code in Code}


@pytest.mark.parametrize(
    ("situation", "said"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_what_the_rulebook_says(situation: Situation, said: Said):
    result = situation(BOOK)
    assert [(finding.code, finding.effect) for finding in result] == said
    assert unanswered(result, {}) == [finding for finding in result if finding.effect is not TELLS]
    assert unanswered(result, REASONS) == [
        finding for finding in result if finding.effect is BLOCKS
    ]


def test_every_sentence_stands_in_the_table_once(record_property: Any):
    record_property("# cases of the rulebook", len(TABLE))
    assert len(TABLE) == len({sentence for sentence, _situation, _said in TABLE}) >= 90


def test_every_finding_there_is_stands_in_the_table():
    assert {code for _, _, said in TABLE for code, _effect in said} == set(Code) - ELSEWHERE
