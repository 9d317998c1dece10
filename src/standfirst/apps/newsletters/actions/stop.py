"""Stop newsletters: one, or everything. It holds before the next delivery is claimed."""

from datetime import datetime

from standfirst.apps.newsletters.actions.addressees import address_of
from standfirst.apps.newsletters.actions.record_fact import record_facts
from standfirst.apps.newsletters.models import Act, Addressee, NewsletterPage, SignUp
from standfirst.apps.newsletters.rules.manner import Manner
from standfirst.core.db import transaction


def stop(*, addressee_id: int, newsletter_id: int | None, manner: Manner, now: datetime) -> int:
    """How many were stopped: this one, or all of them where it is None. Safe to repeat."""
    with transaction():
        return stop_within(addressee_id=addressee_id, newsletter_id=newsletter_id, manner=manner, now=now)


def stop_within(*, addressee_id: int, newsletter_id: int | None, manner: Manner, now: datetime) -> int:
    """The same as a part of the caller's transaction."""
    addressee = (
        Addressee.objects.select_for_update(of=("self",))
        .select_related("reader")
        .filter(pk=addressee_id)
        .first()
    )
    if addressee is None:
        return 0
    ending = SignUp.objects.standing().filter(addressee=addressee)
    if newsletter_id is not None:
        ending = ending.filter(newsletter_id=newsletter_id)
    stopped = list(NewsletterPage.objects.filter(pk__in=ending.values("newsletter_id")))
    ending.update(ended_at=now)
    record_facts(
        stopped, Act.WITHDRAWN, address=address_of(addressee), manner=manner, now=now, addressee=addressee
    )
    return len(stopped)
