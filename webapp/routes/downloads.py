"""What is kept or printed and not shown as a page: files under a name, and the fonts of a PDF."""

from io import BytesIO
from pathlib import Path

from flask import Response, current_app, send_file


def attachment(content: bytes, name: str) -> Response:
    """Something to be kept, under a name that every system can write."""
    plain_name = "".join(letter for letter in name if letter.isalnum() or letter in " .-–'")
    response = send_file(BytesIO(content), as_attachment=True, download_name=plain_name)
    response.headers["Cache-Control"] = "no-store"
    return response


def fonts_folder() -> Path:
    """The folder with our own fonts."""
    return Path(current_app.extensions["assets"].directory, "vendor/plex")
