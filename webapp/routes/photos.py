"""Photos of the work: sent from a phone, taken out, and shown to those who may see the task."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, Flask, Response, current_app, g, make_response, request, session
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from .. import clock, config, errors
from ..actor import COMPANY, Role
from ..messages import Message
from ..render import htmx, page, pieces, redirect_with_notice
from ..tasks import photos, pictures, policy, store
from ..tasks.models import Task
from ..tasks.rules import MOST_PHOTOS, Action
from .guard import EVERYBODY, commit_on_error, or_404, serves

bp = Blueprint("photos", __name__, url_prefix="/tasks/<uuid:task_id>/photos")

ADDERS = (Role.NEWCOMER, *COMPANY, Role.CONSULTANT)
# The pages that show photos, by what their form calls itself.
PAGES = {"edit": "tasks.edit", "show": "tasks.show"}
MOST_NAME = 40  # characters of a file's name that are shown

Problem = tuple[str, Message]  # the name of a file, or nothing, and the message


def init(app: Flask) -> None:
    """Let photos be sent, which are larger than any form. To be called before CSRFProtect."""
    app.jinja_env.globals["most_photos"] = MOST_PHOTOS

    @app.before_request
    def allow_more() -> None:
        request.max_content_length = _most()


def most(app: Flask, environ: dict[str, Any]) -> int:
    """How many bytes a request may bring, for the server, which asks before it receives them."""
    with app.request_context(environ):
        return _most()


def _most() -> int:
    """So much is only read from somebody who has signed in."""
    large = request.endpoint == "photos.add" and "signed_in" in session
    return config.MAX_PHOTOS if large else config.MAX_BODY


@bp.errorhandler(RequestEntityTooLarge)
def too_much(error: RequestEntityTooLarge) -> Response:
    """Say so beside the button; where a page was asked for, there is one that says it."""
    if not htmx:
        return errors.error_page(413)
    errors.recognise()
    say = Message("The photos are too large together. Add them a few at a time.")
    ui: Any = current_app.jinja_env.globals["ui"]
    macros = {"#photos-said": ui.photos_said(None, [("", say)])}
    return pieces("tasks/photos.html", {}, macros=macros, status=422)


@bp.get("")
@serves(*EVERYBODY)
def album(task_id: UUID) -> Response:
    return _page(_find(task_id))


@bp.post("")
@serves(*ADDERS)
def add(task_id: UUID) -> Response:
    photos.refuse(g.db, _find(task_id), by=g.actor, at=clock.now())
    g.db.rollback()  # nothing was written: nobody has to wait while photos are made small
    files = [file for file in request.files.getlist("photos") if file.filename]
    images, problems = _read(files)
    task = _find(task_id)
    new, over = photos.add(g.db, task, images, by=g.actor, at=clock.now())
    over += len(files) - len(images) - len(problems)
    if over:
        values = {"most": MOST_PHOTOS, "count": over}
        say = Message("There is room for %(most)s photos. Not kept: %(count)s.", values)
        problems.append(("", say))
    if not files:
        problems.append(("", Message("Choose a photo first.")))
    return _answer(task, _added(new) if new or not problems else None, problems)


def _read(files: Sequence[FileStorage]) -> tuple[list[pictures.Image], list[Problem]]:
    """What can be read, made small one at a time, and what cannot. It stops at six of either."""
    images: list[pictures.Image] = []
    problems: list[Problem] = []
    for file in files:
        if MOST_PHOTOS in {len(images), len(problems)}:
            break
        file.stream.seek(0)  # the guard may run the view a second time
        try:
            images.append(pictures.shrink(file.stream.read()))
        except pictures.Unreadable as error:
            problems.append((_shortened(file.filename or ""), error.message))
    return images, problems


def _shortened(name: str) -> str:
    """The end tells files apart: `…e-very-long-name-of-IMG_2034.HEIC`."""
    return name if len(name) <= MOST_NAME else f"…{name[1 - MOST_NAME :]}"


def _added(new: int) -> Message:
    if new == 0:
        return Message("The photo was here already.")
    if new == 1:
        return Message("The photo is added.")
    return Message("%(count)s photos are added.", {"count": new})


@bp.post("/<uuid:photo_id>/remove")
@serves(*ADDERS)
def remove(task_id: UUID, photo_id: UUID) -> Response:
    task = _find(task_id)
    photos.remove(g.db, task, photo_id, by=g.actor, at=clock.now())
    return _answer(task, Message("The photo is gone."), [])


@bp.get("/<uuid:photo_id>")
@serves(*EVERYBODY)
def show(task_id: UUID, photo_id: UUID) -> Response:
    return _jpeg(photos.jpeg(g.db, g.actor, task_id, photo_id), f"{photo_id}")


@bp.get("/<uuid:photo_id>/small")
@serves(*EVERYBODY)
def small(task_id: UUID, photo_id: UUID) -> Response:
    return _jpeg(photos.jpeg(g.db, g.actor, task_id, photo_id, small=True), f"{photo_id}-small")


def _jpeg(content: bytes | None, etag: str) -> Response:
    """A photo never changes, so a browser may keep it; but each time it asks before it shows it.

    Who has signed out, or may no longer see the task, does not see the photo either.
    """
    response = make_response(or_404(content))
    response.mimetype = "image/jpeg"
    response.headers["Content-Disposition"] = "inline"
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(etag)
    response.make_conditional(request)
    return response


def _answer(task: Task, said: Message | None, problems: list[Problem]) -> Response:
    """Where one sees it: the section itself for htmx, else the page that the form stood on."""
    if problems:
        commit_on_error()  # what could be read stays
        return _page(task, said=said, problems=problems, status=422)
    if htmx or said is None:
        return _page(task, said=said)
    endpoint = PAGES.get(request.form.get("from_page", ""), "photos.album")
    return redirect_with_notice(endpoint, said, task_id=task.id, _anchor="photos")


def _page(task: Task, *, status: int = 200, **values: Any) -> Response:
    return page(
        "tasks/photos.html",
        block="photos",
        status=status,
        task=task,
        photos=photos.of_task(g.db, g.actor, task.id),
        may_add=policy.why_not(g.actor, Action.PHOTO, task) is None,
        **values,
    )


def _find(task_id: UUID) -> Task:
    return or_404(store.get(g.db, g.actor, task_id))
