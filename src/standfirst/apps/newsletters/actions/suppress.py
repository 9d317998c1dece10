"""Write to a mailbox no more, or again."""

from datetime import datetime

from standfirst.apps.accounts import api as accounts
from standfirst.apps.audit import api as audit
from standfirst.apps.membership.api import By
from standfirst.apps.newsletters.models import Return, Suppression
from standfirst.apps.newsletters.rules.refusals import Refused
from standfirst.apps.newsletters.rules.returning import MENDED_BY_A_READER
from standfirst.core.db import savepoint


def suppress(*, address: str, newsletter_id: int | None, reason: str, now: datetime) -> bool:
    """No newsletter goes there, or not this one; whether that is new. Letters to single readers do."""
    digest = accounts.digest_of_address(address.lower())
    return suppress_mailbox(digest, newsletter_id=newsletter_id, reason=reason, now=now)


def suppress_mailbox(
    digest: str, *, newsletter_id: int | None, reason: str, now: datetime, evidence: Return | None = None
) -> bool:
    """The same for one that is known by its keyed hash."""
    _, is_new = Suppression.objects.get_or_create(
        address_digest=digest,
        newsletter_id=newsletter_id,
        defaults={"reason": reason[:20], "since": now, "evidence": evidence},
    )
    return is_new


def lift_suppression(*, suppression_id: int, by: By, now: datetime) -> None:
    """Somebody at the desk knows better; what came back so far counts no more. Raises Refused where there is none."""
    with savepoint():
        found = Suppression.objects.select_for_update(of=("self",)).filter(pk=suppression_id).first()
        if found is None:
            raise Refused("Newsletters are sent there already.")
        _forgive(found.address_digest, now)
        scope = f"newsletter:{found.newsletter_id}" if found.newsletter_id else "every newsletter"
        found.delete()
        audit.record(
            action="newsletters.lift_suppression",
            actor_id=by.id,
            actor=by.name,
            about=f"mailbox:{found.address_digest[:16]}",
            reason=found.reason,
            details={"scope": scope, "since": found.since.isoformat(timespec="minutes")},
            now=now,
        )


def write_again(*, address: str, now: datetime) -> int:
    """Whoever reads this mailbox wants newsletters there; how many suppressions are lifted.

    What was suppressed for another reason than what came back stays so.
    """
    digest = accounts.digest_of_address(address.lower())
    with savepoint():
        lifted, _ = Suppression.objects.filter(address_digest=digest, reason__in=MENDED_BY_A_READER).delete()
        if lifted:
            _forgive(digest, now)
    return lifted


def _forgive(digest: str, now: datetime) -> None:
    Return.objects.filter(address_digest=digest, forgiven_at=None).update(forgiven_at=now)
