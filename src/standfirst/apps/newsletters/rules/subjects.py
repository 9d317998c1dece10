"""Two subjects for one edition: who tests them, and which is used. The figures are of letters, never of people."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from math import sqrt
from statistics import NormalDist

LEAST_PERCENT, MOST_PERCENT = 5, 50
LEAST_MINUTES, MOST_MINUTES = 30, 24 * 60
SURE = 0.05  # a difference that chance alone makes less often than this can be told
FEWEST = 5  # letters that would be expected in each cell; with fewer the test says nothing


class Arm(StrEnum):
    """Of an audience that tests two subjects. Nobody is in two; without a test there is none."""

    FIRST = "a"
    SECOND = "b"
    REST = "r"  # who get what was chosen


class Because(StrEnum):
    """Why a subject is used."""

    CLICKS = "clicks"
    NO_DIFFERENCE = "no difference"
    BY_HAND = "by hand"
    TOO_FEW = "too few"


@dataclass(frozen=True, slots=True)
class WantedTest:
    """`percent` of the audience test the subjects, half of them each; the rest waits so many `minutes`."""

    percent: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Of one subject: letters that were delivered, and those from which a person followed a link."""

    delivered: int
    clicked: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return min(1.0, self.clicked / self.delivered) if self.delivered else 0.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which subject is used."""

    arm: Arm
    because: Because


def arm_size(audience: int, *, percent: int) -> int:
    """How many get each of the two subjects."""
    return audience * percent // 200


def verdict(first: Tally, second: Tally) -> Verdict:
    """The one with more clicks, where chance makes such a difference less than once in twenty times; else the editor's first."""
    if chance_of(first, second) >= SURE:
        return Verdict(Arm.FIRST, Because.NO_DIFFERENCE)
    return Verdict(Arm.FIRST if first.share > second.share else Arm.SECOND, Because.CLICKS)


def chance_of(first: Tally, second: Tally) -> float:
    """How often chance alone makes a difference as large as this: the two-sided test of two proportions, pooled (Fleiss, Statistical
    Methods for Rates and Proportions, with its rule of five). 1 where there are too few letters to say."""
    total = first.delivered + second.delivered
    if not first.delivered or not second.delivered:
        return 1.0
    pooled = (first.share * first.delivered + second.share * second.delivered) / total
    fewest = min(first.delivered, second.delivered) * min(pooled, 1 - pooled)
    if fewest < FEWEST:
        return 1.0
    spread = sqrt(pooled * (1 - pooled) * (1 / first.delivered + 1 / second.delivered))
    return 2 * (1 - NormalDist().cdf(abs(first.share - second.share) / spread))


def faults_of_test(
    *, first: str, second: str, test: WantedTest, by_zone: bool, counts_clicks: bool
) -> list[str]:
    """What keeps an edition with a second subject from going out, as sentences; nothing where there is none."""
    if not second:
        return []
    found = []
    if not first.strip():
        found.append("Write the first subject as well: two subjects are tested, and no headline.")
    if first.strip() == second.strip():
        found.append("Both subjects are the same.")
    if not LEAST_PERCENT <= test.percent <= MOST_PERCENT:
        found.append(f"From {LEAST_PERCENT} to {MOST_PERCENT} per cent of the readers can test two subjects.")
    if (
        not timedelta(minutes=LEAST_MINUTES)
        <= timedelta(minutes=test.minutes)
        <= timedelta(minutes=MOST_MINUTES)
    ):
        found.append("The rest can wait for half an hour at least, and for a day at most.")
    if by_zone:
        found.append(
            "Two subjects cannot be tested where each reader gets it in their own morning: take the second subject away."
        )
    if not counts_clicks:
        found.append(
            "Two subjects are judged by clicks, and this newsletter does not count its links: take the second away."
        )
    return found
