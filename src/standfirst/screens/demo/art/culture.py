"""Drawings for the section Culture."""

from standfirst.screens.demo.art.canvas import Canvas, polar, star, steps, swell
from standfirst.screens.demo.art.catalogue import Room
from standfirst.screens.demo.art.figures import profile, record
from standfirst.screens.demo.art.palette import (
    BRICK,
    CREAM,
    EMBER,
    GOLD,
    INK,
    PINE,
    PLUM,
    RED,
    ROSE,
    SNOW,
    STRAW,
    TAWNY,
)

ROOM = Room()


@ROOM.picture("the-last-projectionist-of-lisbon")
def projectionist(c: Canvas) -> None:
    c.ground(INK)
    for y in range(520, 800, 70):
        for x in range(0, 1200, 70):
            c.rect(x + 3, y + 3, 64, 64, "#2c5f8f")
            c.polygon([(x + 35, y + 12), (x + 58, y + 35), (x + 35, y + 58), (x + 12, y + 35)], CREAM)
            c.disc(x + 35, y + 35, 9, "#2c5f8f")
    with c.placed(84, 0):
        c.polygon([(720, 372), (1240, 90), (1240, 690), (720, 428)], STRAW)
        for x, y, radius in ((510, 190, 112), (700, 172, 92)):
            record(c, x, y, radius, RED, hub=CREAM, spokes=5)
        c.rect(450, 300, 240, 190, "#3a3f45", round=16)
        c.rect(680, 360, 60, 80, CREAM)
        c.rect(480, 330, 90, 60, GOLD)
        c.polygon([(540, 490), (600, 490), (680, 800), (460, 800)], "#3a3f45")
        with c.placed(200, 150, scale=1.05):
            profile(c, skin=TAWNY, cloth=RED)
            c.shape(
                "M-6-24C110-40 186 20 194 110 130 100 90 110 84 170 60 250 20 280-30 340-140 330-170 0-6-24Z",
                "#4a2c1a",
            )
            c.disc(-120, 60, 74, "#4a2c1a")
            c.disc(52, 270, 13, GOLD)


@ROOM.picture("the-last-projectionist-of-lisbon-2")
def two_lamps(c: Canvas) -> None:
    c.ground("#2c5f8f")
    c.rect(600, 0, 600, 800, INK)
    with c.inset(0.78):
        for radius, fill in ((330, "#4a7ba6"), (260, GOLD), (190, STRAW)):
            c.disc(300, 340, radius, fill)
        for x, glass, wire in ((300, CREAM, RED), (900, "#33373c", "#6d7175")):
            c.shape(
                f"M{x - 70} 540C{x - 74} 470 {x - 130} 430 {x - 130} 330A130 130 0 0 1 {x + 130} 330C{x + 130} 430 {x + 74} 470 {x + 70} 540Z",
                glass,
            )
            c.line(
                [
                    (x - 30, 540),
                    (x - 44, 360),
                    (x - 15, 410),
                    (x, 350),
                    (x + 15, 410),
                    (x + 44, 360),
                    (x + 30, 540),
                ],
                wire,
                9,
            )
            for i, y in enumerate((540, 584, 628)):
                c.rect(x - 76 + i * 5, y, 152 - i * 10, 36, CREAM if x == 300 else "#6d7175", round=12)
            c.polygon(
                [(x - 50, 672), (x + 50, 672), (x + 26, 710), (x - 26, 710)], INK if x == 300 else "#33373c"
            )
        for degrees in range(0, 360, 30):
            c.line([polar(300, 330, 286, degrees), polar(300, 330, 326, degrees)], CREAM, 10, cap="round")


@ROOM.picture("an-opera-for-understudies")
def understudies(c: Canvas) -> None:
    c.ground(BRICK)
    for i, x in enumerate(range(-20, 1220, 80)):
        c.shape(
            f"M{x} 0H{x + 44}C{x + 34} 240 {x + 58} 420 {x + 44} 640H{x}C{x + 14} 420 {x - 10} 240 {x} 0Z",
            "#8c2414" if i % 2 else "#c23a22",
        )
    for x in range(-100, 1260, 150):
        c.shape(f"M{x} 0H{x + 150}C{x + 140} 96 {x + 10} 96 {x} 0Z", "#8c2414")
        c.bow(x + 75, -40, 106, (30, 150), GOLD, width=10)
    c.disc(650, 400, 320, "#d9573a")
    with c.placed(656, 640, scale=4.1):
        c.shape("M-36 0C-28-34-16-48-14-64L14-68C20-46 34-34 40 0Z", INK)
        c.line([(-2, -66), (26, -88), (54, -84)], INK, 24, cap="round")
        c.disc(76, -70, 14, INK)
        c.disc(80, -88, 6, INK)
        c.line([(44, -80), (34, -42), (16, -30)], INK, 8, cap="round")
        c.line([(30, -90), (2, -106), (-22, -104)], INK, 8, cap="round")
    c.rect(0, 636, 1200, 170, GOLD)
    for x in range(-400, 1700, 130):
        c.line([(600 + (x - 600) * 0.8, 636), (600 + (x - 600) * 1.5, 800)], "#b07d16", 5)
    c.oval(370, 736, 130, 18, "#b07d16")
    with c.placed(370, 738, scale=4.1):
        c.shape("M-30 0C-24-30-14-46-14-62-14-72 14-72 14-62 14-46 24-30 30 0Z", CREAM)
        c.line([(-12, -62), (-34, -84)], CREAM, 7, cap="round")
        c.line([(12, -62), (32, -86)], CREAM, 7, cap="round")
        c.rect(-4, -80, 8, 14, TAWNY)
        c.oval(0, -88, 11, 13, TAWNY)
        c.shape("M-12-88C-14-108 14-108 12-88 6-98-6-98-12-88Z", INK)
        c.disc(0, -105, 5, INK)
        c.oval(0, -83, 3, 4, BRICK)


@ROOM.picture("the-hotel-that-plays-only-the-b-side")
def b_side(c: Canvas) -> None:
    c.ground(PLUM)
    record(c, 600, 300, 272, INK, hub=CREAM, spokes=0)
    c.rect(170, 380, 860, 430, "#d98b86")
    c.rect(140, 350, 920, 40, ROSE)
    levels = (2, 4, 6, 3, 5, 6, 4, 2, 3, 5)
    for column, (x, level) in enumerate(zip(steps(208, 942, 10), levels, strict=True)):
        for row in range(6):
            y = 706 - row * 58
            if column in (4, 5) and row == 0:
                continue
            c.rect(x, y, 50, 38, EMBER if row < level else "#8f4a55")
    c.shape("M548 800V720A52 52 0 0 1 652 720V800Z", INK)
    c.shape("M560 800V722A40 40 0 0 1 640 722V800Z", GOLD)
    c.polygon([(520, 676), (680, 676), (700, 706), (500, 706)], RED)
    c.rect(0, 792, 1200, 10, INK)


@ROOM.picture("the-cook-who-will-not-write-it-down")
def unwritten_recipe(c: Canvas) -> None:
    c.ground(PINE)
    widths = (300, 270, 310, 240, 300, 180)
    for i, (y, width) in enumerate(zip(steps(60, 390, 6), widths, strict=True)):
        start = 440 + c.random.randint(-6, 6)
        points = swell(start, start + width, y, 15, 7 + i % 3, phase=i * 1.1)
        c.curve(points, CREAM, 12, cap="round")
    for x in (470, 600, 730):
        c.curve([(x, 520), (x - 20, 480), (x + 16, 450), (x, 420)], CREAM, 12, cap="round")
    copper, shade = "#c8743a", "#9a5226"
    c.rect(300, 540, 600, 200, copper, round=50)
    c.rect(300, 540, 600, 90, copper)
    c.shape("M760 540H900V690A50 50 0 0 1 850 740H720C760 680 770 610 760 540Z", shade)
    c.rect(280, 516, 640, 40, shade, round=20)
    for x, mirror in ((300, True), (900, False)):
        with c.placed(x, 600, mirror=mirror):
            c.stroke("M0-16H70A16 16 0 0 1 70 44H0", INK, 22)
    for i, spot in enumerate(steps(360, 840, 7)):
        _flame(c, spot, 50 if i % 2 else 72)


def _flame(c: Canvas, x: float, height: float) -> None:
    """A flame of the stove, which stands on the foot of the sheet."""
    tip = 806 - height
    c.shape(
        f"M{x - 34} 806C{x - 40} 770 {x - 8} 770 {x} {tip}C{x + 10} 770 {x + 40} 770 {x + 34} 806Z", EMBER
    )
    low = tip + 18
    c.shape(f"M{x - 14} 806C{x - 16} 790 {x} 790 {x} {low}C{x + 4} 790 {x + 16} 790 {x + 14} 806Z", STRAW)


@ROOM.picture("the-prize-nobody-applied-for")
def laurel(c: Canvas) -> None:
    c.ground("#d8432a")
    for x in range(0, 1200, 100):
        c.rect(x, 0, 34, 800, "#c03a23")
    for y in range(30, 800, 100):
        c.rect(0, y, 1200, 10, "#e0634c")
    with c.inset(0.86):
        c.disc(600, 400, 330, SNOW)
        c.ring(600, 400, 246, "#d5d9d2", 7)
        c.bow(600, 400, 176, (90, 245), "#3f6b35", width=9)
        c.bow(600, 400, 176, (-65, 90), "#3f6b35", width=9)
        for i in range(13):
            for side in (1, -1):
                along = 90 + side * (14 + i * 11.4)
                for reach, lean, size in ((30, 32, 36), (-24, -36, 26)):
                    leaf = polar(600, 400, 176 + reach, along + side * 5)
                    green = "#4f8a42" if lean > 0 else "#3f6b35"
                    c.oval(*leaf, size, size * 0.36, green, turn=along + 90 - side * lean)
                if i % 4 == 2:
                    c.disc(*polar(600, 400, 176, along), 9, RED)
        c.polygon([(560, 566), (600, 580), (640, 566), (640, 600), (600, 590), (560, 600)], GOLD)
        silver = "#c9d0d2"
        c.line([(160, 330), (160, 690)], silver, 26, cap="round")
        for dx in (-36, -12, 12, 36):
            c.line([(160 + dx, 120), (160 + dx, 260)], silver, 13, cap="round")
        c.shape("M118 250H202C202 320 180 340 160 340 140 340 118 320 118 250Z", silver)
        c.line([(1040, 430), (1040, 690)], silver, 26, cap="round")
        c.shape("M1026 430V110C1080 150 1092 300 1080 430Z", silver)


@ROOM.picture("a-theatre-with-no-front-row")
def round_theatre(c: Canvas) -> None:
    c.ground(PLUM)
    c.disc(600, 400, 236, INK)
    for row, radius in enumerate((280, 366, 452, 538, 624, 710)):
        count = 20 + 6 * row
        for i in range(count):
            degrees = 360 * i / count + row * 6
            if 40 < (degrees % 90) + 3 < 48:
                continue
            with c.placed(*polar(600, 400, radius, degrees), turn=degrees + 90):
                c.rect(-26, -22, 52, 40, "#d98b86" if (i + row) % 7 else RED, round=10)
                c.rect(-30, -34, 60, 18, "#a8586a", round=8)
    c.disc(600, 400, 122, STRAW)
    c.disc(600, 400, 92, "#fbeebb")


@ROOM.picture("the-bell-that-was-tuned-by-argument")
def great_bell(c: Canvas) -> None:
    bronze, shade = "#b0772e", "#85551c"
    c.ground("#a9bcc8")
    for degrees in range(0, 360, 15):
        c.wedge(600, 330, 900, (degrees, degrees + 7), "#b7c8d2")
    c.rect(60, 30, 1080, 46, INK)
    for x in (100, 1060):
        c.rect(x, 30, 40, 780, INK)
    c.rect(572, 70, 56, 50, INK)
    c.disc(600, 560, 52, INK)
    c.shape(
        "M600 110C480 110 450 200 440 330 430 440 400 480 350 530H850C800 480 770 440 760 330 750 200 720 110 600 110Z",
        bronze,
    )
    c.shape("M600 110C720 110 750 200 760 330 770 440 800 480 850 530H720C690 440 700 200 600 110Z", shade)
    c.rect(330, 520, 540, 36, shade, round=18)
    c.curve([(440, 330), (600, 346), (760, 330)], STRAW, 9)
    c.curve([(432, 376), (600, 394), (768, 376)], STRAW, 5)
    c.polygon(star(600, 240, 46, 18, 8), STRAW)
    c.curve([(300, 650), (420, 610), (520, 600), (600, 604)], RED, 11)
    c.curve([(900, 650), (780, 610), (680, 600), (600, 604)], RED, 11)
    for x, mirror in ((286, False), (914, True)):
        with c.placed(x, 790, scale=2.0, mirror=mirror):
            c.line([(-4, 0), (-34, -42), (-20, -72)], INK, 14, cap="round")
            c.line([(-64, 0), (-40, -42)], INK, 13, cap="round")
            c.line([(-40, -46), (-30, -88)], INK, 32, cap="round")
            c.line([(-28, -88), (8, -68)], INK, 11, cap="round")
            c.disc(-34, -124, 15, INK)
    c.rect(0, 786, 1200, 20, PINE)
