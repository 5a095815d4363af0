"""The rows of a file, what they add up to, and what has changed since the one before. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from ..timesheets.day import DayContent
from .rules import ExportFile, Participant, PayrollSheet, newest, tells


@dataclass(frozen=True)
class PayrollRow:
    """One person's day in the file.

    Where there is an earlier file, `earlier` is what that one had for the day; `corrects` is its
    day where the week was approved again since.
    """

    person: Participant
    day: date
    hours: DayContent
    approved_on: date
    revision: int
    earlier: int | None = None  # minutes to pay
    corrects: date | None = None

    @property
    def difference(self) -> int | None:
        """The difference to the earlier file, in minutes; may be negative."""
        return None if self.earlier is None else self.hours.to_pay - self.earlier


def sheets_of_file(sheets: Iterable[PayrollSheet], file: ExportFile) -> list[PayrollSheet]:
    """The revisions that a file was made of."""
    return newest((sheet for sheet in sheets if sheet.id in file.sheet_ids), approved=True)


def rows(
    current: Iterable[PayrollSheet],
    before: Iterable[PayrollSheet] = (),
    file: ExportFile | None = None,
    *,
    training: bool = False,
) -> list[PayrollRow]:
    """The rows of a file: approved days with something to pay or an absence, by person and day.

    `before` is what the earlier `file` was made of: a day that stood there stands here too,
    though it may be empty now. With `training` also days that were only trained on.
    """
    earlier = {sheet.of_week: sheet for sheet in before}
    rows = [
        row
        for sheet in current
        for row in _rows_of(sheet, earlier.get(sheet.of_week), file, training=training)
    ]
    return sorted(rows, key=lambda row: (*row.person.place_in_file, row.day))


def _rows_of(
    sheet: PayrollSheet, before: PayrollSheet | None, file: ExportFile | None, *, training: bool
) -> Iterable[PayrollRow]:
    assert sheet.approved_on  # only approved weeks come here
    was = before.days if before else {}
    for day in sorted({*sheet.days, *was}):
        hours, then = (days.get(day, DayContent(day)) for days in (sheet.days, was))
        if not (tells(hours) or tells(then) or (training and (hours.training or then.training))):
            continue
        yield PayrollRow(
            person=sheet.person,
            day=day,
            hours=hours,
            approved_on=sheet.approved_on,
            revision=sheet.revision,
            earlier=then.to_pay if file else None,
            corrects=file.on if file and before and before.revision < sheet.revision else None,
        )


def rows_of_file(
    sheets: Collection[PayrollSheet],
    files: Sequence[ExportFile],
    file: ExportFile | None,
    *,
    training: bool = False,
) -> list[PayrollRow]:
    """The rows of `file`, always the same ones; of the next file where it is None.

    `files` are all of the month, oldest first: each is compared with the one before it.
    """
    at = files.index(file) if file else len(files)
    earlier = files[at - 1] if at else None
    return rows(
        sheets_of_file(sheets, file) if file else newest(sheets, approved=True),
        sheets_of_file(sheets, earlier) if earlier else (),
        earlier,
        training=training,
    )


@dataclass(frozen=True)
class RowSum:
    """What some rows add up to, in minutes."""

    paid: int
    away_paid: int
    difference: int

    @property
    def to_pay(self) -> int:
        return self.paid + self.away_paid


def sum_rows(some: Iterable[PayrollRow]) -> RowSum:
    listed = list(some)
    return RowSum(
        sum(row.hours.paid for row in listed),
        sum(row.hours.away_paid for row in listed),
        sum(row.difference or 0 for row in listed),
    )


@dataclass(frozen=True)
class ParticipantTotal:
    """What one person's rows add up to."""

    person: Participant
    sum: RowSum


def totals(some: Sequence[PayrollRow]) -> list[ParticipantTotal]:
    """The sums of each person, in the order of the file."""
    by_person = groupby(some, key=lambda row: row.person)
    return [ParticipantTotal(person, sum_rows(theirs)) for person, theirs in by_person]


@dataclass(frozen=True)
class ChangesSince:
    """What has happened since a file was made."""

    corrected: int  # weeks that were approved again
    added: int  # weeks that were not in it


def changes_since(
    current: Collection[PayrollSheet], before: Iterable[PayrollSheet]
) -> ChangesSince:
    """How `current` differs from the revisions `before` that a file was made of."""
    then = {sheet.of_week: sheet.revision for sheet in before}
    newer = [sheet for sheet in current if sheet.revision > then.get(sheet.of_week, sheet.revision)]
    return ChangesSince(len(newer), len({sheet.of_week for sheet in current} - then.keys()))
