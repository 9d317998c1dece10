"""What Stripe knows: objects by number, the events they caused, the money that moved."""

import copy
import itertools
from dataclasses import dataclass, field
from typing import Any

API_VERSION = "2026-10-28.endive"
MONTH = 30 * 24 * 3600
YEAR = 365 * 24 * 3600
GONE = ("canceled", "incomplete_expired")

Object = dict[str, Any]


class Refused(Exception):
    """An answer with 4xx, as Stripe words it."""

    def __init__(self, status: int, message: str, *, kind: str = "invalid_request_error") -> None:
        super().__init__(message)
        self.status, self.kind = status, kind


@dataclass
class Books:
    """All of it in memory, with a clock that only the test moves (seconds since the epoch)."""

    now: int = 1_780_000_000
    objects: dict[str, Object] = field(default_factory=dict)
    events: list[Object] = field(default_factory=list)
    money: list[Object] = field(default_factory=list)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def make(self, prefix: str, kind: str, **fields: Any) -> Object:
        """A new object with a number of its own."""
        made = {
            "id": f"{prefix}_{next(self._numbers):06d}",
            "object": kind,
            "created": self.now,
            "livemode": False,
            "metadata": {},
            **fields,
        }
        self.objects[made["id"]] = made
        return made

    def get(self, number: str, kind: str | None = None) -> Object:
        """Raises Refused with 404 for what does not exist."""
        found = self.objects.get(number)
        if found is None or (kind and found["object"] != kind):
            raise Refused(404, f"No such object: {number}")
        return found

    def all(self, kind: str, **where: Any) -> list[Object]:
        """Newest first, as Stripe lists."""
        found = [one for one in self.objects.values() if one["object"] == kind]
        fitting = [one for one in found if all(one.get(name) == value for name, value in where.items())]
        return sorted(fitting, key=lambda one: one["id"][-6:], reverse=True)

    def tell(self, kind: str, about: Object) -> Object:
        """Write an event with the object as it is now."""
        event = {
            "id": f"evt_{next(self._numbers):06d}",
            "object": "event",
            "api_version": API_VERSION,
            "created": self.now,
            "livemode": False,
            "pending_webhooks": 1,
            "request": {"id": None, "idempotency_key": None},
            "type": kind,
            "data": {"object": copy.deepcopy(about)},
        }
        self.events.append(event)
        return event

    def move_money(self, kind: str, *, invoice: Object, amount: int) -> None:
        """One line of the log that the tests believe."""
        self.money.append(
            {"kind": kind, "customer": invoice["customer"], "invoice": invoice["id"], "amount": amount,
             "currency": invoice["currency"], "at": self.now}
        )  # fmt: skip

    def charged(self, customer: str) -> int:
        """What a customer has paid less what came back, in the smallest unit."""
        signs = {"charge": 1, "refund": -1, "chargeback": -1, "reinstated": 1}
        return sum(
            signs[line["kind"]] * line["amount"] for line in self.money if line["customer"] == customer
        )

    def charges(self, customer: str) -> list[Object]:
        """Every time money was taken from them."""
        return [line for line in self.money if line["customer"] == customer and line["kind"] == "charge"]


def length_of(price: Object) -> int:
    """How long one period of a price lasts, in seconds."""
    return YEAR if price["recurring"]["interval"] == "year" else MONTH
