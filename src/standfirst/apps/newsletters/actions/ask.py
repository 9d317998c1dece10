"""A visitor asks for newsletters by an address: one letter asks the mailbox whether that is meant (COI).

The answer is the same for an address that is known, unknown, asked before or asked too often.
"""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from standfirst.apps.editorial import api as editorial
from standfirst.apps.mailing import api as mailing
from standfirst.apps.newsletters.actions.record_fact import record_facts
from standfirst.apps.newsletters.models import Act, Asking
from standfirst.apps.newsletters.queries.newsletters import newsletters_on_offer
from standfirst.apps.newsletters.rules.audiences import Audience
from standfirst.apps.newsletters.rules.manner import Manner
from standfirst.apps.newsletters.rules.refusals import NotForYou, Refused
from standfirst.core.db import transaction

ONE_LETTER_A = timedelta(hours=24)
KEPT_FOR = timedelta(days=7)


def ask_by_address(
    *, address: str, newsletter_ids: Collection[int], zone: str, manner: Manner, now: datetime
) -> None:
    """Keep what was asked and write the one letter; within a day of another such letter, nothing.

    Raises Refused for an address that cannot be one and for no newsletter at all, NotForYou for one that needs an account.
    """
    address = address.strip().lower()
    if mailing.fault_of_address(address):
        raise Refused("This does not look like an e-mail address.")
    with transaction():
        newsletters = newsletters_on_offer(newsletter_ids)
        if not newsletters:
            raise Refused("Choose at least one newsletter.")
        for newsletter in newsletters:
            if newsletter.audience != Audience.EVERYBODY:
                raise NotForYou(f"“{newsletter.title}” needs an account.")
        if _asked_lately(address, now):
            return
        secret = secrets.token_urlsafe(24)
        _keep(
            address, [each.pk for each in newsletters], digest_of(secret), zone=zone, manner=manner, now=now
        )
        record_facts(newsletters, Act.ASKED, address=address, manner=manner, now=now)
        _write(address, [each.title for each in newsletters], secret, manner, now)


def digest_of(secret: str) -> str:
    """Under what an asking is found again."""
    return hashlib.sha256(secret.encode()).hexdigest()


def forget_askings(*, now: datetime) -> int:
    """Those that are older than a week; how many."""
    return Asking.objects.filter(asked_at__lt=now - KEPT_FOR).delete()[0]


def _asked_lately(address: str, now: datetime) -> bool:
    return Asking.objects.filter(address=address, asked_at__gt=now - ONE_LETTER_A, confirmed_at=None).exists()


def _keep(
    address: str, newsletter_ids: list[int], digest: str, *, zone: str, manner: Manner, now: datetime
) -> None:
    Asking.objects.create(
        address=address,
        newsletters=newsletter_ids,
        digest=digest,
        form=manner.form,
        language=manner.language,
        zone=zone,
        statement=manner.statement,
        privacy_digest=manner.privacy_digest,
        asked_at=now,
    )


def _write(address: str, titles: list[str], secret: str, manner: Manner, now: datetime) -> None:
    """It says what was asked, and sells nothing."""
    publication = editorial.get_publication()
    context: dict[str, Any] = {
        "publication_name": publication.name,
        "imprint": publication.imprint,
        "origin": settings.ORIGIN,
        "titles": titles,
        "confirm": f"{settings.ORIGIN}/newsletters/confirm/{secret}/",
        "days": KEPT_FOR.days,
    }
    mailing.post(to=address, template="newsletters/emails/confirm", context=context, now=now)
