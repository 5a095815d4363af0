"""Two who tell the same week: what each of them changed, put together. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from .merge import merged
from .rules import Mark
from .shares import A_DAY
from .told import KINDS, Line, Texts, Told, texts


@dataclass(frozen=True)
class Met:
    """What two made of a week together. Nothing that was written is lost."""

    told: Told  # what can be kept now
    taken: frozenset[str]  # names of what the other one changed
    clashes: Texts  # what both changed, and nobody has decided: the other one's text by name
    own: Texts  # what the form says in those fields, by name
    base: Texts  # what the form is filled from after that
    anew: bool  # is there anything in it that is not kept yet?


def meet(
    base: Texts, mine: Told, theirs: Told, *, unsaid: Collection[str], decided: Texts, give: str
) -> Met:
    """Put what was typed together with what is kept; the form was filled from `base`.

    The form does not say what is `unsaid`. `decided` has the other's texts by the names of the
    fields in which somebody wants their own all the same; in the one that `give` names they want
    the other's.
    """
    there = texts(theirs)
    here = {
        name: text
        for name, text in texts(mine).items()
        if name not in {*unsaid, give} and (text or name in base)
    }
    both = merged(base, here, there)
    clashes = {name: text for name, text in both.collisions.items() if decided.get(name) != text}
    left = {*unsaid, *both.taken, *clashes, give}
    over = _over_a_day(taking(mine, theirs, left)) - left  # each is possible, both are not
    clashes |= {name: there[name] for name in over if here.get(name, there[name]) != there[name]}
    told = taking(mine, theirs, {*left, *over})
    filled_from = texts(told)
    for name in {*clashes, *unsaid}:  # the form goes on showing what it did
        filled_from.pop(name, None)
        if name in base:
            filled_from[name] = base[name]
    taken = (both.taken - {*unsaid}) | ({give} if give in there else set())
    own = {name: here.get(name, "") for name in clashes}
    return Met(told, frozenset(taken), clashes, own, filled_from, texts(told) != there)


def insisted(asked: Texts, own: Texts, mine: Told, kept: str) -> Texts:
    """What of `asked`, shown beside one's own words, is decided in favour of those.

    Somebody pressed the button that keeps the field `kept`, or has written in a field again after
    it said `own` when that was asked. That it was shown to them decides nothing.
    """
    here = texts(mine)
    return {
        name: text
        for name, text in asked.items()
        if name == kept or here.get(name, "") != own.get(name, here.get(name, ""))
    }


def _over_a_day(told: Told) -> set[str]:
    """The hours of days that would have more than a day has."""
    return {
        f"day-{number}.{kind}"
        for number, line in enumerate(told.lines)
        for kind in KINDS
        if line.paid + line.training > A_DAY
    }


def taking(mine: Told, theirs: Told, names: Collection[str]) -> Told:
    """`mine`, with what stands in `theirs` under these names."""
    pairs = enumerate(zip(mine.lines, theirs.lines, strict=True))
    lines = [_taking_line(number, *pair, names) for number, pair in pairs]
    reasons = {
        code: (theirs if f"why-{code}.text" in names else mine).reasons.get(code, "")
        for code in {**theirs.reasons, **mine.reasons}
    }
    return Told(
        lines=lines,
        progress=_taking_marks(mine, theirs, names),
        note=(theirs if "words.text" in names else mine).note,
        went=(theirs if "mood.went" in names else mine).went,
        call_me=(theirs if "call.me" in names else mine).call_me,
        reasons={code: text for code, text in reasons.items() if text},
    )


def _taking_line(number: int, mine: Line, theirs: Line, names: Collection[str]) -> Line:
    shares = dict(mine.shares)
    for kind in KINDS:
        if f"day-{number}.{kind}" in names:
            shares |= {key: each for key, each in theirs.shares.items() if key[1] is kind}
    fields = {
        "paid": "paid",
        "training": "training",
        "absence": "absence",
        "note": "absence_note",
        "away": "away",
    }
    changed: dict[str, Any] = {
        name: getattr(theirs, name)
        for short, name in fields.items()
        if f"day-{number}.{short}" in names
    }
    return replace(mine, **changed, shares=shares)


def _taking_marks(
    mine: Told, theirs: Told, names: Collection[str]
) -> dict[UUID, tuple[Mark | None, str]]:
    found = {**theirs.progress}
    for activity_id, one in mine.progress.items():
        other = theirs.progress.get(activity_id, one)
        marked = other if f"mark-{activity_id}.mark" in names else one
        learnt = other if f"mark-{activity_id}.learnt" in names else one
        found[activity_id] = marked[0], learnt[1]
    return found
