"""Write to a mailbox no more, or again."""

from datetime import datetime

from standfirst.apps.accounts import api as accounts
from standfirst.apps.newsletters.models import Suppression


def suppress(*, address: str, newsletter_id: int | None, reason: str, now: datetime) -> bool:
    """No newsletter goes there, or not this one; whether that is new. Letters to single readers do."""
    _, is_new = Suppression.objects.get_or_create(
        address_digest=accounts.digest_of_address(address.lower()),
        newsletter_id=newsletter_id,
        defaults={"reason": reason[:20], "since": now},
    )
    return is_new


def lift_suppression(*, address: str, newsletter_id: int | None) -> bool:
    """Whether there was one."""
    digest = accounts.digest_of_address(address.lower())
    found = Suppression.objects.filter(address_digest=digest, newsletter_id=newsletter_id)
    return bool(found.delete()[0])
