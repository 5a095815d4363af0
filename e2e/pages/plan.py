"""Making a plan, and the page of one version."""

from playwright.sync_api import Locator, expect

from ..people import Person

ANSWERS = {
    "paid": {"alone": "yes", "worth_pay": "yes"},
    "training": {"alone": "no", "worth_pay": "yes"},
    "stays": {"worth_pay": "no"},
}


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

    def sort(self, number: int, kind: str) -> None:
        """Answer the two questions so that a row is `paid`, `training` or `stays`."""
        for question, answer in ANSWERS[kind].items():
            self.person.choose(f"parts-{number}-{question}", answer)
        if self.person.device.javascript:
            row = self.person.find(f"#parts-{number} .verdict .is-{kind}")
            expect(row).to_be_visible()

    def say(self, number: int, kind: str, **values: str) -> None:
        """Sort a row; then the fields that belong to that."""
        self.sort(number, kind)
        self.fill(number, **values)

    def fill(self, number: int, **values: str) -> None:
        for name, text in values.items():
            if name == "weeks":
                self.person.choose(f"parts-{number}-weeks", text)
            else:
                self.person.type(f"parts-{number}-{name}", text)

    def use_suggestion(self, number: int) -> None:
        """Take an example's words for this row."""
        self._change(f'button[value="suggest-{number}"]', 0)
        expect(self.person.find(f'#plan button[value="suggest-{number}"]:visible')).to_have_count(0)

    def later(self, number: int) -> None:
        """One more row for the same activity, for the weeks after it."""
        self._change(f'button[value="later-{number}"]', 1)

    def divide(self, number: int) -> None:
        """Half of it paid, half trained."""
        self._change(f'button[value="divide-{number}"]', 1)

    def _change(self, button: str, more: int) -> None:
        there = self.rows.count()
        self.person.press(f"#plan {button}")
        expect(self.rows).to_have_count(there + more)
        if self.person.device.javascript:
            self.is_kept()

    def asks(self, number: int, text: str, **values: object) -> Locator:
        """The rulebook speaks beside a row, and can say where it has that from."""
        said = self.person.find(f"#says-{number} .says", has_text=self.person.t(text, **values))
        expect(said).to_have_count(1)
        return said

    def asks_nothing(self, number: int) -> None:
        expect(self.person.find(f"#says-{number} .says.blocks")).to_have_count(0)

    def shows(self, *labels: str) -> None:
        """The words in the picture of the weeks."""
        self.person.sees_in_picture(*labels)

    def reason(self, code: str, text: str) -> None:
        """Answer what the rulebook asks."""
        self.person.type(f"reason_{code}", text)

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

    def ask_for_changes(self, comment: str, **by_part: str) -> None:
        """In all, and row by row: `part_0="…"`."""
        self.person.unfold('[name="comment"]')
        self.person.type("comment", comment)
        for part, text in by_part.items():
            self.person.type(f"parts-{part.removeprefix('part_')}-comment", text)
        self.person.press_in("/ask-changes")

    def change(self) -> None:
        self.person.press('form[action*="/splits/of/"] button')

    def approve(self) -> None:
        self.person.press_in("/approve")

    def start_small_job(self) -> None:
        self.person.follow("/smalljobs/of/")

    def differs(self, text: str, **values: object) -> None:
        """What this version changes is said before it is answered."""
        expect(self.person.find(".changed")).to_contain_text(self.person.t(text, **values))

    def compare(self, number: int) -> None:
        """Side by side with another version."""
        self.person.press(f'main a[href$="/compare/{number}"]')
        self.person.is_at(r"/splits/[0-9a-f-]{36}/compare/")

    def discard(self) -> None:
        self.person.press_in("/discard")

    def propose_instead(self) -> None:
        self.person.press('form[action*="/splits/of/"] button')
