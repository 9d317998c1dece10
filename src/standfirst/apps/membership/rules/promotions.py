"""What is left to pay with a promotion code."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from standfirst.core.money import smallest_part


class Lasts(StrEnum):
    """For which payments a code counts."""

    FIRST = "first"
    FOREVER = "forever"


@dataclass(frozen=True, slots=True)
class Promotion:
    """Either a percentage or a sum in one currency."""

    percent_off: int | None
    amount_off: Decimal | None
    currency: str
    lasts: Lasts

    def counts_for(self, *, payments_before: int) -> bool:
        """Whether the next payment is reduced."""
        return self.lasts is Lasts.FOREVER or payments_before == 0


def reduction(amount: Decimal, currency: str, promotion: Promotion | None) -> Decimal:
    """How much less there is to pay: never more than the sum, never in another currency."""
    if promotion is None:
        return Decimal(0)
    if promotion.percent_off is not None:
        share = amount * promotion.percent_off / 100
        return min(amount, share.quantize(smallest_part(currency), ROUND_HALF_UP))
    if promotion.amount_off is None or promotion.currency != currency:
        return Decimal(0)
    return min(amount, promotion.amount_off)
