"""What must never be written down: civil registration numbers, and words of health or benefits.

Pure. Every field that people write in refuses the first and warns at the second. What a company
writes about a day or a week refuses both.
"""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from stdnum.dk import cpr

from . import text as texts

# --- civil registration numbers ---

# A number of ten digits counts when it begins with the birthday of somebody who may be at work, or
# whom they may write of. The check digit says nothing: since 2007 it fits no longer.
YOUNGEST, OLDEST = 13, 95  # years
_GAP = 3  # characters between two digits, white space aside, that are neither digits nor letters
_FAR = 60  # characters with words between the birthday and the last four
_MONTHS = "jan feb mar apr ma[ijy] jun jul aug sep o[kc]t nov dec".split()
_LINKS = frozenset(
    "og and samt så then de den det the sidste last final fire four cifre ciffer tal digits numbers"
    " er are is efterfulgt followed af by bindestreg streg dash minus hyphen cpr nr nummer number"
    " kontrolcifre løbenummer hendes hans her his".split()
)
_DIGITS = re.compile(r"[0-9]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_AS_ZERO = re.compile(r"(?<=[0-9])[oO](?=[0-9oO])|\b[oO](?=[0-9])")
_OF_FOUR = re.compile(r"\b(sidste|last) 4\b")
_NAMED_MONTH = re.compile(
    rf"\b([0-9]{{1,2}})[^\w\n]{{0,3}}({'|'.join(_MONTHS)})[a-z]{{0,6}}[^\w\n]{{0,3}}(?=[0-9]{{2}})"
)
_SHORT_DATE = re.compile(r"(?<![0-9])([0-9]{1,2})([./-] ?)([0-9]{1,2})(?=[ ./-]{1,2}[0-9]{2})")
# A workplace's number has ten digits as well. It stands behind its name, and is written as one.
_P_NUMBER = re.compile(r"\bp[ -]?(?:nr|nummer|number|no)\.?:? ?[0-9]{10}(?![0-9])")
_COMPACT = ((10,), (6, 4))


@dataclass(frozen=True)
class _Group:
    digits: str
    worded: bool = False  # is it words that lead to it from the group before?


def looks_like_cpr(text: str, *, today: date) -> bool:
    """Does `text` hold ten digits that begin with the birthday of somebody, however written?

    Between them may stand up to three signs, or a few words before the last four. The year may
    have four digits, the month may be a word.
    """
    return any(
        _is_number(groups, today, first=groups[0] is run[0])
        for run in _runs(_told_in_digits(text))
        for groups in _windows(run)
    )


def _told_in_digits(text: str) -> str:
    """`text` in small letters and ASCII digits, its dates as pairs of digits."""
    shown = " ".join("".join(map(_plain, texts.visible(text))).lower().split())
    shown = _P_NUMBER.sub("p", _OF_FOUR.sub(r"\1 fire", _AS_ZERO.sub("0", shown)))
    shown = _NAMED_MONTH.sub(_month_in_digits, shown)
    return _SHORT_DATE.sub(lambda match: f"{match[1]:0>2}{match[2]}{match[3]:0>2}", shown)


def _plain(character: str) -> str:
    """A sign as everybody writes it: digits of every script and shape, letters without one."""
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    return unicodedata.normalize("NFKC", character) if character.isalpha() else character


def _month_in_digits(match: re.Match[str]) -> str:
    number = next(n for n, name in enumerate(_MONTHS, 1) if re.fullmatch(name, match[2]))
    return f"{match[1]:0>2}.{number:02}."


def _runs(text: str) -> Iterator[list[_Group]]:
    """Groups of digits that belong together."""
    run: list[_Group] = []
    end = 0
    for match in _DIGITS.finditer(text):
        between = text[end : match.start()]
        worded = len(between) <= _FAR and _only_links(between)
        if run and not worded and not _near(between):
            yield run
            run = []
        run.append(_Group(match[0], worded=bool(run) and worded))
        end = match.end()
    if run:
        yield run


def _near(between: str) -> bool:
    signs = between.replace(" ", "")
    return len(signs) <= _GAP and not any(sign.isalnum() for sign in signs)


def _only_links(between: str) -> bool:
    words = _LETTERS.findall(between)
    return bool(words) and all(word in _LINKS for word in words)


def _windows(run: list[_Group]) -> Iterator[list[_Group]]:
    """Neighbours in a run that have as many digits as a number, its birthday in full or not.

    Among more digits than that the last four stand together: two phone numbers are no number.
    """
    for first in range(len(run)):
        count = 0
        for last in range(first, len(run)):
            count += len(run[last].digits)
            if count > 12:
                break
            window = run[first : last + 1]
            alone = len(window) == len(run) and not any(number.worded for number in window)
            if count in {10, 12} and (alone or len(window[-1].digits) in {4, 10, 12}):
                yield window


def _is_number(groups: list[_Group], today: date, *, first: bool) -> bool:
    """Do these groups begin with a birthday? `first`: no digits stand before them."""
    digits = "".join(group.digits for group in groups)
    if any(group.worded for group in groups[1:-1]):
        return False  # words stand only before the last four
    if len(digits) == 12:
        return any(_may_live(born, today) for born in _in_full(digits[:8], year_first=first))
    born = _birthday(digits)
    if born is None or born > today:
        return False
    # Somebody very old or young only where nothing speaks against it: `211226 1000` is a time.
    compact = tuple(len(group.digits) for group in groups) in _COMPACT
    return _may_live(born, today) or (compact and cpr.checksum(digits) == 0)


def _may_live(born: date, today: date) -> bool:
    return YOUNGEST <= today.year - born.year <= OLDEST


def _birthday(digits: str) -> date | None:
    """The birthday that a number of ten digits begins with.

    Replacement numbers, for those without a real one, add 60 to the day.
    """
    day = digits[0] if digits[0] < "6" else str(int(digits[0]) - 6)
    try:
        return cpr.get_birth_date(day + digits[1:])
    except cpr.InvalidComponent:
        return None


def _in_full(eight: str, *, year_first: bool) -> Iterator[date]:
    """The days that eight digits may name, beginning with the day, or with the year."""
    ways = [(eight[4:], eight[2:4], eight[:2])]
    ways += [(eight[:4], eight[4:6], eight[6:])] if year_first else []
    for year, month, day in ways:
        with suppress(ValueError):
            yield date(int(year), int(month), int(day))


# --- words ---

# Beginnings of words, Danish and English, that speak of health or benefits, and how they must not
# go on: `kræfter` are no `kræft`, and a machine is diagnosed too.
_HINTS = r"""
    adhd afvænning alkoholiker alkoholmisbrug alkoholprob alcoholi allergi(?!venlig) angst anxiety
    anxious asperger astma asthma autis bipolar blodprop borderline cancer dagpenge demens dementia
    depress diabet diagnos(?!e?kode|e?værktøj|e?udstyr|ticer) disabilit diskusprolaps dysleks dyslex
    epilep fibromyalg førtidspension gigt(?!ig) gravid handicap(?!toilet|park|venlig)
    hjerne(?:ryst|skad|blød|tumor) hjerte(?:syg|problem|stop|anfald|fejl) integrationsydelse
    jobafklaring kontanthjælp kræft(?!er|ig) ledighedsydelse leddegigt leukæmi migræne migraine
    misbrug narko ordblind pregnan prolaps psyk psych ptsd rehabilitering resourceforløb
    ressourceforløb revalidering schizo sclero sklero selvmord selvskad sindslid sindssyg skizo
    stofmisbrug stofskifte stress(?!ende|ful|\s?test) suicid sygdom sygedagpenge sygefravær sygemeld
    sygeorlov uddannelseshjælp
""".split()
# What else says why somebody was away. That they are sick is chosen, and says enough.
_ILLNESS = r"""
    besvim corona covid doctor feber fever fysioterap hangover indlagt indlæggelse influenza kvalme
    lægen?\b lægebesøg lægeerklæring lægetid medication medicin(?!skab) omgangssyge ondt\si opereret
    opkast panikanfald smerte surgery svimmel sygehus terapi therap tømmermænd
""".split()


def _beginning(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\w*", re.IGNORECASE)


_HINT, _ILL = _beginning(_HINTS), _beginning([*_HINTS, *_ILLNESS])


def sensitive_words(text: str) -> list[str]:
    """The words in `text` that hint at health or benefits, as they were written."""
    return _found(_HINT, text)


def words_of_illness(text: str) -> list[str]:
    """Those that a company does not write about a day or a week: hints, and why one was away."""
    return _found(_ILL, text)


def _found(pattern: re.Pattern[str], text: str) -> list[str]:
    plain = texts.visible(unicodedata.normalize("NFKC", text))
    return list(dict.fromkeys(match.group(0) for match in pattern.finditer(plain)))
