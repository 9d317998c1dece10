"""Drawings for the section Books."""

from itertools import pairwise

from standfirst.screens.demo.art.canvas import Canvas, polar, steps, swell
from standfirst.screens.demo.art.catalogue import Room
from standfirst.screens.demo.art.figures import block, open_book, stars
from standfirst.screens.demo.art.palette import (
    CREAM,
    EMBER,
    INK,
    MIST,
    MOSS,
    OLIVE,
    PINE,
    RED,
    ROSE,
    SNOW,
    STRAW,
    TEAL,
    UMBER,
)

ROOM = Room()

COAST = (
    "M240 0C330 40 372 110 366 176 363 206 352 220 362 246 374 274 404 298 396 318 390 332 366 332 362 344"
    " 359 354 376 360 374 372 372 382 358 384 360 394 362 404 376 410 370 428 360 456 318 452 292 456"
    " 270 462 262 500 280 610"
)


@ROOM.picture("every-map-is-an-argument")
def map_profiles(c: Canvas) -> None:
    c.ground(CREAM)
    for x in range(40, 1200, 80):
        c.line([(x, 0), (x, 800)], "#cdbf9f", 3)
    for y in range(40, 800, 80):
        c.line([(0, y), (1200, y)], "#cdbf9f", 3)
    for mirror, land, contour in ((False, TEAL, "#4d8085"), (True, RED, "#dd8370")):
        with c.placed(1200 if mirror else 0, 0, mirror=mirror):
            _map_head(c, land, contour)
    c.line([(600, 0), (600, 800)], INK, 6)
    for y in (240, 400, 560):
        c.disc(600, y, 12, INK)


def _map_head(c: Canvas, land: str, contour: str) -> None:
    """A profile on the left of the sheet with the same profile inside it as contour lines."""
    with c.placed(scale=4 / 3):
        c.shape(f"{COAST}H-20V-20Z", land)
        for i in range(1, 6):
            with c.placed(-48 * i, 4 * i):
                c.stroke(COAST, contour, 2.4)
        c.disc(286, 214, 13, CREAM)


@ROOM.picture("the-novelist-who-indexed-her-own-life")
def card_index(c: Canvas) -> None:
    oak, shade = "#a8703a", "#7d4d22"
    c.ground("#3f5f86")
    c.disc(210, 180, 78, ROSE)
    c.polygon([(1220, -60), (1220, 830), (430, 700), (430, 230)], oak)
    c.polygon([(430, 230), (430, 700), (396, 690), (396, 250)], shade)
    columns = (430, 540, 668, 822, 1006, 1230)
    for row in range(6):
        for i, (x0, x1) in enumerate(pairwise(columns)):
            corners = [_on_wall(x0 + 8, row + 0.08), _on_wall(x1 - 8, row + 0.08)]
            corners += [_on_wall(x1 - 8, row + 0.92), _on_wall(x0 + 8, row + 0.92)]
            pulled = (row, i) in {(2, 1), (4, 2), (1, 3), (3, 0)}
            c.polygon(corners, shade if pulled else "#bd844a")
            x, y = _on_wall((x0 + x1) / 2, row + 0.5)
            size = (x1 - x0) / 120
            if pulled:
                c.polygon(
                    [
                        (x - 44 * size, y - 16),
                        (x + 40 * size, y - 24),
                        (x + 40 * size, y + 40),
                        (x - 44 * size, y + 40),
                    ],
                    CREAM,
                )
                c.line([(x - 30 * size, y + 6), (x + 26 * size, y + 2)], RED, 5 * size)
            else:
                c.rect(x - 26 * size, y - 14 * size, 52 * size, 20 * size, CREAM)
                c.disc(x, y + 18 * size, 6 * size, INK)
    c.polygon([(0, 700), (430, 690), (1220, 800), (1220, 830), (0, 830)], "#263c58")
    _walking_woman(c, 300, 770)


def _on_wall(x: float, row: float) -> tuple[float, float]:
    """A point of the wall of drawers, which grows towards the right; there are six rows."""
    share = (x - 430) / 790
    top, foot = 230 - 290 * share, 700 + 130 * share
    return x, top + (foot - top) * row / 6


def _walking_woman(c: Canvas, x: float, y: float) -> None:
    with c.placed(x, y, scale=2.5):
        c.line([(-4, -52), (-22, 0)], INK, 9, cap="round")
        c.line([(4, -52), (24, -2)], INK, 9, cap="round")
        c.shape("M-14-112C-24-80-34-50-36-34H34C30-50 20-80 14-112Z", RED)
        c.line([(8, -104), (30, -70)], RED, 11, cap="round")
        c.rect(24, -78, 26, 18, CREAM)
        c.oval(0, -130, 14, 16, "#d79b77")
        c.shape("M-16-116C-26-150 14-158 16-134 4-142-4-136-6-116Z", INK)
        c.disc(-18, -138, 9, INK)


@ROOM.picture("against-the-second-edition")
def second_edition(c: Canvas) -> None:
    c.ground("#d8a832")
    with c.inset(0.78):
        c.rect(-200, 650, 1600, 350, "#b98a1f")
        _upright_book(c, 210, 650, mouth=14)
        _upright_book(c, 780, 650, mouth=0)
        coat, lapel = "#6b4226", "#4a2c1a"
        for mirror in (False, True):
            with c.placed(865, 0, mirror=mirror):
                c.line([(170, 350), (232, 470), (254, 650)], lapel, 118)
                c.line([(164, 340), (222, 470), (242, 640)], coat, 112)
                c.oval(244, 644, 56, 18, INK)
                c.shape("M40 250C110 262 180 280 226 330 240 440 262 600 290 730H24L54 500Z", coat)
                c.polygon(
                    [(36, 236), (96, 256), (150, 350), (108, 372), (120, 410), (40, 520), (64, 400)], lapel
                )
                c.rect(110, 560, 96, 16, lapel)
        for y in (560, 620, 680):
            c.disc(918, y, 12, STRAW)


def _upright_book(c: Canvas, x: float, y: float, *, mouth: float) -> None:
    """A book standing a little open, seen from the front, the foot of its cover 40 to the left of the point."""
    c.polygon([(x + 200, y - 520), (x + 250, y - 480), (x + 250, y - 10), (x + 200, y)], CREAM)
    for dx in (12, 25, 38):
        c.line([(x + 200 + dx, y - 510 + dx * 0.8), (x + 200 + dx, y - 6)], "#c9b98f", 3)
    c.rect(x - 40, y - 530, 250, 530, TEAL)
    c.rect(x - 40, y - 530, 34, 530, "#0a3239")
    c.rect(x + 22, y - 500, 136, 90, CREAM)
    for i, rule in enumerate((96, 64)):
        c.rect(x + 90 - rule / 2, y - 480 + i * 28, rule, 9, RED if i else INK)
    for side in (-1, 1):
        c.disc(x + 90 + 26 * side, y - 340, 10, CREAM)
    c.curve([(x + 70, y - 302), (x + 90, y - 302 + mouth), (x + 110, y - 302)], CREAM, 7)


@ROOM.picture("letters-on-marginalia")
def snowplough(c: Canvas) -> None:
    c.ground("#3a6ea5")
    with c.placed(700, 400, turn=-6):
        c.rect(-430, -470, 900, 960, CREAM)
        c.line([(-170, -470), (-170, 490)], ROSE, 5)
        for i, y in enumerate(steps(-360, 420, 17)):
            c.rect(-120, y, 520 - (180 if i % 6 == 5 else c.random.randint(0, 40)), 12, "#a7a295")
        for y in (90, 170, 250, 330, 410):
            c.curve(swell(-390, -210 - c.random.randint(0, 50), y, 15, 4, phase=y), RED, 9, cap="round")
        for y in (-360, -290, -220, -150):
            c.curve(swell(-390, -250, y, 10, 3, phase=y), "#f0d3c2", 7, cap="round")
        _plough(c, -290, -40)


def _plough(c: Canvas, x: float, y: float) -> None:
    """An eraser that drives down the margin with a heap of rubbings before it."""
    pink, shade = "#ef9aa2", "#c96c78"
    with c.placed(x, y, turn=4, scale=1.3):
        for _ in range(26):
            spread, drop = c.random.randint(-130, 130), c.random.randint(74, 130)
            c.disc(
                spread,
                drop - abs(spread) * 0.25,
                c.random.randint(8, 22),
                c.random.choice((pink, shade, RED)),
            )
        c.polygon([(-100, -150), (100, -150), (100, -40), (-100, -40)], TEAL)
        c.rect(-100, -120, 200, 18, CREAM)
        c.rect(-100, -40, 200, 80, pink)
        c.polygon([(-100, 40), (100, 40), (140, 86), (-140, 86)], shade)
        for side in (-1, 1):
            c.disc(60 * side, -6, 14, STRAW)
        c.disc(0, -166, 20, EMBER)


@ROOM.picture("the-dictionary-of-words-that-failed")
def book_of_graves(c: Canvas) -> None:
    c.ground(OLIVE)
    c.disc(600, 330, 290, MOSS)
    open_book(c, 600, 740, 1040, page=CREAM, cover=INK, lines="#cfc2a4")
    stones = [
        (190, 540, 1.0),
        (300, 610, 1.35),
        (410, 520, 0.95),
        (490, 640, 1.45),
        (700, 630, 1.4),
        (790, 520, 1.0),
        (900, 610, 1.3),
        (1010, 530, 1.0),
    ]
    for i, (x, y, scale) in enumerate(sorted(stones, key=lambda stone: stone[1])):
        with c.placed(x, y, scale=scale, turn=(i * 5) % 11 - 5):
            c.oval(10, 2, 46, 9, "#c3b592")
            c.shape("M-34 0V-76A34 34 0 0 1 34-76V0Z", "#8f9490")
            c.shape("M14 0V-104A34 34 0 0 1 34-76V0Z", "#6e7370")
            for rise, rule in ((70, 34), (52, 22)):
                c.rect(-16, -rise, rule, 7, CREAM)
    c.curve([(600, 700), (612, 590), (590, 470), (604, 380)], PINE, 10)
    for degrees in range(0, 360, 72):
        c.disc(*polar(604, 340, 38, degrees), 42, RED)
    c.disc(604, 340, 24, INK)


@ROOM.picture("a-library-with-a-curfew")
def curfew(c: Canvas) -> None:
    c.ground("#22265a")
    stars(c, count=50, below=380, inks=("#6f76b8", CREAM))
    c.disc(960, 170, 92, "#f3e7bd")
    c.disc(920, 150, 84, "#22265a")
    c.polygon([(140, 270), (600, 90), (1060, 270)], INK)
    c.rect(170, 290, 860, 520, INK)
    c.rect(140, 262, 920, 34, "#2b2d33")
    for x in steps(250, 950, 5):
        for y in (350, 560):
            lit = x == 600 and y == 350
            c.shape(
                f"M{x - 44} {y + 140}V{y + 40}A44 44 0 0 1 {x + 44} {y + 40}V{y + 140}Z",
                STRAW if lit else "#2b2f52",
            )
            c.line([(x, y), (x, y + 140)], INK, 6)
            c.line([(x - 44, y + 70), (x + 44, y + 70)], INK, 6)
    for i, height in enumerate((44, 58, 38, 52)):
        c.rect(562 + i * 18 + (8 if i > 1 else 0), 488 - height, 13, height, (RED, TEAL, UMBER, TEAL)[i])
    foot, top = (430, 800), (588, 480)
    for shift in (-26, 26):
        c.line([(foot[0] + shift, foot[1]), (top[0] + shift, top[1])], CREAM, 11)
    for share in steps(0.06, 0.94, 9):
        middle, rung = foot[0] + (top[0] - foot[0]) * share, foot[1] + (top[1] - foot[1]) * share
        c.line([(middle - 28, rung), (middle + 28, rung)], CREAM, 9)
    c.rect(0, 784, 1200, 20, "#171a3c")
    block(c, 1060, 790, 150, 190, wall="#171a3c", glow=STRAW, lit=0.1)
    block(c, -20, 790, 150, 240, wall="#171a3c", glow=STRAW, lit=0.1)


@ROOM.picture("the-translators-silence")
def two_balloons(c: Canvas) -> None:
    petrol = "#11566b"
    c.ground("#f3dcc0")
    c.polygon([(250, 560), (330, 600), (170, 730)], EMBER)
    c.polygon([(950, 560), (870, 600), (1030, 730)], petrol)
    c.disc(430, 370, 300, EMBER)
    c.disc(770, 370, 300, petrol)
    with c.within("M430 70A300 300 0 0 1 430 670 300 300 0 0 1 430 70Z"):
        c.disc(770, 370, 300, SNOW)
    for x in (208, 292, 876, 960):
        for i, y in enumerate((270, 370, 470)):
            c.disc(x + 18 * (i % 2), y, 25, INK)


@ROOM.picture("on-leaving-things-out")
def short_ribbon(c: Canvas) -> None:
    c.ground("#cfe0c3")
    folds = [(1240, 130), (900, 90), (860, 210), (1100, 270), (1060, 380), (820, 400), (700, 400), (590, 400)]
    c.curve(folds, "#b7a98a", 104)
    c.curve(folds, CREAM, 92)
    c.curve(folds, "#a7a295", 12, dash="44 14 20 14 64 14")
    c.rect(150, 354, 330, 92, CREAM)
    for i, y in enumerate((376, 396, 416)):
        c.rect(176, y, 270 - 80 * (i == 2), 9, "#a7a295")
    for x, y, turn in ((270, 590, 20), (390, 680, -30), (180, 700, 50), (960, 640, 12), (1080, 590, -40)):
        c.box(x, y, 84, 40, CREAM, turn=turn)
        c.box(x, y, 54, 7, "#a7a295", turn=turn)
    for lean in (-1, 1):
        with c.placed(540, 480, turn=14 * lean):
            c.polygon([(-15, 30), (15, 30), (10 * lean, -390)], INK)
            c.line([(0, 10), (lean * -24, 110)], INK, 30)
    for lean in (-1, 1):
        with c.placed(540 + lean * 92, 660, turn=-lean * 16):
            c.oval(0, 0, 66, 92, RED)
            c.oval(0, 0, 38, 62, "#cfe0c3")
    c.disc(540, 480, 15, MIST)
