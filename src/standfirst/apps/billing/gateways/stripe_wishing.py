"""What the house itself asks of Stripe once it has looked at its books. Part of the caller's transaction.

Each wish is an intent under a key of its own, so that it is asked for once however often the books are looked at; a job
carries it out as soon as the transaction is committed, and the calendar when that job dies.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from standfirst.apps.audit import api as audit
from standfirst.apps.billing.gateways.stripe_door import NAME
from standfirst.apps.billing.models import Intent, Payment
from standfirst.apps.billing.models.intents import IntentState, Kind
from standfirst.apps.billing.rules.stripe_books import Course
from standfirst.apps.membership import api as membership
from standfirst.core import jobs

JOB = "billing.carry_out_intent"
LONGEST_NAME = 70  # letters of what a record is about
HOUSE = "the house"
_LONGEST_KEY = 80


@dataclass(frozen=True, slots=True)
class Taking:
    """For whom, on whose word, and when."""

    reader_id: int
    by: membership.By
    now: datetime
    is_former: bool = False  # of an account that was merged


def wish_end(
    course: Course, taking: Taking, *, subscription: membership.Subscription | None, because: str
) -> None:
    """The course is to end at Stripe; not if a later period is paid until then, which opens again."""
    newest = course.payments[0].ref if course.payments else ""
    _wish(
        Kind.END,
        f"end-{course.ref}-{newest}"[-_LONGEST_KEY:],
        taking,
        facts={"because": because, "newest": newest},
        columns={"subscription": subscription, "ref": course.ref},
        about=subscription.about if subscription else f"{NAME}:{course.ref[-LONGEST_NAME:]}",
    )


def wish_money_back(payment: Payment, taking: Taking, *, because: str) -> None:
    """All that is left of a payment for which nothing could be opened goes back."""
    if payment.left:
        _wish(
            Kind.REFUND,
            f"refund-payment-{payment.pk}",
            taking,
            facts={"amount": str(payment.left), "because": because, "closes": False},
            columns={"payment": payment, "gift_id": payment.gift_id},
            about=payment.about,
        )


def _wish(
    kind: Kind,
    key: str,
    taking: Taking,
    *,
    facts: Mapping[str, Any],
    columns: Mapping[str, Any],
    about: str,
) -> None:
    """Once; one that was refused is tried again whenever the books still ask for it."""
    given = {"kind": kind, "gateway": NAME, "reader_id": taking.reader_id, "actor_id": 0, "actor": HOUSE}
    more = {"facts": dict(facts), "made_at": taking.now, **columns}
    intent, is_new = Intent.objects.get_or_create(key=key, defaults={**given, **more})
    again = Intent.objects.filter(pk=intent.pk, state=IntentState.REFUSED)
    if is_new or again.update(state=IntentState.MADE, sentence="", done_at=None):
        jobs.enqueue_after_commit(JOB, number=intent.pk)
    if is_new:
        _record(f"billing.wish_{kind}", taking, about=about, why=str(facts["because"]))


def protest(ref: str, taking: Taking, why: str) -> None:
    """For the desk to look at, once for each reason."""
    about = f"{NAME}:{ref[-LONGEST_NAME:]}"
    if not any(entry.reason == why for entry in audit.list_entries(about=about, limit=20)):
        _record("billing.refuse_at_stripe", taking, about=about, why=why)


def _record(action: str, taking: Taking, *, about: str, why: str) -> None:
    audit.record(
        action=action,
        actor_id=None,
        actor=taking.by.name,
        about=about,
        reason=why,
        details={"reader": taking.reader_id},
        now=taking.now,
    )
