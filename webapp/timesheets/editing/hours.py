"""The hours of a day and their shares, of which either or both were typed. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from ...messages import Message
from ..shares import MINUTES_A_DAY, Key, spread


@dataclass(frozen=True)
class ReconciledHours:
    """A total and its shares, which add up to it, in minutes. `problem`: why they are unchanged."""

    total: int
    shares: dict[Key, int]
    problem: Message | None = None


def reconcile(
    *,
    total: int,
    shares: Mapping[Key, int],
    kept_total: int,
    kept_shares: Mapping[Key, int],
    usual: Mapping[Key, int] | None = None,
) -> ReconciledHours:
    """Reconcile a day's total of one kind with its shares, of which either or both were typed.

    `kept_total` and `kept_shares` are what stood in the form. Shares alone: the total follows.
    The total alone: it is spread as the shares were, or as `usual` where those are all 0. A share
    that is missing is 0. Where both were typed and differ, or a day would have more than 24 hours,
    it stays as it was, with the problem.
    """
    known = list(dict.fromkeys([*(usual or {}), *kept_shares, *shares]))
    typed, kept = ({key: minutes.get(key, 0) for key in known} for minutes in (shares, kept_shares))
    if typed == kept:
        weights = kept if any(kept.values()) else kept | dict(usual or {})
        return ReconciledHours(total, spread(total, weights))
    added = sum(typed.values())
    if total not in {kept_total, added}:
        message = Message(
            "The parts add up to %(sum)s, the day says %(total)s.",
            {"sum": added, "total": total},
            hours=("sum", "total"),
        )
        return ReconciledHours(kept_total, kept, message)
    if added > MINUTES_A_DAY:
        return ReconciledHours(kept_total, kept, Message("A day has 24 hours."))
    return ReconciledHours(added, typed)
