"""What comes next for a small job, and its agreement."""

from playwright.sync_api import expect

from ..people import Person


class NextPage:
    def __init__(self, person: Person) -> None:
        self.person = person
        person.is_at(r"/smalljobs/[0-9a-f-]{36}/next")

    def evidence(self, what: str) -> str:
        """The weekly marks that stand beside a trained part."""
        return self.person.find("section.next", has_text=what).locator(".evidence").inner_text()

    def propose_pay(self, what: str, week: str = "") -> None:
        """From the week that is suggested, or from plan week `week`."""
        form = self.person.find("section.next", has_text=what).locator("form.propose").first
        if week:
            self.person.presses += 2
            form.locator("select").select_option(week)
        self.person.presses += 1
        form.locator("button").click()

    def change_something_else(self, week: str) -> None:
        form = self.person.find('form.propose:has([name="change"][value="other"])')
        self.person.presses += 3
        form.locator("select").select_option(week)
        form.locator("button").click()


class AgreementPage:
    def __init__(self, person: Person, job: str) -> None:
        self.person = person
        person.open(f"{job}/agreement")
        person.look()

    def says(self, *texts: str) -> None:
        for text in texts:
            expect(self.person.find("main")).to_contain_text(text)

    def pdf(self, address: str) -> bytes:
        """The agreement as a file."""
        response = self.person.page.request.get(self.person.server.address + address)
        assert response.status == 200 and response.headers["content-type"] == "application/pdf"
        return response.body()
