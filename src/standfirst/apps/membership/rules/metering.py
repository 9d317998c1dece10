"""The meter: how many articles somebody may read in a month without what those articles ask for."""

from collections.abc import Sequence
from dataclasses import dataclass

from standfirst.apps.membership.rules.gate import Access
from standfirst.core.viewer import Standing


@dataclass(frozen=True, slots=True)
class Meter:
    """Articles a calendar month, 0 for none. `visitors` can begin anew with another browser, `readers` cannot."""

    readers: int = 0
    visitors: int = 0


def a_month_of(meter: Meter, *, access: str, standing: Standing, never_metered: bool) -> int:
    """Readers sample what is for subscribers, visitors what is for readers; what is paid for, visitors never."""
    if never_metered:
        return 0
    if standing is Standing.REGISTERED and access == Access.SUBSCRIBERS:
        return meter.readers
    if standing is Standing.VISITOR and access == Access.REGISTERED:
        return meter.visitors
    return 0


def fits_tally(tally: Sequence[int], *, article_id: int, a_month: int) -> bool:
    """Whether a visitor who has opened these may open this one: again, or as one more."""
    return article_id in tally[:a_month] or len(tally) < a_month
