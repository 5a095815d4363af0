"""What must never be written down: civil registration numbers, and what hints at a diagnosis.

Pure. Every free-text field refuses the first and warns at the second.
"""

import re

from stdnum.dk import cpr

_TEN_DIGITS = re.compile(r"(?<![0-9])[0-9]{6}[-– .]?[0-9]{4}(?![0-9])", re.ASCII)

# Beginnings of words, Danish and English, that speak of health or benefits.
_HINTS = (
    "adhd angst anxiety autis bipolar borderline cancer demens dementia depress diabet diagnos "
    "dysleks dyslex epilep fibromyalg førtidspension kontanthjælp kræft misbrug narko psyk "
    "psych ptsd resourceforløb ressourceforløb schizo sclero sklero skizo stofskifte stress "
    "sygdom sygemeld"
).split()
_HINT = re.compile(r"\b(?:" + "|".join(_HINTS) + r")\w*", re.IGNORECASE)


def looks_like_cpr(text: str) -> bool:
    """Does `text` hold ten digits that begin with a possible date of birth?"""
    return any(cpr.is_valid(re.sub(r"\D", "", found)) for found in _TEN_DIGITS.findall(text))


def sensitive_words(text: str) -> list[str]:
    """The words in `text` that hint at health or benefits, as they were written."""
    return list(dict.fromkeys(found.group(0) for found in _HINT.finditer(text)))
