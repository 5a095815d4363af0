"""The rows of a file, what they add up to, and what has changed since the one before. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from .rules import NOTHING, Hours, Made, Person, Sheet, newest


@dataclass(frozen=True)
class Row:
    """One person's day in the file.

    Where there is an earlier file, `earlier` is what that one had for the day; `corrects` is its
    day where the week was approved anew since.
    """

    person: Person
    day: date
    hours: Hours
    approved_on: date
    revision: int
    earlier: int | None = None  # minutes to pay
    corrects: date | None = None

    @property
    def difference(self) -> int | None:
        """What has come on top since the earlier file, in minutes; may be negative."""
        return None if self.earlier is None else self.hours.to_pay - self.earlier


def in_file(sheets: Iterable[Sheet], made: Made) -> list[Sheet]:
    """The revisions that a file was made of."""
    return newest((sheet for sheet in sheets if sheet.id in made.sheet_ids), approved=True)


def rows(
    current: Iterable[Sheet],
    before: Iterable[Sheet] = (),
    made: Made | None = None,
    *,
    training: bool = False,
) -> list[Row]:
    """The rows of a file: approved days with something to pay or an absence, by person and day.

    `before` is what the earlier file `made` was made of: a day that stood there stands here too,
    though it may be empty now. With `training` also days that were only trained on.
    """
    earlier = {sheet.of_week: sheet for sheet in before}
    found = [
        row
        for sheet in current
        for row in _rows_of(sheet, earlier.get(sheet.of_week), made, training=training)
    ]
    return sorted(found, key=lambda row: (*row.person.place_in_file, row.day))


def _rows_of(
    sheet: Sheet, before: Sheet | None, made: Made | None, *, training: bool
) -> Iterable[Row]:
    assert sheet.approved_on  # only approved weeks come here
    was = before.days if before else {}
    for day in sorted({*sheet.days, *was}):
        hours, then = sheet.days.get(day, NOTHING), was.get(day, NOTHING)
        if not (hours.tells or then.tells or (training and (hours.training or then.training))):
            continue
        yield Row(
            person=sheet.person,
            day=day,
            hours=hours,
            approved_on=sheet.approved_on,
            revision=sheet.revision,
            earlier=then.to_pay if made else None,
            corrects=made.on if made and before and before.revision < sheet.revision else None,
        )


def of_file(
    sheets: Collection[Sheet], files: Sequence[Made], made: Made | None, *, training: bool = False
) -> list[Row]:
    """The rows of the file `made`, the same whenever one asks; of the next one where it is None.

    `files` are all of the month, oldest first: each is compared with the one before it.
    """
    at = files.index(made) if made else len(files)
    earlier = files[at - 1] if at else None
    return rows(
        in_file(sheets, made) if made else newest(sheets, approved=True),
        in_file(sheets, earlier) if earlier else (),
        earlier,
        training=training,
    )


@dataclass(frozen=True)
class Sum:
    """What some rows add up to, in minutes."""

    paid: int
    away_paid: int
    difference: int

    @property
    def to_pay(self) -> int:
        return self.paid + self.away_paid


def added_up(some: Iterable[Row]) -> Sum:
    listed = list(some)
    return Sum(
        sum(row.hours.paid for row in listed),
        sum(row.hours.away_paid for row in listed),
        sum(row.difference or 0 for row in listed),
    )


@dataclass(frozen=True)
class Total:
    """What one person's rows add up to."""

    person: Person
    sum: Sum


def totals(some: Sequence[Row]) -> list[Total]:
    """The sums of each person, in the order of the file."""
    by_person = groupby(some, key=lambda row: row.person)
    return [Total(person, added_up(theirs)) for person, theirs in by_person]


@dataclass(frozen=True)
class Since:
    """What has happened since a file was made."""

    corrected: int  # weeks that were approved anew
    added: int  # weeks that were not in it


def since(current: Collection[Sheet], before: Iterable[Sheet]) -> Since:
    """How `current` differs from the revisions `before` that a file was made of."""
    then = {sheet.of_week: sheet.revision for sheet in before}
    newer = [one for one in current if one.revision > then.get(one.of_week, one.revision)]
    return Since(len(newer), len({one.of_week for one in current} - then.keys()))
