"""From the house's clock to the recording, and past what was cut out of it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.apps.live.rules.recorded_time import (
    Span,
    Unusable,
    read_cuts,
    read_time,
    recorded_at,
    shown_at,
    shown_span,
    whole_of,
    written_cuts,
    written_time,
)

BEGAN = datetime(2026, 11, 26, 18, tzinfo=UTC)
DAY = 24 * 60 * 60 * 1000
CUTS = (Span(0, 90_000), Span(200_000, 260_000))


@pytest.mark.parametrize(
    ("after", "shift", "recorded"),
    [
        (0, 0, 0),
        (754.2, 0, 754_200),
        (754.2, -1500, 752_700),
        (754.2, 3000, 757_200),
        (-30, 0, 0),
        (2, -9000, 0),
    ],
)
def test_what_was_on_air_has_its_place_in_the_recording(after: float, shift: int, recorded: int) -> None:
    moment = BEGAN + timedelta(seconds=after)
    assert recorded_at(moment, began_at=BEGAN, shift_ms=shift) == recorded


@pytest.mark.parametrize(
    ("recorded", "shown"),
    [
        (0, 0),
        (45_000, 0),
        (90_000, 0),
        (100_000, 10_000),
        (200_000, 110_000),
        (230_000, 110_000),
        (300_000, 150_000),
    ],
)
def test_what_was_cut_out_before_it_is_taken_off(recorded: int, shown: int) -> None:
    assert shown_at(recorded, CUTS) == shown


@pytest.mark.parametrize(
    ("recorded", "shown"),
    [
        (Span(10_000, 80_000), None),
        (Span(80_000, 95_000), Span(0, 5_000)),
        (Span(195_000, 265_000), Span(105_000, 115_000)),
        (Span(205_000, 255_000), None),
    ],
)
def test_of_what_is_partly_cut_out_the_rest_is_shown(recorded: Span, shown: Span | None) -> None:
    assert shown_span(recorded, CUTS) == shown


def spans() -> st.SearchStrategy[tuple[Span, ...]]:
    """Apart from one another."""
    edges = st.lists(st.integers(0, DAY), unique=True, max_size=12).map(sorted)
    return edges.map(lambda ends: tuple(Span(*pair) for pair in zip(ends[::2], ends[1::2], strict=False)))


@given(cuts=spans(), recorded=st.integers(0, 2 * DAY))
def test_counting_every_second_by_itself_comes_to_the_same(cuts: tuple[Span, ...], recorded: int) -> None:
    left = recorded - sum(len(range(cut.begins, min(cut.ends, max(recorded, cut.begins)))) for cut in cuts)
    assert shown_at(recorded, cuts) == left


@given(cuts=spans(), shown=st.integers(0, DAY))
def test_there_and_back_again_is_the_same_place(cuts: tuple[Span, ...], shown: int) -> None:
    whole = whole_of(shown, cuts)
    assert shown_at(whole, cuts) == shown
    assert not any(cut.begins <= whole < cut.ends for cut in cuts)


@given(st.integers(0, DAY))
def test_a_written_time_is_read_as_it_was(ms: int) -> None:
    assert read_time(written_time(ms, exact=True)) == ms


@given(spans())
def test_written_cuts_are_read_as_they_were(cuts: tuple[Span, ...]) -> None:
    assert read_cuts(written_cuts(cuts)) == cuts


@pytest.mark.parametrize(
    "text", ["", "12", "1:2", "1:99", "1:75:00", "-1:00", "soon", "1:00:00:00", "25:00:00"]
)
def test_what_is_no_time_is_said_to_be_none(text: str) -> None:
    with pytest.raises(Unusable):
        read_time(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1:00–0:30", "ends before it begins"),
        ("0:00–1:00\n0:59–2:00", "begins before the one above it ends"),
        ("from the start", "no cut"),
        ("0:00–1:00–2:00", "no cut"),
    ],
)
def test_cuts_that_cannot_be_are_refused_with_the_reason(text: str, said: str) -> None:
    with pytest.raises(Unusable, match=said):
        read_cuts(text)
