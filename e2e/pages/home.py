"""Everybody's own page: whose move is it?"""

from playwright.sync_api import Locator, expect

from ..people import Person


class Home:
    def __init__(self, person: Person) -> None:
        self.person = person
        person.open("/home")
        person.is_at("/home")

    @property
    def _monday(self) -> str:
        return {"da": "mandag", "en": "Monday"}[self.person.device.language]

    def your_move(self, todo: str, since: str = "since today", **values: object) -> Locator:
        """What stands under "Your move", with how long it has waited; not yet opened."""
        turn = self.person.find("section.mine .turn", has_text=self.person.t(todo, **values))
        expect(turn).to_have_count(1)
        expect(turn).to_contain_text(self.person.t(since, weekday=self._monday))
        return turn.locator("a")

    def open_move(self, todo: str, since: str = "since today", **values: object) -> None:
        self.person.presses += 1
        self.your_move(todo, since, **values).click()

    def waits_for(self, name: str, since: str = "since today") -> Locator:
        """What waits for somebody else, by name; not yet opened."""
        turn = self.person.find("section.theirs .turn", has_text=name)
        expect(turn).to_have_count(1)
        expect(turn).to_contain_text(self.person.t(since, weekday=self._monday))
        return turn.locator("a")

    def nothing_waits(self) -> None:
        expect(self.person.find("section.mine .turn")).to_have_count(0)
        expect(self.person.find("section.theirs .turn")).to_have_count(0)
