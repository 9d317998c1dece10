"""What an order would cost, before it is made."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from standfirst.apps.billing.rules.sums import Line, total
from standfirst.apps.membership import api as membership
from standfirst.core.money import exact_money


@dataclass(frozen=True, slots=True)
class Quote:
    """The lines of the first invoice; a trial comes before it. `fault` says why a promotion code does not count."""

    lines: tuple[Line, ...]
    currency: str
    trial_until: datetime | None
    fault: str = ""

    @property
    def total(self) -> Decimal:
        """What the first invoice will ask for."""
        return total(self.lines)

    @property
    def total_text(self) -> str:
        """As it is shown."""
        return exact_money(self.total, self.currency)

    @property
    def shown(self) -> tuple[tuple[str, str], ...]:
        """The lines as they are shown."""
        return tuple((line.words, exact_money(line.amount, self.currency)) for line in self.lines)


def quote(*, price: membership.Price, code: str, reader_id: int, now: datetime) -> Quote:
    """The house's own prices; nothing of it is read from the order again."""
    lines: tuple[Line, ...] = (Line(f"{price.plan.name}, one {price.interval}", price.amount),)
    fault = ""
    if code.strip():
        try:
            found = membership.find_promotion(code=code, price=price, now=now)
            less = membership.reduction(price.amount, price.currency, found.promotion())
            lines += (Line(f"Promotion code {found.code}", -less),)
        except membership.CodeRefused as refused:
            fault = refused.sentence
    free = price.trial_days and not membership.has_tried(reader_id=reader_id)
    return Quote(lines, price.currency, now + timedelta(days=price.trial_days) if free else None, fault)
