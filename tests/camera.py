"""Photos as phones and others send them, drawn by us, and as they are kept."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import PIL.Image
import PIL.ImageDraw

from webapp.tasks import pictures
from webapp.tasks.models import Photo, Task

AT = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)


def drawn(width: int, height: int, colour: str = "teal", mode: str = "RGB") -> PIL.Image.Image:
    """One colour, with a red square in the upper left corner."""
    picture = PIL.Image.new(mode, (width, height), colour)
    side = min(width, height) // 4
    PIL.ImageDraw.Draw(picture).rectangle((0, 0, side, side), fill="red")
    return picture


def written(picture: PIL.Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    """The file of a picture."""
    file = BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def jpeg(colour: str = "teal", width: int = 64, height: int = 48, **options: Any) -> bytes:
    return written(drawn(width, height, colour), **options)


def seen(content: bytes) -> PIL.Image.Image:
    """The picture in a file, looked at as it stands there."""
    picture = PIL.Image.open(BytesIO(content))
    picture.load()
    return picture


def photo(task: Task, position: int = 0, colour: str = "teal", **values: Any) -> Photo:
    """A row with a photo that the task's author added."""
    kept = vars(pictures.shrink(jpeg(colour)))
    belongs = {"task_id": task.id, "added_by": task.created_by, "position": position, "at": AT}
    return Photo(**belongs | kept | values)
