"""The demo publication's plans."""

from decimal import Decimal
from typing import Any

PLANS: list[dict[str, Any]] = [
    {
        "slug": "subscriber",
        "name": "Subscriber",
        "blurb": "Everything we publish, everywhere we publish it, and a voice in it.",
        "opens": "Every article, whole\nThe comments under them\nAll newsletters\nAsking in live interviews\nA private full-text feed",
        "currency": "GBP",
        "monthly": Decimal(9),
        "yearly": Decimal(90),
    },
    {
        "slug": "with-paper",
        "name": "With paper",
        "blurb": "The same, and fifty issues through the door on good paper.",
        "opens": "All that a subscriber has\nThe printed Review every Thursday\nThe summer and winter double issues",
        "currency": "GBP",
        "monthly": Decimal(15),
        "yearly": Decimal(150),
    },
]
