"""Making a plan, and the page of one version."""

from playwright.sync_api import Locator, expect

from ..people import Person


class PlanForm:
    def __init__(self, person: Person) -> None:
        self.person = person
        person.is_at(r"/splits/[0-9a-f-]{36}/edit")

    @property
    def rows(self) -> Locator:
        return self.person.find('#plan [name$="-minutes"]')

    def row(self, what: str, nth: int = 0) -> int:
        """The number of a row, by what its activity is called."""
        names = self.person.find('#plan input[name$="-what"]')
        numbers = [n for n in range(names.count()) if names.nth(n).input_value() == what]
        return numbers[nth]

    def say(self, number: int, kind: str, **values: str) -> None:
        """A row is `paid`, `training` or `stays`; then the fields that belong to that."""
        self.person.choose(f"parts-{number}-kind", kind)
        for name, text in values.items():
            self.person.type(f"parts-{number}-{name}", text)

    def later(self, number: int) -> None:
        """One more row for the same activity."""
        there = self.rows.count()
        self.person.press(f'fieldset:has([name="parts-{number}-kind"]) button[value^="add-"]')
        expect(self.rows).to_have_count(there + 1)

    def asks(self, number: int, text: str, **values: object) -> Locator:
        """The rulebook speaks beside a row, and can say where it has that from."""
        said = self.person.find(f"#says-{number} .says", has_text=self.person.t(text, **values))
        expect(said).to_have_count(1)
        return said

    def asks_nothing(self, number: int) -> None:
        expect(self.person.find(f"#says-{number} .says.blocks")).to_have_count(0)

    def can_be_sent(self) -> None:
        expect(self.person.find("#findings .all-well")).to_be_visible()

    def is_kept(self) -> None:
        expect(self.person.find("#kept")).to_contain_text(self.person.kept_text)

    def send(self) -> None:
        self.person.press('#split-form button[value="send"]')


class PlanPage:
    def __init__(self, person: Person) -> None:
        self.person = person
        person.is_at(r"/splits/[0-9a-f-]{36}$")

    def ask_for_changes(self, comment: str) -> None:
        self.person.type("comment", comment)
        self.person.press_in("/ask-changes")

    def change(self) -> None:
        self.person.press('form[action*="/splits/of/"] button')

    def approve(self) -> None:
        self.person.press_in("/approve")

    def start_small_job(self) -> None:
        self.person.follow("/smalljobs/of/")
