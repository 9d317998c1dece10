"""Drawings for the story of the strait."""

from standfirst.screens.demo.art.canvas import Canvas, Point, polar, smooth, steps, straight, swell
from standfirst.screens.demo.art.catalogue import Room
from standfirst.screens.demo.art.figures import contours, ship, walker
from standfirst.screens.demo.art.palette import (
    CREAM,
    GOLD,
    INK,
    MIST,
    RED,
    ROSE,
    SNOW,
    TEAL,
    UMBER,
)

ROOM = Room()
WEST_SHORE: list[Point] = [
    (640, -20), (602, 110), (636, 190), (590, 285), (480, 350), (452, 440), (470, 540), (420, 650), (375, 730), (340, 830),
]  # fmt: skip
EAST_SHORE: list[Point] = [
    (886, -20), (862, 90), (818, 170), (820, 270), (752, 380), (742, 480), (722, 590), (688, 680), (656, 760), (630, 830),
]  # fmt: skip


@ROOM.picture("the-strait-nobody-owns")
def strait(c: Canvas) -> None:
    c.ground(CREAM)
    c.disc(596, 452, 330, GOLD)
    c.rings(596, 452, (60, 115, 180, 250), CREAM, 5)
    c.curve([(800, -20), (740, 220), (640, 400), (590, 590), (510, 820)], INK, 3, dash="4 16")
    freighters = [
        (752, 86, 193, 1.3, INK),
        (712, 262, 207, 1, RED),
        (604, 640, 16, 1.25, INK),
        (498, 752, 22, 0.9, RED),
    ]
    for x, y, turn, scale, hull in freighters:
        ship(c, x, y, scale=scale, turn=turn, hull=hull, mark=RED if hull == INK else INK)
    c.shape(f"{smooth(WEST_SHORE)}L-20 830L-20 -20Z", TEAL)
    contours(c, WEST_SHORE, "#2c6a70", 2, gap=-62, count=9)
    contours(c, WEST_SHORE, MIST, 3, gap=-186, count=3)
    c.shape(f"{smooth(EAST_SHORE)}L1220 830L1220 -20Z", INK)
    contours(c, EAST_SHORE, "#4a4742", 2, gap=62, count=9)
    contours(c, EAST_SHORE, GOLD, 3, gap=186, count=3)
    stations = [(455, 432), (743, 478)]
    c.line(stations, RED, 6)
    for x, y in stations:
        c.disc(x, y, 17, RED)
    c.disc(599, 455, 10, INK)


@ROOM.picture("the-strait-nobody-owns-2")
def cutter(c: Canvas) -> None:
    c.ground(CREAM)
    c.disc(250, 250, 120, GOLD)
    c.polygon([(560, -20), (1220, -20), (1220, 700), (700, 700), (650, 420)], INK)
    c.polygon([(655, 450), (1220, 450), (1220, 560), (676, 560)], RED)
    c.line([(600, 120), (1220, 120)], "#4a4742", 4)
    c.line([(628, 280), (1220, 280)], "#4a4742", 4)
    for i, y in enumerate(steps(590, 680, 4)):
        c.rect(760, y, 36 if i % 2 else 60, 7, CREAM)
    c.disc(860, 40, 34, CREAM)
    c.disc(860, 40, 17, INK)
    c.line([(860, 40), (890, 240), (900, 420)], "#4a4742", 10)
    c.below(swell(-20, 1220, 660, 16, 4), "#2c6a70")
    c.polygon([(170, 600), (590, 600), (540, 690), (220, 690)], TEAL)
    c.rect(176, 600, 410, 16, RED)
    c.polygon([(270, 600), (290, 505), (440, 505), (470, 600)], SNOW)
    for x in (305, 358, 411):
        c.rect(x, 525, 36, 34, INK)
    c.line([(365, 505), (365, 400)], INK, 8)
    c.line([(330, 440), (400, 440)], INK, 6)
    c.polygon([(365, 400), (425, 416), (365, 434)], RED)
    walker(c, 525, 602, scale=0.85, coat=GOLD, skin=UMBER, hat=RED)
    for i, y in enumerate((690, 730, 775)):
        c.below(swell(-20, 1220, y, 12, 5 + i, phase=i * 1.4), (TEAL, "#0b3b42", "#082e34")[i])


@ROOM.picture("the-strait-nobody-owns-3")
def radio_room(c: Canvas) -> None:
    c.ground(TEAL)
    c.rect(120, 50, 960, 330, CREAM)
    c.rect(144, 74, 912, 282, "#dfe7dd")
    with c.within(straight([(144, 74), (1056, 74), (1056, 356), (144, 356)], closed=True)):
        c.disc(830, 236, 78, GOLD)
        for i, y in enumerate((236, 280, 322)):
            c.rect(144, y, 912, 60, (MIST, "#4f808c", "#2c6a70")[i])
        c.polygon([(300, 246), (520, 246), (496, 276), (330, 276)], INK)
        c.rect(440, 214, 46, 34, INK)
    c.rect(590, 50, 20, 330, CREAM)
    c.rect(60, 400, 1080, 420, INK)
    c.disc(600, 600, 214, CREAM)
    for i, degrees in enumerate(steps(-210, 30, 25)):
        inner = 158 if i % 4 == 0 else 178
        c.line([polar(600, 600, inner, degrees), polar(600, 600, 200, degrees)], INK, 7 if i % 4 == 0 else 4)
    c.disc(600, 600, 132, GOLD)
    c.line([polar(600, 600, 40, -70), polar(600, 600, 196, -70)], RED, 9)
    for x in (180, 260):
        c.disc(x, 480, 22, RED if x == 180 else "#4a4742")
    for slit in steps(560, 740, 7):
        c.rect(140, slit, 190, 9, "#4a4742")
    _reaching_hand(c, 690, 640)


def _reaching_hand(c: Canvas, x: float, y: float) -> None:
    """A hand that comes in from the lower right and holds the rim of a knob."""
    skin = "#c98a63"
    c.polygon([(x + 210, y + 40), (x + 330, y - 70), (1220, y + 90), (1220, y + 330)], "#2c6a70")
    c.line([(x + 204, y + 54), (x + 338, y - 80)], CREAM, 30)
    c.blob([(x, y - 50), (x + 90, y - 96), (x + 300, y - 40), (x + 220, y + 60), (x + 80, y + 40)], skin)
    for i, (dx, dy) in enumerate([(-52, -92), (-78, -44), (-72, 4)]):
        c.line([(x + 60, y - 60 + i * 34), (x + dx, y + dy)], skin, 40, cap="round")
        c.disc(x + dx - 4, y + dy, 9, ROSE)
    c.line([(x + 110, y + 30), (x - 10, y + 70)], skin, 42, cap="round")


@ROOM.picture("the-strait-nobody-owns-4")
def typescript(c: Canvas) -> None:
    c.ground("#dfe7dd")
    coast = [(-40, 90), (200, 200), (340, 120), (560, 260), (800, 150), (980, 330), (1240, 240)]
    c.shape(f"{smooth(coast)}L1240 -20L-40 -20Z", TEAL)
    for i in range(1, 9):
        with c.placed(0, 66 * i):
            c.curve(coast, TEAL if i % 3 else RED, 3 if i % 3 else 4, dash="" if i % 3 else "18 12")
    with c.placed(600, 420, turn=-7):
        c.rect(-262, -352, 540, 760, "#a9bdb4")
        c.rect(-280, -370, 540, 760, CREAM)
        c.rect(-210, -310, 220, 16, INK)
        for i, y in enumerate(steps(-250, 300, 20)):
            short = (i % 6 == 5) * 180 + c.random.randint(0, 50)
            c.rect(-210, y, 400 - short, 9, "#8f897c")
        c.line([(-40, -104), (150, -104)], RED, 7)
        c.curve([(-216, 70), (-246, 100), (-246, 160), (-216, 190)], RED, 7)
    c.ring(745, 560, 104, "#9a6a3c", 20)
    c.ring(745, 560, 88, "#c79a68", 5)
    c.disc(862, 640, 12, "#9a6a3c")
    c.disc(890, 616, 6, "#9a6a3c")
