"""E-mail addresses: read in the one spelling that stands for their owner, and shown again. Pure."""

import re
import unicodedata

from ..messages import Message

MOST_TYPED = 300  # characters that are looked at
MOST_OF_AN_ADDRESS = 254  # characters, by RFC 5321; 64 before the @
_LOCAL = re.compile(r"[a-z0-9_'&+-]+(\.[a-z0-9_'&+-]+)*")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
# Letters of domains beside a to z. Not all that Unicode has: some look like others, and some
# (ß, ﬁ) stand for other domains in older rules than in newer ones.
_LETTERS = "æøåäöüéáíóúýðþ"
_LIKE_THIS = Message("Write it like name@company.dk.")
_NO_LETTER_BEFORE = Message(
    "Before the @ we can only write to the letters a to z, not to “%(letter)s”. Is the address"
    " spelt with ae, oe or aa?"
)


class BadEmail(ValueError):
    """An address that cannot be, or that we do not write to; `message` says how to write it."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def parse(text: str) -> str:
    """Read an address and give it in the one spelling that stands for its owner.

    Small letters, and a domain with æøå as punycode. Only the plain form of RFC 5321: comments
    and quotes in an address lead to the same box under a thousand names. Raises BadEmail.
    """
    if len(text) > MOST_TYPED:
        raise BadEmail(_LIKE_THIS)
    local, at, domain = unicodedata.normalize("NFC", text.strip()).lower().rpartition("@")
    odd = next((char for char in local if not char.isascii() and char.isalpha()), "")
    if at and odd:
        raise BadEmail(Message(_NO_LETTER_BEFORE.id, {"letter": odd}))
    address = f"{local}@{_ascii_domain(domain)}"
    if len(address) > MOST_OF_AN_ADDRESS or len(local) > 64 or not _LOCAL.fullmatch(local):
        raise BadEmail(_LIKE_THIS)
    return address


def _ascii_domain(domain: str) -> str:
    """A domain as the network knows it. Raises BadEmail."""
    try:
        if len(domain) > MOST_OF_AN_ADDRESS or not re.fullmatch(f"[a-z0-9{_LETTERS}.-]+", domain):
            raise BadEmail(_LIKE_THIS)
        labels = domain.encode("idna").decode("ascii").lower().split(".")
    except UnicodeError:
        raise BadEmail(_LIKE_THIS) from None
    top = labels[-1]
    if len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels):
        raise BadEmail(_LIKE_THIS)
    if not (top.startswith("xn--") or (top.isalpha() and len(top) > 1)):
        raise BadEmail(_LIKE_THIS)
    return ".".join(labels)


def show(address: str) -> str:
    """An address as its owner writes it: punycode of letters that we know is read back."""
    local, at, domain = address.rpartition("@")
    try:
        readable = domain.encode("ascii").decode("idna")
    except UnicodeError:
        return address
    plain = re.fullmatch(f"[a-z0-9{_LETTERS}.-]+", readable)
    return f"{local}{at}{readable}" if plain else address


def counted_as(address: str) -> str:
    """Whom mails to an address are counted with: `karen+1@…`, `karen+2@…` reach one box."""
    local, at, domain = address.rpartition("@")
    box, plus, _tag = local.partition("+")
    return f"{box}{plus}{at}{domain}"
