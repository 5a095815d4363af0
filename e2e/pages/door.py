"""The front page and the way in."""

from ..people import Person


class FrontPage:
    def __init__(self, person: Person) -> None:
        self.person = person
        person.open("/")
        person.look()

    def describe_a_task(self) -> None:
        self.person.follow("/tasks/new")

    def go_on_with_draft(self) -> None:
        self.person.follow("/edit")


class SignIn:
    def __init__(self, person: Person) -> None:
        self.person = person

    def with_code(self, email: str, *, remember: bool = False) -> None:
        """Ask for a code, look in the mail, type it; and stay signed in for weeks, or for a day."""
        self.person.is_at("/sign-in/")
        self.person.type("email", email)
        self.person.press_in("/sign-in/")
        self.person.is_at("/sign-in/code")
        self.person.type("code", self.person.server.code_for(email))
        if remember:
            self.person.press('label[for="remember"]')
        self.person.press_in("/sign-in/code")

    def ask(self, email: str) -> None:
        """Ask for the mail, and leave it at that."""
        self.person.is_at("/sign-in/")
        self.person.type("email", email)
        self.person.press_in("/sign-in/")
        self.person.is_at("/sign-in/code")


class LinkInMail:
    """What the link opens, wherever the mail is read."""

    def __init__(self, person: Person, email: str) -> None:
        self.person = person
        person.open(person.server.link_for(email))
        person.is_at("/sign-in/link/")

    def press(self, choice: str = "") -> None:
        button = f'button[value="{choice}"]' if choice else "button[type=submit]"
        self.person.press(f"main form {button}")


class Welcome:
    def __init__(self, person: Person) -> None:
        self.person = person
        person.is_at("/companies/new")

    def tell(self, municipality: str, **about: str) -> None:
        for name, text in about.items():
            self.person.type(name, text)
        self.person.field("municipality").select_option(label=municipality)
        self.person.press_in("/companies/new")
