"""The three-way merge of a week that two people fill in at once. Pure.

`base` is what the form was filled from, `mine` what was typed in it, `theirs` what is stored by
now. Fields are compared by their canonical texts (see `texts`): `7,5` and `7:30` are the
same hours, so both sides have to be written alike.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from ..content import KINDS, WeekContent
from ..day import FIELDS, take
from ..rules import Mark
from ..shares import MINUTES_A_DAY
from .texts import Texts, field_name, texts

FieldTexts = Mapping[str, str]  # canonical texts by field name


@dataclass(frozen=True)
class MergedTexts:
    """The merge of two versions of the same fields. Nothing that was written is lost."""

    values: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, str] = field(default_factory=dict)  # their text by field name
    taken: frozenset[str] = frozenset()  # names of the fields that have their text


def merge_texts(base: FieldTexts, mine: FieldTexts, theirs: FieldTexts) -> MergedTexts:
    """Merge `mine` and `theirs`, both made from `base`.

    Where both changed a field to different texts there is a conflict, and `values` has mine. A side
    without a field has not changed it.
    """
    values, conflicts, taken = dict(base), {}, set()
    for name in [*mine, *(name for name in theirs if name not in mine)]:
        was = base.get(name)
        here, there = mine.get(name, was), theirs.get(name, was)
        if here == was and there is not None:
            values[name] = there
            if there != was:
                taken.add(name)
        elif here is not None:
            values[name] = here
            if there is not None and there not in {was, here}:
                conflicts[name] = there
    return MergedTexts(values, conflicts, frozenset(taken))


@dataclass(frozen=True)
class MergeResult:
    """The merge of two versions of a week. Nothing that was written is lost."""

    content: WeekContent  # what can be saved now
    taken: frozenset[str]  # names of the fields that have their text
    conflicts: Texts  # their text in the fields that both changed and nobody has resolved
    own: Texts  # what the form says in those fields
    base: Texts  # what the form is filled from afterwards
    unsaved: bool  # does `content` differ from what is stored?


def merge(
    base: Texts,
    mine: WeekContent,
    theirs: WeekContent,
    *,
    missing: Collection[str],
    resolved: Texts,
    accept: str,
) -> MergeResult:
    """Merge what was typed with what is stored.

    `missing` are the names of the fields that the form does not say. `resolved` has their texts by
    the names of the fields in which mine is kept. In the field named `accept` theirs is taken.
    """
    there = texts(theirs)
    here = {
        name: text
        for name, text in texts(mine).items()
        if name not in {*missing, accept} and (text or name in base)
    }
    merged = merge_texts(base, here, there)
    decided = resolved.items()
    conflicts = dict(pair for pair in merged.conflicts.items() if pair not in decided)
    left = {*missing, *merged.taken, *conflicts, accept}
    over = _over_a_day(take_theirs(mine, theirs, left)) - left  # each fits into a day, both do not
    conflicts |= {name: there[name] for name in over if here.get(name, there[name]) != there[name]}
    content = take_theirs(mine, theirs, {*left, *over})
    filled_from = texts(content)
    for name in {*conflicts, *missing}:  # the form goes on showing what it did
        filled_from.pop(name, None)
        if name in base:
            filled_from[name] = base[name]
    return MergeResult(
        content=content,
        taken=frozenset((merged.taken - {*missing}) | ({accept} if accept in there else set())),
        conflicts=conflicts,
        own={name: here.get(name, "") for name in conflicts},
        base=filled_from,
        unsaved=texts(content) != there,
    )


def find_resolved(asked: Texts, own: Texts, mine: WeekContent, kept: str) -> Texts:
    """The conflicts of `asked` that are resolved in favour of mine: their texts by field name.

    `asked` was shown beside `own`. A conflict is resolved by the button that keeps the field
    `kept`, or by typing in the field again; that it was shown does not resolve it.
    """
    here = texts(mine)
    return {
        name: text
        for name, text in asked.items()
        if name == kept or here.get(name, "") != own.get(name, here.get(name, ""))
    }


def _over_a_day(content: WeekContent) -> set[str]:
    """The names of the hours of days with more than 24 hours."""
    return {
        f"day-{number}.{kind}"
        for number, day in enumerate(content.days)
        for kind in KINDS
        if day.paid + day.training > MINUTES_A_DAY
    }


def take_theirs(mine: WeekContent, theirs: WeekContent, names: Collection[str]) -> WeekContent:
    """`mine`, with the fields of these names from `theirs`."""
    pairs = enumerate(zip(mine.days, theirs.days, strict=True))
    reasons = {
        code: (theirs if f"why-{code}.text" in names else mine).reasons.get(code, "")
        for code in {**theirs.reasons, **mine.reasons}
    }
    return WeekContent(
        days=[
            take(*pair, [item for item in FIELDS if field_name(number, item) in names])
            for number, pair in pairs
        ],
        progress=_merge_progress(mine, theirs, names),
        note=(theirs if "words.text" in names else mine).note,
        went=(theirs if "mood.went" in names else mine).went,
        call_me=(theirs if "call.me" in names else mine).call_me,
        reasons={code: text for code, text in reasons.items() if text},
    )


def _merge_progress(
    mine: WeekContent, theirs: WeekContent, names: Collection[str]
) -> dict[UUID, tuple[Mark | None, str]]:
    progress = {**theirs.progress}
    for activity_id, my_progress in mine.progress.items():
        their_progress = theirs.progress.get(activity_id, my_progress)
        marked = their_progress if f"mark-{activity_id}.mark" in names else my_progress
        learnt = their_progress if f"mark-{activity_id}.learnt" in names else my_progress
        progress[activity_id] = marked[0], learnt[1]
    return progress
