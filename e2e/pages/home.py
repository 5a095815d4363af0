"""Everybody's own page: whose move is it?"""

from playwright.sync_api import Locator, expect

from ..people import Person


class Home:
    def __init__(self, person: Person) -> None:
        self.person = person
        person.open("/home")
        person.is_at("/home")

    def your_move(self, to: str, since: str = "since today") -> Locator:
        """What stands under "Your move" and leads to an address that holds `to`; not yet opened."""
        return self._waiting("section.mine", since, has=self.person.find(f'a[href*="{to}"]'))

    def open_move(self, to: str, since: str = "since today") -> None:
        self.person.presses += 1
        self.your_move(to, since).click()

    def waits_for(self, name: str, since: str = "since today") -> Locator:
        """What waits for somebody else, by name; not yet opened."""
        return self._waiting("section.theirs", since, has_text=name)

    def _waiting(self, section: str, since: str, **which: object) -> Locator:
        turn = self.person.find(f"{section} .turn", **which)
        expect(turn).to_have_count(1)
        expect(turn).to_contain_text(self.person.t(since))
        return turn.locator("a")

    def nothing_waits(self) -> None:
        expect(self.person.find("section.mine .turn")).to_have_count(0)
        expect(self.person.find("section.theirs .turn")).to_have_count(0)
