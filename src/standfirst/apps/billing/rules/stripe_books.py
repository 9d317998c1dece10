"""What stands in Stripe's books about one customer, read as states, periods and sums of ours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from standfirst.core.money import smallest_part

Object = Mapping[str, Any]
NOT_BEGUN = ("incomplete", "incomplete_expired")
GONE = ("canceled", "incomplete_expired")
_NO_MONEY_MOVED = ("warning_needs_response", "warning_under_review", "warning_closed", "prevented")
_DECIDED = ("won", "lost")
# A trial's end and the first charge are some time apart.
TURN = timedelta(hours=6)
PAID_BACK, DISPUTE_LOST = "paid back", "dispute lost"


@dataclass(frozen=True, slots=True)
class Paid:
    """One payment with what went back of it."""

    ref: str
    minor: int
    currency: str
    at: datetime
    refunds: tuple[Object, ...] = ()
    disputes: tuple[Object, ...] = ()

    @property
    def refunded(self) -> int:
        """In the smallest part of the currency."""
        return sum(one["amount"] for one in self.refunds if self.went_back(one))

    @property
    def is_paid_back(self) -> bool:
        """Whether all of it went back."""
        return self.refunded >= self.minor > 0

    @staticmethod
    def went_back(refund: Object) -> bool:
        """Not one that failed."""
        return refund.get("status") not in {"failed", "canceled"}

    @property
    def taken(self) -> tuple[str, ...]:
        """How the disputes stand by which a bank took it back."""
        return tuple(one["status"] for one in self.disputes if one["status"] not in _NO_MONEY_MOVED)


@dataclass(frozen=True, slots=True)
class Course:
    """One subscription with its payments, the newest first; `first_total` is what its first invoice came to."""

    subscription: Object
    payments: tuple[Paid, ...] = ()
    first_total: int | None = None

    @property
    def ref(self) -> str:
        """Its name at Stripe."""
        return str(self.subscription["id"])

    @property
    def item(self) -> Object:
        """What is subscribed to; we sell one thing at a time."""
        found: Object = self.subscription["items"]["data"][0]
        return found

    @property
    def is_single(self) -> bool:
        """One thing, once."""
        return len(self.subscription["items"]["data"]) == 1 and self.item.get("quantity", 1) == 1


@dataclass(frozen=True, slots=True)
class Sale:
    """Something that was paid once; `order` is the key under which it was ordered."""

    ref: str
    order: str
    paid: Paid

    @property
    def is_gone(self) -> bool:
        """Whether the money went back, or a bank has taken it back."""
        return self.paid.is_paid_back or any(status != "won" for status in self.paid.taken)


@dataclass(frozen=True, slots=True)
class Books:
    """All that was found, the oldest course first."""

    courses: tuple[Course, ...] = ()
    sales: tuple[Sale, ...] = ()
    others: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """A course in our words; the state is one of `lifecycle.State` by name."""

    state: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    until: datetime | None = None
    because: str = ""


def minor(amount: Decimal, currency: str) -> int:
    """A sum in the smallest part of its currency."""
    return int(amount / smallest_part(currency))


def major(count: int, currency: str) -> Decimal:
    """Back again."""
    return count * smallest_part(currency)


def lookup_key(price_id: int, *, currency: str, count: int, interval: str) -> str:
    """The name under which Stripe keeps one of our prices; another sum would be another name."""
    return f"standfirst-{price_id}-{currency.lower()}-{count}-{interval}"


def price_id_of(key: str | None) -> int | None:
    """Which of our prices a name means."""
    parts = (key or "").split("-")
    is_ours = len(parts) == 5 and parts[0] == "standfirst" and parts[1].isascii() and parts[1].isdigit()
    return int(parts[1]) if is_ours and len(parts[1]) < 10 else None


class Follows(StrEnum):
    """What money that goes back means for what it was paid for."""

    ENDS = "it ends, here and at the payment provider"
    GOES_ON = "it goes on"


# Of a subscription's payments only the newest is for the time that runs. A part is a kindness; an older period is over.
_AFTER_A_REFUND = {
    # newest, whole
    (True, True): Follows.ENDS,
    (True, False): Follows.GOES_ON,
    (False, True): Follows.GOES_ON,
    (False, False): Follows.GOES_ON,
}


def what_follows(course: Course, paid: Paid) -> Follows:
    """From what went back of one payment of a course."""
    return _AFTER_A_REFUND[paid is course.payments[0], paid.is_paid_back]


def why_to_end(course: Course) -> str:
    """Why what goes on at Stripe has to end there, so that nobody is charged for what is closed; empty when it need not."""
    if course.subscription["status"] in GONE or not course.payments:
        return ""
    newest = course.payments[0]
    if what_follows(course, newest) is Follows.ENDS:
        return PAID_BACK
    return DISPUTE_LOST if "lost" in newest.taken else ""


def standing_of_course(course: Course, *, grace: timedelta) -> Standing:
    """Money that went back weighs more than the state; a course that is over is over.

    It is the newest payment that counts: a later one that nobody disputes opens again what it was taken for.
    """
    newest = course.payments[0] if course.payments else None
    if newest and newest.is_paid_back:
        return Standing("refunded", because="refunded")
    lost = newest is not None and "lost" in newest.taken
    if lost or course.subscription["status"] in GONE:
        return Standing("ended", because=DISPUTE_LOST if lost else _why(course))
    if newest and any(status not in _DECIDED for status in newest.taken):
        return Standing("disputed")
    return _by_status(course, grace=grace)


def _why(course: Course) -> str:
    details = course.subscription.get("cancellation_details") or {}
    return "not paid" if details.get("reason") == "payment_failed" else "cancelled"


def _by_status(course: Course, *, grace: timedelta) -> Standing:
    found, item = course.subscription, course.item
    starts_at, ends_at = _moment(item["current_period_start"]), _moment(item["current_period_end"])
    match found["status"]:
        case "past_due":
            return Standing("past_due", ends_at=starts_at, until=starts_at + grace, because="payment failed")
        case "unpaid":
            return Standing("ended", because="not paid")
        case "paused":
            return Standing("paused", starts_at, ends_at, because="no way to pay")
        case "trialing" | "active":
            return _going_on(course, starts_at, ends_at)
    return Standing("ended", because="not begun")


def _going_on(course: Course, starts_at: datetime, ends_at: datetime) -> Standing:
    found = course.subscription
    stops_at = found.get("cancel_at") or (
        found.get("cancel_at_period_end") and course.item["current_period_end"]
    )
    if stops_at:
        return Standing("cancelling", starts_at, _moment(stops_at))
    pause = found.get("pause_collection")
    if pause:
        until = _moment(pause["resumes_at"]) if pause.get("resumes_at") else None
        return Standing("paused", starts_at, _beyond(ends_at, until, ends_at - starts_at), until)
    if found["status"] == "trialing" and not course.payments:
        return Standing("trial", starts_at, ends_at + TURN)
    return Standing("active", starts_at, ends_at)


def _beyond(ends_at: datetime, until: datetime | None, length: timedelta) -> datetime:
    """Periods run on during a pause, unbilled; the one that runs when it is over is not billed either."""
    while until is not None and ends_at <= until and length > timedelta(0):
        ends_at += length
    return ends_at


def _moment(seconds: int | str) -> datetime:
    return datetime.fromtimestamp(int(seconds), UTC)
