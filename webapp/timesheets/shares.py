"""The minutes of a day, activity by activity. Pure."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from ..splits.plan import Kind

Key = tuple[UUID, Kind]  # an activity, and whether it is paid or trained there
MINUTES_A_DAY = 24 * 60  # minutes


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


def of_shared_kinds(keys: Iterable[Key]) -> list[Key]:
    """Those of `keys` whose kind has at least two activities: only there are shares kept."""
    listed = list(dict.fromkeys(keys))
    kinds = [kind for _activity, kind in listed]
    return [key for key in listed if kinds.count(key[1]) > 1]
