"""What stands on an invoice: its lines, and the tax within them."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from standfirst.core.money import smallest_part


@dataclass(frozen=True, slots=True)
class Line:
    """What is charged, or taken off, with its sum."""

    words: str
    amount: Decimal


def total(lines: tuple[Line, ...]) -> Decimal:
    """Never below nothing."""
    return max(Decimal(0), sum((line.amount for line in lines), Decimal(0)))


def tax_within(gross: Decimal, *, percent: Decimal, currency: str) -> Decimal:
    """The tax that a sum which includes it holds."""
    net = gross / (1 + percent / 100)
    return (gross - net).quantize(smallest_part(currency), ROUND_HALF_UP)


def number_text(year: int, serial: int) -> str:
    """How an invoice's number is written."""
    return f"{year}-{serial:06}"
