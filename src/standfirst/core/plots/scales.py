"""Round numbers for an axis."""

from itertools import takewhile
from math import floor, log10

_ROUND = (1, 2, 5, 10)


def steps(top: float, *, most: int = 4) -> list[float]:
    """Round numbers above 0, at most `most`, of which the last is not below `top`; whole ones for counts. [1] for nothing."""
    if top <= 1:
        return [1.0]
    size = next(each for each in _sizes(top / most) if each * most >= top)
    above = takewhile(lambda place: (place - 1) * size < top, range(1, most + 1))
    return [place * size for place in above]


def _sizes(least: float) -> list[float]:
    base = 10 ** floor(log10(max(least, 1)))
    return [factor * base for factor in _ROUND]
