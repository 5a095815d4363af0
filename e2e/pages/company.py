"""Who belongs to a company, and which one somebody acts for."""

from playwright.sync_api import expect

from ..people import Person


class CompanyPage:
    """The people and the places of the company that somebody acts for."""

    def __init__(self, person: Person) -> None:
        self.person = person
        person.open("/people/")
        person.is_at("/people/")

    def invite(self, name: str, email: str) -> None:
        self.person.unfold('form[action$="/people/"] [name="email"]:not([type=hidden])')
        self.person.type("name", name)
        self.person.type("email", email)
        self.person.press('details form[action$="/people/"] button')
        self.person.is_told(name)

    def row(self, name: str) -> object:
        row = self.person.find("ul.rows li", has_text=name)
        expect(row).to_have_count(1)
        return row

    def invite_again(self, name: str) -> None:
        """Who has said no."""
        self.row(name).locator('form[action$="/people/"] button').click()
        self.person.is_told(name)

    def put_out(self, name: str) -> None:
        """Asked once, on a page of its own."""
        self.row(name).locator("a.button").click()
        self.person.is_at("/people/")
        self.person.press_in("/remove")
        self.person.is_told(name)

    def let_back_in(self, name: str) -> None:
        self.row(name).locator('form[action$="/restore"] button').click()
        self.person.is_told(name)


class Choice:
    """One's companies, and the invitations that wait for an answer."""

    def __init__(self, person: Person) -> None:
        self.person = person
        person.is_at("/companies/")

    def go_to(self, name: str) -> None:
        self.person.press(f'li:has-text("{name}") form[action$="/choose"] button')
        self.person.is_told(name)

    def accept(self, phone: str = "") -> None:
        if phone:
            self.person.page.locator('[name$="phone"]').fill(phone)
        self.person.press_in("/accept")

    def decline(self) -> None:
        self.person.press_in("/decline")
