"""What history says of each move, by the noun of the thing and the action. Pure.

A word reads on after a name: "Mette Lund: took the task". `old` and `new` are what was corrected.
"""

from .messages import N_

MOVE_NAMES: dict[str, dict[str, str]] = {
    "task": {
        "submit": N_("sent the task"),
        "take": N_("took the task"),
        "park": N_("put the task aside"),
        "take_up": N_("took the task up again"),
        "use": N_("made a small job of the task"),
        "hand_over": N_("gave the task to a colleague"),
        "inherit": N_("left the company, and gave the task to a colleague"),
        "photo": N_("added photos of the task"),
        "photo_removed": N_("removed a photo of the task"),
    },
    "split": {
        "begin": N_("began a plan"),
        "submit": N_("sent the plan"),
        "ask_changes": N_("asked for changes in the plan"),
        "approve": N_("approved the plan"),
        "next_version": N_("began the next version of the plan"),
        "supersede": N_("replaced the plan by a later one"),
        "counter": N_("answered with a plan of their own"),
        "discard": N_("threw a draft of the plan away"),
        "withdraw": N_("took the plan back"),
    },
    "small_job": {
        "plan": N_("planned the small job"),
        "start": N_("started the small job"),
        "pause": N_("paused the small job"),
        "plan_pause": N_("planned a pause: %(old)s to %(new)s"),
        "change_pause": N_("changed a pause: %(old)s to %(new)s"),
        "drop_pause": N_("took a pause back: %(old)s to %(new)s"),
        "resume": N_("resumed the small job"),
        "end": N_("ended the small job"),
        "undo_end": N_("undid the end of the small job"),
        "tick": N_("ticked the checklist"),
        "follow": N_("let the small job follow a new version of the plan"),
        "confirm_grown": N_("confirmed that it has grown beyond a small job"),
        "set_week": N_("changed the usual week"),
        "rename": N_("corrected the first name from %(old)s to %(new)s"),
        "hold_pay": N_("kept the pay out of the participant's copy"),
        "release_pay": N_("released the pay to the participant's copy"),
        "copy_made": N_("made an address where the participant sees the hours"),
        "copy_renewed": N_("made a new address where the participant sees the hours"),
        "copy_revoked": N_("closed the address where the participant sees the hours"),
        "ask": N_("asked to be called"),
        "called": N_("has called"),
    },
    "staff": {
        "add": N_("let them in"),
        "pause": N_("noted that they are on leave"),
        "remove": N_("noted that they no longer work here"),
        "restore": N_("let them back in"),
    },
    "user": {
        "calendar_made": N_("made an address for their calendar"),
        "calendar_renewed": N_("made a new address for their calendar"),
        "calendar_revoked": N_("closed the address for their calendar"),
        "change_email": N_("changed their e-mail address"),
    },
    "timesheet": {
        "submit": N_("sent the week"),
        "return": N_("sent the week back"),
        "approve": N_("approved the week"),
        "withdraw": N_("took the week back"),
        "correct": N_("began a correction of the week"),
        "drop": N_("threw the correction away"),
        "ask": N_("asked to be called"),
        "called": N_("has called"),
    },
    "company": {
        "rename": N_("changed the company's name from “%(old)s” to “%(new)s”"),
    },
    "workplace": {
        "add": N_("added the place “%(new)s”"),
        "rename": N_("changed the place from “%(old)s” to “%(new)s”"),
        "p_number": N_("changed the P-number from %(old)s to %(new)s"),
        "full_time": N_("changed the number of full-time employees from %(old)s to %(new)s"),
        "municipality": N_("changed the municipality from %(old)s to %(new)s"),
    },
}
# What stands there where nothing was.
_OPEN = N_("further notice")
NOTHING = {
    "plan_pause": _OPEN,
    "change_pause": _OPEN,
    "drop_pause": _OPEN,
    "p_number": N_("none"),
    "full_time": N_("unknown"),
}
