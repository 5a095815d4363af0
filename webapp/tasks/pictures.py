"""Shrinking photos: bytes from a phone in, a plain JPEG without metadata out. Pure.

A photo carries where and when it was taken, by which phone, and often a second copy of itself.
Only the pixels are kept: they are painted onto an empty canvas and encoded again.
"""

import hashlib
import threading
from dataclasses import dataclass
from io import BytesIO

import PIL.Image
import PIL.ImageOps
import pillow_heif

from ..messages import Message

LARGE, SMALL = 1600, 320  # pixels of the longer side
QUALITY = 82
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "HEIF")
# The most pixels, by what a picture costs in memory: a JPEG as cameras write it is made smaller
# while it is read, a progressive one is collected first, and all others are unpacked whole. One of
# an iPhone has up to 24 million, without the colours' second copy that others need.
AS_READ, COLLECTED, UNPACKED = 110_000_000, 25_000_000, 16_000_000

EMPTY = Message("The file is empty. Choose the photo once more.")
NO_PICTURE = Message("We cannot read this as a photo. Send it as JPEG or PNG.")
TOO_LARGE = Message("The picture has too many pixels. Make it smaller on the phone first.")

# Sizes are judged here, before a picture is unpacked; Pillow's own limit would only warn.
PIL.Image.MAX_IMAGE_PIXELS = AS_READ


pillow_heif.register_heif_opener()

_UNPACKING = threading.Lock()  # a picture takes up to 210 MB of memory for a moment


class Unreadable(ValueError):
    """The upload is no usable photo. `message` says why, worded for the screen."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True)
class Image:
    """A photo as it is kept: two JPEGs, the size of the large one in pixels."""

    content: bytes
    small: bytes
    width: int
    height: int
    digest: str  # SHA-256 of what was sent, in hex


def shrink(sent: bytes) -> Image:
    """What is kept of the photo `sent`. Raises Unreadable. One at a time in this process."""
    if not sent:
        raise Unreadable(EMPTY)
    with _UNPACKING:
        return _shrink(sent)


def _shrink(sent: bytes) -> Image:
    try:
        sheet = _painted(sent)
    except Unreadable:
        raise
    except (PIL.Image.DecompressionBombError, MemoryError) as error:
        raise Unreadable(TOO_LARGE) from error
    except Exception as error:  # a broken file breaks Pillow in every way there is
        raise Unreadable(NO_PICTURE) from error
    content = _jpeg(sheet)
    width, height = sheet.size
    sheet.thumbnail((SMALL, SMALL))
    return Image(content, _jpeg(sheet), width, height, hashlib.sha256(sent).hexdigest())


def _painted(sent: bytes) -> PIL.Image.Image:
    """The first frame, upright, at most LARGE, on white, with nothing beside its pixels."""
    with PIL.Image.open(BytesIO(sent), formats=FORMATS) as opened:
        _refuse_too_large(opened)
        opened.draft(None, _fitting(opened.size))
        mode = "RGBA" if opened.has_transparency_data else "RGB"
        seen = opened if opened.mode == mode else opened.convert(mode)
        seen.thumbnail((LARGE, LARGE), PIL.Image.Resampling.LANCZOS, reducing_gap=3.0)
        seen = _upright(seen)
    sheet = PIL.Image.new("RGB", seen.size, "white")
    sheet.paste(seen, mask=seen if seen.mode == "RGBA" else None)
    return sheet


def _fitting(size: tuple[int, int]) -> tuple[int, int]:
    """Width and height in the same proportion, with a longer side of at most LARGE."""
    share = max(1.0, max(size) / LARGE)
    return max(1, int(size[0] / share)), max(1, int(size[1] / share))


def _refuse_too_large(opened: PIL.Image.Image) -> None:
    """Raise Unreadable for a picture that would fill the memory; only its head is read so far."""
    most = UNPACKED
    if opened.format in {"JPEG", "MPO"}:
        most = COLLECTED if opened.info.get("progressive") else AS_READ
    elif opened.format == "HEIF":
        most = COLLECTED
    if opened.width * opened.height > most:
        raise Unreadable(TOO_LARGE)


def _upright(seen: PIL.Image.Image) -> PIL.Image.Image:
    """Turned as the camera says it was held. Without a word of the camera it stays as it is."""
    try:
        return PIL.ImageOps.exif_transpose(seen)
    except Exception:  # what a camera notes beside a photo may be broken, and the photo good
        return seen


def _jpeg(sheet: PIL.Image.Image) -> bytes:
    written = BytesIO()
    sheet.save(written, "JPEG", quality=QUALITY, progressive=True, optimize=True)
    return written.getvalue()
