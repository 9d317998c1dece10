"""What the three providers of mail tell by webhooks, worded and sealed as each of them does."""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.test import Client

from standfirst.apps.mailing.gateways.provider.events import MARK
from standfirst.apps.mailing.rules.verp import mark_of, return_path
from standfirst.apps.newsletters.models import Addressee, Delivery

SECRET = "a-secret-of-the-tests-and-long-enough"
PROVIDERS = ("ses", "mailgun", "postmark")
AT = datetime(2026, 11, 29, 9, 30, 15, 250_000, tzinfo=UTC)
Headers = dict[str, str]


@dataclass(frozen=True)
class Event:
    """One that is told. `mark` and `message_id` are as they went out; `code`, `status` and `words` the receiving server's."""

    event: str
    recipient: str
    mark: str = ""
    message_id: str = ""
    words: str = ""
    code: int = 0
    status: str = ""
    class_: str = ""
    at: datetime = AT


def about(delivery: Delivery, event: str, *, key: str, **more: Any) -> Event:
    """With the mark of this delivery, under the seal of `key`."""
    address = Addressee.objects.get(pk=delivery.addressee_number).address or ""
    mark = mark_of(return_path(delivery.pk, domain="x.example", secret=key.encode()))
    return replace(Event(event, address, mark), **more)


def gone(delivery: Delivery, *, key: str, **more: Any) -> Event:
    """No such mailbox, for good."""
    facts = {"code": 550, "status": "5.1.1", "words": "No such user here", **more}
    return about(delivery, "bounced", key=key, **facts)


def _ses(event: Event) -> dict[str, Any]:
    kind = {"bounced": "Bounce", "complained": "Complaint", "delivered": "Delivery", "sent": "Send",
            "opened": "Open", "clicked": "Click", "rejected": "Reject", "unsubscribed": "Subscription"}[event.event]  # fmt: skip
    moment = event.at.isoformat().replace("+00:00", "Z")
    whom = {
        "emailAddress": event.recipient,
        "status": event.status,
        "diagnosticCode": f"smtp; {event.code} {event.words}",
    }
    type_, _, sub = (event.class_ or "Permanent: General").partition(": ")
    more = {
        "Bounce": {"bounceType": type_, "bounceSubType": sub, "bouncedRecipients": [whom], "timestamp": moment},
        "Complaint": {"complainedRecipients": [{"emailAddress": event.recipient}], "complaintFeedbackType": "abuse"},
        "Delivery": {"recipients": [event.recipient], "smtpResponse": "250 2.0.0 OK"},
        "Reject": {"reason": "Bad content"},
    }.get(kind, {})  # fmt: skip
    mail = {
        "messageId": "0100018f-of-amazon-000000",
        "destination": [event.recipient],
        "tags": {MARK: [event.mark], "ses:operation": ["SendEmail"]} if event.mark else {},
        "headers": [{"name": "Message-ID", "value": event.message_id}] if event.message_id else [],
    }
    message = {"eventType": kind, "mail": mail, kind.lower(): more}
    number = hashlib.sha256(repr(event).encode()).hexdigest()[:32]
    return {"Type": "Notification", "MessageId": number, "TopicArn": "arn:aws:sns:eu-central-1:1:mail",
            "Timestamp": moment, "Message": json.dumps(message)}  # fmt: skip


def _mailgun(event: Event) -> dict[str, Any]:
    """Each time under another token."""
    token, moment = secrets.token_hex(25), str(int(event.at.timestamp()))
    seal = hmac.new(SECRET.encode(), f"{moment}{token}".encode(), hashlib.sha256).hexdigest()
    name = {"bounced": "failed", "rejected": "rejected"}.get(event.event, event.event)
    data = {
        "event": name,
        "id": "G9Bn5sl1TC6nu79C8C0bwg",
        "timestamp": event.at.timestamp(),
        "recipient": event.recipient,
        "severity": "permanent",
        "reason": event.class_ or "generic",
        "message": {"headers": {"message-id": event.message_id.strip("<>")}},
        "user-variables": {MARK: event.mark} if event.mark else {},
        "delivery-status": {"code": event.code, "enhanced-code": event.status, "message": event.words},
    }
    return {"signature": {"token": token, "timestamp": moment, "signature": seal}, "event-data": data}


def _postmark(event: Event) -> dict[str, Any]:
    kind = {"bounced": "Bounce", "complained": "SpamComplaint", "delivered": "Delivery", "opened": "Open",
            "clicked": "Click", "rejected": "Bounce", "unsubscribed": "SubscriptionChange", "sent": "Sent"}[event.event]  # fmt: skip
    moment = {"Bounce": "BouncedAt", "SpamComplaint": "BouncedAt", "SubscriptionChange": "ChangedAt", "Open": "ReceivedAt", "Click": "ReceivedAt"}  # fmt: skip
    address = {"Bounce": "Email", "SpamComplaint": "Email"}.get(kind, "Recipient")
    found: dict[str, Any] = {
        "RecordType": kind,
        "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483",
        moment.get(kind, "DeliveredAt"): event.at.isoformat(),
        address: event.recipient,
        "Metadata": {MARK: event.mark} if event.mark else {},
        "Details": f"smtp;{event.code} {event.status} {event.words}" if event.code else event.words,
    }
    if kind == "Bounce":
        found |= {
            "ID": 42,
            "Type": event.class_ or ("Blocked" if event.event == "rejected" else "HardBounce"),
        }
    if kind == "SpamComplaint":
        found |= {"ID": 43, "Type": "SpamComplaint"}
    if kind == "SubscriptionChange":
        found |= {"SuppressSending": True, "SuppressionReason": "ManualSuppression", "Origin": "Recipient"}
    return found


_WORDED: Mapping[str, Callable[[Event], dict[str, Any]]] = {
    "ses": _ses,
    "mailgun": _mailgun,
    "postmark": _postmark,
}


def told(provider: str, event: Event, *, secret: str = SECRET) -> tuple[bytes, Headers]:
    """Body and headers of one webhook."""
    body = _WORDED[provider](event)
    headers: Headers = {}
    if provider != "mailgun":
        word = base64.b64encode(f"standfirst:{secret}".encode()).decode()
        headers["Authorization"] = f"Basic {word}"
    elif secret != SECRET:
        body["signature"]["signature"] = hmac.new(secret.encode(), b"x", hashlib.sha256).hexdigest()
    if provider == "ses":
        headers |= {"x-amz-sns-message-type": body["Type"], "x-amz-sns-message-id": body["MessageId"]}
    return json.dumps(body).encode(), headers


def post(provider: str, body: bytes, headers: Headers, **more: Any) -> int:
    """The status of the answer. Amazon's SNS says that it sends plain text."""
    kind = "text/plain; charset=utf-8" if provider == "ses" else "application/json"
    answer = Client().post(f"/webhooks/mail/{provider}/", body, content_type=kind, headers=headers, **more)
    return answer.status_code


def tell(provider: str, event: Event, *, secret: str = SECRET) -> int:
    """The same, worded and posted."""
    return post(provider, *told(provider, event, secret=secret))
