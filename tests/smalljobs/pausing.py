"""How a test lets a small job rest: by the form on its page."""

from tests.browser import Browser
from webapp.smalljobs.models import SmallJob


def pause(mette: Browser, job: SmallJob, **typed: str) -> int:
    """Press it as she would; from today on, where nothing else is typed. Returns the status."""
    mette.open(f"/smalljobs/{job.id}")
    return mette.press("Pause it", **{"reason": "Ferie."} | typed).status_code
