"""Take in a message that came back: it is stored with all that follows from it, or not at all."""

from collections.abc import Sequence
from datetime import datetime

from standfirst.apps.accounts import api as accounts
from standfirst.apps.mailing import api as mailing
from standfirst.apps.newsletters.actions.heed_returns import heed, watch
from standfirst.apps.newsletters.actions.reconcile import settle_as_taken
from standfirst.apps.newsletters.models import Addressee, Return
from standfirst.apps.newsletters.queries.tracing import Traced, trace
from standfirst.apps.newsletters.rules.returning import UNREAD, Effect
from standfirst.core.db import transaction

_NOT_OURS = "It names nothing that was sent from here."


def take_back(
    message: bytes, *, way: mailing.Way, sender: str = "", recipients: Sequence[str] = (), now: datetime
) -> bool:
    """Whether it is new; a second time nothing happens. `sender` and `recipients` are of the envelope.

    Committed when it returns. Raises only where the database does.
    """
    found = mailing.read_returned(message, sender=sender, recipients=tuple(recipients))
    with transaction():
        return keep(found, trace(found.traces), way=way, now=now)


def keep(found: mailing.Finding, traced: Traced, *, way: mailing.Way, now: datetime) -> bool:
    """Part of the caller's transaction. What has come back had been taken, whatever the ledger knew of it."""
    row, is_new = Return.objects.get_or_create(
        name=found.name,
        defaults={"arrived_at": now, "way": way.value, "effect": Effect.NOTHING, **_facts(found, traced)},
    )
    if is_new and row.address_digest:
        heed(row, now=now)
        watch({row.sending_id} if row.sending_id else (), now=now)
    if traced.delivery:
        settle_as_taken(traced.delivery.pk, now=now)
    return is_new


def _facts(found: mailing.Finding, traced: Traced) -> dict[str, object]:
    """What was read counts only for what is ours. A diagnostic may hold a name: it is kept where it goes with the
    addressee, who can be erased."""
    whom = _of_whom(traced)
    if not whom:
        why = found.diagnostic if found.kind is mailing.Kind.UNREAD else _NOT_OURS
        return {"kind": UNREAD, "diagnostic": why}
    return {
        "kind": found.kind.value,
        "fault": found.fault.value if found.fault else "",
        "is_permanent": found.is_permanent,
        "status": found.status,
        "diagnostic": found.diagnostic if whom["addressee"] else "",
        **whom,
    }


def _of_whom(traced: Traced) -> dict[str, object]:
    """Empty where it is of nobody."""
    if delivery := traced.delivery:
        return {
            "delivery": delivery,
            "sending": delivery.sending,
            "addressee": Addressee.objects.filter(pk=delivery.addressee_number).first(),
            "address_digest": delivery.address_digest,
        }
    if letter := traced.letter:
        address = letter.to.lower()
        return {
            "letter_number": letter.pk,
            "addressee": _addressee_of(address),
            "address_digest": accounts.digest_of_address(address),
        }
    return {}


def _addressee_of(address: str) -> Addressee | None:
    of_reader = Addressee.objects.filter(reader__email=address)
    return (of_reader | Addressee.objects.filter(address=address)).first()
