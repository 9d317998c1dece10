"""A small drawing kit: flat shapes, curves, repeats and turns, written out as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from math import cos, radians, sin
from random import Random

Point = tuple[float, float]
Sweep = tuple[float, float]
NO_FILL = "none"


def number(value: float) -> str:
    """One decimal is enough for a drawing and keeps the file small."""
    return f"{value:.1f}".removesuffix(".0") if abs(value) >= 0.05 else "0"


def polar(x: float, y: float, radius: float, degrees: float) -> Point:
    """The point at a clock-wise angle from the right-hand side, as SVG turns."""
    return x + radius * cos(radians(degrees)), y + radius * sin(radians(degrees))


def steps(start: float, stop: float, count: int) -> list[float]:
    """Evenly spaced numbers, both ends among them."""
    return [start + (stop - start) * i / (count - 1) for i in range(count)]


def regular(x: float, y: float, radius: float, sides: int, turn: float = -90) -> list[Point]:
    return [polar(x, y, radius, turn + 360 * i / sides) for i in range(sides)]


def star(x: float, y: float, outer: float, inner: float, points: int, *, turn: float = -90) -> list[Point]:
    """Points that go out and in by turns."""
    return [polar(x, y, inner if i % 2 else outer, turn + 180 * i / points) for i in range(2 * points)]


def swell(x0: float, x1: float, y: float, height: float, count: int, *, phase: float = 0) -> list[Point]:
    """Points along a rolling wave, to be joined by a curve."""
    return [(x, y + height * sin(phase + i * 1.5708)) for i, x in enumerate(steps(x0, x1, 2 * count + 1))]


def straight(points: Sequence[Point], *, closed: bool = False) -> str:
    joined = " ".join(f"{number(x)} {number(y)}" for x, y in points)
    return f"M{joined}{'Z' if closed else ''}"


def smooth(points: Sequence[Point], *, closed: bool = False, tension: float = 1 / 6) -> str:
    """A Catmull-Rom spline through the points, written as cubic curves."""
    last = len(points) - 1

    def at(index: int) -> Point:
        return points[index % len(points)] if closed else points[min(max(index, 0), last)]

    parts = [f"M{number(points[0][0])} {number(points[0][1])}"]
    for i in range(len(points) if closed else last):
        before, here, there, after = at(i - 1), at(i), at(i + 1), at(i + 2)
        first = (here[0] + (there[0] - before[0]) * tension, here[1] + (there[1] - before[1]) * tension)
        second = (there[0] - (after[0] - here[0]) * tension, there[1] - (after[1] - here[1]) * tension)
        parts.append("C" + " ".join(f"{number(x)} {number(y)}" for x, y in (first, second, there)))
    return "".join(parts) + ("Z" if closed else "")


def wedge(x: float, y: float, radius: float, start: float, stop: float) -> str:
    """The outline of a slice of a disc, from one angle to another."""
    (x0, y0), (x1, y1) = polar(x, y, radius, start), polar(x, y, radius, stop)
    size = number(radius)
    large = int(stop - start > 180)
    middle, begin, end = (f"{number(a)} {number(b)}" for a, b in ((x, y), (x0, y0), (x1, y1)))
    return f"M{middle}L{begin}A{size} {size} 0 {large} 1 {end}Z"


def bow(x: float, y: float, radius: float, start: float, stop: float) -> str:
    """The part of a circle's line between two angles."""
    return "M" + wedge(x, y, radius, start, stop).split("L")[1].removesuffix("Z")


class Canvas:
    """A sheet of a given size on which flat shapes are laid one over another."""

    def __init__(self, width: int, height: int, *, seed: str) -> None:
        self.width = width
        self.height = height
        self.random = Random(seed)
        self._marks: list[str] = []
        self._clips = 0

    def svg(self) -> str:
        size = f'width="{self.width}" height="{self.height}" viewBox="0 0 {self.width} {self.height}"'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(self._marks)}</svg>'

    def _mark(self, tag: str, **attributes: float | str) -> None:
        pairs = (
            f' {name.replace("_", "-")}="{value if isinstance(value, str) else number(value)}"'
            for name, value in attributes.items()
        )
        self._marks.append(f"<{tag}{''.join(pairs)}/>")

    def ground(self, fill: str) -> None:
        self.rect(0, 0, self.width, self.height, fill)

    def rect(self, x: float, y: float, width: float, height: float, fill: str, *, round: float = 0) -> None:
        corners = {"rx": round} if round else {}
        self._mark("rect", x=x, y=y, width=width, height=height, **corners, fill=fill)

    def box(self, x: float, y: float, width: float, height: float, fill: str, *, turn: float = 0) -> None:
        """A rectangle laid by its middle, so that it turns about itself."""
        with self.placed(x, y, turn=turn):
            self.rect(-width / 2, -height / 2, width, height, fill)

    def disc(self, x: float, y: float, radius: float, fill: str) -> None:
        self._mark("circle", cx=x, cy=y, r=radius, fill=fill)

    def ring(self, x: float, y: float, radius: float, ink: str, width: float, *, dash: str = "") -> None:
        dashes = {"stroke_dasharray": dash} if dash else {}
        self._mark("circle", cx=x, cy=y, r=radius, fill=NO_FILL, stroke=ink, stroke_width=width, **dashes)

    def rings(self, x: float, y: float, radii: Iterable[float], ink: str, width: float) -> None:
        for radius in radii:
            self.ring(x, y, radius, ink, width)

    def oval(self, x: float, y: float, across: float, down: float, fill: str, *, turn: float = 0) -> None:
        with self.placed(x, y, turn=turn):
            self._mark("ellipse", rx=across, ry=down, fill=fill)

    def shape(self, outline: str, fill: str) -> None:
        self._mark("path", d=outline, fill=fill)

    def stroke(
        self, outline: str, ink: str, width: float, *, dash: str = "", cap: str = "butt", join: str = "miter"
    ) -> None:
        extra = {"stroke_dasharray": dash} if dash else {}
        extra |= {"stroke_linecap": cap} if cap != "butt" else {}
        extra |= {"stroke_linejoin": join} if join != "miter" else {}
        self._mark("path", d=outline, fill=NO_FILL, stroke=ink, stroke_width=width, **extra)

    def polygon(self, points: Sequence[Point], fill: str) -> None:
        self.shape(straight(points, closed=True), fill)

    def blob(self, points: Sequence[Point], fill: str) -> None:
        self.shape(smooth(points, closed=True), fill)

    def wedge(self, x: float, y: float, radius: float, sweep: Sweep, fill: str) -> None:
        self.shape(wedge(x, y, radius, *sweep), fill)

    def line(
        self, points: Sequence[Point], ink: str, width: float, *, dash: str = "", cap: str = "butt"
    ) -> None:
        self.stroke(straight(points), ink, width, dash=dash, cap=cap)

    def curve(
        self, points: Sequence[Point], ink: str, width: float, *, dash: str = "", cap: str = "butt"
    ) -> None:
        self.stroke(smooth(points), ink, width, dash=dash, cap=cap)

    def bow(self, x: float, y: float, radius: float, sweep: Sweep, ink: str, *, width: float) -> None:
        self.stroke(bow(x, y, radius, *sweep), ink, width)

    def below(self, points: Sequence[Point], fill: str) -> None:
        """Everything under a smooth line that runs from left to right: a hill, a sea, a table."""
        (left, _), (right, _) = points[0], points[-1]
        floor = number(self.height + 20)
        self.shape(f"{smooth(points)}L{number(right)} {floor}L{number(left)} {floor}Z", fill)

    def ridge(self, points: Sequence[Point], fill: str) -> None:
        """Everything under a jagged line: mountains, roofs, ice."""
        floor = self.height + 20
        self.polygon([*points, (points[-1][0], floor), (points[0][0], floor)], fill)

    @contextmanager
    def placed(
        self, x: float = 0, y: float = 0, *, turn: float = 0, scale: float = 1, mirror: bool = False
    ) -> Iterator[None]:
        """Draw as if the origin were here, turned, grown, or seen in a mirror."""
        moves = [f"translate({number(x)} {number(y)})"] if x or y else []
        moves += [f"rotate({number(turn)})"] if turn else []
        moves += [f"scale({-scale if mirror else scale:.3g} {scale:.3g})"] if mirror or scale != 1 else []
        self._marks.append(f'<g transform="{" ".join(moves)}">' if moves else "<g>")
        yield
        self._marks.append("</g>")

    def inset(self, scale: float) -> AbstractContextManager[None]:
        """Draw smaller about the middle, so that a square cut of the sheet still shows the whole."""
        return self.placed(self.width / 2 * (1 - scale), self.height / 2 * (1 - scale), scale=scale)

    @contextmanager
    def within(self, outline: str) -> Iterator[None]:
        """Draw only inside the outline, as through a window."""
        self._clips += 1
        name = f"window-{self._clips}"
        self._marks.append(
            f'<clipPath id="{name}"><path d="{outline}"/></clipPath><g clip-path="url(#{name})">'
        )
        yield
        self._marks.append("</g>")
