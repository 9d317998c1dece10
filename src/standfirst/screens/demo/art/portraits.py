"""The ten authors, each a face in a few flat shapes."""

from dataclasses import dataclass

from standfirst.screens.demo.art.canvas import Canvas, polar, steps, swell
from standfirst.screens.demo.art.catalogue import Room
from standfirst.screens.demo.art.figures import profile
from standfirst.screens.demo.art.palette import (
    BRICK,
    BRONZE,
    CHESTNUT,
    CREAM,
    EBONY,
    FAIR,
    GOLD,
    GREY,
    INK,
    LILAC,
    NIGHT,
    RED,
    SAND,
    SNOW,
    TAWNY,
    TEAL,
    UMBER,
)

ROOM = Room()

FACE = "M0-190C104-190 150-120 146-18 142 104 84 176 0 176-84 176-142 104-146-18-150-120-104-190 0-190Z"
SHOULDERS = "M-330 480C-320 330-220 280-84 250L0 300 84 250C220 280 320 330 330 480Z"


@dataclass(frozen=True, kw_only=True)
class Sitter:
    skin: str
    shade: str
    brow: str = INK
    lips: str = BRICK
    smile: float = 10
    gaze: float = 0
    ears: bool = True


def _face(c: Canvas, who: Sitter) -> None:
    """Neck, ears, face and features about the point between the eyes."""
    c.shape("M-66 120H66V262C40 300-40 300-66 262Z", who.shade)
    for side in (-1, 1) if who.ears else ():
        c.oval(146 * side, 6, 24, 38, who.shade)
    c.shape(FACE, who.skin)
    for side in (-1, 1):
        x = 62 * side
        c.shape(f"M{x - 32} 0C{x - 14}-20 {x + 14}-20 {x + 32} 0 {x + 14} 15 {x - 14} 15 {x - 32} 0Z", CREAM)
        c.disc(x + who.gaze, -2, 13, INK)
        c.curve([(x - 38, -38), (x, -52), (x + 38, -38)], who.brow, 11, cap="round")
    c.curve([(4, 4), (24, 58), (16, 68), (-8, 68)], who.shade, 9, cap="round")
    c.curve([(-42, 112), (0, 112 + who.smile), (42, 112)], who.lips, 13, cap="round")


@ROOM.picture("portrait-nadia-farrow")
def nadia_farrow(c: Canvas) -> None:
    c.ground("#7fb3a2")
    with c.placed(352, 168, scale=1.1):
        c.disc(-150, 190, 72, INK)
        c.shape("M-140 250C-220 300-210 400-160 440-170 380-140 330-100 300Z", INK)
        profile(c, skin=TAWNY, cloth=NIGHT)
        c.shape(
            "M0-26C110-36 190 20 196 100 140 84 96 96 84 150 76 210 50 250 10 270-30 300-110 300-140 240-180 130-120-10 0-26Z",
            INK,
        )
        c.shape("M-330 680C-320 540-200 480-80 460L20 560 140 466C240 480 330 540 350 680Z", NIGHT)
        c.polygon([(-80, 460), (20, 560), (140, 466), (150, 520), (20, 620), (-100, 520)], GOLD)
        c.disc(20, 270, 12, GOLD)


@ROOM.picture("portrait-tomasz-wierzba")
def tomasz_wierzba(c: Canvas) -> None:
    c.ground(GOLD)
    with c.placed(400, 356, scale=1.08):
        c.shape(SHOULDERS, UMBER)
        c.polygon([(-84, 250), (0, 380), (84, 250), (40, 480), (-40, 480)], CREAM)
        c.polygon([(-14, 330), (14, 330), (26, 480), (-26, 480)], TEAL)
        _face(c, Sitter(skin=FAIR, shade=TAWNY, brow="#77736b", smile=4))
        c.shape(
            "M-148 0C-160 150-90 236 0 240 90 236 160 150 148 0 136 70 110 96 60 88 30 78-30 78-60 88-110 96-136 70-148 0Z",
            GREY,
        )
        c.curve([(-38, 122), (0, 130), (38, 122)], BRICK, 13, cap="round")
        c.shape(
            "M-152-20C-180-190-60-226 20-214 120-210 176-150 152-20 130-70 130-110 90-136 30-150-60-150-96-124-130-100-130-60-152-20Z",
            GREY,
        )
        for side in (-1, 1):
            c.ring(64 * side, 0, 50, INK, 9)
        c.bow(0, 4, 16, (200, 340), INK, width=9)


@ROOM.picture("portrait-mireille-osei")
def mireille_osei(c: Canvas) -> None:
    c.ground(CREAM)
    with c.placed(400, 430, scale=1.06):
        c.shape(SHOULDERS, "#2c5f8f")
        c.curve([(-110, 262), (0, 330), (110, 262)], GOLD, 18)
        _face(c, Sitter(skin=EBONY, shade="#452818", lips="#a8321a", smile=14))
        c.shape(
            "M-152-50C-220-170-230-330-90-386 40-426 210-380 214-250 214-160 180-100 152-50 90-120-90-120-152-50Z",
            RED,
        )
        for i, lift in enumerate((0, 66, 132)):
            c.curve(
                [
                    (-166 - i * 16, -90 - lift),
                    (-40, -166 - lift),
                    (90, -168 - lift),
                    (180 + i * 10, -110 - lift),
                ],
                GOLD,
                24 - i * 4,
            )
        c.shape("M120-330C180-430 280-400 250-330 230-290 170-290 120-330Z", GOLD)
        for side in (-1, 1):
            c.disc(152 * side, 66, 17, GOLD)


@ROOM.picture("portrait-jun-takemori")
def jun_takemori(c: Canvas) -> None:
    c.ground("#bcd9e2")
    with c.placed(400, 370, scale=1.1):
        c.shape("M-170 60C-190-120-150-240 0-240 150-240 190-120 170 60Z", INK)
        c.shape(SHOULDERS, SNOW)
        _face(c, Sitter(skin=FAIR, shade="#d9a583", smile=6, gaze=6))
        c.shape("M-158-10C-176-160-100-226 0-226 100-226 176-160 158-10L142-58C60-46-60-46-142-58Z", INK)
        c.polygon([(-84, 250), (0, 300), (-30, 370), (-104, 290)], "#dfe5e2")
        c.polygon([(84, 250), (0, 300), (30, 370), (104, 290)], "#dfe5e2")
        c.line([(0, 304), (0, 470)], "#c3cdca", 5)
        for y in (350, 410):
            c.disc(14, y, 6, "#8fa09c")


@ROOM.picture("portrait-ifeoma-castellane")
def ifeoma_castellane(c: Canvas) -> None:
    c.ground(SAND)
    with c.placed(400, 372, scale=1.1):
        for degrees in steps(160, 380, 15):
            c.disc(*polar(0, -50, 136, degrees), 54, INK)
        c.shape(SHOULDERS, TEAL)
        c.polygon([(-84, 250), (0, 400), (84, 250), (30, 480), (-30, 480)], CREAM)
        _face(c, Sitter(skin=CHESTNUT, shade="#6f4029", lips=RED, smile=16))
        for degrees in steps(196, 344, 10):
            c.disc(*polar(0, -24, 160, degrees), 34, INK)
        for side in (-1, 1):
            c.ring(158 * side, 92, 38, "#f2c530", 13)
        c.polygon([(-84, 250), (-120, 262), (-70, 400), (-26, 480), (-8, 420)], "#0a3239")
        c.polygon([(84, 250), (120, 262), (70, 400), (26, 480), (8, 420)], "#0a3239")


@ROOM.picture("portrait-delphine-marsh")
def delphine_marsh(c: Canvas) -> None:
    silver = "#d5d8d6"
    c.ground("#7d8c46")
    with c.placed(400, 366, scale=1.1):
        c.shape(
            "M-200 150C-240-100-170-240 0-240 170-240 240-100 200 150 150 176 120 170 100 150H-100C-120 170-150 176-200 150Z",
            silver,
        )
        c.shape(SHOULDERS, INK)
        _face(c, Sitter(skin=FAIR, shade="#d9a583", brow="#8f948f", lips="#b3260c", smile=2, ears=False))
        c.shape(
            "M-154 90C-190-80-160-220-20-222 130-226 190-100 154 90 140 0 130-80 60-140 0-90-110-90-134-30-142 10-146 50-154 90Z",
            silver,
        )
        for side in (-1, 1):
            c.line([(46 * side, 30), (84 * side, 26)], "#d9a583", 5)
        c.shape("M-84 214C-40 244 40 244 84 214L96 290C40 320-40 320-96 290Z", "#2b2d33")


@ROOM.picture("portrait-hallam-quist")
def hallam_quist(c: Canvas) -> None:
    c.ground("#b5442b")
    with c.placed(400, 372, scale=1.12):
        c.shape(SHOULDERS, NIGHT)
        _face(c, Sitter(skin=TAWNY, shade=BRONZE, brow=TAWNY, lips="#7d2a18", smile=-4))
        c.shape("M-80-150C-50-180 10-186 40-174 10-166-40-160-80-150Z", FAIR)
        for side in (-1, 1):
            x = 68 * side
            c.rect(x - 58, -44, 116, 82, INK, round=24)
            c.rect(x - 42, -30, 84, 54, CREAM, round=16)
            c.disc(x - 6, -2, 14, INK)
            c.line([(120 * side, -22), (156 * side, -14)], INK, 12)
        c.line([(-16, -16), (16, -16)], INK, 13)
        c.shape(
            "M-116 226C-60 270 60 270 116 226 150 280 130 320 90 340L20 350-90 340C-140 320-150 270-116 226Z",
            "#e0b030",
        )
        c.polygon([(30, 320), (110, 310), (140, 480), (50, 480)], "#e0b030")
        for y in (380, 420, 460):
            c.line([(40, y), (136, y - 10)], BRICK, 10)
        c.curve([(-124, 270), (0, 312), (128, 268)], BRICK, 10)


@ROOM.picture("portrait-ines-ferreira")
def ines_ferreira(c: Canvas) -> None:
    c.ground("#f0cfc8")
    dark = "#2b1b17"
    with c.placed(400, 356, scale=1.08):
        for side in (-1, 1):
            for i, y in enumerate(steps(-150, 300, 8)):
                c.disc(side * (138 + 34 * (i % 2) + 6 * i), y, 70, dark)
        c.shape(SHOULDERS, RED)
        _face(c, Sitter(skin=TAWNY, shade=BRONZE, brow=dark, lips="#b3260c", smile=14))
        c.polygon([(-84, 250), (0, 360), (84, 250), (110, 300), (0, 440), (-110, 300)], "#a8321a")
        for degrees in steps(186, 354, 10):
            c.disc(*polar(0, -70, 146, degrees), 56, dark)
        for side in (-1, 1):
            for i, y in enumerate(steps(20, 330, 6)):
                c.disc(side * (176 + 22 * (i % 2)), y, 46, dark)
                c.bow(side * (176 + 22 * (i % 2)), y, 24, (180, 320), "#5a3a2e", width=6)


@ROOM.picture("portrait-samir-haldane")
def samir_haldane(c: Canvas) -> None:
    c.ground(LILAC)
    with c.placed(400, 372, scale=1.1):
        c.shape(SHOULDERS, "#2f7d4f")
        _face(c, Sitter(skin=BRONZE, shade="#96603f", smile=8, gaze=-6))
        c.shape("M-78 98C-50 72-20 72 0 84 20 72 50 72 78 98 50 112 20 106 0 102-20 106-50 112-78 98Z", INK)
        c.shape(
            "M-156 10C-190-150-110-260 40-262 150-262 214-200 160-150 176-90 160-40 156 10 140-40 138-80 120-110 30-70-70-90-116-120-140-80-142-40-156 10Z",
            INK,
        )
        c.curve([(-100, -150), (0, -206), (120, -200)], "#4a4742", 7)
        c.polygon([(-84, 250), (0, 300), (-36, 372), (-112, 280)], "#235f3c")
        c.polygon([(84, 250), (0, 300), (36, 372), (112, 280)], "#235f3c")


@ROOM.picture("portrait-petra-vondrak")
def petra_vondrak(c: Canvas) -> None:
    red, deep = "#c8552b", "#9a3c1a"
    c.ground("#cfe0c3")
    with c.placed(400, 360, scale=1.1):
        c.shape("M-166 60C-190-120-150-236 0-236 150-236 190-120 166 60Z", deep)
        c.shape(SHOULDERS, NIGHT)
        _face(
            c,
            Sitter(skin="#f5d6bf", shade="#dfae8f", brow=deep, lips="#c24a3a", smile=12, gaze=4, ears=False),
        )
        for side in (-1, 1):
            for dx, dy in ((0, 0), (26, 12), (48, -4), (16, 26), (40, 26)):
                c.disc(side * (34 + dx), 44 + dy, 5, "#d08a5e")
        c.shape(
            "M-156 20C-176-140-110-224 10-224 120-224 176-150 156 20 140-50 100-120-10-150-60-110-130-70-156 20Z",
            red,
        )
        for i, y in enumerate(steps(60, 400, 7)):
            c.oval(166 + 12 * (i % 2), y, 46 - i * 2, 36, red if i % 2 else deep, turn=34 if i % 2 else -34)
        c.rect(146, 424, 54, 20, GOLD)
        c.oval(174, 468, 24, 36, red)
        c.shape("M-84 226C-40 262 40 262 84 226L100 292C40 324-40 324-100 292Z", "#1d3f5e")
        c.curve(swell(-250, 120, 420, 7, 8), "#1d3f5e", 8)
