"""Drawings for the section World."""

from itertools import pairwise

from standfirst.screens.demo.art.canvas import Canvas, Point, smooth, steps, straight, swell
from standfirst.screens.demo.art.catalogue import Room
from standfirst.screens.demo.art.figures import contours, fish, flag, pine, tower, walker
from standfirst.screens.demo.art.palette import (
    CREAM,
    EMBER,
    GOLD,
    INK,
    MIST,
    MOSS,
    NIGHT,
    OLIVE,
    PINE,
    PLUM,
    RED,
    ROSE,
    SAND,
    SNOW,
    STRAW,
    TEAL,
    UMBER,
)

ROOM = Room()


@ROOM.picture("a-capital-moves-inland")
def capital(c: Canvas) -> None:
    shore: list[Point] = [(310, -20), (280, 100), (340, 220), (318, 380), (290, 520), (372, 660), (336, 830)]
    c.ground(SAND)
    c.shape(f"{smooth(shore)}L-20 830L-20 -20Z", TEAL)
    contours(c, shore, MIST, 4, gap=-62, count=4)
    roofs = (INK, CREAM, UMBER, RED, INK)
    for column, x in enumerate(steps(402, 1080, 5)):
        for row, y in enumerate(steps(84, 716, 5)):
            size = 100 - 4 * column
            turn = column * 7 - 8 + c.random.randint(-3, 4)
            drift = c.random.randint(-8, 8) + column * 2 * row
            fill = roofs[(row - column) % 5]
            c.box(x + drift, y + c.random.randint(-5, 5), size, size, fill, turn=turn)


@ROOM.picture("a-capital-moves-inland-2")
def ministry(c: Canvas) -> None:
    c.ground(SAND)
    c.polygon([(150, 250), (600, 80), (1050, 250)], CREAM)
    c.polygon([(300, 230), (600, 118), (900, 230)], UMBER)
    c.rect(150, 250, 900, 50, CREAM)
    c.rect(190, 300, 820, 520, "#e0cda8")
    for x in steps(262, 938, 6):
        for y in (340, 480, 620):
            c.rect(x - 32, y, 64, 92, INK)
            c.rect(x - 3, y, 6, 92, CREAM)
    for x in steps(190, 960, 7):
        c.rect(x, 300, 50, 540, CREAM)
        c.rect(x - 8, 300, 66, 20, SNOW)
    c.line([(600, 90), (600, 10)], INK, 7)
    c.polygon([(600, 10), (700, 26), (684, 44), (700, 62), (600, 62)], RED)
    c.below(swell(-20, 1220, 530, 10, 5), TEAL)
    for i, x in enumerate(steps(215, 985, 7)):
        c.rect(x - 25, 550 + (i % 2) * 12, 50, 130 - 20 * (i % 3), "#2c6a70")
    for i, y in enumerate((600, 660, 725, 780)):
        c.curve(swell(-20, 1220, y, 9, 5 + i, phase=i), MIST, 4)
    c.polygon([(740, 628), (900, 628), (870, 668), (770, 668)], INK)
    walker(c, 812, 630, scale=0.8, coat=RED, skin=UMBER)
    c.line([(800, 560), (930, 690)], INK, 6)


@ROOM.picture("who-guards-the-guards-of-a-river")
def watchtowers(c: Canvas) -> None:
    c.ground("#6a5482")
    c.disc(840, 230, 130, EMBER)
    c.below([(-20, 330), (240, 280), (520, 330), (860, 290), (1220, 340)], "#4e3b66")
    c.below([(-20, 430), (300, 400), (760, 430), (1220, 390)], "#c98f2f")
    bends: list[Point] = [(1240, 440), (900, 470), (520, 500), (600, 590), (880, 660), (620, 760), (380, 860)]
    c.stroke(smooth(bends), "#bcd9dc", 110)
    c.curve(bends, CREAM, 4, dash="40 26")
    for i, (x, y, size) in enumerate(
        [(1010, 440, 0.62), (760, 462, 0.78), (430, 540, 1.05), (990, 690, 1.3), (250, 770, 1.7)]
    ):
        tower(c, x, y, scale=size, ink=INK, glow=GOLD, mirror=i % 2 == 1)
    gaze = [(1010, 360), (760, 360), (430, 402), (990, 520), (250, 548)]
    for (x0, y0), (x1, y1) in pairwise(gaze):
        c.line([(x0, y0), (x1, y1)], STRAW, 3, dash="3 14", cap="round")


@ROOM.picture("the-embassy-in-the-car-park")
def car_park(c: Canvas) -> None:
    c.ground("#5c6064")
    with c.placed(600, 400, turn=-14):
        for y in (-520, -90, 340):
            c.rect(-800, y - 6, 1600, 12, SNOW)
            for x in steps(-770, 770, 8):
                c.rect(x - 6, y - 150, 12, 300, SNOW)
        c.rect(-764, 84, 1528, 12, "#6d7175")
        c.rect(-104, -234, 208, 138, "#2f7d4f")
        c.line([(0, -165), (470, 70)], INK, 22)
        c.polygon([(300, -15), (470, 70), (420, 190), (250, 105)], INK)
    c.disc(560, 240, 17, INK)
    with c.placed(560, 240, turn=-14):
        c.line([(0, 0), (-40, -190)], CREAM, 12)
        c.polygon([(-40, -190), (-210, -166), (-190, -110), (-196, -60), (-22, -92)], RED)
        c.polygon([(-34, -158), (-202, -134), (-192, -94), (-28, -126)], CREAM)


@ROOM.picture("islands-court-asks-who-owns-a-reef")
def reef_gavel(c: Canvas) -> None:
    c.ground("#2a9a9a")
    for i, top in enumerate((120, 270, 430)):
        c.below(swell(-20, 1220, top, 18, 3, phase=i * 1.2), ("#1f8288", "#176872", NIGHT)[i])
    c.below([(-20, 690), (300, 650), (620, 676), (900, 640), (1220, 690)], CREAM)
    coral, shade = "#ef7f6b", "#d95c4c"
    c.line([(560, 500), (1010, 240)], coral, 54, cap="round")
    for x, y, turn in ((770, 360, -10), (870, 300, 100), (985, 240, 20), (420, 330, -50), (600, 350, 10)):
        _coral_branch(c, x, y, turn, coral)
    with c.placed(500, 530, turn=-30):
        c.rect(-120, -190, 240, 380, coral, round=60)
        for y in (-205, 130):
            c.rect(-140, y, 280, 75, shade, round=30)
        for x, y, r in (
            (-60, -60, 26),
            (30, -20, 18),
            (70, -80, 14),
            (-70, 30, 12),
            (0, -100, 10),
            (40, 60, 22),
        ):
            c.disc(x, y, r, shade)
    c.below([(-20, 740), (400, 690), (700, 720), (1220, 700)], SAND)
    for x, y, size in ((270, 190, 1.4), (930, 520, 1.8), (1080, 400, 1), (190, 460, 0.9)):
        fish(c, x, y, scale=size, fill=EMBER, stripe=CREAM, mirror=x < 600)


def _coral_branch(c: Canvas, x: float, y: float, turn: float, fill: str) -> None:
    with c.placed(x, y, turn=turn):
        c.line([(0, 40), (0, -60)], fill, 26, cap="round")
        c.line([(0, -10), (38, -50)], fill, 20, cap="round")
        c.line([(0, 10), (-34, -24)], fill, 20, cap="round")


@ROOM.picture("two-keepers-one-light")
def lighthouse(c: Canvas) -> None:
    c.ground(NIGHT)
    for _ in range(46):
        c.disc(c.random.randint(0, 1200), c.random.randint(0, 520), c.random.choice((2, 3, 4)), "#4f6a86")
    c.polygon([(600, 205), (1220, -60), (1220, 330)], STRAW)
    c.polygon([(600, 205), (-20, -60), (-20, 330)], STRAW)
    c.below([(-20, 690), (260, 660), (600, 610), (940, 660), (1220, 690)], INK)
    left, right = (
        [(600, 250), (530, 250), (480, 660), (600, 660)],
        [(600, 250), (670, 250), (720, 660), (600, 660)],
    )
    for outline, stripe, offset in ((left, RED, 0), (right, RED, 1)):
        with c.within(straight(outline, closed=True)):
            c.rect(400, 200, 400, 500, SNOW)
            for i in range(offset, 6, 2):
                c.rect(400, 250 + i * 69, 400, 69, stripe)
    c.rect(505, 236, 190, 22, INK)
    c.rect(550, 150, 100, 88, GOLD)
    for x in (550, 598, 646):
        c.rect(x - 3, 150, 8, 88, INK)
    c.polygon([(530, 152), (600, 84), (670, 152)], RED)
    c.polygon([(596, 84), (604, 84), (606, 830), (594, 830)], STRAW)
    walker(c, 400, 664, scale=1.5, coat=RED, skin=ROSE, hat=SNOW)
    walker(c, 800, 664, scale=1.5, coat=SNOW, skin=UMBER, hat=RED)
    c.below(swell(-20, 1220, 745, 10, 6), "#1d3f5e")


@ROOM.picture("the-towns-no-machine-can-spell")
def accents(c: Canvas) -> None:
    yellow = "#f5c518"
    c.ground("#cfe3e6")
    c.below([(-20, 480), (260, 400), (560, 480), (860, 390), (1220, 470)], MOSS)
    c.below([(-20, 560), (340, 520), (700, 560), (1220, 510)], OLIVE)
    c.polygon([(575, 545), (625, 545), (980, 830), (220, 830)], "#4a4d50")
    for near, far in ((830, 770), (730, 690), (662, 636), (616, 598), (584, 570)):
        half = (near - 530) * 0.035
        c.polygon(
            [(600 - half, near), (600 + half, near), (600 + half * 0.7, far), (600 - half * 0.7, far)], CREAM
        )
    for x in (330, 870):
        c.rect(x - 14, 380, 28, 250, INK)
    c.rect(210, 90, 780, 330, INK, round=34)
    c.rect(226, 106, 748, 298, yellow, round=24)
    c.line([(300, 220), (352, 160)], INK, 24, cap="round")
    for x in (450, 506):
        c.disc(x, 190, 17, INK)
    c.stroke("M588 164L626 206 664 164", INK, 22, cap="round", join="round")
    c.ring(770, 186, 27, INK, 17)
    c.line([(868, 162), (908, 218)], INK, 24, cap="round")
    c.stroke("M340 318C300 340 306 372 352 364", INK, 18, cap="round")
    c.line([(452, 316), (508, 290)], INK, 18, cap="round")
    c.stroke("M600 330H650C676 340 660 372 622 362", INK, 17, cap="round")
    c.line([(742, 300), (802, 300)], INK, 18, cap="round")
    c.stroke("M860 310C876 288 892 326 912 300", INK, 17, cap="round")


@ROOM.picture("the-last-post-office-before-the-border")
def letter_box(c: Canvas) -> None:
    c.ground("#bcd4de")
    c.disc(250, 170, 70, SNOW)
    c.below([(-20, 330), (280, 240), (600, 320), (900, 230), (1220, 320)], "#dfeaec")
    for i, x in enumerate((60, 150, 235, 330, 870, 965, 1050, 1140)):
        pine(c, x, 430 + (i % 3) * 22, 190 + (i * 37) % 90, PINE)
    c.below([(-20, 440), (400, 420), (800, 430), (1220, 440)], SNOW)
    frontier: list[Point] = [
        (60, 810),
        (340, 740),
        (600, 716),
        (860, 640),
        (920, 540),
        (800, 470),
        (690, 430),
    ]
    c.polygon([(640, 716), (1220, 770), (1220, 810), (640, 740)], "#bcd4de")
    c.curve(frontier, INK, 17, dash="1 38", cap="round")
    c.rect(560, 640, 80, 90, INK)
    c.shape("M450 660V290A150 130 0 0 1 750 290V660Z", RED)
    c.shape("M600 160A150 130 0 0 1 750 290V660H600Z", "#b3260c")
    c.shape("M436 300A164 144 0 0 1 764 300H740A140 122 0 0 0 460 300Z", SNOW)
    c.rect(500, 350, 200, 30, INK, round=12)
    with c.placed(600, 356, turn=-8):
        c.rect(-70, -66, 140, 70, CREAM)
        c.line([(-70, -66), (0, -22), (70, -66)], INK, 4)
    c.rect(500, 430, 200, 130, CREAM)
    for i, y in enumerate((456, 484, 512)):
        c.rect(524, y, 152 - 36 * (i % 2), 10, INK)
    flag(c, 190, 690, 190, PLUM)
    flag(c, 1010, 680, 190, TEAL)
