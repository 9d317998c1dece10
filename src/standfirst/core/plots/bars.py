"""Bars that lie: one a row, its name above it, divided into as many parts as there are series."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from standfirst.core.plots.elements import Frame, add, drawing, number, per_cent

ROW, NAME, BAR = 46, 15, 16  # pixels: a row, the foot of its name, the bar
LONGEST_NAME = 38  # characters; the table has it whole
SERIES = 4  # that can be told apart


@dataclass(frozen=True, slots=True)
class Bar:
    """`values` are those of the series, none below 0; `said` is what stands at the end of the row, by default their sum."""

    name: str
    values: Sequence[float]
    said: str = ""


def bars(frame: Frame, rows: Sequence[Bar]) -> Element:
    """All on one scale, from 0. Raises ValueError for what cannot be drawn."""
    if any(value < 0 for row in rows for value in row.values) or any(
        len(row.values) > SERIES for row in rows
    ):
        raise ValueError(f"bars have up to {SERIES} values, none below 0")
    svg = drawing(frame, height=max(1, len(rows)) * ROW)
    top = max((sum(row.values) for row in rows), default=0) or 1
    for place, row in enumerate(rows):
        _row(svg, frame, row, top=top, y=place * ROW)
    return svg


def _row(svg: Element, frame: Frame, row: Bar, *, top: float, y: float) -> None:
    said = row.said or number(sum(row.values))
    near, far = frame.across(0), frame.across(1)
    add(svg, "text", _short(row.name), class_="plot__name", x=near, y=number(y + NAME))
    add(svg, "text", said, class_="plot__value", x=far, y=number(y + NAME), text_anchor="end")
    foot = number(y + NAME + 7)
    add(svg, "rect", class_="plot__ground", x="0", y=foot, width="100%", height=number(BAR))
    begun = 0.0
    for series, value in enumerate(row.values, start=1):
        share = value / top
        if share:
            add(
                svg,
                "rect",
                class_=f"plot__bar plot__bar--{series}",
                x=frame.across(begun, share),
                y=foot,
                width=per_cent(share),
                height=number(BAR),
            )
        begun += share


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"
