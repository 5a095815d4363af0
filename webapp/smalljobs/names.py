"""First names, and what is said beside one that two people have. Pure."""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

_MOST = 40  # characters of a headline beside a name


def shared_names(people: Iterable[tuple[UUID, str]]) -> set[UUID]:
    """The small jobs, of (id, first name), whose name somebody in another one of them has, too."""
    by_id = {job_id: " ".join(name.casefold().split()) for job_id, name in people}
    count = Counter(by_id.values())
    return {job_id for job_id, name in by_id.items() if count[name] > 1}


def with_headline(first_name: str, headline: str) -> str:
    """`Tove (Tomme kasser)`: which one of two is meant."""
    headline = " ".join(headline.split())
    if len(headline) > _MOST:
        headline = headline[: _MOST - 1].rstrip() + "…"
    return f"{first_name} ({headline})" if headline else first_name
