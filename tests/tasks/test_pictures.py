"""Photos become small, upright and silent; what is no photo is said to be none."""

import struct
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from typing import Any

import PIL.Image
import PIL.ImageCms
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import camera
from webapp.tasks import pictures
from webapp.tasks.pictures import EMPTY, NO_PICTURE, Unreadable, shrink

# Pillow talks about broken files; what counts is what is made of them.
pytestmark = pytest.mark.filterwarnings("ignore")

ORIENTATION, MAKER, DESCRIPTION, GPS = 0x0112, 0x010F, 0x010E, 0x8825
WHITE, RED = (255, 255, 255), (255, 0, 0)


def near(result: Any, wanted: tuple[int, int, int]) -> bool:
    """Is it that colour, as far as a JPEG keeps one?"""
    return all(abs(a - b) < 40 for a, b in zip(result, wanted, strict=True))


def refused(sent: bytes) -> str:
    with pytest.raises(Unreadable) as error:
        shrink(sent)
    return error.value.message.id


# --- size ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "kept", "small"),
    [
        ((4032, 3024), (1600, 1200), (320, 240)),
        ((3024, 4032), (1200, 1600), (240, 320)),
        ((1601, 1000), (1600, 999), (320, 200)),
        ((1600, 1600), (1600, 1600), (320, 320)),
        ((640, 480), (640, 480), (320, 240)),
        ((100, 50), (100, 50), (100, 50)),
        ((6000, 2), (1600, 1), (320, 1)),
        ((1, 1), (1, 1), (1, 1)),
    ],
)
def test_the_longer_side_is_at_most_1600_and_nothing_grows(
    sent: tuple[int, int], kept: tuple[int, int], small: tuple[int, int]
) -> None:
    image = shrink(camera.jpeg(width=sent[0], height=sent[1]))
    assert (image.width, image.height) == camera.seen(image.content).size == kept
    assert camera.seen(image.small).size == small


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "HEIF"])
def test_whatever_comes_a_plain_jpeg_is_kept(kind: str) -> None:
    image = shrink(camera.written(camera.drawn(80, 60), kind))
    for content in (image.content, image.small):
        result = camera.seen(content)
        assert (result.format, result.mode, result.info.get("progressive")) == ("JPEG", "RGB", 1)
        assert near(result.getpixel((70, 50)), (0, 128, 128)) and near(result.getpixel((5, 5)), RED)


def test_a_photo_of_twelve_megapixels_is_never_unpacked_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sizes, thumbnail = [], PIL.Image.Image.thumbnail

    def note(self: PIL.Image.Image, *options: Any, **more: Any) -> None:
        sizes.append(self.size)
        thumbnail(self, *options, **more)

    monkeypatch.setattr(PIL.Image.Image, "thumbnail", note)
    shrink(camera.jpeg(width=4032, height=3024))
    assert sizes == [(2016, 1512), (1600, 1200)]


def test_the_digest_is_that_of_what_was_sent() -> None:
    sent = camera.jpeg()
    assert shrink(sent).digest == sha256(sent).hexdigest() == shrink(sent).digest
    assert shrink(camera.jpeg("olive")).digest != shrink(sent).digest


# --- upright -------------------------------------------------------------------------------

# Where the square from the upper left is seen, by what the camera says of how it was held.
CORNERS = {1: "ul", 2: "ur", 3: "lr", 4: "ll", 5: "ul", 6: "ur", 7: "lr", 8: "ll"}


def red_corner(picture: PIL.Image.Image) -> str:
    width, height = picture.size
    places = {"ul": (5, 5), "ur": (width - 6, 5), "ll": (5, height - 6)}
    places["lr"] = (width - 6, height - 6)
    (result,) = [name for name, at in places.items() if near(picture.getpixel(at), RED)]
    return result


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("held", CORNERS)
def test_a_photo_stands_upright_however_the_phone_was_held(held: int, kind: str) -> None:
    exif = PIL.Image.Exif()
    exif[ORIENTATION] = held
    image = shrink(camera.written(camera.drawn(200, 120), kind, exif=exif))
    assert (image.width > image.height) is (held < 5)
    assert red_corner(camera.seen(image.content)) == CORNERS[held]
    assert red_corner(camera.seen(image.small)) == CORNERS[held]


def test_a_large_photo_is_turned_too() -> None:
    exif = PIL.Image.Exif()
    exif[ORIENTATION] = 6
    image = shrink(camera.jpeg(width=4032, height=3024, exif=exif))
    assert (image.width, image.height) == (1200, 1600)


@pytest.mark.parametrize("noted", [b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0" + b"\x00" * 40])
def test_notes_of_the_camera_that_are_broken_do_no_harm(noted: bytes) -> None:
    assert shrink(camera.jpeg(exif=noted)).width == 64


# --- silent --------------------------------------------------------------------------------

SECRETS = (b"Havnegade", b"Fairphone", b"GPS", b"ICC_PROFILE", b"Nordkraft", b"second picture")


def telling() -> bytes:
    """A photo that says where it was taken, with what, of what, and in which colours."""
    exif = PIL.Image.Exif()
    exif[MAKER], exif[DESCRIPTION] = "Fairphone", "Havnegade 8"
    exif.get_ifd(GPS)[1], exif.get_ifd(GPS)[2] = "N", (55.0, 23.0, 44.0)
    return camera.jpeg(
        width=2000,
        height=1000,
        exif=exif,
        xmp=b"<x:xmpmeta>Havnegade GPS xmp</x:xmpmeta>",
        comment=b"Nordkraft",
        icc_profile=PIL.ImageCms.ImageCmsProfile(PIL.ImageCms.createProfile("sRGB")).tobytes(),
        dpi=(300, 300),
    )


def segments(content: bytes) -> Iterator[int]:
    """The markers of a JPEG up to its first pixels."""
    at = 2
    while content[at + 1] != 0xDA:
        yield content[at + 1]
        at += 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]


def test_nothing_is_told_beside_what_one_sees() -> None:
    sent = telling() + b"\xff\xd8 a second picture behind the first"
    assert [word for word in SECRETS if word not in sent] == []
    image = shrink(sent)
    for content in (image.content, image.small):
        result = camera.seen(content)
        assert not result.getexif() and set(result.info) <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "progressive",
            "progression",
        }
        # tables, the size, and the JFIF mark without a density: no APP1 and on, no comment
        assert set(segments(content)) <= {0xE0, 0xDB, 0xC2, 0xC4}
        assert not [word for word in SECRETS if word in content]
        assert content.endswith(b"\xff\xd9")


def test_words_in_a_png_are_gone() -> None:
    values = PIL.Image.Exif()
    values[DESCRIPTION] = "Havnegade 8"
    sent = camera.written(camera.drawn(50, 50), "PNG", exif=values)
    assert b"Havnegade" in sent and b"Havnegade" not in shrink(sent).content


# --- other kinds of pictures ---------------------------------------------------------------


def seen_through(mode: str) -> PIL.Image.Image:
    """Blue on the left, nothing on the right."""
    picture = PIL.Image.new("RGBA", (80, 40), (0, 0, 0, 0))
    picture.paste((0, 0, 255, 255), (0, 0, 40, 40))
    return picture.quantize(8) if mode == "P" else picture.convert(mode)


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("RGBA", "PNG"), ("LA", "PNG"), ("P", "PNG"), ("RGBA", "GIF"), ("RGBA", "WEBP")],
)
def test_where_one_sees_through_there_is_white(mode: str, kind: str) -> None:
    result = camera.seen(shrink(camera.written(seen_through(mode), kind)).content)
    assert near(result.getpixel((70, 20)), WHITE)
    assert not near(result.getpixel((10, 20)), WHITE)


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_grey_and_printed_pictures_are_shown(mode: str) -> None:
    image = shrink(camera.written(camera.drawn(64, 48).convert(mode)))
    assert camera.seen(image.content).mode == "RGB"


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "MPO"])
def test_of_moving_pictures_the_first_one_is_kept(kind: str) -> None:
    frames = [camera.drawn(64, 48, colour) for colour in ("teal", "yellow", "white")]
    sent = camera.written(frames[0], kind, save_all=True, append_images=frames[1:])
    result = camera.seen(shrink(sent).content)
    assert getattr(result, "n_frames", 1) == 1
    assert near(result.getpixel((60, 40)), (0, 128, 128))


# --- what is no photo ----------------------------------------------------------------------

NO_PHOTOS = {
    "words": b"this is not a photo",
    "a page": b"<!doctype html><script>alert(1)</script>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "a program": b"MZ" + bytes(500),
    "zeros": bytes(5000),
    "only the beginning": b"\xff\xd8\xff\xe0",
    "bmp": camera.written(camera.drawn(9, 9), "BMP"),
    "tiff": camera.written(camera.drawn(9, 9), "TIFF"),
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    "heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(400),
}


@pytest.mark.parametrize("what", NO_PHOTOS)
def test_what_is_no_photo_is_said_to_be_none(what: str) -> None:
    assert refused(NO_PHOTOS[what]) == NO_PICTURE.id


def test_an_empty_file_is_said_to_be_empty() -> None:
    assert refused(b"") == EMPTY.id


KINDS = {kind: camera.written(camera.drawn(64, 48), kind) for kind in ("JPEG", "PNG", "GIF")}
KINDS["WEBP"] = camera.written(camera.drawn(64, 48), "WEBP", lossless=True)


@pytest.mark.parametrize("kind", KINDS)
def test_half_a_photo_is_none(kind: str) -> None:
    assert refused(KINDS[kind][: len(KINDS[kind]) // 2]) == NO_PICTURE.id


@given(st.sampled_from(sorted(KINDS)), st.data())
def test_a_broken_photo_is_shown_or_refused_and_nothing_else(kind: str, data: Any) -> None:
    sent = bytearray(KINDS[kind])
    for _ in range(data.draw(st.integers(1, 8))):
        sent[data.draw(st.integers(0, len(sent) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Unreadable):
        image = shrink(bytes(sent[: data.draw(st.integers(1, len(sent)))]))
        assert max(image.width, image.height) <= pictures.LARGE
