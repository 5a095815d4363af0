"""The usual week that is suggested for the hours of an activity: few, round blocks. Pure."""

from ..tasks.rules import WORKING_DAYS_A_WEEK, Per, Recurring

_QUARTER = 15  # minutes that a block is rounded to
_SHORTEST = 30  # minutes for which it is worth coming
_UNKNOWN = 60  # minutes of a block of which nothing is known
_FULL_DAY, _WHOLE_DAY = 37 * 60 // 5, 24 * 60  # minutes
_WEEKS_A_MONTH = 52 / 12


def blocks(minutes: int, activity: Recurring | None = None) -> list[int]:
    """`minutes` a week on as few of the days from Monday on as suit the activity; seven numbers.

    They add up to `minutes`. A block is at least as long as the activity takes each time, in
    quarters of an hour; what is left over is done in the first one. There are no more blocks than
    times a week, and as many as it takes for none to be longer than a full day.
    """
    own = activity.minutes if activity and activity.minutes else _UNKNOWN
    least = -(-max(own, _SHORTEST) // _QUARTER) * _QUARTER
    number = max(1, min(minutes // least, _times_a_week(activity)))
    number = max(number, min(WORKING_DAYS_A_WEEK, -(-minutes // _FULL_DAY)))
    number = max(number, -(-minutes // _WHOLE_DAY))
    quarters, rest = divmod(minutes, _QUARTER)
    each, longer = divmod(quarters, number)
    days = [(each + (day < longer)) * _QUARTER for day in range(number)]
    days[0] += rest
    return days + [0] * (7 - number)


def _times_a_week(activity: Recurring | None) -> int:
    """On how many days it can be, at most."""
    if activity is None or not activity.times or activity.per is Per.DAY:
        return WORKING_DAYS_A_WEEK
    weeks = _WEEKS_A_MONTH if activity.per is Per.MONTH else 1
    return min(WORKING_DAYS_A_WEEK, max(1, int(activity.times / weeks)))
