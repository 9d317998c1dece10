"""What a provider tells of a message that it was given, in the words of what comes back by mail.

Servers' own words count first, by the same table. Where there are none, the provider's class does; and where it says that it
has not even tried, since the mailbox had refused others before, nobody is given up at once for that.
"""

import hashlib
import re
from dataclasses import dataclass, field, replace

from standfirst.apps.mailing.rules.replies import Meaning
from standfirst.apps.mailing.rules.returned.faults import Fault, fault_of
from standfirst.apps.mailing.rules.returned.findings import Finding, Kind, Traces

# By the names that django-anymail gives to all providers' events. Opened, clicked and the like are none of ours.
KINDS = {
    "queued": Kind.TAKEN,
    "sent": Kind.TAKEN,
    "delivered": Kind.TAKEN,
    "deferred": Kind.DELAY,
    "bounced": Kind.BOUNCE,
    "rejected": Kind.BOUNCE,
    "failed": Kind.BOUNCE,
    "complained": Kind.COMPLAINT,
    "unsubscribed": Kind.SIGN_OFF,
    "autoresponded": Kind.AUTO_REPLY,
}
_NOT_TRIED = re.compile(r"suppress|inactive|manuallydeactivated|previously|unsubscribed", re.I)
_BY_CLASS = (
    (Meaning.ADDRESS, True, r"hardbounce|bademailaddress|permanent: (?:general|noemail)|\binvalid\b"),
    (Meaning.MAILBOX, False, r"softbounce|mailboxfull"),
    (Meaning.CONTENT, True, r"contentrejected|messagetoolarge|attachmentrejected|virus"),
    (Meaning.CONFIGURATION, True, r"dmarcpolicy"),
    (Meaning.POLICY, True, r"blocked|spam"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """One event. `class_` is the provider's own word for a bounce; `status` and `words` are the receiving server's; `when` and
    the rest name the event, so that it is the same however often it is told."""

    provider: str
    event: str
    recipient: str
    message_id: str
    when: str
    class_: str = ""
    status: str = ""
    words: str = ""
    traces: Traces = field(default_factory=Traces)


def finding_of(told: Told) -> Finding | None:
    """None for what is not taken: who has opened a letter, and whatever nobody has thought of yet."""
    kind = KINDS.get(told.event)
    if kind is None:
        return None
    fault = _fault(told) if kind in (Kind.BOUNCE, Kind.DELAY) else Fault()
    return Finding(
        kind, fault.fault, fault.is_permanent, fault.status, fault.diagnostic, told.traces, _name(told)
    )


def _fault(told: Told) -> Fault:
    found = fault_of(told.status, told.words)
    if _NOT_TRIED.search(told.class_):
        return replace(found, fault=Meaning.MAILBOX, is_permanent=False)
    if found.status:
        return found
    for meaning, is_permanent, pattern in _BY_CLASS:
        if re.search(pattern, told.class_, re.I):
            return replace(found, fault=meaning, is_permanent=is_permanent)
    return found


def _name(told: Told) -> str:
    parts = (
        told.provider,
        told.event,
        told.message_id,
        told.recipient.lower(),
        told.when,
        *told.traces.marks,
    )
    return hashlib.sha256("\0".join(["told", *parts]).encode("utf-8", "replace")).hexdigest()
