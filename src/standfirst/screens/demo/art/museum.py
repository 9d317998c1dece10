"""Drawings for the stories that hang in museums: the unfinished and the self-portraits."""

from standfirst.screens.demo.art.canvas import Canvas, steps, swell
from standfirst.screens.demo.art.catalogue import Room
from standfirst.screens.demo.art.figures import frame, walker
from standfirst.screens.demo.art.palette import (
    BRICK,
    CREAM,
    GOLD,
    INK,
    RED,
    ROSE,
    SNOW,
    STRAW,
    TAWNY,
    TEAL,
    UMBER,
)

ROOM = Room()

CANVAS = "#efe4cb"
PENCIL = "#8b8578"

HEAD = "M0-200C110-200 170-120 164-12 158 102 90 180 0 180-90 180-158 102-164-12-170-120-110-200 0-200Z"
HAIR = "M0-226C150-234 214-128 190 4 170-56 150-86 110-120 50-86-70-76-120-106-150-76-166-46-188 4-214-128-150-234 0-226Z"


@ROOM.picture("in-praise-of-the-unfinished")
def half_portrait(c: Canvas) -> None:
    c.ground(ROSE)
    c.rect(120, -20, 960, 840, CREAM)
    with c.within("M120 0H600V800H120Z"):
        c.rect(120, -20, 500, 840, TEAL)
        c.shape("M246 830C260 690 400 640 510 626V560H690V626C800 640 940 690 954 830Z", RED)
        c.shape("M502 560H698V648C664 690 536 690 502 648Z", "#b97c5e")
        with c.placed(600, 420, scale=1.32):
            c.shape(HEAD, TAWNY)
            c.shape(HAIR, INK)
            c.shape("M-112-10C-98-26-64-26-50-10-64 2-98 2-112-10Z", CREAM)
            c.disc(-80, -11, 11, INK)
            c.stroke("M-118-36C-98-52-66-52-46-40", INK, 9)
            c.shape("M-48 108C-30 98-12 98 0 102V122C-20 126-36 120-48 108Z", RED)
    with c.within("M600 0H1080V800H600Z"):
        c.stroke("M690 612V626C800 640 940 690 954 830M698 600C684 690 620 682 600 682", INK, 5)
        with c.placed(600, 420, scale=1.32):
            c.stroke(HEAD, INK, 3.6)
            c.stroke(HAIR, INK, 3.6)
            c.stroke("M112-10C98-26 64-26 50-10 64 2 98 2 112-10ZM118-36C98-52 66-52 46-40", INK, 3.6)
            c.stroke("M0 20C20 54 24 68 0 78M0 102C14 96 32 100 48 108 34 122 18 126 0 122", INK, 3.6)
            c.ring(80, -11, 10, INK, 3.6)
    c.line([(600, -10), (600, 810)], INK, 3, dash="3 13")
    for i, y in enumerate((146, 186, 226)):
        c.rect(860, y, 150 - i * 40, 16, ROSE)


@ROOM.picture("in-praise-of-the-unfinished-2")
def dry_harbour(c: Canvas) -> None:
    c.ground(CANVAS)
    c.rect(0, 0, 1200, 270, "#f6d9a8")
    c.disc(860, 150, 70, RED)
    x = 40
    for i, (width, height) in enumerate(
        [
            (120, 150),
            (90, 110),
            (150, 180),
            (100, 130),
            (130, 160),
            (110, 100),
            (140, 170),
            (100, 120),
            (150, 150),
        ]
    ):
        wall = (TEAL, CREAM, BRICK, "#c98f2f")[i % 4]
        c.rect(x, 330 - height, width, height, wall)
        c.polygon([(x - 6, 330 - height), (x + width / 2, 280 - height), (x + width + 6, 330 - height)], INK)
        for wx in range(x + 18, x + width - 24, 36):
            c.rect(wx, 356 - height, 16, 26, INK if wall != TEAL else STRAW)
        x += width
    c.rect(0, 330, 1200, 20, UMBER)
    for i, y in enumerate((420, 510, 600, 700, 770)):
        c.curve(swell(20, 1180, y, 9, 6 + i % 2, phase=i), PENCIL, 2.5, dash="60 22")
    for x, y, scale, hull in (
        (280, 520, 1.0, RED),
        (640, 470, 0.8, INK),
        (920, 560, 1.15, TEAL),
        (520, 700, 1.4, INK),
    ):
        with c.placed(x, y, scale=scale):
            c.line([(0, 0), (0, -170)], UMBER, 9)
            c.polygon([(8, -165), (8, -20), (104, -20)], SNOW if hull != RED else GOLD)
            c.polygon([(-8, -130), (-8, -20), (-70, -20)], ROSE)
            c.polygon([(-120, 0), (130, 0), (96, 50), (-92, 50)], hull)
            c.rect(-117, 6, 242, 9, CREAM)


@ROOM.picture("in-praise-of-the-unfinished-3")
def dinner_for_eleven(c: Canvas) -> None:
    c.ground(CANVAS)
    places = list(enumerate(steps(80, 1120, 11)))
    for i, x in places:
        _outlined_guest(c, x, i)
    c.rect(0, 470, 1200, 170, "#d6992e")
    c.rect(0, 640, 1200, 180, "#a8701a")
    for i, x in places:
        y = 532 + (i % 2) * 56
        c.oval(x, y + 7, 56, 27, "#a8701a")
        c.oval(x, y, 56, 27, SNOW)
        c.oval(x, y, 34, 14, "#d9ded6")
    for x, ink in ((340, INK), (652, RED), (964, INK)):
        bowl = f"M{x - 26} 486C{x - 26} 556 {x + 26} 556 {x + 26} 486Z"
        if ink == RED:
            c.shape(bowl, RED)
        c.stroke(f"{bowl}M{x} 538V600M{x - 22} 600H{x + 22}", ink, 6)


def _outlined_guest(c: Canvas, x: float, place: int) -> None:
    """A guest in line only, behind the table; the place decides height, hair and spectacles."""
    with c.placed(x, 470 - (place * 29) % 60):
        c.stroke("M-48 80V0C-48-44-24-56 0-56 24-56 48-44 48 0V80", INK, 5)
        c.stroke("M-34-100C-34-150 34-150 34-100 34-44-34-44-34-100Z", INK, 5)
        if place % 3 == 0:
            c.stroke("M-35-96C-50-168 50-168 35-96 30-124-10-128-35-96Z", INK, 5)
        if place % 4 == 1:
            c.ring(-14, -100, 11, INK, 4)
            c.ring(14, -100, 11, INK, 4)
        if place % 3 == 2:
            c.stroke(
                "M-20-136C-30-176 30-176 20-136M-34-104C-52-90-50-60-40-40M34-104C52-90 50-60 40-40", INK, 5
            )


@ROOM.picture("in-praise-of-the-unfinished-4")
def room_of_frames(c: Canvas) -> None:
    wall = "#e4a6a0"
    c.ground(wall)
    c.rect(0, 690, 1200, 110, BRICK)
    c.rect(0, 676, 1200, 16, CREAM)
    hung = [
        (170, 190, 200, 250, GOLD, 0),
        (170, 510, 220, 180, INK, 0),
        (520, 330, 330, 430, GOLD, -9),
        (860, 170, 240, 170, INK, 0),
        (850, 460, 180, 280, GOLD, 0),
        (1070, 330, 140, 180, INK, 0),
        (1070, 560, 150, 150, GOLD, 0),
    ]
    for x, y, width, height, fill, turn in hung:
        frame(c, x, y, width, height, gilt=fill, inside=wall, turn=turn)
    c.line([(520, 60), (452, 122)], INK, 4)
    c.line([(520, 60), (560, 106)], INK, 4)
    c.disc(520, 60, 8, INK)
    walker(c, 690, 776, scale=1.9, coat=TEAL, skin=TAWNY, hat=INK)


@ROOM.picture("forty-years-of-the-same-self-portrait")
def self_portraits(c: Canvas) -> None:
    c.ground(CREAM)
    grounds = ("#d6992e", ROSE, TEAL, "#ccd2cf")
    hairs = (
        "#16181a",
        "#2a2522",
        "#3d3733",
        "#59524c",
        "#77706a",
        "#949089",
        "#b5b1aa",
        "#d2cfc8",
        "#e6e4de",
        "#f3f2ee",
        "#fafaf7",
        "#ffffff",
    )
    for i, hair in enumerate(hairs):
        row, column = divmod(i, 4)
        left, top = column * 300, row * 267
        with c.placed(left, top), c.within("M0 0H300V267H0Z"):
            c.rect(0, 0, 300, 268, grounds[(i + row) % 4])
            _ageing_face(c, age=i, hair=hair)
    for x in (300, 600, 900):
        c.rect(x - 6, 0, 12, 800, CREAM)
    for y in (267, 534):
        c.rect(0, y - 6, 1200, 12, CREAM)


def _ageing_face(c: Canvas, *, age: int, hair: str) -> None:
    """One frame of the series; the age runs from 0 to 11."""
    with c.placed(150, 140, scale=0.47):
        c.shape("M-200 330C-180 210-80 196 0 196 80 196 180 210 200 330Z", RED if age % 2 else INK)
        c.rect(-50, 140, 100, 96, "#b97c5e")
        c.shape(HEAD, TAWNY)
        with c.placed(0, -age * 5):
            c.shape(HAIR, hair)
        for side in (-1, 1):
            c.oval(66 * side, -14, 24, 15 - age * 0.5, CREAM)
            c.disc(66 * side, -14, 11, INK)
            c.line([(36 * side, -48 + age * 0.5), (102 * side, -50 + age)], hair, 12)
            if age > 3:
                c.line([(40 * side, 14), (88 * side, 8)], "#b97c5e", 2 + age * 0.5)
            if age > 6:
                c.line([(60 * side, 66), (72 * side, 110)], "#b97c5e", age * 0.7)
        c.line([(0, 6), (16, 62), (-8, 66)], "#b97c5e", 9)
        c.line([(-44, 112), (44, 112 - age * 0.6)], BRICK, 11)
        if age > 7:
            c.shape("M-76 128C-60 236 60 236 76 128 40 150-40 150-76 128Z", hair)
