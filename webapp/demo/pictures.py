"""Pictures of the work, drawn: what companies photograph. No people, and nothing to read.

Each scene is drawn twice as large as it is shown and then halved, so that its edges are calm.
"""

from collections.abc import Callable, Sequence
from functools import cache
from io import BytesIO

import PIL.Image
import PIL.ImageDraw

from ..tasks.pictures import Image, shrink

TWICE = 2
WALL, FLOOR, LINE = "#dfe5e4", "#c3c7c4", "#a4aaa9"
STEEL, DARK, LIGHT = "#5f7486", "#3d4a55", "#f3f5f4"
CRATE, CRATE_DARK, CRATE_IN = "#3f8f8b", "#2f6f6c", "#255653"
BOARD, BOARD_DARK, BOARD_LIGHT = "#c79a62", "#a67c49", "#d9b485"
YELLOW, YELLOW_DARK = "#e0a526", "#b98417"
FRUIT = ("#b8483f", "#7f9a3d", "#d08a35")

Point = tuple[float, float]


class Sheet:
    """A drawing surface whose units are the pixels of the finished picture."""

    def __init__(self, width: int, height: int, ground: str) -> None:
        self.size = (width, height)
        self._sheet = PIL.Image.new("RGB", (width * TWICE, height * TWICE), ground)
        self._draw = PIL.ImageDraw.Draw(self._sheet)

    def shape(self, points: Sequence[Point], colour: str) -> None:
        self._draw.polygon([(x * TWICE, y * TWICE) for x, y in points], fill=colour)

    def box(self, left: float, top: float, width: float, height: float, colour: str) -> None:
        right, bottom = left + width, top + height
        self.shape([(left, top), (right, top), (right, bottom), (left, bottom)], colour)

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        corners = (x - radius, y - radius, x + radius, y + radius)
        self._draw.ellipse([corner * TWICE for corner in corners], fill=colour)

    def line(self, points: Sequence[Point], colour: str, width: float) -> None:
        twice = [(x * TWICE, y * TWICE) for x, y in points]
        self._draw.line(twice, fill=colour, width=round(width * TWICE), joint="curve")

    def png(self) -> bytes:
        written = BytesIO()
        self._sheet.reduce(TWICE).save(written, "PNG", compress_level=1)
        return written.getvalue()


# --- what the scenes are made of ---


def _crate(sheet: Sheet, x: float, y: float, width: float) -> None:
    """An empty plastic crate; (x, y) is the lower left corner of its front."""
    high, deep = width * 0.42, width * 0.16
    top = y - high
    back = [(x, top), (x + deep, top - deep), (x + width + deep, top - deep), (x + width, top)]
    sheet.shape(back, CRATE_IN)
    side = [(x + width, top), (x + width + deep, top - deep), (x + width + deep, y - deep)]
    sheet.shape([*side, (x + width, y)], CRATE_DARK)
    sheet.box(x, top, width, high, CRATE)
    sheet.box(x, top, width, high * 0.14, LIGHT if width > 200 else CRATE_DARK)
    slot = width / 9
    for row in range(2):
        for number in range(4):
            left = x + slot * (0.75 + 2 * number)
            sheet.box(left, top + high * (0.3 + 0.34 * row), slot * 1.3, high * 0.2, CRATE_IN)


def _stack(sheet: Sheet, x: float, y: float, width: float, count: int) -> None:
    """Crates on top of each other, not quite straight."""
    for number in range(count):
        aside = (0, 7, -5, 4, -8)[number % 5] * width / 200
        _crate(sheet, x + aside, y - number * width * 0.42, width)


def _pallet(sheet: Sheet, x: float, y: float, width: float) -> None:
    """Seen from the side; `y` is the ground it stands on."""
    high = width * 0.13
    sheet.box(x, y - high, width, high * 0.3, BOARD)
    for share in (0, 0.44, 0.88):
        sheet.box(x + width * share, y - high * 0.7, width * 0.12, high * 0.7, BOARD_DARK)


def _fruit(sheet: Sheet, x: float, y: float, width: float, colour: str) -> None:
    """A full box of fruit; `y` is what it stands on."""
    high = width * 0.36
    for number in range(5):
        sheet.disc(x + width * (0.12 + 0.19 * number), y - high, width * 0.11, colour)
    sheet.box(x, y - high, width, high, BOARD)
    sheet.box(x, y - high * 0.55, width, high * 0.12, BOARD_DARK)


def _rack(sheet: Sheet, x: float, y: float, width: float, shelves: int) -> None:
    """Shelves with boxes of fruit, seen from the front; `y` is the floor."""
    step = width * 0.62
    for shelf in range(shelves):
        ground = y - step * shelf - (8 if shelf else 0)
        for number in range(3):
            colour = FRUIT[(shelf + number) % len(FRUIT)]
            _fruit(sheet, x + width * (0.06 + 0.31 * number), ground, width * 0.26, colour)
        if shelf:
            sheet.box(x, y - step * shelf - 8, width, 14, STEEL)
    for side in (x - 6, x + width - 6):
        sheet.box(side, y - step * shelves, 12, step * shelves, DARK)


# --- the scenes ---


def aisle() -> Sheet:
    """Empty crates stand in the way of whoever comes with a truck: 1200 x 900."""
    sheet = Sheet(1200, 900, WALL)
    sheet.box(0, 0, 1200, 60, LIGHT)
    sheet.shape([(470, 430), (730, 430), (1200, 900), (0, 900)], FLOOR)
    for near, far in ((150, 505), (1050, 695)):
        sheet.line([(near, 900), (far, 432)], YELLOW, 9)
    sheet.box(520, 170, 160, 262, STEEL)
    sheet.box(532, 182, 136, 250, LIGHT)
    for number in range(5):
        sheet.box(532, 220 + number * 44, 136, 3, LINE)
    for mirrored in (False, True):
        _wall_of_racks(sheet, mirrored)
    _stack(sheet, 585, 520, 90, 3)
    _stack(sheet, 420, 640, 150, 2)
    _stack(sheet, 640, 700, 190, 4)
    _stack(sheet, 330, 850, 250, 3)
    _crate(sheet, 700, 870, 270)
    return sheet


def _wall_of_racks(sheet: Sheet, mirrored: bool) -> None:
    """Racks along the aisle, smaller the further away."""

    def at(x: float) -> float:
        return 1200 - x if mirrored else x

    for far, near in ((470, 400), (400, 300), (300, 160), (160, -40)):
        low_far, low_near = 430 + (470 - far), 430 + (470 - near)
        high_far, high_near = 230 - (470 - far) * 0.6, 230 - (470 - near) * 0.6
        edge = [(at(far), low_far), (at(near), low_near), (at(near), high_near)]
        sheet.shape([*edge, (at(far), high_far)], "#b9c3c4" if near % 200 else "#aeb9bb")
        for share in (0.0, 0.36, 0.7):
            _shelf(sheet, at, (far, near), share)
        sheet.line([(at(near), low_near), (at(near), high_near)], DARK, 5 + (470 - near) / 50)


def _shelf(
    sheet: Sheet, at: Callable[[float], float], ends: tuple[float, float], share: float
) -> None:
    """One shelf of a rack along the aisle, `share` of its height up, with what lies on it."""
    heights = [(430 + (470 - x), 230 - (470 - x) * 0.6) for x in ends]
    ground = [low - (low - high) * share for low, high in heights]
    tall = [(low - high) * 0.2 for low, high in heights]
    for number in range(2):
        points = []
        for where, top in ((0.1, 0), (0.9, 0), (0.9, 1), (0.1, 1)):
            along = (number + where) / 2
            x = ends[0] + (ends[1] - ends[0]) * along
            low = ground[0] + (ground[1] - ground[0]) * along
            points.append((at(x), low - top * (tall[0] + (tall[1] - tall[0]) * along)))
        sheet.shape(points, (BOARD, BOARD_LIGHT)[number])
        sheet.line(points[2:], FRUIT[int(share * 10 + number) % len(FRUIT)], 8)
    sheet.line([(at(x), y) for x, y in zip(ends, ground, strict=True)], STEEL, 7)


def truck() -> Sheet:
    """A small truck with a pallet on its forks, in front of the racks: 900 x 1200."""
    sheet = Sheet(900, 1200, WALL)
    sheet.box(0, 940, 900, 260, FLOOR)
    sheet.line([(0, 1075), (900, 1075)], YELLOW, 10)
    _rack(sheet, 40, 940, 380, 3)
    _rack(sheet, 480, 940, 380, 3)
    sheet.box(300, 330, 22, 740, DARK)
    sheet.box(350, 330, 22, 740, DARK)
    for number in range(4):
        sheet.box(300, 340 + number * 180, 72, 12, STEEL)
    sheet.box(286, 560, 30, 150, STEEL)
    sheet.box(60, 700, 250, 14, STEEL)
    _pallet(sheet, 50, 700, 240)
    for number in range(4):
        _fruit(sheet, 62 + 110 * (number % 2), 668 - 40 * (number // 2), 106, FRUIT[number % 3])
    _body(sheet)
    return sheet


def _body(sheet: Sheet) -> None:
    """The truck behind its mast: seat, wheel, roof."""
    sheet.line([(420, 860), (455, 560), (720, 560), (760, 800)], DARK, 20)
    sheet.box(440, 545, 300, 22, DARK)
    sheet.shape([(372, 900), (480, 870), (480, 830), (372, 830)], YELLOW_DARK)
    body = [(372, 1020), (372, 880), (560, 880), (600, 790), (790, 790), (820, 840), (820, 1020)]
    sheet.shape(body, YELLOW)
    sheet.box(372, 990, 448, 30, YELLOW_DARK)
    sheet.shape([(560, 800), (700, 800), (700, 770), (590, 770)], DARK)
    sheet.shape([(690, 790), (725, 790), (705, 660), (672, 664)], DARK)
    sheet.line([(430, 880), (490, 770)], DARK, 10)
    sheet.line([(460, 750), (520, 785)], DARK, 14)
    for x, radius in ((460, 66), (740, 58)):
        sheet.disc(x, 1020, radius, DARK)
        sheet.disc(x, 1020, radius * 0.45, LINE)


def cardboard() -> Sheet:
    """Flattened and unfolded boxes lie in front of a gate: 1200 x 900."""
    sheet = Sheet(1200, 900, WALL)
    sheet.box(0, 640, 1200, 260, FLOOR)
    sheet.box(230, 120, 740, 520, STEEL)
    for number in range(9):
        sheet.box(250, 140 + number * 56, 700, 50, LIGHT if number % 2 else "#e6eaea")
    for number in range(7):
        left = 320 + (0, 26, -14, 18, 6, -22, 12)[number]
        colour = (BOARD, BOARD_LIGHT, BOARD_DARK)[number % 3]
        sheet.box(left, 800 - number * 24, 430, 20, colour)
    for left, top, wide in ((120, 560, 250), (760, 600, 230), (860, 430, 210), (560, 500, 180)):
        _open_box(sheet, left, top, wide)
    return sheet


def _open_box(sheet: Sheet, left: float, top: float, width: float) -> None:
    """An unfolded box that nobody has flattened: its inside, its front, and two flaps."""
    high, deep, right = width * 0.8, width * 0.24, left + width
    sheet.shape(
        [(left, top), (left + 24, top - deep), (right - 24, top - deep), (right, top)], BOARD_DARK
    )
    sheet.shape(
        [(left + 24, top - deep), (left, top), (left - 50, top - 12), (left - 20, top - deep)],
        BOARD_LIGHT,
    )
    sheet.shape(
        [(right - 24, top - deep), (right, top), (right + 50, top - 12), (right + 20, top - deep)],
        BOARD_LIGHT,
    )
    sheet.box(left, top, width, high, BOARD)
    sheet.shape(
        [(left, top), (right, top), (right - 12, top + 46), (left + 12, top + 46)], BOARD_LIGHT
    )


def trolley() -> Sheet:
    """A cleaning trolley waits in a corridor: 900 x 1200."""
    sheet = Sheet(900, 1200, LIGHT)
    sheet.shape([(330, 520), (570, 520), (900, 1200), (0, 1200)], FLOOR)
    sheet.shape([(0, 0), (330, 200), (330, 520), (0, 1200)], WALL)
    sheet.shape([(900, 0), (570, 200), (570, 520), (900, 1200)], WALL)
    sheet.box(330, 200, 240, 320, "#cfd8d8")
    sheet.box(400, 280, 100, 240, STEEL)
    for near, far in ((70, 190), (830, 710)):
        sheet.shape([(near, 1056), (far, 808), (far, 309), (near, 326)], "#b7c2c3")
    sheet.box(330, 760, 300, 18, DARK)
    sheet.box(330, 930, 300, 18, DARK)
    for left in (330, 612):
        sheet.box(left, 640, 18, 330, DARK)
        sheet.disc(left + 9, 990, 26, DARK)
    sheet.shape([(630, 660), (730, 660), (712, 950), (630, 950)], YELLOW)
    for left, colour in ((360, CRATE), (430, FRUIT[0]), (500, "#5b84b1")):
        sheet.box(left, 670, 46, 90, colour)
        sheet.box(left + 14, 646, 18, 26, DARK)
    sheet.shape([(360, 930), (590, 930), (572, 800), (378, 800)], "#5b84b1")
    sheet.line([(300, 420), (345, 950)], BOARD_DARK, 14)
    sheet.shape([(300, 950), (390, 950), (405, 1010), (285, 1010)], LIGHT)
    return sheet


SCENES: dict[str, Callable[[], Sheet]] = {
    "aisle": aisle,
    "truck": truck,
    "cardboard": cardboard,
    "trolley": trolley,
}


@cache
def photo(scene: str) -> Image:
    """A scene as it is kept once somebody has sent it. The same scene is always the same bytes."""
    return shrink(SCENES[scene]().png())
