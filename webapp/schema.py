"""Every table of the app, imported in one place so that the metadata is whole."""

from sqlmodel import SQLModel

from .accounts import models as accounts
from .history import Move
from .mails import models as mails
from .smalljobs import models as smalljobs
from .splits import models as splits
from .tasks import models as tasks
from .timesheets import models as timesheets

__all__ = ["Move", "accounts", "mails", "metadata", "smalljobs", "splits", "tasks", "timesheets"]

metadata = SQLModel.metadata
