"""Describing a task, and the page of a task."""

from playwright.sync_api import expect

from ..people import Person
from ..words import in_hours


class TaskForm:
    def __init__(self, person: Person) -> None:
        self.person = person

    def open(self) -> "TaskForm":
        self.person.open("/tasks/new")
        self.person.look()
        return self

    @property
    def rows(self) -> int:
        return self.person.find('[name$="-what"]').count()

    def describe(self, number: int, what: str, times: str, per: str, minutes: str) -> None:
        """One thing to be done; a row for it is added where there is none."""
        if self.rows <= number:
            self.add_row()
        name = f"activities-{number}"
        self.person.type(f"{name}-what", what)
        self.person.type(f"{name}-times", times)
        self.person.choose(f"{name}-per", per)
        self.person.type(f"{name}-minutes", minutes)

    def trade(self, trade: str) -> None:
        """Choose the trade; its examples come."""
        self.person.choose("category", trade)
        if not self.person.device.javascript:
            self.person.press('noscript button, #task-form button[value="save"]:not(.enter)')
        expect(self.person.find("#offers .offer").first).to_be_visible()

    def tap(self, code: str) -> None:
        """Add an example."""
        self.person.press(f"#offer-{code}")
        expect(self.person.find(f'.activity [name$="-example"][value="{code}"]')).to_have_count(1)

    def answer(self, number: int, text: str) -> None:
        """One of the questions of the walk-round."""
        self.person.unfold(f'[name="walk-{number}"]')
        self.person.type(f"walk-{number}", text)

    def make_pieces(self) -> None:
        self.person.press('button[value="walk"]')

    def add_row(self) -> None:
        there = self.rows
        self.person.press('#task-form button[value="add"]')
        expect(self.person.find('[name$="-what"]')).to_have_count(there + 1)

    def remove_row(self, number: int) -> None:
        there = self.rows
        self.person.press(f'#task-form button[value="remove-{number}"]')
        expect(self.person.find('[name$="-what"]')).to_have_count(there - 1)

    def adds_up_to(self, hours: str) -> None:
        shown = in_hours(self.person.device.language, hours)
        text = self.person.t("Together about %(hours)s a week", hours=shown)
        expect(self.person.find("#sum")).to_have_text(text)

    def is_kept(self) -> None:
        expect(self.person.find("#kept")).to_contain_text(self.person.kept_text)

    def send(self) -> None:
        self.person.press('#task-form button[value="send"]')


class TaskPage:
    def __init__(self, person: Person) -> None:
        self.person = person
        person.is_at(r"/tasks/[0-9a-f-]{36}$")

    def send(self) -> None:
        self.person.press_in("/submit")

    def take(self) -> None:
        self.person.press_in("/take")

    def write_note(self, text: str) -> None:
        self.person.type("text", text)
        self.person.press_in("/notes")
        expect(self.person.find("#notes blockquote")).to_contain_text(text)

    def make_plan(self) -> None:
        self.person.press('form[action*="/splits/of/"] button')
