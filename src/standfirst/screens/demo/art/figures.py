"""What more than one drawing needs: heads, ships, houses, books, chairs, rain."""

from collections.abc import Sequence

from standfirst.screens.demo.art.canvas import Canvas, Point, polar, smooth, steps
from standfirst.screens.demo.art.palette import CREAM, INK

FACE = (
    "M0 0C110-14 186 50 194 140 197 178 188 194 198 216 206 234 236 262 230 280 226 292 206 294 204 304"
    " 202 312 214 318 212 328 210 336 200 338 202 348 204 358 212 364 206 382 198 408 160 404 134 402L128 470"
    "C210 486 268 530 290 640H-250C-240 540-170 490-70 474V360C-150 270-150 20 0 0Z"
)
SHIRT = "M-250 660C-240 540-170 490-70 474L30 560 128 470C210 486 268 530 290 660Z"


def profile(c: Canvas, *, skin: str, cloth: str) -> None:
    """A head and shoulders that look to the right, some 660 units high, still without hair."""
    c.shape(FACE, skin)
    c.shape(SHIRT, cloth)
    c.curve([(120, 170), (144, 160), (172, 172)], INK, 11, cap="round")


def walker(c: Canvas, x: float, y: float, *, scale: float, coat: str, skin: str, hat: str = "") -> None:
    """A standing person 100 units high with the feet at the point given."""
    with c.placed(x, y, scale=scale):
        c.polygon([(-9, 0), (-7, -34), (7, -34), (9, 0), (3, 0), (0, -26), (-3, 0)], INK)
        c.shape("M-16-26C-16-60-14-78 0-78 14-78 16-60 16-26Z", coat)
        c.disc(0, -88, 11, skin)
        if hat:
            c.shape("M-11-90A11 11 0 0 1 11-90Z", hat)


def ship(c: Canvas, x: float, y: float, *, scale: float, turn: float, hull: str, mark: str) -> None:
    """A freighter seen from above, its bow towards the top."""
    with c.placed(x, y, turn=turn, scale=scale):
        c.shape("M0-62C16-40 18-24 18 0V52H-18V0C-18-24-16-40 0-62Z", hull)
        for top in (-14, 4):
            c.rect(-11, top, 22, 12, CREAM)
        c.rect(-11, 26, 22, 18, mark)


def block(
    c: Canvas, x: float, y: float, width: float, height: float, *, wall: str, glow: str, lit: float = 0.3
) -> None:
    """A block of flats standing on the line y, some of its windows lit."""
    c.rect(x, y - height, width, height, wall)
    columns = int(width // 34)
    margin = (width - columns * 34 + 20) / 2
    for row in range(int(height // 44)):
        for column in range(columns):
            if c.random.random() < lit:
                c.rect(x + margin + column * 34, y - height + 22 + row * 44, 14, 22, glow)


def pine(c: Canvas, x: float, y: float, height: float, fill: str, *, trunk: str = INK) -> None:
    """A fir standing on the line y."""
    c.rect(x - height * 0.03, y - height * 0.2, height * 0.06, height * 0.2, trunk)
    for share in (0, 0.22, 0.44):
        top, half = y - height * (1 - share), height * (0.13 + share * 0.22)
        c.polygon([(x, top), (x + half, top + height * 0.42), (x - half, top + height * 0.42)], fill)


def leafy(c: Canvas, x: float, y: float, height: float, fill: str, *, trunk: str = INK) -> None:
    """A round tree standing on the line y."""
    c.rect(x - height * 0.035, y - height * 0.5, height * 0.07, height * 0.5, trunk)
    c.oval(x, y - height * 0.66, height * 0.27, height * 0.34, fill)


def chair(c: Canvas, x: float, y: float, height: float, ink: str, *, mirror: bool = False) -> None:
    """A plain chair seen from the side, its feet on the line y."""
    with c.placed(x, y, scale=height / 100, mirror=mirror):
        c.line([(-24, 0), (-20, -46), (-28, -100)], ink, 7)
        c.line([(24, 0), (20, -46)], ink, 7)
        c.rect(-28, -52, 56, 9, ink)


def bird(c: Canvas, x: float, y: float, span: float) -> None:
    half = span / 2
    c.curve([(x - half, y - half * 0.3), (x - half * 0.4, y - half * 0.42), (x, y)], INK, 5)
    c.curve([(x, y), (x + half * 0.4, y - half * 0.42), (x + half, y - half * 0.3)], INK, 5)


def open_book(c: Canvas, x: float, y: float, width: float, *, page: str, cover: str, lines: str) -> None:
    """An open book seen from the reader's side; the point is the foot of its spine."""
    half, tall = width / 2, width * 0.36
    for side in (-1, 1):
        edge = side * half
        with c.placed(x, y):
            c.polygon([(0, 12), (edge * 1.05, -6), (edge * 1.05, -tall), (0, -tall + 24)], cover)
            c.shape(
                f"M0 0C{edge * 0.3:.1f}-34 {edge * 0.7:.1f}-34 {edge:.1f}-16V{-tall:.1f}"
                f"C{edge * 0.7:.1f} {-tall - 22:.1f} {edge * 0.3:.1f} {-tall - 22:.1f} 0 {-tall + 10:.1f}Z",
                page,
            )
            for depth in steps(0.24, 0.82, 6):
                level = -tall * depth - 8
                rule = [(edge * 0.14, level - 6), (edge * 0.5, level - 16), (edge * 0.88, level - 6)]
                c.curve(rule, lines, max(2.0, width / 180))


def rain(c: Canvas, ink: str, width: float, *, gap: float, length: float, lean: float) -> None:
    """Slanting strokes over the whole sheet in staggered rows."""
    for y in range(-60, c.height, int(gap * 1.9)):
        for column in range(-2, int(c.width / gap) + 4):
            x, top = column * gap, y + (column % 2) * gap * 0.95
            c.line([(x, top), (x - length * lean, top + length)], ink, width)


def contours(c: Canvas, edge: Sequence[Point], ink: str, width: float, *, gap: float, count: int) -> None:
    """The same line again and again, each a step further from the first."""
    outline = smooth(edge)
    for i in range(1, count + 1):
        with c.placed(gap * i, 0):
            c.stroke(outline, ink, width)


def tick(c: Canvas, x: float, y: float, size: float, *, ink: str, width: float) -> None:
    c.line(
        [(x - size * 0.4, y), (x - size * 0.1, y + size * 0.35), (x + size * 0.5, y - size * 0.4)], ink, width
    )


def flag(c: Canvas, x: float, y: float, height: float, cloth: str) -> None:
    c.line([(x, y), (x, y - height)], INK, max(4.0, height * 0.04))
    c.polygon([(x, y - height), (x + height * 0.5, y - height * 0.86), (x, y - height * 0.66)], cloth)


def fish(
    c: Canvas, x: float, y: float, *, scale: float, fill: str, stripe: str, mirror: bool = False
) -> None:
    """A fish 100 units long that swims to the left."""
    with c.placed(x, y, scale=scale, mirror=mirror):
        c.shape("M-50 0C-30-34 14-34 34 0 14 34-30 34-50 0Z", fill)
        c.polygon([(26, 0), (58, -26), (50, 0), (58, 26)], fill)
        c.shape("M-12-24C-4-8-4 8-12 24L4 25C10 8 10-8 4-25Z", stripe)
        c.disc(-32, -6, 5, INK)


def tower(c: Canvas, x: float, y: float, *, scale: float, ink: str, glow: str, mirror: bool = False) -> None:
    """A watchtower on legs, its window on one side, its feet at the point given."""
    with c.placed(x, y, scale=scale, mirror=mirror):
        c.line([(-34, 0), (-20, -100)], ink, 9)
        c.line([(34, 0), (20, -100)], ink, 9)
        c.line([(-30, -16), (24, -84)], ink, 5)
        c.line([(30, -16), (-24, -84)], ink, 5)
        c.rect(-42, -152, 84, 56, ink)
        c.rect(-4, -142, 34, 26, glow)
        c.polygon([(-54, -150), (0, -182), (54, -150)], ink)


def envelope(
    c: Canvas, x: float, y: float, width: float, *, turn: float, paper: str, stamp: str, fold: str = "#b8a98a"
) -> None:
    """A sealed letter laid by its middle."""
    half, rise = width / 2, width * 0.32
    with c.placed(x, y, turn=turn):
        c.rect(-half, -rise, width, rise * 2, paper)
        c.line([(-half, -rise), (0, rise * 0.3), (half, -rise)], fold, max(3.0, width / 30))
        c.rect(half * 0.56, rise * 0.2, half * 0.34, rise * 0.64, stamp)


def stars(c: Canvas, *, count: int, below: int, inks: Sequence[str]) -> None:
    """Stars strewn over the upper part of the sheet."""
    for _ in range(count):
        x, y = c.random.randint(0, c.width), c.random.randint(0, below)
        c.disc(x, y, c.random.choice((2, 3, 3, 5)), c.random.choice(inks))


def frame(
    c: Canvas, x: float, y: float, width: float, height: float, *, gilt: str, inside: str, turn: float = 0
) -> None:
    """An empty picture frame hung by its middle."""
    with c.placed(x, y, turn=turn):
        c.rect(-width / 2, -height / 2, width, height, gilt)
        c.rect(-width / 2 + 12, -height / 2 + 12, width - 24, height - 24, CREAM)
        c.rect(-width / 2 + 20, -height / 2 + 20, width - 40, height - 40, gilt)
        c.rect(-width / 2 + 32, -height / 2 + 32, width - 64, height - 64, inside)


def record(c: Canvas, x: float, y: float, radius: float, fill: str, *, hub: str, spokes: int) -> None:
    """A gramophone record, or a film reel when it has spokes."""
    c.disc(x, y, radius, fill)
    if not spokes:
        c.rings(x, y, steps(radius * 0.42, radius * 0.93, 7), "#3a3530", 3)
    for i in range(spokes):
        c.disc(*polar(x, y, radius * 0.6, 360 * i / spokes - 90), radius * 0.22, INK)
    c.disc(x, y, radius * (0.14 if spokes else 0.33), hub)
    c.disc(x, y, radius * 0.05, INK)
