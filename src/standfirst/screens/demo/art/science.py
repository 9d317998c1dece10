"""Drawings for the section Science."""

from standfirst.screens.demo.art.canvas import Canvas, polar, regular, steps, swell
from standfirst.screens.demo.art.catalogue import Room
from standfirst.screens.demo.art.figures import bird, leafy, pine, stars
from standfirst.screens.demo.art.palette import (
    CREAM,
    EMBER,
    GOLD,
    ICE,
    INK,
    LILAC,
    MOSS,
    NIGHT,
    PINE,
    RED,
    ROSE,
    SAND,
    SLATE,
    SNOW,
    STRAW,
)

ROOM = Room()

CRESTS: tuple[tuple[int, ...], ...] = (
    (333, 226, 350, 200, 373, 301, 440),
    (440, 386, 496, 373, 517, 440, 549),
    (538, 496, 603, 515, 627, 560, 648),
    (634, 603, 696, 616, 715, 661, 731),
    (720, 693, 768, 709, 779, 786, 790),
)


@ROOM.picture("the-glacier-that-keeps-time")
def ice_clock(c: Canvas) -> None:
    c.ground(NIGHT)
    c.disc(853, 253, 160, RED)
    for crest, fill in zip(CRESTS, ICE, strict=True):
        c.ridge(list(zip(steps(-20, 1220, 7), crest, strict=True)), fill)
    x, y = 470, 500
    c.ring(x, y, 200, NIGHT, 11)
    for hour in range(12):
        c.line(
            [polar(x, y, 176, hour * 30), polar(x, y, 146 if hour % 3 == 0 else 158, hour * 30)], NIGHT, 10
        )
    c.line([(x, y), (x, y - 140)], NIGHT, 18)
    c.line([(x, y), (x + 92, y + 150), (x + 190, y + 330)], RED, 13)
    c.disc(x, y, 19, RED)


@ROOM.picture("the-glacier-that-keeps-time-2")
def lit_tent(c: Canvas) -> None:
    c.ground(NIGHT)
    stars(c, count=90, below=430, inks=(SNOW, "#8fb4ba", "#4f808c"))
    c.ridge([(-20, 470), (170, 300), (300, 400), (420, 330), (560, 450)], "#24506a")
    c.below([(-20, 450), (300, 430), (700, 520), (1220, 380)], "#4f808c")
    c.below([(-20, 520), (380, 520), (760, 590), (1220, 500)], "#8fb4ba")
    c.below([(-20, 620), (420, 600), (820, 660), (1220, 600)], "#c3d8d9")
    c.oval(640, 644, 230, 26, STRAW)
    c.shape("M470 640C500 520 560 460 640 450 720 460 780 520 810 640Z", GOLD)
    c.shape("M640 450C700 470 730 540 740 640H810C780 520 720 460 640 450Z", EMBER)
    c.shape("M590 640C596 570 612 530 640 510 660 540 672 580 676 640Z", STRAW)
    c.shape("M624 640V590A14 20 0 0 1 652 590V640Z", INK)
    c.disc(638, 562, 13, INK)
    c.line([(640, 450), (640, 396)], RED, 6)
    c.polygon([(640, 396), (690, 410), (640, 426)], RED)
    for i in range(9):
        c.oval(560 - i * 44 - (i % 2) * 12, 668 + i * 16, 12, 6, "#8fb4ba", turn=-20)


@ROOM.picture("the-glacier-that-keeps-time-3")
def borehole(c: Canvas) -> None:
    c.ground(NIGHT)
    depths = (90, 190, 300, 420, 540)
    fills = (SNOW, *ICE[1:])
    for i, (y, fill) in enumerate(zip(depths, fills, strict=True)):
        c.below(swell(-20, 1220, y, 22 - 2 * i, 3 + i % 2, phase=i * 1.9), fill)
    c.below(swell(-20, 1220, 650, 8, 5), INK)
    for _ in range(22):
        c.disc(c.random.randint(60, 1140), c.random.randint(300, 620), c.random.choice((4, 6, 9)), SNOW)
    c.rect(568, 96, 64, 560, "#dfecec")
    c.oval(600, 98, 32, 9, NIGHT)
    c.oval(600, 656, 150, 20, "#24506a")
    c.oval(600, 656, 70, 9, "#8fb4ba")
    for lean in (-1, 1):
        c.line([(600 + lean * 110, 104), (600, 14)], INK, 10)
    c.disc(600, 22, 20, GOLD)
    c.line([(600, 22), (600, 716)], RED, 8)
    c.rect(585, 690, 30, 66, RED, round=14)
    c.disc(600, 712, 7, STRAW)
    for mark in steps(150, 620, 12):
        c.line([(640, mark), (664 if mark > 400 else 680, mark)], NIGHT, 4)


@ROOM.picture("how-to-weigh-a-forest-without-felling-it")
def weighed_forest(c: Canvas) -> None:
    c.ground(CREAM)
    c.below([(-20, 720), (300, 690), (700, 716), (1220, 690)], MOSS)
    c.polygon([(582, 250), (618, 250), (634, 730), (566, 730)], INK)
    c.polygon([(470, 760), (530, 720), (670, 720), (730, 760)], INK)
    left, right = (300, 330), (900, 170)
    c.line([left, right], INK, 20)
    c.disc(600, 250, 30, GOLD)
    for dx in (-150, 150):
        c.line([left, (left[0] + dx, 560)], INK, 4)
    c.shape("M120 560H480C450 630 380 650 300 650 220 650 150 630 120 560Z", INK)
    for x, height, fill in (
        (170, 160, "#5d8c42"),
        (430, 170, "#5d8c42"),
        (350, 230, PINE),
        (240, 250, "#2f5d3a"),
        (300, 200, MOSS),
    ):
        (pine if fill in (PINE, "#2f5d3a") else leafy)(c, x, 560, height, fill)
    for dx in (-90, 90):
        c.line([right, (right[0] + dx, 400)], INK, 4)
    c.shape("M790 400H1010C990 446 950 460 900 460 850 460 810 446 790 400Z", INK)
    c.curve([(900, 400), (930, 340), (890, 280), (910, 210)], INK, 4)
    c.oval(912, 128, 92, 106, RED)
    c.polygon([(898, 228), (926, 228), (912, 246)], RED)
    c.bow(912, 128, 64, (290, 340), ROSE, width=12)


@ROOM.picture("a-second-laboratory-the-same-cold-cement")
def cold_cement(c: Canvas) -> None:
    c.ground("#cbbfd6")
    c.rect(600, 0, 600, 800, "#d8a832")
    with c.inset(0.88):
        for x in (320, 880):
            c.rect(x - 230, 560, 460, 36, INK)
            for dx in (-190, 160):
                c.rect(x + dx, 590, 30, 320, INK)
            c.polygon([(x - 150, 330), (x - 90, 260), (x + 190, 260), (x + 130, 330)], "#c9c5bb")
            c.polygon([(x + 130, 330), (x + 190, 260), (x + 190, 490), (x + 130, 560)], "#77736b")
            c.rect(x - 150, 330, 280, 230, "#a39e94")
            _snowflake(c, x - 10, 445, 86)
        c.rect(594, -110, 12, 1020, INK)


def _snowflake(c: Canvas, x: float, y: float, radius: float) -> None:
    for degrees in range(-90, 270, 60):
        c.line([(x, y), polar(x, y, radius, degrees)], SNOW, 13, cap="round")
        fork = polar(x, y, radius * 0.58, degrees)
        for lean in (-50, 50):
            c.line([fork, polar(*fork, radius * 0.32, degrees + lean)], SNOW, 9, cap="round")


@ROOM.picture("bees-that-count-to-four-and-stop")
def counting_bees(c: Canvas) -> None:
    c.ground(LILAC)
    c.below([(-20, 730), (400, 700), (800, 730), (1220, 700)], "#4d7a3c")
    for i, (x, top) in enumerate(zip(steps(232, 968, 5), (380, 330, 390, 340, 400), strict=True)):
        c.curve([(x, 760), (x + (14 if i % 2 else -14), 560), (x, top)], "#4d7a3c", 15)
        c.oval(x + 36, 630, 44, 16, "#4d7a3c", turn=-32)
        for petal in regular(x, top, 54, 7):
            c.disc(*petal, 33, SNOW)
        c.disc(x, top, 36, GOLD if i < 4 else "#8c7a9c")
        if i < 4:
            _bee(c, x - 36, top - 142, turn=(18, 8, 22, 12)[i], mirror=True)


def _bee(c: Canvas, x: float, y: float, *, turn: float, mirror: bool) -> None:
    body = "M-66 0C-66-40 40-52 62 0 40 52-66 40-66 0Z"
    with c.placed(x, y, turn=turn, mirror=mirror):
        c.oval(-6, -50, 24, 44, "#e9e2f0", turn=24)
        c.oval(26, -50, 22, 42, SNOW, turn=-6)
        c.shape(body, "#f2c530")
        with c.within(body):
            for left in (-52, -14, 24):
                c.rect(left, -60, 20, 120, INK)
        c.disc(-62, 0, 22, INK)
        c.curve([(-70, -16), (-92, -34), (-100, -26)], INK, 5)


@ROOM.picture("the-island-where-nobody-sneezes")
def nose_island(c: Canvas) -> None:
    c.ground("#d5e9ea")
    c.disc(250, 170, 74, "#f7e7b8")
    c.rect(0, 520, 1200, 290, "#2a9a9a")
    nose = "M330 560C420 500 450 330 520 190 560 110 620 110 640 190 668 300 720 370 800 420 870 466 880 540 820 566Z"
    c.shape(nose, "#5d8c42")
    c.shape(
        "M640 190C668 300 720 370 800 420 870 466 880 540 820 566H700C740 520 700 470 660 430 610 380 640 270 600 150 620 150 634 170 640 190Z",
        "#86a94f",
    )
    c.shape("M300 572C340 530 400 548 470 548H760C800 520 870 530 900 572Z", SAND)
    c.oval(770, 536, 54, 26, INK, turn=-8)
    c.curve([(690, 556), (676, 500), (710, 458), (756, 452)], PINE, 9, cap="round")
    for x, y in ((470, 470), (520, 420), (560, 480), (430, 510), (548, 350)):
        leafy(c, x, y, 70, PINE)
    for i, y in enumerate((572, 630, 690, 750)):
        c.below(swell(-20, 1220, y, 9, 5 + i, phase=i * 1.3), ("#2a9a9a", "#238a8c", "#1d7a7e", "#176a70")[i])
    c.polygon([(1000, 600), (1000, 440), (1080, 590)], SNOW)
    c.polygon([(988, 590), (988, 470), (936, 590)], CREAM)
    c.polygon([(920, 602), (1090, 602), (1060, 634), (950, 634)], RED)
    for x, y, span in ((360, 280, 50), (300, 330, 36)):
        bird(c, x, y, span)


@ROOM.picture("a-telescope-for-listening-to-soil")
def soil_dish(c: Canvas) -> None:
    c.ground("#cfdcae")
    layers = ((410, "#a9733a"), (520, "#8a5a34"), (640, "#6b4226"), (740, "#4a2c1a"))
    for i, (y, fill) in enumerate(layers):
        c.below(swell(-20, 1220, y, 10 + 5 * i, 2 + i, phase=i), fill)
    c.shape("M370 420A230 230 0 0 1 830 420Z", SNOW)
    c.shape("M600 190A230 230 0 0 1 830 420H720A180 230 0 0 0 600 190Z", "#d2d6cd")
    c.rect(356, 408, 488, 24, INK)
    c.curve([(600, 190), (600, 110), (690, 70), (800, 110), (900, 80), (1010, 130)], INK, 13)
    c.rect(990, 120, 110, 70, INK, round=10)
    c.disc(1030, 155, 20, GOLD)
    for i, radius in enumerate((90, 160, 230, 300)):
        c.bow(600, 430, radius, (24 + i * 5, 156 - i * 5), GOLD if i % 2 == 0 else "#d9a04a", width=9)
    for x in (120, 240, 980, 1120):
        for lean in (-46, -10, 36):
            c.curve([(x, 412), (x + lean * 0.4, 500), (x + lean, 590), (x + lean * 1.7, 640)], CREAM, 6)
        for lean in (-26, 0, 26):
            c.curve([(x, 412), (x + lean * 0.3, 380), (x + lean, 330)], "#5d7a32", 9)
    c.curve([(520, 690), (560, 664), (600, 690), (640, 716), (684, 690)], RED, 22, cap="round")
    c.disc(690, 686, 4, INK)


@ROOM.picture("the-mountain-that-is-two-metres-shorter")
def shorter_mountain(c: Canvas) -> None:
    c.ground("#eebfb4")
    c.ridge([(-20, 640), (160, 500), (330, 600), (1000, 560), (1220, 440)], "#d99a94")
    c.ridge(
        [(60, 830), (300, 560), (340, 590), (470, 330), (590, 330), (690, 470), (740, 460), (960, 830)], SLATE
    )
    c.polygon(
        [(470, 330), (590, 330), (690, 470), (610, 440), (560, 520), (500, 430), (420, 500), (390, 490)], SNOW
    )
    c.polygon([(590, 330), (690, 470), (740, 460), (960, 830), (640, 830), (700, 620), (610, 440)], "#232d4d")
    c.polygon([(590, 330), (690, 470), (610, 440)], "#c8d5dd")
    with c.placed(550, 200, turn=14):
        c.polygon([(-66, 50), (0, -74), (60, 50)], SNOW)
        c.polygon([(0, -74), (60, 50), (16, 50)], "#c8d5dd")
    c.line([(440, 306), (640, 306)], RED, 6, dash="18 14")
    c.rect(850, -20, 110, 850, "#f2c530")
    for i, y in enumerate(range(20, 820, 32)):
        c.rect(850, y, 72 if i % 5 == 0 else 36, 9, INK)
    c.polygon([(830, 306), (770, 276), (770, 336)], RED)


@ROOM.picture("what-the-failed-experiments-knew")
def broken_flasks(c: Canvas) -> None:
    glass, deep = "#a9d3d6", "#7db3b8"
    c.ground(PINE)
    with c.inset(0.88):
        c.rect(80, 640, 1040, 34, INK)
        for x in (200, 960):
            c.polygon([(x, 674), (x + 40, 674), (x, 740)], INK)
        c.polygon(
            [
                (190, 640),
                (110, 520),
                (176, 400),
                (170, 330),
                (210, 350),
                (240, 320),
                (236, 400),
                (310, 520),
                (240, 640),
            ],
            glass,
        )
        c.polygon([(134, 560), (288, 560), (240, 640), (190, 640)], deep)
        c.polygon([(400, 640), (400, 430), (440, 460), (470, 410), (500, 450), (530, 420), (530, 640)], glass)
        c.rect(400, 560, 130, 80, deep)
        c.shape("M700 420L690 350 720 370 750 330 756 420A120 120 0 1 1 700 420Z", glass)
        c.shape("M616 560A120 120 0 0 0 840 560Z", deep)
        c.polygon(
            [(930, 640), (970, 470), (960, 400), (1000, 430), (1030, 390), (1030, 470), (1080, 640)], glass
        )
        c.polygon([(950, 560), (1056, 560), (1080, 640), (930, 640)], deep)
        blooms = [
            (206, 360, 190, RED),
            (456, 460, 150, GOLD),
            (496, 460, 250, RED),
            (726, 400, 130, STRAW),
            (1000, 430, 230, GOLD),
        ]
        for x, y, top, petal in blooms:
            sway = c.random.randint(-22, 22)
            c.curve([(x, 610), (x - sway * 0.5, y), (x + sway, top)], MOSS, 11)
            c.oval(x + 26, y + 20, 34, 13, MOSS, turn=-34)
            for spot in regular(x + sway, top, 40, 6, turn=sway):
                c.disc(*spot, 29, petal)
            c.disc(x + sway, top, 26, INK if petal != RED else GOLD)
        for x, y, turn in ((340, 628, 10), (600, 630, -20), (880, 628, 40)):
            c.polygon([polar(x, y, 18, turn + a) for a in (0, 130, 220)], glass)
