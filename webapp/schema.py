"""Every table of the app, imported in one place so that the metadata is whole."""

from sqlmodel import SQLModel

from .accounts import models as accounts
from .history import Move
from .links import models as links
from .mails import models as mails
from .payroll import models as payroll
from .reminders import models as reminders
from .smalljobs import models as smalljobs
from .splits import models as splits
from .support import models as support
from .tasks import models as tasks
from .timesheets import models as timesheets

__all__ = [
    "Move",
    "accounts",
    "links",
    "mails",
    "metadata",
    "payroll",
    "reminders",
    "smalljobs",
    "splits",
    "support",
    "tasks",
    "timesheets",
]

metadata = SQLModel.metadata
