"""Drawings for the live interviews: two people, a table and what stands between them."""

from standfirst.screens.demo.art.canvas import Canvas
from standfirst.screens.demo.art.catalogue import Room
from standfirst.screens.demo.art.figures import profile, walker
from standfirst.screens.demo.art.palette import (
    BRONZE,
    CHESTNUT,
    CREAM,
    FAIR,
    GOLD,
    INK,
    MIST,
    NIGHT,
    RED,
    SLATE,
    SNOW,
    STRAW,
    TAWNY,
    TEAL,
)

ROOM = Room()
LONG_HAIR = "M-6-20C90-40 176 6 192 104 150 110 120 96 96 60 92 130 60 170 20 196 6 250-30 290-70 330-160 250-160 0-6-20Z"
SHORT_HAIR = (
    "M0-22C110-30 190 20 196 96 120 90 70 110 60 180 40 182 34 200 44 226 20 236 8 262 14 300-10 330-50 350-78 352"
    "-160 250-150-10 0-22Z"
)


def microphone(c: Canvas, x: float, y: float) -> None:
    """On a table whose edge is at y."""
    c.line([(x, y), (x, y - 120)], INK, 12)
    c.shape(f"M{x - 22} {y - 216}a22 22 0 0 1 44 0v76a22 22 0 0 1-44 0Z", INK)
    for down in (196, 172, 148):
        c.line([(x - 22, y - down), (x + 22, y - down)], GOLD, 4)


def two_at_a_table(c: Canvas, *, left: tuple[str, str, str], right: tuple[str, str, str]) -> None:
    """Each is skin, cloth and hair; they look at each other."""
    for x, mirror, (skin, cloth, hair) in ((300, False, left), (900, True, right)):
        with c.placed(x, 190, scale=0.9, mirror=mirror):
            profile(c, skin=skin, cloth=cloth)
            c.shape(SHORT_HAIR if mirror else LONG_HAIR, hair)
    c.rect(0, 700, 1200, 100, INK)
    microphone(c, 600, 700)


@ROOM.picture("live-the-handwriting")
def the_handwriting(c: Canvas) -> None:
    c.ground(TEAL)
    c.rect(600, 0, 600, 800, RED)
    c.disc(600, 330, 220, GOLD)
    c.shape("M600 110a220 220 0 0 1 0 440Z", CREAM)
    two_at_a_table(c, left=(BRONZE, CREAM, INK), right=(CHESTNUT, SLATE, INK))


@ROOM.picture("live-the-last-keeper")
def the_last_keeper(c: Canvas) -> None:
    c.ground(NIGHT)
    c.polygon([(600, 250), (1240, 60), (1240, 440)], STRAW)
    c.polygon([(600, 250), (-40, 60), (-40, 440)], STRAW)
    c.polygon([(540, 700), (560, 300), (640, 300), (660, 700)], SNOW)
    for top in (380, 520, 660):
        c.rect(545, top, 110, 46, RED)
    c.rect(548, 280, 104, 24, INK)
    c.rect(566, 216, 68, 64, GOLD)
    c.shape("M556 216a44 44 0 0 1 88 0Z", INK)
    c.rect(0, 690, 1200, 110, TEAL)
    walker(c, 450, 694, scale=1.5, coat=RED, skin=FAIR, hat=INK)


@ROOM.picture("live-the-open-rehearsal")
def the_open_rehearsal(c: Canvas) -> None:
    c.ground(CREAM)
    c.rect(0, 0, 1200, 120, RED)
    for x in range(0, 1200, 120):
        c.shape(f"M{x} 120a60 60 0 0 0 120 0Z", RED)
    c.disc(600, 380, 190, MIST)
    two_at_a_table(c, left=(TAWNY, TEAL, RED), right=(FAIR, GOLD, INK))
