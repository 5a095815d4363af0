"""What would fill the memory is refused by its head; what is merely large is made small."""

import struct
import zlib
from typing import Any

import PIL.Image
import pytest

from tests import camera
from tests.tasks.test_pictures import refused
from webapp.tasks.pictures import NO_PICTURE, TOO_LARGE, shrink

# Pillow talks about broken files; what counts is what is made of them.
pytestmark = pytest.mark.filterwarnings("ignore")


def png_of(width: int, height: int) -> bytes:
    """A PNG that says it is so large, and holds almost nothing."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1000))
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", pixels), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def jpeg_of(width: int, height: int, **options: Any) -> bytes:
    """A JPEG whose head says that it is so large."""
    sent = camera.jpeg(**options)
    mark = b"\xff\xc2" if options.get("progressive") else b"\xff\xc0"
    at = sent.index(mark) + 5
    return sent[:at] + struct.pack(">HH", height, width) + sent[at + 4 :]


def heif_of(width: int, height: int) -> bytes:
    """A photo of an iPhone whose head says that it is so large."""
    sent = camera.written(camera.drawn(64, 64), "HEIF")
    at = sent.index(b"ispe") + 8
    return sent[:at] + struct.pack(">II", width, height) + sent[at + 8 :]


@pytest.mark.parametrize(
    "sent",
    [
        png_of(4001, 4000),
        png_of(60_000, 60_000),
        jpeg_of(11_001, 10_000),
        jpeg_of(65_000, 65_000),
        jpeg_of(5001, 5000, progressive=True),
        heif_of(5001, 5000),
    ],
)
def test_a_picture_that_would_fill_the_memory_is_refused_by_its_head(sent: bytes) -> None:
    assert refused(sent) == TOO_LARGE.id


def test_a_photo_of_24_million_pixels_from_an_iphone_is_looked_into() -> None:
    assert refused(heif_of(5712, 4284)) == NO_PICTURE.id  # that of this test holds fewer


def test_a_large_picture_of_one_colour_is_still_a_picture() -> None:
    image = shrink(camera.written(PIL.Image.new("1", (4000, 4000)), "PNG"))
    assert (image.width, image.height) == (1600, 1600)


def test_no_memory_left_is_no_fault_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise MemoryError

    monkeypatch.setattr(PIL.Image.Image, "thumbnail", full)
    assert refused(camera.jpeg()) == TOO_LARGE.id
