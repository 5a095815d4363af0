"""Planning a small job, and its page."""

from ..people import Person

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class SmallJobForm:
    def __init__(self, person: Person) -> None:
        self.person = person
        person.is_at("/smalljobs/.*")

    def usual_week(self, number: int, **hours: str) -> None:
        """Hours of one part by weekday; the days that are not named are free."""
        for day in DAYS:
            self.person.type(f"pattern-{number}-{day}", hours.get(day, "0"))

    def fill(self, **values: str) -> None:
        for name, text in values.items():
            self.person.type(name, text)

    def representative_agrees(self, name: str = "Lis Madsen", on: str = "2026-11-02") -> None:
        self.person.choose("hearing", "heard")
        self.fill(representative=name, heard_on=on)

    def save(self) -> None:
        self.person.press('main form button[type="submit"].button-primary')


class SmallJobPage:
    def __init__(self, person: Person) -> None:
        self.person = person
        person.is_at(r"/smalljobs/[0-9a-f-]{36}$")

    def start(self) -> None:
        """Also where the company has to send weeks that are over by now."""
        self.person.press_in("/start")
        if self.person.page.locator("p.asks[role=alert]").is_visible():
            self.person.press_in("/start")
