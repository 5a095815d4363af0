"""What a mail server's answer means for the mail."""

import smtplib

import pytest

from webapp.mails.server import Failure


@pytest.mark.parametrize(
    ("error", "text", "refused"),
    [
        (smtplib.SMTPDataError(499, b"later"), "SMTPDataError 499", False),
        (smtplib.SMTPDataError(500, b"no"), "SMTPDataError 500", True),
        (smtplib.SMTPDataError(554, b"no"), "SMTPDataError 554", True),
        (
            smtplib.SMTPRecipientsRefused({"a@example.dk": (450, b"full"), "b": (500, b"no")}),
            "SMTPRecipientsRefused 500",
            True,
        ),
        (smtplib.SMTPSenderRefused(550, b"who?", "us"), "SMTPSenderRefused 550", False),
        (ConnectionRefusedError(), "ConnectionRefusedError", False),
        (ValueError("broken"), "ValueError", True),
    ],
)
def test_only_what_is_said_of_this_mail_for_good_ends_it(
    error: Exception, text: str, refused: bool
) -> None:
    assert Failure.of(error) == Failure(text, refused)
