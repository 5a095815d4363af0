"""What comes back instead of being obeyed: a form whose session is over."""

from playwright.sync_api import expect

from ..people import Person


class Again:
    def __init__(self, person: Person) -> None:
        self.person = person
        expect(person.find("form.again")).to_be_visible()
        if person.device.javascript:
            person.axe()
            assert person.too_wide() == []

    def says(self, *texts: str) -> None:
        """What is in the way, what it would do, and the values."""
        for text in texts:
            expect(self.person.find("main")).to_contain_text(text)

    def sign_in(self, persona: str) -> None:
        """In a page of its own, as the button says."""
        expect(self.person.find("form.again a[target=_blank]")).to_be_visible()
        tab = self.person.another_tab()
        tab.becomes(persona)
        tab.page.close()

    def send(self) -> None:
        self.person.press("form.again button[type=submit]")
