"""Sums as they are shown."""

from decimal import Decimal

_SIGNS = {"EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥", "CHF": "CHF\u00a0"}


def money(sum_: Decimal | None, currency: str) -> str:
    """A sum with the sign of its currency (ISO 4217); whole sums without decimals; nothing for None."""
    if sum_ is None:
        return ""
    figure = f"{sum_:,.0f}" if sum_ == sum_.to_integral_value() else f"{sum_:,.2f}"
    return _SIGNS.get(currency, f"{currency}\u00a0") + figure
