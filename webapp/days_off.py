"""Danish public holidays, by date."""

from datetime import date, timedelta
from functools import lru_cache

from holidays import country_holidays


@lru_cache(maxsize=64)
def _year(year: int, language: str) -> dict[date, str]:
    spoken = "en_US" if language == "en" else "da"
    holidays = country_holidays("DK", years=year, language=spoken)
    return {day: name for day, name in holidays.items() if day.year == year}


def working_day_after(day: date, days: int) -> date:
    """The date `days` working days after `day`: weekends and public holidays do not count."""
    while days:
        day += timedelta(days=1)
        if day.weekday() < 5 and not named([day]):
            days -= 1
    return day


def named(days: list[date], language: str = "da") -> dict[date, str]:
    """Those of `days` that are public holidays, with their names."""
    return {day: _year(day.year, language)[day] for day in days if day in _year(day.year, language)}
