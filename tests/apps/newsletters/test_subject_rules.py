"""Which of two subjects is used: as a table, and against what chance does, reckoned exactly."""

from itertools import product
from math import comb

import pytest

from standfirst.apps.newsletters.rules.subjects import (
    SURE,
    Arm,
    Because,
    Tally,
    Verdict,
    WantedTest,
    arm_size,
    chance_of,
    faults_of_test,
    verdict,
)

FIRST, SECOND = Verdict(Arm.FIRST, Because.CLICKS), Verdict(Arm.SECOND, Because.CLICKS)
NOBODY_KNOWS = Verdict(Arm.FIRST, Because.NO_DIFFERENCE)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((1000, 100), (1000, 150), SECOND),
        ((1000, 150), (1000, 100), FIRST),
        ((1000, 100), (1000, 120), NOBODY_KNOWS),
        ((1000, 100), (2000, 260), SECOND),  # in proportion, and not in numbers
        ((2000, 200), (1000, 100), NOBODY_KNOWS),
        ((100, 0), (100, 0), NOBODY_KNOWS),
        ((10, 0), (10, 9), NOBODY_KNOWS),  # too few to say
        ((0, 0), (500, 90), NOBODY_KNOWS),
        ((0, 0), (0, 0), NOBODY_KNOWS),
        ((50, 50), (50, 50), NOBODY_KNOWS),
    ],
)
def test_the_subject_is_chosen_in_proportion_where_a_difference_can_be_told(
    first: tuple[int, int], second: tuple[int, int], expected: Verdict
) -> None:
    assert verdict(Tally(*first), Tally(*second)) == expected


@pytest.mark.parametrize(
    ("first", "second", "chance"),
    [
        # 100 of 1000 against 150 of 1000: z = 3.3806, two-sided.
        ((1000, 100), (1000, 150), 0.000723),
        # 100 of 1000 against 120 of 1000: z = 1.4293.
        ((1000, 100), (1000, 120), 0.152926),
    ],
)
def test_the_chance_is_that_of_the_tables(
    first: tuple[int, int], second: tuple[int, int], chance: float
) -> None:
    assert chance_of(Tally(*first), Tally(*second)) == pytest.approx(chance, abs=5e-5)


@pytest.mark.parametrize("letters", [40, 100])
@pytest.mark.parametrize("share", [0.05, 0.15, 0.5])
def test_chance_alone_chooses_less_than_once_in_sixteen(letters: int, share: float) -> None:
    """Every outcome of two equal subjects, each with its binomial probability: the test is of the normal distribution, so a little more
    than one in twenty is its own error."""
    of = [comb(letters, n) * share**n * (1 - share) ** (letters - n) for n in range(letters + 1)]
    told = sum(
        of[a] * of[b]
        for a, b in product(range(letters + 1), repeat=2)
        if verdict(Tally(letters, a), Tally(letters, b)).because is Because.CLICKS
    )
    assert told < 1 / 16


def test_twin_the_larger_number_alone_would_choose_by_chance_nearly_always() -> None:
    of = [comb(100, n) * 0.15**n * 0.85 ** (100 - n) for n in range(101)]
    assert sum(of[a] * of[b] for a, b in product(range(101), repeat=2) if a != b) > 18 * SURE


@pytest.mark.parametrize(
    ("audience", "percent", "each"),
    [(1000, 20, 100), (1000, 5, 25), (1000, 50, 250), (999, 20, 99), (9, 20, 0), (0, 20, 0), (10, 20, 1)],
)
def test_half_of_those_who_test_get_each_subject(audience: int, percent: int, each: int) -> None:
    assert arm_size(audience, percent=percent) == each


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({}, ""),
        ({"second": "", "by_zone": True, "counts_clicks": False}, ""),
        ({"second": "One"}, "the same"),
        ({"first": " "}, "Write the first subject"),
        ({"test": WantedTest(4, 60)}, "per cent"),
        ({"test": WantedTest(51, 60)}, "per cent"),
        ({"test": WantedTest(20, 29)}, "half an hour"),
        ({"test": WantedTest(20, 1441)}, "a day at most"),
        ({"by_zone": True}, "their own morning"),
        ({"counts_clicks": False}, "does not count its links"),
    ],
)
def test_what_cannot_be_tested_is_said_in_a_sentence(change: dict[str, object], fault: str) -> None:
    given = {
        "first": "One",
        "second": "Two",
        "test": WantedTest(20, 60),
        "by_zone": False,
        "counts_clicks": True,
    }
    found = faults_of_test(**{**given, **change})  # type: ignore[arg-type]
    assert [fault in each for each in found] == [True] * bool(fault)
