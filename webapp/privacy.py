"""What must never be written down: civil registration numbers, and what hints at a diagnosis.

Pure. Every free-text field refuses the first and warns at the second.
"""

import re

from stdnum.dk import cpr

# 010190-1234, 0101901234, 01 01 90 1234, 01.01.90 - 1234; dashes of every kind, also no-break.
_GAP = r"[\s./‐-―−-]"
_TEN_DIGITS = re.compile(
    rf"(?<![0-9])[0-9]{{2}}{_GAP}?[0-9]{{2}}{_GAP}?[0-9]{{2}}{_GAP}{{0,3}}[0-9]{{4}}(?![0-9])"
)

# Beginnings of words, Danish and English, that speak of health or benefits.
_HINTS = (
    "adhd angst anxiety autis bipolar borderline cancer demens dementia depress diabet diagnos "
    "dysleks dyslex epilep fibromyalg førtidspension kontanthjælp kræft(?!er) misbrug narko psyk "
    "psych ptsd resourceforløb ressourceforløb schizo sclero sklero skizo stofskifte stress "
    "sygdom sygemeld"
).split()
_HINT = re.compile(r"\b(?:" + "|".join(_HINTS) + r")\w*", re.IGNORECASE)


def looks_like_cpr(text: str) -> bool:
    """Does `text` hold ten digits that begin with a possible date of birth?"""
    return any(_is_cpr(re.sub(r"\D", "", found)) for found in _TEN_DIGITS.findall(text))


def _is_cpr(digits: str) -> bool:
    # Replacement numbers, for those without a real one, add 60 to the day.
    as_born = f"{(int(digits[0]) - 6) % 10}{digits[1:]}"
    return bool(cpr.is_valid(digits) or (digits[0] in "6789" and cpr.is_valid(as_born)))


def sensitive_words(text: str) -> list[str]:
    """The words in `text` that hint at health or benefits, as they were written."""
    return list(dict.fromkeys(found.group(0) for found in _HINT.finditer(text)))
