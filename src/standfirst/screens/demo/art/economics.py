"""Drawings for the section Economics."""

from itertools import pairwise

from standfirst.screens.demo.art.canvas import Canvas, Point, polar, steps, swell
from standfirst.screens.demo.art.catalogue import Room
from standfirst.screens.demo.art.figures import bird, block, chair, rain, walker
from standfirst.screens.demo.art.palette import (
    BRICK,
    CREAM,
    EMBER,
    GOLD,
    INK,
    MOSS,
    OLIVE,
    PINE,
    RED,
    SAND,
    SNOW,
    STRAW,
    UMBER,
)

ROOM = Room()


@ROOM.picture("the-bank-that-lends-in-rain")
def umbrella(c: Canvas) -> None:
    c.ground(GOLD)
    heights = (120, 80, 173, 53, 227, 147, 93, 280, 200, 333, 253, 400)
    rain(c, CREAM, 17, gap=98, length=104, lean=0.33)
    c.polygon([(345, 320), (828, 320), (690, 800), (190, 800)], GOLD)
    for i, height in enumerate(heights):
        c.rect(i * 100, 800 - height, 101, height, RED if i in (0, 3, 6, 9) else INK)
    c.stroke("M580 90V66M580 330V534A43 43 0 0 1 494 534", INK, 19)
    c.wedge(580, 334, 244, (180, 360), INK)
    c.shape("M500 334A80 244 0 0 1 660 334Z", RED)


@ROOM.picture("the-heat-tax")
def heat(c: Canvas) -> None:
    c.ground(RED)
    for radius, fill in zip((560, 440, 325, 210, 110), ("#dd5a26", EMBER, GOLD, STRAW, CREAM), strict=True):
        c.disc(600, 400, radius, fill)
    behind = [(200, 330), (150, 420), (230, 300), (170, 250), (190, 360), (260, 440)]
    _street(c, behind, "#a84a3c", "#a84a3c")
    near = [
        (120, 250),
        (80, 330),
        (146, 186),
        (94, 260),
        (160, 136),
        (80, 220),
        (134, 286),
        (106, 180),
        (160, 246),
        (120, 326),
    ]
    _street(c, near, "#2a1512", GOLD)


def _street(c: Canvas, sizes: list[tuple[int, int]], wall: str, glow: str) -> None:
    """Blocks side by side along the foot of the sheet."""
    x = 0
    for width, height in sizes:
        block(c, x, 800, width + 1, height, wall=wall, glow=glow)
        x += width


@ROOM.picture("what-a-country-owes-itself")
def own_debt(c: Canvas) -> None:
    skin = "#b97c5e"
    c.ground(OLIVE)
    c.disc(600, 400, 372, MOSS)
    c.bow(600, 440, 250, (24, 156), INK, width=128)
    c.bow(600, 440, 250, (156, 236), skin, width=88)
    c.bow(600, 440, 250, (-56, 24), skin, width=88)
    for start in (148, 24):
        c.bow(600, 440, 250, (start, start + 8), CREAM, width=142)
    for i, (x, y) in enumerate([(640, 240), (628, 272), (600, 296), (560, 312)]):
        c.line([(470 + i * 8, 226 + i * 26), (x, y)], skin, 38, cap="round")
    c.line([(450, 240), (488, 150)], skin, 36, cap="round")
    c.disc(588, 160, 84, "#b07d16")
    c.disc(588, 150, 84, GOLD)
    c.ring(588, 150, 60, CREAM, 9)
    for i, (x, y) in enumerate([(616, 92), (636, 122), (644, 156)]):
        c.line([(744 - i * 4, 196 + i * 26), (x, y)], skin, 36, cap="round")
    c.line([(740, 260), (664, 206)], skin, 38, cap="round")


@ROOM.picture("the-port-that-chose-to-be-small")
def small_port(c: Canvas) -> None:
    c.ground("#bfe0dc")
    c.disc(900, 150, 66, CREAM)
    c.shape("M-20 800V610C240 600 330 380 60 330L-20 320Z", SAND)
    c.shape(
        "M1220 800V250C1120 260 1010 300 1060 420 1110 540 1010 640 760 690 620 720 560 800 560 830Z", SAND
    )
    c.shape(
        "M1220 800V290C1140 300 1060 330 1096 420 1146 540 1050 670 790 726 690 750 640 790 620 830Z",
        "#c4a06c",
    )
    for y, x0, x1 in ((420, 420, 700), (470, 560, 900), (540, 330, 520), (610, 480, 640), (360, 640, 860)):
        c.curve(swell(x0, x1, y, 7, 3), SNOW, 5)
    with c.placed(800, 620):
        for x in (-34, 34):
            c.line([(x, 80), (x * 0.5, -120)], RED, 12)
        c.line([(-28, 50), (24, -40)], RED, 7)
        c.line([(28, 50), (-24, -40)], RED, 7)
        c.line([(90, -110), (-230, -170)], RED, 14)
        c.rect(-26, -160, 52, 44, INK)
        c.rect(60, -122, 50, 40, INK)
        c.line([(-200, -164), (-200, -20)], INK, 4)
        c.box(-200, -2, 54, 38, GOLD)
    c.polygon([(540, 690), (690, 690), (664, 734), (566, 734)], INK)
    c.rect(572, 656, 46, 36, CREAM)
    c.line([(640, 690), (640, 610)], INK, 5)
    for x, y, span in ((330, 170, 60), (420, 220, 44), (270, 240, 36)):
        bird(c, x, y, span)


@ROOM.picture("night-trains-and-the-countries-that-remember-them")
def night_train(c: Canvas) -> None:
    c.ground("#1b2440")
    c.disc(880, 200, 122, "#f0dfae")
    for x, y, r in ((850, 180, 20), (915, 230, 14), (900, 160, 10)):
        c.disc(x, y, r, "#dcc78f")
    c.ridge([(0, 440), (213, 253), (360, 400), (533, 200), (746, 440), (920, 320), (1200, 506)], "#2f3d63")
    c.ridge([(0, 560), (280, 440), (560, 573), (853, 466), (1200, 600)], "#0f1526")
    edges = (-60, 220, 464, 662, 830, 972, 1090)
    for i, (near, far) in enumerate(pairwise(edges)):
        _carriage(c, near + 8, far - 4, first=i == 0)
    for drop in (0, 74):
        c.line([(-30, 776 + drop), (1130, 516 + drop * 0.08)], CREAM, 5)


def _carriage(c: Canvas, near: float, far: float, *, first: bool) -> None:
    """One carriage of a train that runs away to the right."""

    def at(x: float, share: float) -> Point:
        """A point of the train's side: 0 at the roof, 1 at the wheels."""
        roof, sill = 500 - x * 0.062, 726 - x * 0.195
        return x, roof + (sill - roof) * share

    c.polygon([at(near, 0), at(far, 0), at(far, 1), at(near, 1)], RED)
    c.polygon([at(near, 0.86), at(far, 0.86), at(far, 1), at(near, 1)], BRICK)
    width = (far - near) / 3
    for i in range(3):
        left, right = near + width * (i + 0.2), near + width * (i + 0.8)
        fill = GOLD if (i + first) % 2 else CREAM
        c.polygon([at(left, 0.22), at(right, 0.22), at(right, 0.62), at(left, 0.62)], fill)


@ROOM.picture("a-wage-for-waiting")
def waiting_wage(c: Canvas) -> None:
    c.ground("#d6a02a")
    c.rect(0, 560, 1200, 240, CREAM)
    c.rect(0, 546, 1200, 16, "#b37f14")
    c.disc(600, 200, 96, CREAM)
    c.ring(600, 200, 96, PINE, 12)
    c.line([(600, 140), (600, 200), (644, 226)], PINE, 11)
    for x in steps(130, 1070, 5):
        chair(c, x, 690, 300, PINE)
        c.disc(x + 10, 484, 46, "#8f6410")
        c.disc(x + 4, 484, 46, STRAW)
        c.ring(x + 4, 484, 30, "#8f6410", 6)
        c.polygon([(x - 80, 690), (x + 90, 690), (x + 130, 716), (x - 40, 716)], "#ddcfb4")


@ROOM.picture("rice-futures-fall-as-the-monsoon-arrives")
def paddies(c: Canvas) -> None:
    c.ground(CREAM)
    c.disc(930, 190, 92, "#e3d1a6")
    greens = ("#2f5d3a", "#5d8c42", "#9bb85a")
    levels = (170, 250, 222, 330, 400, 372, 470, 560, 640)
    for i, y in enumerate(levels):
        left = i * 120
        fill = greens[i % 3]
        c.shape(f"M{left} 830V{y + 20}Q{left} {y} {left + 20} {y}H1220V830Z", CREAM)
        c.shape(f"M{left} 830V{y + 34}Q{left} {y + 14} {left + 20} {y + 14}H1220V830Z", fill)
        for x in range(left + 34, left + 124, 26):
            c.line([(x, y + 14), (x - 6, y - 14)], greens[0], 5)
            c.line([(x, y + 14), (x + 8, y - 10)], greens[1], 5)
    rain(c, "#6f8794", 8, gap=80, length=92, lean=0.42)
    walker(c, 420, 334, scale=1.15, coat=RED, skin=UMBER)
    c.polygon([(366, 246), (420, 208), (474, 246)], GOLD)


@ROOM.picture("what-a-dollar-a-tonne-does-to-bread")
def dear_bread(c: Canvas) -> None:
    c.ground("#2f5f8a")
    c.rect(0, 600, 1200, 200, "#244c70")
    crust, crumb, silver = "#a9652c", "#f3e3c3", "#cfd6d8"
    with c.inset(0.74):
        c.oval(500, 640, 440, 34, "#244c70")
        c.shape("M720 230H330C80 230 60 400 60 430 60 500 90 630 330 630H720Z", crust)
        for x in steps(250, 610, 4):
            c.curve([(x, 262), (x + 34, 300), (x + 50, 360)], "#7d451a", 22, cap="round")
        c.oval(720, 430, 104, 200, crust)
        c.oval(722, 430, 84, 176, crumb)
        for x, y, r in (
            (700, 330, 10),
            (750, 380, 14),
            (700, 450, 9),
            (740, 510, 12),
            (720, 560, 7),
            (690, 400, 6),
        ):
            c.oval(x, y, r * 0.7, r, "#e0c694")
        with c.placed(980, 446, turn=10):
            c.oval(22, 0, 116, 200, "#7c868c")
            c.oval(0, 0, 116, 200, silver)
            c.oval(0, 0, 92, 166, "#b3bdc1")
            for degrees in range(0, 360, 24):
                across, down = polar(0, 0, 1, degrees)
                c.disc(across * 104, down * 183, 5, "#7c868c")
            for lean in (-36, 0, 36):
                c.line([(0, 110), (lean, -70)], CREAM, 8)
                for dy in (-80, -46, -12):
                    c.oval(lean * (0.5 - dy / 160), dy, 12, 22, CREAM, turn=lean / 2)


@ROOM.picture("the-factory-that-makes-one-screw")
def screw(c: Canvas) -> None:
    c.ground(CREAM)
    smoke = ("#d9cdb8", "#e3d8c4")
    for x, y in ((200, 180), (990, 130), (320, 330), (1110, 320)):
        for i in range(4):
            c.disc(x + i * 44, y - (i % 2) * 26, 54 - i * 7, smoke[i % 2])
    for x, top, wide in ((150, 260, 54), (270, 400, 46), (940, 220, 54), (1060, 390, 46)):
        c.polygon([(x, 800), (x + 6, top), (x + wide - 6, top), (x + wide, 800)], BRICK)
        c.rect(x + 4, top + 30, wide - 8, 22, CREAM)
    for i in range(4):
        left = i * 110 - 20
        c.polygon([(left, 800), (left, 560), (left + 110, 500), (left + 110, 800)], INK)
        right = 780 + i * 110
        c.polygon([(right, 800), (right, 560), (right + 110, 500), (right + 110, 800)], INK)
    for x in (*range(20, 330, 110), *range(820, 1200, 110)):
        c.rect(x, 620, 50, 60, GOLD)
        c.rect(x, 720, 50, 60, GOLD)
    steel, shade = "#5f86a3", "#3f6480"
    c.shape("M400 150Q400 40 600 40 800 40 800 150Z", steel)
    c.rect(400, 140, 400, 46, shade)
    c.rect(578, 40, 44, 66, INK)
    c.rect(510, 186, 180, 640, steel)
    c.rect(600, 186, 90, 640, shade)
    for y in range(270, 830, 64):
        c.polygon([(480, y + 40), (480, y + 20), (720, y - 16), (720, y + 4)], INK)
        c.polygon([(480, y + 20), (510, y - 8), (690, y - 36), (720, y - 16)], SNOW)
    c.polygon([(440, 800), (440, 744), (760, 744), (760, 800)], INK)
