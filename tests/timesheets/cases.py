"""Every edge of what the rulebook says of a week: a sentence, a situation, and what is said.

The week is that of Monday 16 November 2026. What lies a minute or a day to either side of an edge
stands beside its neighbour.
"""

from datetime import date

from tests.splits.situations import (
    NO_DAY_OFF,
    ON_HOLIDAY,
    OUTSIDE,
    OVER_24,
    OVER_48,
    PAID_ABOVE,
    SHORT_REST,
    TRAINED_ABOVE,
    TRAINING_OVER,
    WORD_WANTED,
    WORKED_OVER_37,
    Said,
    Situation,
    away,
    sheet,
)
from webapp.timesheets.rules import Absence

SUNDAY, MONDAY, TUESDAY = (date(2026, 11, day) for day in (15, 16, 17))
TWELVE_PAID = ("12", "0")
SIX_DAYS, SEVEN_DAYS = ["2"] * 6, ["2"] * 7


def worked_and_sick(still_paid: str) -> Situation:
    return sheet("0", "11", agreed=TWELVE_PAID, away=(Absence.SICK, "", still_paid))


WEEKS: list[tuple[str, Situation, Said]] = [
    ("nothing worked", sheet(*["0"] * 7), []),
    ("nothing worked, nothing agreed", sheet(*["0"] * 7, agreed=("0", "0")), []),
    # --- all hours of the week ---
    ("37:00 hours worked", sheet("12", "12", "13"), []),
    ("37:01 hours worked", sheet("12", "12", "13", "0:01"), [WORKED_OVER_37]),
    ("36 paid and 1:01 trained", sheet("11", "12", "13", training="1:01"), [WORKED_OVER_37]),
    ("48:00 hours worked", sheet("12", "12", "12", "12"), [WORKED_OVER_37]),
    ("48:01 hours worked", sheet("12", "12", "12", "12", "0:01"), [OVER_48]),
    ("48 paid, 0:01 trained", sheet("12", "12", "12", "12", training="0:01"), [OVER_48]),
    ("work on 6 days", sheet(*SIX_DAYS, "0"), []),
    ("work on 7 days", sheet(*SEVEN_DAYS), [NO_DAY_OFF]),
    ("a minute on the 7th day", sheet(*SIX_DAYS, "0:01"), [NO_DAY_OFF]),
    ("trained on the 7th day", sheet("0", *SIX_DAYS, training="1"), [NO_DAY_OFF]),
    # --- the hours of a day ---
    ("a day of 13:00 hours", sheet("13:00"), []),
    ("a day of 13:01 hours", sheet("13:01"), [SHORT_REST]),
    ("12 paid and 1:01 trained in a day", sheet("12", training="1:01"), [SHORT_REST]),
    ("two days of 13:01 hours", sheet("13:01", "13:01"), [SHORT_REST, SHORT_REST]),
    ("a day of 24:00 hours", sheet("24:00"), [SHORT_REST]),
    ("a day of 24:01 hours", sheet("24:01"), [OVER_24]),
    ("23 paid and 1:01 trained in a day", sheet("23", training="1:01"), [OVER_24]),
    ("all at once", sheet("24:01", *["3"] * 6), [OVER_24, WORKED_OVER_37, NO_DAY_OFF]),
    # --- away ---
    ("sick all day", away(Absence.SICK), []),
    ("sick, and 0:01 hours", away(Absence.SICK, "0:01"), [WORD_WANTED]),
    ("sick, and 0:01 trained", away(Absence.SICK, training="0:01"), [WORD_WANTED]),
    ("sick, 3 hours, and a word on it", away(Absence.SICK, "3", note="Gik kl. 11"), []),
    ("sick, 3 hours, and a blank", away(Absence.SICK, "3", note=" "), [WORD_WANTED]),
    ("sick, and paid all the same", away(Absence.SICK, paid="3"), []),
    ("came late, and 3 hours", away(Absence.LATE, "3"), []),
    ("did not show up, and 3 hours", away(Absence.NO_SHOW, "3"), [WORD_WANTED]),
    ("an agreed day off, and 3 hours", away(Absence.AGREED, "3"), [WORD_WANTED]),
    ("a public holiday, and 3 hours", away(Absence.HOLIDAY, "3"), [WORD_WANTED]),
    ("closed, and 3 hours", away(Absence.CLOSED, "3"), [WORD_WANTED]),
    ("there, and 3 hours", away(None, "3"), []),
    # --- above what was agreed ---
    ("12 paid hours agreed, and 13:00", sheet("6", "7:00", agreed=TWELVE_PAID), []),
    ("12 paid hours agreed, and 13:01", sheet("6", "7:01", agreed=TWELVE_PAID), [PAID_ABOVE]),
    ("12 agreed, 11 worked, 2:00 paid when sick", worked_and_sick("2:00"), []),
    ("12 agreed, 11 worked, 2:01 paid when sick", worked_and_sick("2:01"), [PAID_ABOVE]),
    ("none agreed, and 1:00 paid when sick", away(Absence.SICK, paid="1", agreed=("0", "0")), []),
    (
        "none agreed, and 1:01 paid when sick",
        away(Absence.SICK, paid="1:01", agreed=("0", "0")),
        [PAID_ABOVE],
    ),
    (
        "what was paid for being away, and nobody was away",
        away(None, paid="9", agreed=("0", "0")),
        [],
    ),
    ("4 hours of training agreed, and 4:00", sheet("0", training="4", agreed=("0", "4")), []),
    (
        "4 hours of training agreed, and 4:01",
        sheet("0", training="4:01", agreed=("0", "4")),
        [TRAINED_ABOVE],
    ),
    (
        "no training agreed, and 0:01",
        sheet("0", training="0:01", agreed=TWELVE_PAID),
        [TRAINED_ABOVE],
    ),
    (
        "fewer paid hours do not make up for it",
        sheet("0", training="5", agreed=("9", "4")),
        [TRAINED_ABOVE],
    ),
    (
        "both are more than agreed",
        sheet("9", training="1", agreed=("6", "0")),
        [TRAINED_ABOVE, PAID_ABOVE],
    ),
    # --- before the start, after the end ---
    ("hours on the first day", sheet("3", start_on=MONDAY), []),
    ("hours on the day before the start", sheet("3", start_on=TUESDAY), [OUTSIDE]),
    ("nothing on the day before the start", sheet("0", "3", start_on=TUESDAY), []),
    ("trained before the start", sheet("0", training="1", start_on=TUESDAY), [OUTSIDE]),
    (
        "paid though away, before the start",
        away(Absence.SICK, paid="1", start_on=TUESDAY),
        [OUTSIDE],
    ),
    ("away before the start", away(Absence.SICK, start_on=TUESDAY), []),
    ("hours on the last day", sheet("3", ended_on=MONDAY), []),
    ("hours on the day after the end", sheet("3", "3", ended_on=MONDAY), [OUTSIDE]),
    ("hours on two days after the end", sheet("3", "3", ended_on=SUNDAY), [OUTSIDE, OUTSIDE]),
    # --- after the training ---
    ("trained on the last day of it", sheet("0", training="1", training_ends=MONDAY), []),
    (
        "trained on the day after it",
        sheet("0", training="1", training_ends=SUNDAY),
        [TRAINING_OVER],
    ),
    ("paid on the day after it", sheet("3", training_ends=SUNDAY), []),
    ("trained, and it has no end", sheet("0", training="1", training_ends=None), []),
    (
        "trained after the end of the small job",
        sheet("0", training="1", training_ends=SUNDAY, ended_on=SUNDAY),
        [OUTSIDE],
    ),
    # --- public holidays ---
    ("hours on a public holiday", sheet("3", off={MONDAY: "Helligdag"}), [ON_HOLIDAY]),
    ("trained on a public holiday", sheet("0", training="1", off={MONDAY: "X"}), [ON_HOLIDAY]),
    ("hours on the day after one", sheet("0", "3", off={MONDAY: "Helligdag"}), []),
    ("late on a public holiday", away(Absence.LATE, "3", off={MONDAY: "Helligdag"}), [ON_HOLIDAY]),
    ("away on one, yet hours", away(Absence.HOLIDAY, "3", off={MONDAY: "X"}), [WORD_WANTED]),
    (
        "away on one, hours and a word",
        away(Absence.HOLIDAY, "3", note="Vi havde åbent", off={MONDAY: "X"}),
        [],
    ),
    # --- several at once ---
    (
        "everything at once",
        sheet(
            "24:01",
            *["13:01"] * 6,
            training="9",
            agreed=("12", "4"),
            start_on=TUESDAY,
            training_ends=SUNDAY,
            off={TUESDAY: "Helligdag"},
            away=(Absence.SICK, "", "0"),
        ),
        [
            OVER_24,
            OUTSIDE,
            WORD_WANTED,
            TRAINED_ABOVE,
            PAID_ABOVE,
            SHORT_REST,
            ON_HOLIDAY,
            *[SHORT_REST] * 5,
            OVER_48,
            NO_DAY_OFF,
        ],
    ),
]
