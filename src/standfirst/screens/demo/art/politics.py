"""Drawings for the section Politics."""

from standfirst.screens.demo.art.canvas import Canvas, Point, polar, smooth, steps, straight, swell
from standfirst.screens.demo.art.catalogue import Room
from standfirst.screens.demo.art.figures import envelope, tick
from standfirst.screens.demo.art.palette import (
    BRICK,
    CREAM,
    GOLD,
    INK,
    MIST,
    MOSS,
    NIGHT,
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


@ROOM.picture("a-vote-for-the-river")
def river_vote(c: Canvas) -> None:
    c.ground(OLIVE)
    for i, ink in enumerate(("#6b7d3c", "#7f8f4c", MOSS)):
        c.curve(swell(-20, 1220, 90 + i * 84, 40, 2, phase=0.6), ink, 13)
    bends: list[Point] = [
        (880, -40),
        (760, 120),
        (520, 210),
        (560, 330),
        (760, 400),
        (730, 500),
        (602, 560),
        (600, 620),
    ]
    c.stroke(smooth(bends), MIST, 122)
    c.curve(bends, CREAM, 6, dash="44 30")
    c.polygon([(294, 534), (906, 534), (1014, 614), (186, 614)], CREAM)
    c.rect(186, 614, 828, 200, ROSE)
    c.polygon([(470, 558), (730, 558), (748, 588), (452, 588)], INK)
    c.rect(539, 530, 122, 46, MIST)
    tick(c, 596, 712, 128, ink=RED, width=27)


@ROOM.picture("the-minister-for-waiting-rooms")
def waiting_room(c: Canvas) -> None:
    c.ground("#7fb3a2")
    c.polygon([(0, 800), (0, 700), (470, 520), (730, 520), (1200, 700), (1200, 800)], "#5c9383")
    c.rect(505, 190, 190, 330, CREAM)
    c.rect(525, 212, 150, 308, "#e3d1a6")
    c.disc(654, 372, 9, INK)
    c.disc(600, 98, 72, CREAM)
    c.ring(600, 98, 72, INK, 9)
    c.line([(600, 54), (600, 98), (630, 116)], INK, 8)
    places = [(415, 545, 0.62), (340, 590, 0.84), (240, 650, 1.12), (100, 735, 1.55)]
    for x, y, scale in places:
        _sitter(c, x, y, scale=scale, scarf="")
        _sitter(c, 1200 - x, y, scale=scale, scarf=RED if scale == 1.12 else "", mirror=True)


def _sitter(c: Canvas, x: float, y: float, *, scale: float, scarf: str, mirror: bool = False) -> None:
    """Somebody on a chair, turned to the right, with the chin up."""
    with c.placed(x, y, scale=scale, mirror=mirror):
        c.rect(-46, -6, 96, 10, CREAM)
        c.line([(-40, 80), (-40, -90)], CREAM, 9)
        c.line([(42, 80), (42, 0)], CREAM, 9)
        c.shape("M-34 0C-40-70-30-104 0-104 26-104 30-70 26-30L64-26V82H40V0Z", INK)
        with c.placed(4, -128, turn=-22):
            c.oval(0, 0, 24, 28, INK)
            c.polygon([(18, -8), (34, 6), (18, 10)], INK)
        if scarf:
            c.line([(-14, -100), (22, -94)], scarf, 18, cap="round")
            c.line([(-14, -98), (-34, -40)], scarf, 15, cap="round")


@ROOM.picture("why-the-quiet-party-won-the-loud-ones-seats")
def quiet_party(c: Canvas) -> None:
    yellow, shade = "#f2c530", "#d3a21c"
    c.ground("#8fc4d8")
    for x, y in ((180, 130), (980, 690)):
        c.rect(x - 110, y, 220, 40, SNOW, round=20)
        c.rect(x - 40, y - 30, 160, 40, SNOW, round=20)
    with c.placed(600, 410, turn=-12):
        c.rect(-500, -66, 130, 132, INK, round=18)
        c.polygon([(-390, -60), (-250, -80), (-250, 80), (-390, 60)], shade)
        c.polygon([(-260, -80), (210, -300), (210, 300), (-260, 80)], yellow)
        c.polygon([(-260, 20), (210, 90), (210, 300), (-260, 80)], shade)
        c.stroke("M-190 100V190H-110V70", INK, 26)
        c.oval(210, 0, 108, 306, INK)
        c.oval(222, 0, 84, 270, "#33302a")
    _small_bird(c, 846, 500)


def _small_bird(c: Canvas, x: float, y: float) -> None:
    with c.placed(x, y, scale=1.25):
        for dx in (-12, 12):
            c.line([(dx, 50), (dx, 92)], RED, 6)
        c.shape("M-104 40C-60 50-70-20-20-58 20-84 72-60 70-10 66 46 20 66-20 62-50 60-70 52-104 40Z", SNOW)
        c.shape("M-104 40C-60 50-64-6-34-30-10 6 10 30 40 36 6 66-20 62-30 62-60 58-80 50-104 40Z", INK)
        c.polygon([(64, -36), (112, -22), (66, -8)], RED)
        c.disc(38, -28, 8, INK)


@ROOM.picture("coalition-talks-in-varna-pause-for-a-fourth-night")
def round_table(c: Canvas) -> None:
    c.ground(NIGHT)
    c.rings(600, 400, steps(340, 900, 8), "#183450", 5)
    for i in range(12):
        degrees = i * 30 + 15 + c.random.randint(-5, 5)
        reach = 318 + c.random.randint(-12, 22) + 56 * (i in (2, 7, 8))
        x, y = polar(600, 400, reach, degrees)
        turn = degrees + 90 + c.random.randint(-16, 16)
        with c.placed(x, y, turn=turn):
            c.rect(-40, -34, 80, 72, RED, round=16)
            c.rect(-46, -52, 92, 22, BRICK, round=10)
    c.disc(600, 400, 252, "#4a2c1a")
    c.disc(600, 400, 236, "#6b4226")
    c.wedge(650, 340, 186, (0, 359.9), "#c98f3a")
    c.disc(650, 340, 118, STRAW)
    for degrees in range(0, 360, 45):
        x, y = polar(600, 400, 186, degrees + 10)
        c.box(x, y, 62, 46, CREAM, turn=degrees + c.random.randint(60, 130))
    c.disc(650, 340, 56, SNOW)
    c.disc(650, 340, 20, GOLD)
    for x, y in ((500, 470), (610, 530), (520, 330)):
        c.disc(x, y, 20, CREAM)
        c.disc(x, y, 13, "#3a2214")


@ROOM.picture("the-parliament-that-meets-by-post")
def postal_parliament(c: Canvas) -> None:
    c.ground(PINE)
    for row, radius in enumerate((640, 510, 380, 250)):
        c.wedge(600, 800, radius, (180, 360), "#6d1f33" if row % 2 else "#571628")
        c.bow(600, 800, radius - 8, (180, 360), "#8a2f45", width=10)
        count = 11 - 2 * row
        for i, degrees in enumerate(steps(188 + row * 3, 352 - row * 3, count)):
            x, y = polar(600, 800, radius - 66, degrees)
            envelope(
                c, x, y, 106 - row * 4, turn=degrees + 90, paper=CREAM, stamp=RED if (i + row) % 4 else GOLD
            )
    c.wedge(600, 800, 128, (180, 360), PINE)
    c.polygon([(540, 800), (552, 716), (648, 716), (660, 800)], GOLD)
    c.rect(536, 700, 128, 20, INK)


@ROOM.picture("how-to-lose-a-referendum-politely")
def polite_hands(c: Canvas) -> None:
    c.ground("#e9a9a6")
    c.polygon([(220, 380), (980, 380), (1060, 470), (140, 470)], SNOW)
    c.rect(140, 470, 920, 350, CREAM)
    c.polygon([(330, 408), (870, 408), (890, 442), (310, 442)], INK)
    tick(c, 380, 640, 120, ink="#2f7d4f", width=26)
    for lean in (-1, 1):
        c.line([(820 - 50 * lean, 590), (820 + 50 * lean, 690)], NIGHT, 26)
    left, right = "#f0c9ad", "#8d5a3f"
    with c.placed(600, 428, scale=1.32):
        _arm(c, sleeve=NIGHT, skin=left)
        _arm(c, sleeve="#2f7d4f", skin=right, mirror=True)
        for i, x in enumerate((-46, -14, 18, 50)):
            c.line([(x, i * 5 - 222), (x - 12, i * 4 - 138)], left if i % 2 == 0 else right, 30, cap="round")
        c.line([(-52, -212), (40, -232)], left, 32, cap="round")
    c.polygon([(310, 442), (302, 456), (898, 456), (890, 442)], SNOW)


def _arm(c: Canvas, *, sleeve: str, skin: str, mirror: bool = False) -> None:
    """A sleeve and a hand that rise out of a slot at the origin and reach across it."""
    with c.placed(mirror=mirror):
        c.polygon([(-220, 20), (-90, 20), (-124, -118), (-210, -138)], sleeve)
        c.line([(-216, -134), (-116, -116)], CREAM, 24)
        c.blob([(-196, -148), (-130, -228), (0, -234), (60, -188), (20, -128), (-124, -124)], skin)


@ROOM.picture("the-clerk-who-counts-silences")
def great_ear(c: Canvas) -> None:
    c.ground("#b9522f")
    c.disc(430, 400, 350, "#cf6a42")
    ear: list[Point] = [
        (330, 650),
        (250, 470),
        (250, 240),
        (420, 110),
        (610, 180),
        (640, 360),
        (540, 480),
        (500, 620),
        (420, 710),
    ]
    c.blob(ear, CREAM)
    for i, radius in enumerate((200, 152, 104)):
        c.bow(440, 330, radius * 0.86, (150 - i * 6, 384), "#d9b98a" if i else UMBER, width=20)
        for degrees in steps(172, 366, 11 - 2 * i):
            x, y = polar(440, 330, radius * 0.86 - 22, degrees)
            c.disc(x, y, 9, INK)
    c.blob([(400, 330), (440, 296), (486, 330), (470, 420), (420, 480), (396, 420)], INK)
    for row, y in enumerate((150, 330, 510)):
        for column in range(2):
            x = 730 + column * 210
            strokes = 5 if row + column < 3 else 3
            for i in range(min(strokes, 4)):
                c.line(
                    [(x + i * 36, y), (x + i * 36 + c.random.randint(-5, 5), y + 120)], INK, 14, cap="round"
                )
            if strokes == 5:
                c.line([(x - 24, y + 100), (x + 134, y + 22)], MIST, 14, cap="round")


@ROOM.picture("a-constitution-in-plain-words")
def plain_words(c: Canvas) -> None:
    stone, shade = "#b9b5aa", "#918d83"
    c.ground(TEAL)
    c.polygon([(130, 190), (600, 40), (1070, 190)], stone)
    c.polygon([(300, 172), (600, 76), (900, 172)], shade)
    c.rect(130, 190, 940, 52, CREAM)
    c.rect(90, 720, 1020, 34, CREAM)
    c.rect(50, 752, 1100, 60, stone)
    covers = (BRICK, CREAM, INK, GOLD, ROSE, BRICK, MIST, INK, CREAM)
    top = 242.0
    for cover in covers:
        height = (720 - 242) / len(covers)
        shift = c.random.randint(-22, 22)
        c.rect(240 + shift, top, 270, height - 3, cover)
        c.rect(240 + shift, top + 10, 46, height - 24, RED if cover == CREAM else CREAM)
        c.rect(440 + shift, top + height / 2 - 4, 44, 6, INK if cover != INK else GOLD)
        top += height
    c.polygon([(826, 242), (838, 242), (858, 720), (846, 720)], shade)
    c.polygon([(690, 242), (826, 242), (846, 720), (710, 720)], SNOW)
    for i, y in enumerate(steps(300, 600, 7)):
        slant = (y - 242) * 0.042
        c.line([(716 + slant, y), (716 + slant + (86 if i % 3 else 60), y)], shade, 8)
    c.line([(724, 660), (790, 652)], RED, 8)
    c.stroke(straight([(760, 652), (800, 640)]), RED, 8)
