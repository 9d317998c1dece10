"""The demo publication's plans."""

from decimal import Decimal
from typing import Any


def _prices(month: dict[str, int], year: dict[str, int], *, trial_days: int = 0) -> list[dict[str, Any]]:
    """Sums by currency, the pound first."""
    monthly = [
        {"interval": "month", "currency": currency, "amount": Decimal(sum_), "trial_days": trial_days}
        for currency, sum_ in month.items()
    ]
    yearly = [
        {"interval": "year", "currency": currency, "amount": Decimal(sum_)} for currency, sum_ in year.items()
    ]
    return monthly + yearly


PLANS: list[dict[str, Any]] = [
    {
        "slug": "subscriber",
        "name": "Subscriber",
        "blurb": "Everything we publish, everywhere we publish it, and a voice in it.",
        "for_whom": "For everybody who reads on a screen.",
        "opens": "Every article, whole\nThe comments under them\nAll newsletters\nAsking in live interviews\nA private full-text feed",
        "prices": _prices({"GBP": 9, "EUR": 10, "USD": 11}, {"GBP": 90, "EUR": 100, "USD": 110}),
    },
    {
        "slug": "with-paper",
        "name": "With paper",
        "blurb": "The same, and fifty issues through the door on good paper.",
        "for_whom": "For those who keep issues.",
        "opens": "All that a subscriber has\nThe printed Review every Thursday\nThe summer and winter double issues",
        "prices": _prices({"GBP": 15, "EUR": 17, "USD": 19}, {"GBP": 150, "EUR": 170, "USD": 190}),
    },
    {
        "slug": "five-seats",
        "name": "Five seats",
        "blurb": "One invoice, and five people who read everything.",
        "for_whom": "For an office, a school, a family that argues.",
        "opens": "All that a subscriber has, five times\nSeats that can be given to somebody else",
        "seats": 5,
        "prices": _prices({"GBP": 36, "EUR": 40, "USD": 44}, {"GBP": 360, "EUR": 400, "USD": 440}),
    },
]
BILLING = {
    "seller": "The Meridian Review Trust\n9 Chart Lane\nHarbourne",
    "bank_details": "The Meridian Review Trust\nIBAN GB33 BUKB 2020 1555 5555 55\nA bank of the demo: transfer nothing. Teodor confirms it at the desk, under Invoices.",
}
