"""The ledger's lines after a change: exactly the window, never two at once."""

import itertools
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from standfirst.apps.membership.rules.ledger import Line, settle

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
Stretch = tuple[datetime, datetime]


def moment(day: int) -> datetime:
    return BEGIN + timedelta(days=day)


@st.composite
def ledgers(draw: st.DrawFn) -> list[Line]:
    """Lines that follow one another with gaps or without, as a subscription leaves them."""
    edges = sorted(draw(st.lists(st.integers(0, 60), max_size=8)))
    pairs = list(zip(edges[::2], edges[1::2], strict=False))
    return [Line(number, moment(a), moment(b)) for number, (a, b) in enumerate(pairs) if a < b]


def stretches(lines: list[Line], cuts: dict[int, datetime], added: Stretch | None) -> list[Stretch]:
    left = [(line.starts_at, cuts.get(line.id, line.last_moment or moment(999))) for line in lines]
    return sorted(stretch for stretch in [*left, *([added] if added else [])] if stretch[0] < stretch[1])


def is_open(found: list[Stretch], at: datetime) -> bool:
    return any(a <= at < b for a, b in found)


@given(
    ledgers(),
    st.integers(0, 60),
    st.one_of(st.none(), st.tuples(st.integers(0, 20), st.integers(1, 30))),
    st.booleans(),
)
def test_lines_open_exactly_the_window(
    lines: list[Line], day: int, ahead: tuple[int, int] | None, anew: bool
) -> None:
    at = moment(day)
    window = (moment(day + ahead[0]), moment(day + sum(ahead))) if ahead else None
    settled = settle(lines, at=at, window=window, anew=anew)
    found = stretches(lines, dict(settled.cuts), settled.added)
    assert all(before[1] <= following[0] for before, following in itertools.pairwise(found))
    for later in range(day, 120):
        expected = window is not None and window[0] <= moment(later) < window[1]
        assert is_open(found, moment(later)) is expected
    before = stretches(lines, {}, None)
    assert all(is_open(found, moment(d)) is is_open(before, moment(d)) for d in range(day))
