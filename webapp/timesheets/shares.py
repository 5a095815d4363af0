"""The minutes of a day, activity by activity. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from ..messages import Message
from ..splits.plan import Kind

Key = tuple[UUID, Kind]  # an activity, and whether it is paid or trained there
MINUTES_A_DAY = 24 * 60  # minutes


@dataclass(frozen=True)
class ReconciledHours:
    """A total and its shares, which add up to it, in minutes. `problem`: why they are unchanged."""

    total: int
    shares: dict[Key, int]
    problem: Message | None = None


def spread(total: int, weights: Mapping[Key, int]) -> dict[Key, int]:
    """`total` minutes in proportion to `weights`: whole minutes that add up to it exactly.

    What is left over goes, a minute each, to those who lack most of theirs; among equals to those
    who stand first. Where all weights are 0, the first takes it all. Without weights it is {}.
    """
    whole = sum(weights.values())
    if not whole:
        return {key: 0 if number else total for number, key in enumerate(weights)}
    shares = {key: total * weight // whole for key, weight in weights.items()}
    lacking = sorted(weights, key=lambda key: -(total * weights[key] % whole))  # sorting is stable
    for key in lacking[: total - sum(shares.values())]:
        shares[key] += 1
    return shares


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
            "The parts add up to %(sum)s hours, the day says %(total)s.",
            {"sum": added, "total": total},
            hours=("sum", "total"),
        )
        return ReconciledHours(kept_total, kept, message)
    if added > MINUTES_A_DAY:
        return ReconciledHours(kept_total, kept, Message("A day has 24 hours."))
    return ReconciledHours(added, typed)


def of_shared_kinds(keys: Iterable[Key]) -> list[Key]:
    """Those of `keys` whose kind has at least two activities: only there are shares kept."""
    listed = list(dict.fromkeys(keys))
    kinds = [kind for _activity, kind in listed]
    return [key for key in listed if kinds.count(key[1]) > 1]
