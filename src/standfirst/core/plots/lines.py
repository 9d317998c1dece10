"""The course of something: one or more lines over the same axis, which is mostly time."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from standfirst.core.plots.bars import SERIES
from standfirst.core.plots.elements import Frame, add, drawing, number
from standfirst.core.plots.scales import steps

HEAD, FIELD, FOOT = 18, 180, 26  # pixels: above the highest line, the field, the words of the axis
_ANCHORS = {0.0: "start", 1.0: "end"}


@dataclass(frozen=True, slots=True)
class Line:
    """`points` are (place, value) in the order of the places, which are shares of the axis from 0 to 1."""

    name: str
    points: Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Mark:
    """Words below the axis, at a share of it."""

    place: float
    said: str


def lines(frame: Frame, courses: Sequence[Line], marks: Sequence[Mark]) -> Element:
    """From 0 to a round number above the highest. Raises ValueError for what cannot be drawn."""
    points = [point for course in courses for point in course.points]
    if len(courses) > SERIES or any(not 0 <= place <= 1 or value < 0 for place, value in points):
        raise ValueError(f"up to {SERIES} lines, places from 0 to 1, no value below 0")
    svg = drawing(frame, height=HEAD + FIELD + FOOT)
    rungs = steps(max((value for _, value in points), default=0))
    for rung in (0.0, *rungs):
        _rung(svg, frame, rung, top=rungs[-1])
    for place, course in enumerate(courses, start=1):
        _course(svg, frame, course, place, top=rungs[-1])
    for mark in marks:
        anchor = _ANCHORS.get(mark.place, "middle")
        at = {"x": frame.across(mark.place), "y": number(HEAD + FIELD + FOOT - 7)}
        add(svg, "text", mark.said, class_="plot__mark", text_anchor=anchor, **at)
    return svg


def _height(value: float, top: float) -> float:
    return HEAD + FIELD * (1 - value / top)


def _rung(svg: Element, frame: Frame, value: float, *, top: float) -> None:
    y = _height(value, top)
    add(svg, "line", class_="plot__rung", x1="0", x2="100%", y1=number(y), y2=number(y))
    if value:
        add(svg, "text", f"{value:,.0f}", class_="plot__mark", x=frame.across(0), y=number(y - 4))


def _course(svg: Element, frame: Frame, course: Line, series: int, *, top: float) -> None:
    """Drawn in a field of its own, which is stretched to the width; its line is not."""
    if not course.points:
        return
    field = add(
        svg, "svg", x="0", y=number(HEAD), width="100%", height=number(FIELD), viewBox="0 0 1000 1000",
        preserveAspectRatio="none", overflow="visible",
    )  # fmt: skip
    drawn = (
        f"{number(1000 * (1 - x if frame.from_the_right else x))},{number(1000 * (1 - y / top))}"
        for x, y in course.points
    )
    style = {"class_": f"plot__line plot__line--{series}", "vector_effect": "non-scaling-stroke"}
    add(field, "polyline", points=" ".join(drawn), **style)
    place, value = course.points[-1]
    end = {"cx": frame.across(place), "cy": number(_height(value, top))}
    add(svg, "circle", class_=f"plot__end plot__end--{series}", r="4", **end)
