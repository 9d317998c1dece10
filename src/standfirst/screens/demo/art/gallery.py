"""The drawings by key, as SVG or as PNG."""

from collections import ChainMap

import resvg_py

from standfirst.screens.demo.art import (
    books,
    culture,
    economics,
    interviews,
    museum,
    politics,
    portraits,
    science,
    strait,
    world,
)
from standfirst.screens.demo.art.canvas import Canvas
from standfirst.screens.demo.art.catalogue import Drawing

DRAWINGS: ChainMap[str, Drawing] = ChainMap(
    strait.ROOM,
    world.ROOM,
    economics.ROOM,
    politics.ROOM,
    science.ROOM,
    culture.ROOM,
    museum.ROOM,
    books.ROOM,
    interviews.ROOM,
    portraits.ROOM,
)
LANDSCAPE = (1200, 800)
SQUARE = (800, 800)


class UnknownPicture(KeyError):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key

    def __str__(self) -> str:
        return f"no picture is drawn under the key “{self.key}”"


def keys() -> tuple[str, ...]:
    return tuple(sorted(DRAWINGS))


def svg(key: str) -> str:
    """Raises UnknownPicture."""
    if key not in DRAWINGS:
        raise UnknownPicture(key)
    canvas = Canvas(*(SQUARE if key in portraits.ROOM else LANDSCAPE), seed=key)
    DRAWINGS[key](canvas)
    return canvas.svg()


def png(key: str, width: int) -> bytes:
    """The drawing as a PNG of this many pixels across; raises UnknownPicture."""
    return bytes(resvg_py.svg_to_bytes(svg_string=svg(key), width=width, skip_system_fonts=True))
