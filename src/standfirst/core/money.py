"""Sums as they are shown."""

from decimal import Decimal

_SIGNS = {"EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥", "CHF": "CHF\u00a0"}


def money(sum_: Decimal | None, currency: str) -> str:
    """A sum with the sign of its currency (ISO 4217); whole sums without decimals; nothing for None."""
    if sum_ is None:
        return ""
    figure = f"{sum_:,.0f}" if sum_ == sum_.to_integral_value() else f"{sum_:,.2f}"
    return _SIGNS.get(currency, f"{currency}\u00a0") + figure


_WITHOUT_PARTS = {"JPY", "KRW", "VND", "CLP", "ISK", "XAF", "XOF"}


def smallest_part(currency: str) -> Decimal:
    """The smallest sum that can be paid in a currency, such as a cent."""
    return Decimal(1) if currency in _WITHOUT_PARTS else Decimal("0.01")


def exact_money(sum_: Decimal, currency: str) -> str:
    """A sum as it stands on an invoice: always with its decimals."""
    part = smallest_part(currency)
    figure = f"{abs(sum_).quantize(part):,.{0 if part == 1 else 2}f}"
    return ("\u2212" if sum_ < 0 else "") + _SIGNS.get(currency, f"{currency}\u00a0") + figure
