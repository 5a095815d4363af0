"""A week sheet, as the company fills it in and as the consultant reads it."""

from playwright.sync_api import expect

from webapp.hours import parse

from ..people import Person
from ..words import in_hours


class WeekSheet:
    def __init__(self, person: Person) -> None:
        self.person = person
        person.is_at(r"/smalljobs/[0-9a-f-]{36}/weeks/.*")

    # --- the company ---

    def hours(self, kind: str = "paid") -> list[str]:
        """What stands in the seven days; nothing where the plan has no such hours that week."""
        fields = self.person.find(f'#week-form [data-total="{kind}"]')
        if not fields.count():
            return [""] * 7
        return [fields.nth(day).input_value() for day in range(7)]

    def day(self, number: int, **values: str) -> None:
        """`paid`, `training`, `absence`, `because`, `absence_note` of a day; 0 is Monday."""
        for name, value in values.items():
            if name == "absence_note":
                self.person.choose(f"days-{number}-because", "own")
            put = self.person.choose if name in {"absence", "because"} else self.person.type
            put(f"days-{number}-{name}", value)

    def note(self, text: str) -> None:
        self.person.type("note", text)

    def progress(self, what: str, mark: str, learnt: str = "") -> None:
        """One press: the training of `what` is `not_yet`, `with_help` or `alone`."""
        name = self._mark(what)
        self.person.choose(name, mark)
        if learnt:
            self.person.type(name.replace("-mark", "-learnt"), learnt)

    def has_progress(self, what: str, mark: str, learnt: str = "") -> None:
        name = self._mark(what)
        expect(self.person.find(f'[name="{name}"][value="{mark}"]')).to_be_checked()
        expect(self.person.field(name.replace("-mark", "-learnt"))).to_have_value(learnt)

    def _mark(self, what: str) -> str:
        """The name of the three presses for an activity."""
        presses = self.person.find(".marks", has_text=what).locator("[type=radio]")
        return presses.first.get_attribute("name") or ""

    def part(self, number: int, what: str, hours: str, kind: str = "training") -> None:
        """How much of a day's hours went to one of several activities."""
        day = self.person.find(f"#day-{number}")
        if not day.locator(f".of-{kind} input").first.is_visible():
            self.person.presses += 1
            day.locator(f".of-{kind} summary").click()
        self.person.type(day.get_by_label(what).get_attribute("name") or "", hours)

    def parts(self, number: int, kind: str = "training") -> list[str]:
        fields = self.person.find(f"#day-{number} [data-share='{kind}']")
        return [field.input_value() for field in fields.all()]

    def mood(self, went: str) -> None:
        """`well`, `so_so` or `badly`."""
        self.person.choose("went", went)

    def call_me(self) -> None:
        self.person.presses += 1
        self.person.find("label[for=call_me]").click()

    def paid_all_the_same(self, number: int) -> None:
        self.person.presses += 1
        self.person.find(f"label[for=days-{number}-away-y]").click()

    def no_hours(self, absence: str) -> None:
        self.person.press(f'#week-form button[value="none-{absence}"]')

    def take(self, name: str) -> None:
        """What somebody else wrote, instead of one's own."""
        self.person.press(f'button[value="take-{name}"]')

    def adds_up_to(self, paid: str, training: str) -> None:
        text = "%(paid)s paid and %(training)s training"
        expect(self.person.find("#sums")).to_contain_text(
            self.person.t(text, paid=self._in_hours(paid), training=self._in_hours(training))
        )

    def total(self, kind: str) -> float:
        """The hours of a kind that stand in the seven days."""
        return sum(parse(text) for text in self.hours(kind) if text) / 60

    def _in_hours(self, text: str) -> str:
        return in_hours(self.person.device.language, text)

    def is_kept(self) -> None:
        expect(self.person.find("#kept")).to_contain_text(self.person.kept_text)

    def send(self) -> None:
        self.person.press('#week-form button[value="send"]')

    # --- the consultant ---

    def question(self, number: int, reason: str) -> None:
        """Ask about one day; the form for that is folded away until it is wanted."""
        self.person.unfold("#return-form")
        self.person.type(f"days-{number}-because", reason)

    def send_back(self) -> None:
        self.person.press("#return-form button[type=submit]")

    def approve(self) -> None:
        self.person.press_in("/approve")

    def is_locked(self) -> None:
        """Nothing can be written but why the week is to be corrected."""
        fields = "main :is(input:not([type=hidden]), textarea):not(#correct-form *)"
        expect(self.person.find(fields)).to_have_count(0)
