"""The way to the mail server: what a mail looks like there, and what the server's answers mean."""

import smtplib
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from types import TracebackType
from typing import Self

from ..config import Settings
from .models import Mail
from .text import Letter

TIMEOUT = 20  # seconds for each answer of the server


@dataclass(frozen=True)
class Failure:
    """Why a mail was not taken. `text` names no address: operators read it."""

    text: str
    refused: bool = False  # the server will never take this mail

    @classmethod
    def of(cls, error: Exception) -> "Failure":
        """What an exception while sending means; one of our own means a mail that is broken."""
        name = type(error).__name__
        if isinstance(error, smtplib.SMTPRecipientsRefused):
            code = max(code for code, _said in error.recipients.values())
        else:
            code = getattr(error, "smtp_code", 0)
        about_this_mail = isinstance(error, (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError))
        refused = about_this_mail and code >= 500
        if not isinstance(error, (OSError, smtplib.SMTPException)):
            refused = True
        return cls(f"{name} {code}" if code else name, refused)


def compose(mail: Mail, letter: Letter, settings: Settings) -> EmailMessage:
    """The mail as it goes over the wire, in plain text and in HTML.

    Its Message-ID is the row's own: handed over twice, it can be recognised as the same.
    """
    message = EmailMessage()
    message["Subject"], message["To"], message["From"] = letter.subject, mail.to, settings.mail_from
    message["Date"] = format_datetime(mail.created_at)
    host = parseaddr(settings.mail_from)[1].rpartition("@")[2] or "localhost"
    message["Message-ID"] = f"<{mail.id}@{host}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body, cte="quoted-printable")
    message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    message["Content-Language"] = mail.language  # before, it would have gone to the plain text
    return message


class Server:
    """The mail server, over one connection for as long as all goes well. `with` closes it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.away = False  # it did not let us in: no use trying with the next mail
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._smtp is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._smtp.quit()

    def hand_over(self, message: EmailMessage) -> None:
        """Returns once the server has taken it. Raises OSError or SMTPException otherwise."""
        if self._smtp is None:
            self._smtp = self._connect()
        try:
            self._smtp.send_message(message)
        except BaseException:
            self._smtp.close()  # the next mail opens a new connection
            self._smtp = None
            raise

    def _connect(self) -> smtplib.SMTP:
        self.away = True
        settings = self.settings
        smtp = smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT)
        try:
            if settings.smtp_starttls:
                smtp.starttls()
            if settings.smtp_user:
                smtp.login(settings.smtp_user, settings.smtp_password)
        except BaseException:
            smtp.close()
            raise
        self.away = False
        return smtp
