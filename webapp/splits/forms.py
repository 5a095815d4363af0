"""The forms of a split."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import wtforms
from wtforms import Field, FormField, HiddenField, StringField

from ..fields import Choice, Hours, Money, Rows, Text, Whole
from ..forms import Form, renumber, say_in
from ..messages import N_, Message
from ..numbers import whole_number
from ..rulebook.findings import Code
from ..tasks.examples import Example
from .actions import Proposal
from .models import Split
from .part import FIELDS, TEXTS, Answer, Kind, PartLike, Row, as_row, kind_from_answers, texts_of
from .plan import LAST_WEEK, MOST_PARTS, divide, has_ended, paid_from
from .ratio import full_time_equivalents
from .rules import WAGE_BASIS_NAMES, WageBasis

_WEEK_OF_MINUTES = 7 * 24 * 60
_STEP = 4  # weeks after which a row for later weeks begins, where nothing else is said
MOST_WAGE = 10_000 * 100  # øre an hour
ALONE_NAMES = {Answer.YES: N_("Yes"), Answer.NO: N_("Not yet")}
PAY_NAMES = {Answer.YES: N_("Yes"), Answer.NO: N_("No")}
OTHER = "other"


class PartForm(wtforms.Form):
    """One row: an activity, or some weeks of it. `weeks` of training, or `other` and `to_week`."""

    activity_id = HiddenField()
    what = HiddenField()
    alone = Choice(Answer, ALONE_NAMES, optional=True)
    worth_pay = Choice(Answer, PAY_NAMES, optional=True)
    minutes = Hours(most=_WEEK_OF_MINUTES)
    from_week = Whole(least=1, most=LAST_WEEK)
    to_week = Whole(least=1, most=LAST_WEEK)
    weeks = StringField(default="")

    @property
    def kind(self) -> Kind | None:
        """The kind that follows from the two answers; None while they are incomplete."""
        return kind_from_answers(self.alone.chosen, self.worth_pay.chosen)

    @property
    def first(self) -> int:
        return self.from_week.number or 1

    @property
    def last(self) -> int | None:
        """The last week; None when it goes on until further notice."""
        text = self.weeks.data or ""
        weeks = whole_number(text, digits=3)
        if self.kind is Kind.TRAINING and weeks is not None:
            return self.first + max(weeks, 1) - 1
        return self.to_week.number

    def validate_to_week(self, field: Any) -> None:
        if self.last is not None and self.last < self.first:
            say_in(field, Message("The last week is before the first."))


for _item in TEXTS:
    setattr(PartForm, _item.name, Text())


class SplitForm(Form):
    """All rows of a version that can change, the wage, and the reasons that are asked for."""

    version = HiddenField()
    parts = Rows(FormField(PartForm), max_entries=MOST_PARTS)
    wage = Money(most=MOST_WAGE)
    wage_basis = Choice(WageBasis, WAGE_BASIS_NAMES, optional=True)
    full_time = Whole(least=0, most=99999)
    part_time_hours = Whole(least=0, most=99999)
    reason_paid_hours_low = Text()
    reason_paid_hours_high = Text()
    reason_ratio = Text()

    def __init__(
        self, split: Split | None = None, choices: Sequence[int] = (), **values: Any
    ) -> None:
        """Of `split`, else of a version without rows; `choices` are the usual weeks of training."""
        self.split = split or Split(parts=[])  # type: ignore[call-arg]
        self.choices = choices
        super().__init__(**values)

    def fill(self, full_time: int | None) -> None:
        """Fill in the stored values."""
        split = self.split
        self.version.data = str(split.version)
        for part in split.parts:
            if not has_ended(part, split.starts_week):
                self.parts.append_entry(_values(part, self.choices))
        self.wage.process_data(split.wage)
        self.wage_basis.data = split.wage_basis.value if split.wage_basis else ""
        self.full_time.process_data(full_time)
        for code, field in self.reason_fields().items():
            field.data = split.reasons.get(code, "")

    def reason_fields(self) -> dict[str, Field]:
        """The field for the reason of each finding that can ask for one."""
        return {
            Code.RATIO.value: self.reason_ratio,
            Code.PAID_HOURS_LOW.value: self.reason_paid_hours_low,
            Code.PAID_HOURS_HIGH.value: self.reason_paid_hours_high,
        }

    @property
    def only_known(self) -> bool:
        """Are all rows about activities that the version is made of?"""
        known = {str(part.activity_id) for part in self.split.parts}
        return {entry.form.activity_id.data for entry in self.parts} <= known

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        return self._keeps_agreed_weeks() and valid

    def _keeps_agreed_weeks(self) -> bool:
        """Weeks before the one that the version applies from stay as they were agreed."""
        week = self.split.starts_week
        counted = [row.form for row in self.parts if row.form.kind not in (None, Kind.STAYS)]
        early = [row for row in counted if row.first < week]
        for row in early:
            message = Message(
                "Only from week %(week)s: what is before stays as agreed.", {"week": week}
            )
            say_in(row.from_week, message)
        return not early

    @property
    def proposal(self) -> Proposal:
        """What was typed; what cannot be read counts for nothing until it is corrected."""
        return Proposal(
            parts=self._rows(),
            reasons=self._reasons(),
            wage=self.wage.oere,
            wage_basis=self.wage_basis.chosen,
            full_time_equivalents=self.equivalents,
        )

    def _reasons(self) -> dict[str, str]:
        return {code: _kept(field) for code, field in self.reason_fields().items()}

    @property
    def equivalents(self) -> int | None:
        """Full-time equivalents, where somebody reckoned them."""
        if self.full_time.number is None:
            return None
        return full_time_equivalents(self.full_time.number, self.part_time_hours.number or 0)

    def _rows(self) -> list[Row]:
        """The rows as typed, after those that are settled already."""
        rows = [as_row(part) for part in self.split.settled]
        known = {part.activity_id: part for part in reversed(self.split.parts)}
        for entry in self.parts:
            row = _row(entry.form)
            part = known[row.activity_id]
            rows.append(
                replace(row, what=part.what, asked=part.asked, evidence=tuple(part.evidence))
            )
        return rows

    def remove(self, number: int) -> None:
        """Take out one of several rows of an activity; its only one stays."""
        ids = [entry.form.activity_id.data for entry in self.parts]
        if 0 <= number < len(ids) and ids.count(ids[number]) > 1:
            del self.parts.entries[number]
            renumber(self.parts)

    def divide(self, number: int) -> int:
        """Half of a row is paid, the difficult half trained; returns the number of the second.

        -1 where there is nothing to divide, or no room.
        """
        form = self._sound(number)
        if form is None or form.minutes.minutes < 2:
            return -1
        return self._replace(number, divide(_row(form)))

    def later(self, number: int) -> int:
        """A row for the weeks after this one, paid; returns its number, or -1."""
        form = self._sound(number)
        if form is None:
            return -1
        row = _row(form)
        row.to_week = row.to_week or row.from_week + _STEP - 1
        return self._replace(number, (row, paid_from(row, row.to_week + 1)))

    def suggest(self, number: int, example: Example | None, language: str) -> None:
        """Put an example's words where nobody has written any yet."""
        form = self._sound(number)
        if form is None or example is None:
            return
        for item in texts_of(form.kind or Kind.STAYS):
            if item.example:
                texts = getattr(example, item.example)
                field = form[item.name]
                field.data = field.data or texts.get(language) or texts["da"]

    def _sound(self, number: int) -> PartForm | None:
        """The row of that number, where all of it can be read and there is room for one more."""
        there = 0 <= number < len(self.parts) < MOST_PARTS
        return self.parts[number].form if there and not self.parts[number].form.errors else None

    def _replace(self, number: int, rows: Sequence[Row]) -> int:
        """Put `rows` where row `number` was; returns the number of the last of them."""
        for row in rows:
            self.parts.append_entry(_values(row, self.choices))
        made = [self.parts.entries.pop() for _ in rows][::-1]
        self.parts.entries[number : number + 1] = made
        renumber(self.parts)
        return number + len(rows) - 1


def _values(part: PartLike, choices: Sequence[int]) -> dict[str, Any]:
    """What the fields of a row show."""
    values: dict[str, Any] = {item.name: getattr(part, item.name) for item in FIELDS if item.typed}
    values["activity_id"] = str(part.activity_id)
    values |= {name: getattr(part, name) or "" for name in ("alone", "worth_pay")}
    weeks = part.to_week - part.from_week + 1 if part.to_week else choices[0]
    values["weeks"] = str(weeks) if weeks in choices else OTHER
    return values


def _row(form: PartForm) -> Row:
    last = form.last
    texts: dict[str, Any] = {item.name: _kept(form[item.name]) for item in TEXTS}
    return Row(
        activity_id=UUID(form.activity_id.data),
        what=form.what.data or "",
        kind=form.kind or Kind.STAYS,
        alone=form.alone.chosen,
        worth_pay=form.worth_pay.chosen,
        minutes=0 if form.minutes.errors else form.minutes.minutes,
        from_week=form.first,
        to_week=None if last is None or last < form.first else last,
        **texts,
    )


def _kept(field: Any) -> str:
    return "" if field.errors else (field.data or "")


class BeginForm(Form):
    split_id = HiddenField(default=lambda: str(uuid4()))


class PartCommentForm(wtforms.Form):
    """What the other side says of one row."""

    comment = Text()


class CommentForm(Form):
    """What should be different: in all, or row by row."""

    comment = Text()
    parts = Rows(FormField(PartCommentForm), max_entries=MOST_PARTS)

    def fill(self, split: Split) -> None:
        """A field for each row."""
        for _part in split.parts:
            self.parts.append_entry({})

    def by_part(self, split: Split) -> dict[UUID, str]:
        """What was said, by the id of the part."""
        pairs = zip(split.parts, self.parts, strict=False)
        return {
            part.id: entry.form.comment.data for part, entry in pairs if entry.form.comment.data
        }

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        said = [self.comment.data, *(entry.form.comment.data for entry in self.parts)]
        if valid and not any(said):
            say_in(self.comment, Message("Say what should be different."))
            return False
        return valid
