"""A provider says that something has changed: the word is kept once, and the job looks for itself."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from standfirst.apps.audit import api as audit
from standfirst.apps.billing.gateways import stripe_door
from standfirst.apps.billing.gateways.stripe_following import follow
from standfirst.apps.billing.gateways.stripe_looking import customer_of_charge
from standfirst.apps.billing.gateways.stripe_ordering import release_expired
from standfirst.apps.billing.gateways.stripe_wishing import LONGEST_NAME
from standfirst.apps.billing.models import Customer, WebhookEvent
from standfirst.apps.billing.rules.signatures import is_signed
from standfirst.core import jobs
from standfirst.core.db import transaction

JOB = "billing.heed_webhook"


class NotBelieved(Exception):
    """Not signed, or not for us."""


def receive_stripe_webhook(*, body: bytes, signature: str, now: datetime) -> bool:
    """Keep it and ring the job, in one transaction; whether it was new. Raises NotBelieved."""
    secrets = settings.STRIPE_WEBHOOK_SECRETS
    if not is_signed(body, signature, secrets=secrets, now=now.timestamp()):
        raise NotBelieved("no good signature")
    event = _read(body)
    with transaction():
        row = WebhookEvent(gateway=stripe_door.NAME, received_at=now, **event)
        made = WebhookEvent.objects.bulk_create([row], ignore_conflicts=True)
        number = WebhookEvent.objects.filter(
            gateway=row.gateway, event_id=row.event_id, received_at=now, done_at=None
        )
        found = number.values_list("pk", flat=True).first()
        if made and found is not None:
            jobs.enqueue_once(JOB, lock=f"webhook-{found}", number=found)
    return found is not None


def heed_webhook(*, number: int, now: datetime) -> int:
    """Look at whatever it was about; how much changed. Safe to repeat. Raises Refused and Unreachable."""
    event = WebhookEvent.objects.get(pk=number)
    if event.done_at is not None:
        return 0
    ref = event.customer_ref or (customer_of_charge(event.charge_ref) if event.charge_ref else "")
    customer = Customer.objects.filter(gateway=event.gateway, ref=ref).first() if ref else None
    if customer is not None:
        changed = follow(customer, now=now)
        if event.kind == "checkout.session.expired":
            release_expired(event.object_ref, customer, now=now)
    else:
        changed = 0
        _note_stranger(event, ref, now=now)
    WebhookEvent.objects.filter(pk=number).update(done_at=now)
    return changed


def _read(body: bytes) -> dict[str, str]:
    """What is kept of an event: names of things at the provider. Raises NotBelieved."""
    try:
        event = json.loads(body)
        about: Mapping[str, Any] = event["data"]["object"]
        mode, account = event["livemode"], event.get("account")
        kept = {
            "event_id": event["id"],
            "kind": event["type"],
            "object_ref": about.get("id") or "",
            "customer_ref": about["id"] if about.get("object") == "customer" else about.get("customer") or "",
            "charge_ref": about.get("charge") or "",
        }
    except (ValueError, KeyError, TypeError, AttributeError):
        raise NotBelieved("not an event") from None
    if mode is not stripe_door.is_live() or account not in {None, settings.STRIPE_ACCOUNT or None}:
        raise NotBelieved("of another account or mode")
    if (
        not all(isinstance(value, str) and len(value) <= 255 for value in kept.values())
        or len(kept["kind"]) > 100
    ):
        raise NotBelieved("not an event")
    return kept


def _note_stranger(event: WebhookEvent, ref: str, *, now: datetime) -> None:
    if not ref:  # nobody's, such as the change of a price
        return
    with transaction():
        audit.record(
            action="billing.ignore_webhook",
            actor_id=None,
            actor=f"gateway {event.gateway}",
            about=f"{event.gateway}:{ref[-LONGEST_NAME:]}",
            reason="this customer is nobody here",
            details={"event": event.event_id, "kind": event.kind},
            now=now,
        )
