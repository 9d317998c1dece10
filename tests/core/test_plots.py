"""Plots: what is drawn is what was given, nothing of it is markup, and it runs from either side."""

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as some

from standfirst.core.plots.bars import LONGEST_NAME, Bar, bars
from standfirst.core.plots.elements import Frame, as_text
from standfirst.core.plots.lines import FIELD, HEAD, Line, Mark, lines
from standfirst.core.plots.scales import steps

FRAME = Frame("k", "Clicks", "How often each was followed.")
MIRRORED = Frame("k", "Clicks", "How often each was followed.", from_the_right=True)
COUNTS = some.integers(0, 10**9).map(float)
HOSTILE = "<script>alert(1)</script>\"'&</svg>"


def of_class(svg: Element, name: str) -> list[Element]:
    return [each for each in svg.iter() if name in (each.get("class") or "").split()]


def share(value: str | None) -> float:
    assert value
    assert value.endswith("%")
    return float(value[:-1])


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        (0, [1]), (1, [1]), (2, [1, 2]), (3, [1, 2, 3]), (5, [2, 4, 6]), (10, [5, 10]), (37, [10, 20, 30, 40]),
        (100, [50, 100]), (101, [50, 100, 150]), (98_310, [50_000, 100_000]),
    ],
)  # fmt: skip
def test_an_axis_has_round_numbers(top: float, expected: list[float]) -> None:
    assert steps(top) == expected


@given(COUNTS)
def test_the_last_step_is_not_below_the_highest_value(top: float) -> None:
    found = steps(top)
    assert (len(found) <= 4, found[-1] >= top, found == sorted(set(found))) == (True, True, True)


@given(some.lists(some.lists(COUNTS, min_size=3, max_size=3), min_size=1, max_size=8))
def test_bars_are_as_long_as_their_values_and_stand_one_after_the_other(rows: list[list[float]]) -> None:
    svg = bars(FRAME, [Bar(f"row {place}", values) for place, values in enumerate(rows)])
    top = max(map(sum, rows)) or 1
    drawn = [(share(each.get("x")), share(each.get("width"))) for each in of_class(svg, "plot__bar")]
    wanted = [
        (100 * sum(row[:place]) / top, 100 * value / top)
        for row in rows
        for place, value in enumerate(row)
        if value
    ]
    assert len(drawn) == len(wanted)
    for (x, width), (begun, length) in zip(drawn, wanted, strict=True):
        assert (x, width) == (pytest.approx(begun, abs=0.01), pytest.approx(length, abs=0.01))


def test_from_the_right_everything_is_mirrored() -> None:
    row = [Bar("a", [3, 1])]
    straight, mirrored = (of_class(bars(frame, row), "plot__bar") for frame in (FRAME, MIRRORED))
    ends = [share(each.get("x")) + share(each.get("width")) for each in straight]
    assert [share(each.get("x")) for each in mirrored] == [100 - end for end in ends]
    assert [bars(frame, row).get("direction") for frame in (FRAME, MIRRORED)] == ["ltr", "rtl"]
    [line] = of_class(lines(MIRRORED, [Line("a", [(0, 0), (1, 2)])], []), "plot__line")
    assert line.get("points") == "1000,1000 0,0"


def test_a_line_goes_through_its_points_and_ends_in_a_dot() -> None:
    svg = lines(FRAME, [Line("sent", [(0, 0), (0.5, 5), (1, 10)])], [Mark(0, "07:00"), Mark(1, "07:05")])
    [line], [end] = of_class(svg, "plot__line"), of_class(svg, "plot__end")
    assert line.get("points") == "0,1000 500,500 1000,0"
    assert (end.get("cx"), end.get("cy")) == ("100%", str(HEAD))
    rungs = [each.get("y1") for each in of_class(svg, "plot__rung")]
    assert rungs == [str(HEAD + FIELD), str(HEAD + FIELD // 2), str(HEAD)]
    said = {each.text: each.get("text-anchor") for each in of_class(svg, "plot__mark")}
    assert said == {"5": None, "10": None, "07:00": "start", "07:05": "end"}


def test_what_is_given_as_words_is_words() -> None:
    frame = Frame("k", HOSTILE, HOSTILE)
    for svg in (
        bars(frame, [Bar(HOSTILE, [1], HOSTILE)]),
        lines(frame, [Line(HOSTILE, [])], [Mark(0.5, HOSTILE)]),
    ):
        text = as_text(svg)
        assert "<script" not in text
        assert HOSTILE in [each.text for each in fromstring(text).iter()]


def test_whoever_does_not_see_it_is_told_what_it_is() -> None:
    svg = bars(FRAME, [Bar("a", [1])])
    told = {each.get("id"): each.text for each in svg if each.tag in {"title", "desc"}}
    assert svg.get("role") == "img"
    assert [told[each] for each in (svg.get("aria-labelledby") or "").split()] == [FRAME.title, FRAME.about]


def test_nothing_in_it_is_a_style_a_script_or_a_colour() -> None:
    text = as_text(bars(FRAME, [Bar("x" * 99, [1, 2, 3])])) + as_text(lines(FRAME, [Line("a", [(0, 1)])], []))
    assert re.findall(r"style=|<script|fill=|stroke=|#[0-9a-f]{3}", text) == []
    assert f"{'x' * (LONGEST_NAME - 1)}…" in text


@pytest.mark.parametrize(
    "draw",
    [
        lambda: bars(FRAME, [Bar("a", [-1])]),
        lambda: bars(FRAME, [Bar("a", [1] * 5)]),
        lambda: lines(FRAME, [Line("a", [(1.1, 1)])], []),
        lambda: lines(FRAME, [Line("a", [(0, -1)])], []),
        lambda: lines(FRAME, [Line("a", [])] * 5, []),
    ],
)
def test_what_cannot_be_drawn_is_refused(draw: Callable[[], Element]) -> None:
    with pytest.raises(ValueError, match="up to"):
        draw()


def test_nothing_at_all_is_an_empty_drawing() -> None:
    assert of_class(bars(FRAME, []), "plot__bar") == []
    assert of_class(lines(FRAME, [Line("a", [])], []), "plot__line") == []
