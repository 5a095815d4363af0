"""What sending a form does, in words, and what its fields are called.

Every route that takes a form stands in one of the first two tables; a test walks the url map.
"""

from collections.abc import Mapping
from typing import Any

from ..messages import N_
from ..numbers import is_digits, whole_number
from ..smalljobs.forms import WEEKDAY_NAMES
from ..splits import forms as splits
from ..splits import rules as split_rules
from ..splits.part import FIELDS as PART_FIELDS
from ..tasks import rules as tasks
from ..timesheets import rules as timesheets
from ..timesheets.day import FIELDS as DAY_FIELDS
from ..timesheets.day import FieldKind

KEPT = N_("This keeps what you wrote. Nothing is sent.")

# Forms that may be repeated from the page that refused them, because they hold what somebody wrote
# about their own matter: by the button that was pressed, up to its first "-"; "" is any other one.
REPEATABLE: dict[str, dict[str, str]] = {
    "front.language": {"": N_("This changes the language.")},
    "sign_in.send_code": {"": N_("This sends a mail for signing in to the address.")},
    "companies.arrive": {"": N_("This tells who you are and where you work.")},
    "workplaces.add": {"": N_("This adds a workplace to your company.")},
    "people.set_time": {"": N_("This changes when your company is reminded of weeks.")},
    "workplaces.change": {"": N_("This changes a workplace of your company.")},
    "companies.rename": {"": N_("This changes the name of your company.")},
    "me.write": {"": N_("This changes your name and your number.")},
    "me.choose": {"": N_("This changes which mails you get.")},
    "tasks.write": {"send": N_("This sends the task, or the changes in it."), "": KEPT},
    "splits.write": {"send": N_("This sends the plan to the other side."), "": KEPT},
    "growth.propose": {"": N_("This begins a new version of the plan. Nothing is sent.")},
    "timesheets.write": {
        "send": N_("This sends the week."),
        "none": N_("This sends the week without hours."),
        "": KEPT,
    },
    "corrections.correct": {"": N_("This opens the approved week, to correct it.")},
    "payroll.choose": {"": N_("This changes the columns of your files for payroll.")},
    "payroll.number": {"": N_("This keeps the employee's number for payroll.")},
}
# What is decided where one sees what it is about: by the municipality, or who belongs to the
# company, or with one press. It is looked at again, and pressed there.
LOOKED_AT = frozenset(
    """
    sign_in.enter sign_in.follow sign_in.out demo.become
    me.ask_email me.change_email me.end_session me.end_others
    staff.add staff.pause staff.remove staff.restore staff.move_cases
    companies.choose companies.accept companies.decline
    people.invite people.withdraw people.confirm people.second people.remove people.restore
    tasks.submit tasks.discard tasks.take tasks.park tasks.take_up tasks.hand_over tasks.note
    photos.add photos.remove
    splits.begin splits.discard splits.withdraw splits.ask_changes splits.approve
    growth.confirm
    smalljobs.make smalljobs.write smalljobs.start
    pauses.add pauses.write pauses.drop pauses.resume pauses.end pauses.undo_end
    smalljobs.tick smalljobs.set_week smalljobs.rename
    copies.make copies.close calendars.make calendars.close
    agreements.hold_pay agreements.release_pay
    timesheets.return_ timesheets.approve due_weeks.send due_weeks.undo
    corrections.withdraw corrections.drop
    calls.done payroll.export
    """.split()
)
# These are about nobody's matter: it makes no difference whose page they stood on.
NOBODYS = frozenset(
    """
    front.language sign_in.send_code sign_in.enter sign_in.follow sign_in.out demo.become
    """.split()
)

# What only a page calls otherwise stands below.
LABELS: dict[str, str] = {item.name: item.label for item in (*PART_FIELDS, *DAY_FIELDS)} | {
    "absence": N_("Absence"),
    "absence_note": N_("A word on it (optional)"),
    "away": N_("With pay"),
    "because": N_("What needs correcting?"),
    "call_me": N_("Call me"),
    "category": N_("Trade"),
    "certificate": N_("Certificate or introduction needed?"),
    "change": N_("What is to change"),
    "code": N_("Code"),
    "columns": N_("Columns"),
    "comment": N_("What should be different?"),
    "company": N_("Company"),
    "contact": N_("Contact with people"),
    "counting": N_("Counting"),
    "cvr": N_("CVR number"),
    "differently": N_("Could it be done differently?"),
    "done_by": N_("Who does it today?"),
    "email": N_("E-mail address"),
    "first_name": N_("First name or initials"),
    "full_time": N_("Full-time employees"),
    "headline": N_("In a few words"),
    "instead": N_("What would they do instead?"),
    "kinds": N_("Mails you get"),
    "language": N_("Language"),
    "learnt": N_("What was learnt? (optional)"),
    "lifting": N_("Lifting"),
    "mark": N_("How far it has come"),
    "minutes": N_("Minutes each time"),
    "name": N_("Name"),
    "nearby": N_("Is somebody near?"),
    "note": N_("In your own words"),
    "p_number": N_("P-number"),
    "pace": N_("Pace"),
    "part_time_hours": N_("Hours a week of the others, together"),
    "per": N_("How often"),
    "phone": N_("Phone"),
    "reason": N_("Why"),
    "sameness": N_("Is it the same every time?"),
    "shares": N_("Hours of one activity"),
    "standing": N_("Standing"),
    "stops": N_("What comes to a stop? (optional)"),
    "surroundings": N_("Surroundings"),
    "text": N_("New note"),
    "time_of_day": N_("When on the day?"),
    "times": N_("Times"),
    "wage": N_("Kroner an hour"),
    "wage_basis": N_("Where is the figure from?"),
    "walk": N_("Answer from the walk-round"),
    "week": N_("Week"),
    "went": N_("How it went"),
    "workplace": N_("Where is the work done?"),
}

_CHOICES: dict[str, Mapping[Any, str]] = {
    **{item.name: item.choices for item in DAY_FIELDS if item.kind is FieldKind.CHOICE},
    "alone": splits.ALONE_NAMES,
    "category": tasks.CATEGORY_NAMES,
    "mark": timesheets.MARK_NAMES,
    "nearby": tasks.NEARBY_NAMES,
    "per": tasks.PER_NAMES,
    "sameness": tasks.SAMENESS_NAMES,
    "time_of_day": tasks.TIME_OF_DAY_NAMES,
    "wage_basis": split_rules.WAGE_BASIS_NAMES,
    "went": timesheets.WENT_NAMES,
    "worth_pay": splits.PAY_NAMES,
}
_TICKED = {"away": N_("Yes"), "call_me": N_("Yes")}


def choice(leaf: str, value: str) -> str:
    """The message id of what a choice is called on the page; nothing where it is no choice."""
    if leaf in _TICKED:
        return _TICKED[leaf]
    return next((name for key, name in _CHOICES.get(leaf, {}).items() if key == value), "")


def label(name: str) -> tuple[str, str, str]:
    """(weekday, number of the row, label) of a field, the first and last as message ids.

    `days-2-paid` is about Wednesday, `parts-0-goal` about the first row. The label is empty for
    fields that nobody writes: ids, versions, and the state of the page.
    """
    head, *tail = name.split("-")
    read = [whole_number(part, digits=3) for part in tail]
    numbers = [number for number in read if number is not None]
    words = [part for part in tail if not is_digits(part)]
    leaf = words[-1] if words else head
    leaf = "reason" if leaf.startswith("reason_") else leaf
    weekday = WEEKDAY_NAMES[numbers[0]] if head == "days" and numbers and numbers[0] < 7 else ""
    row = "" if weekday or not numbers else str(numbers[0] + 1)
    return weekday, row, LABELS.get(leaf, "")


def leaf_of(name: str) -> str:
    """The last word in a field's name: `activities-0-per` is a `per`."""
    return next((part for part in reversed(name.split("-")) if not is_digits(part)), name)
