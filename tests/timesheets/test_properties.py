"""What holds for every week and whatever is typed: no minute is lost, and none is made."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import pairwise, permutations
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp import days_off
from webapp.clock import COPENHAGEN, Week
from webapp.smalljobs.pauses import Run
from webapp.splits.plan import Kind
from webapp.timesheets.day import DayContent
from webapp.timesheets.editing.hours import reconcile
from webapp.timesheets.editing.three_way_merge import FieldTexts, merge_texts
from webapp.timesheets.rules import Absence
from webapp.timesheets.shares import MINUTES_A_DAY, Key, spread
from webapp.timesheets.weeks import due_since, last_due, may_log, prefill, totals

many = settings(max_examples=300, deadline=None)

CRATES: Key = (UUID(int=1), Kind.PAID)
SHELVES: Key = (UUID(int=2), Kind.PAID)
TRUCK: Key = (UUID(int=3), Kind.TRAINING)
KEYS = (CRATES, SHELVES, TRUCK)
EVERY_DAY = {day: {CRATES: 90 + day, SHELVES: 30, TRUCK: 60} for day in range(7)}
BEGAN = date(2019, 1, 1)
ALWAYS: dict[str, Any] = {"job": Run(BEGAN), "days_off": ()}

YEARS = range(2020, 2041)
CLOCK_CHANGES = {
    Week.of(changes).monday
    for year in YEARS
    for month in (3, 10)
    for changes in [date(year, month, 31) - timedelta(days=date(year, month, 31).isoweekday() % 7)]
}


def every_week(years: range = YEARS) -> Iterator[Week]:
    week = Week(years[0], 1)
    while week.year in years:
        yield week
        week = week.plus(1)


WEEKS = list(every_week())


# --- every ISO week ---


def test_there_is_every_week_of_these_years_once(record_property: Any):
    record_property("# ISO weeks prefilled", len(WEEKS))
    assert WEEKS[0].monday == date(2019, 12, 30) and WEEKS[-1].sunday == date(2040, 12, 30)
    assert all(item.sunday + timedelta(days=1) == other.monday for item, other in pairwise(WEEKS))
    long = {week.year for week in WEEKS if week.number == 53}
    assert long == {2020, 2026, 2032, 2037}
    assert {week.monday for week in WEEKS} >= CLOCK_CHANGES


@pytest.mark.parametrize("year", YEARS)
def test_every_week_is_prefilled_with_the_usual_one_but_for_its_holidays(year: int):
    for week in every_week(range(year, year + 1)):
        off = days_off.named(week.days)
        planned = prefill(week, EVERY_DAY, **ALWAYS | {"days_off": off})
        assert [day.day for day in planned] == week.days
        assert [day.day.weekday() for day in planned] == list(range(7))
        for day in planned:
            usual = {} if day.day in off else EVERY_DAY[day.day.weekday()]
            assert day.shares == usual
            assert (day.absence is Absence.HOLIDAY) is (day.day in off)
            assert day.paid + day.training == sum(usual.values())
            assert day.training == usual.get(TRUCK, 0)


@pytest.mark.parametrize("year", YEARS)
def test_every_first_and_last_day_cuts_every_week_there(year: int):
    for week in every_week(range(year, year + 1)):
        for edge in week.days:
            begun = prefill(week, EVERY_DAY, **ALWAYS | {"job": Run(edge)})
            ended = prefill(week, EVERY_DAY, **ALWAYS | {"job": Run(BEGAN, edge)})
            trained = prefill(week, EVERY_DAY, **ALWAYS, training_ends=edge)
            assert [day.day for day in begun if day.paid] == week.days[edge.weekday() :]
            assert [day.day for day in ended if day.paid] == week.days[: edge.weekday() + 1]
            assert [day.day for day in trained if day.training] == week.days[: edge.weekday() + 1]
            assert all(day.paid for day in trained)


def test_every_start_and_end_in_one_week():
    for week in (Week(2026, 12), Week(2026, 13), Week(2026, 43), Week(2026, 53), Week(2027, 1)):
        for start, end in ((day, other) for day in week.days for other in week.days):
            planned = prefill(week, EVERY_DAY, **ALWAYS | {"job": Run(start, end)})
            assert [day.day for day in planned if day.paid] == [
                day for day in week.days if start <= day <= end
            ]


@pytest.mark.parametrize("week", WEEKS[:: len(WEEKS) // 40], ids=str)
def test_neighbours_of_a_job_cannot_be_logged(week: Week):
    values = {"start_on": week.days[2], "ended_on": week.days[4], "today": week.plus(9).monday}
    refused = [may_log(week.plus(n), **values) is not None for n in (-1, 0, 1)]
    assert refused == [True, False, True]


def test_every_week_is_owed_from_its_own_friday_noon_whatever_the_clock_does():
    for week in WEEKS:
        friday = week.days[4]
        assert due_since(week) == datetime(friday.year, friday.month, friday.day, 12).replace(
            tzinfo=COPENHAGEN
        )
        assert last_due(friday) == last_due(week.sunday) == week
        assert last_due(week.days[3]) == week.plus(-1)
    noons = [due_since(week).timestamp() for week in WEEKS]
    longer = {
        WEEKS[number].monday: later - earlier - 7 * 24 * 3600
        for number, (earlier, later) in enumerate(pairwise(noons))
        if later - earlier != 7 * 24 * 3600
    }
    # From Friday to Friday: an hour less over a night in March, an hour more in October.
    assert set(longer) == CLOCK_CHANGES
    assert all(abs(by) == 3600 and (by > 0) is (day.month > 6) for day, by in longer.items())


# --- adding up ---

minutes = st.integers(0, MINUTES_A_DAY)
weights = st.dictionaries(st.sampled_from(KEYS), minutes, max_size=3)
days = st.lists(st.builds(DayContent, st.dates(), minutes, minutes), max_size=7)
patterns = st.dictionaries(st.integers(0, 6), weights)


@many
@given(days, st.randoms(use_true_random=False))
def test_a_week_adds_up_to_its_days_in_any_order(week: list[DayContent], dice: Any):
    shuffled = dice.sample(week, len(week))
    assert totals(shuffled) == totals(week)
    assert totals(week) == (sum(day.paid for day in week), sum(day.training for day in week))


@many
@given(
    st.lists(st.tuples(st.integers(0, 6), minutes, minutes), max_size=5, unique_by=lambda e: e[0])
)
def test_a_week_adds_up_to_its_days_whatever_was_written_first(edits: list[tuple[int, int, int]]):
    results = set()
    for order in permutations(edits):
        week = dict.fromkeys(range(7), (0, 0))
        for number, paid, training in order:
            week[number] = (paid, training)
        lines = [DayContent(date.min, *both) for both in week.values()]
        results.add(totals(lines))
    assert results == {(sum(e[1] for e in edits), sum(e[2] for e in edits))}


@many
@given(st.sampled_from(WEEKS), patterns, st.dates(date(2019, 12, 1), date(2041, 1, 31)))
def test_a_prefilled_week_has_the_usual_minutes_and_never_more_than_a_day(
    week: Week, pattern: dict[int, dict[Key, int]], training_ends: date
):
    planned = prefill(week, pattern, **ALWAYS, training_ends=training_ends)
    for day in planned:
        assert sum(day.shares.values()) == day.paid + day.training <= MINUTES_A_DAY
        assert not day.training or day.day <= training_ends
        usual = pattern.get(day.day.weekday(), {})
        if sum(usual.values()) <= MINUTES_A_DAY:
            assert all(usual[key] == each for key, each in day.shares.items())
    wanted = sum(each for usual in pattern.values() for each in usual.values())
    assert sum(totals(planned)) <= wanted


# --- shares ---


@many
@given(minutes, weights)
def test_shares_add_up_exactly(total: int, usual: dict[Key, int]):
    shares = spread(total, usual)
    assert list(shares) == list(usual)
    assert sum(shares.values()) == (total if usual else 0)
    assert all(each >= 0 for each in shares.values())


@many
@given(minutes, weights.filter(lambda result: any(result.values())))
def test_no_share_is_a_minute_off(total: int, usual: dict[Key, int]):
    whole = sum(usual.values())
    for key, each in spread(total, usual).items():
        assert abs(each * whole - total * usual[key]) < whole


@many
@given(weights.filter(bool))
def test_what_adds_up_already_stays(usual: dict[Key, int]):
    assert spread(sum(usual.values()), usual) == usual


@many
@given(minutes, weights, minutes, weights)
def test_what_is_agreed_adds_up_or_stays_as_it_was(
    total: int, shares: dict[Key, int], kept_total: int, kept_shares: dict[Key, int]
):
    result = reconcile(total=total, shares=shares, kept_total=kept_total, kept_shares=kept_shares)
    known = {*shares, *kept_shares}
    assert set(result.shares) == known
    if result.problem:
        assert result.total == kept_total
        assert {key: result.shares[key] for key in kept_shares} == kept_shares
    else:
        assert not known or sum(result.shares.values()) == result.total <= MINUTES_A_DAY
        assert result.total in {total, sum(shares.values())}


@many
@given(minutes, weights)
def test_agreeing_twice_is_agreeing_once(total: int, usual: dict[Key, int]):
    once = reconcile(total=total, shares=usual, kept_total=0, kept_shares=usual)
    again = reconcile(
        total=once.total, shares=once.shares, kept_total=once.total, kept_shares=once.shares
    )
    assert again == once


# --- two at once ---

values = st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["", "1", "2", "3"]))


@many
@given(values, values)
def test_who_has_changed_nothing_gets_what_the_other_wrote(base: FieldTexts, theirs: FieldTexts):
    merged = merge_texts(base, base, theirs)
    assert merged.values == {**base, **theirs}
    assert merged.conflicts == {}
    assert merged.taken == changed(base, theirs)


@many
@given(values, values)
def test_what_the_other_has_not_changed_is_mine(base: FieldTexts, mine: FieldTexts):
    merged = merge_texts(base, mine, base)
    assert (merged.values, merged.conflicts, merged.taken) == ({**base, **mine}, {}, frozenset())


def changed(base: FieldTexts, now: FieldTexts) -> set[str]:
    return {name for name, text in now.items() if base.get(name) != text}


@many
@given(values, values, values)
def test_both_ways_round_is_the_same_but_for_what_collides(
    base: FieldTexts, mine: FieldTexts, theirs: FieldTexts
):
    here, there = merge_texts(base, mine, theirs), merge_texts(base, theirs, mine)
    collides = set(here.conflicts)
    assert collides == set(there.conflicts)
    assert without(here.values, collides) == without(there.values, collides)
    assert here.conflicts == {name: there.values[name] for name in collides}
    assert there.conflicts == {name: here.values[name] for name in collides}


def without(merged: Mapping[str, str], names: set[str]) -> dict[str, str]:
    return {name: text for name, text in merged.items() if name not in names}


@many
@given(values, values, values)
def test_nothing_that_was_written_is_lost(base: FieldTexts, mine: FieldTexts, theirs: FieldTexts):
    merged = merge_texts(base, mine, theirs)
    assert set(merged.values) == {*base, *mine, *theirs}
    for name in changed(base, mine):
        assert merged.values[name] == mine[name]
    for name in changed(base, theirs):
        assert theirs[name] in {merged.values[name], merged.conflicts.get(name)}
    assert merged.taken == changed(base, theirs) - changed(base, mine)
    assert set(merged.conflicts) <= changed(base, mine) & changed(base, theirs)


@many
@given(values, values, values)
def test_it_does_not_matter_who_is_first_where_nothing_collides(
    base: FieldTexts, field_texts: FieldTexts, other: FieldTexts
):
    """The second one meets what the first one left behind."""
    free = changed(base, field_texts) & changed(base, other)
    field_texts, other = without(field_texts, free), without(other, free)
    first = merge_texts(base, other, merge_texts(base, field_texts, base).values)
    second = merge_texts(base, field_texts, merge_texts(base, other, base).values)
    assert first.conflicts == second.conflicts == {}
    assert first.values == second.values
