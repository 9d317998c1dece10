"""A reader signs up for newsletters: whatever was true when the page was read, what is true now decides."""

from collections.abc import Collection
from datetime import datetime

from standfirst.apps.accounts.api import User
from standfirst.apps.membership import api as membership
from standfirst.apps.newsletters.actions.addressees import address_of, addressee_of_reader
from standfirst.apps.newsletters.actions.record_fact import record_facts
from standfirst.apps.newsletters.models import Act, Addressee, NewsletterPage, SignUp
from standfirst.apps.newsletters.queries.newsletters import newsletters_on_offer
from standfirst.apps.newsletters.rules.audiences import Audience, may_have
from standfirst.apps.newsletters.rules.manner import Manner
from standfirst.apps.newsletters.rules.refusals import NotForYou
from standfirst.core.db import transaction


def sign_up(*, reader: User, newsletter_ids: Collection[int], manner: Manner, now: datetime) -> int:
    """How many are new. Raises NotForYou where one of them is for others, and then none is."""
    with transaction():
        newsletters = newsletters_on_offer(newsletter_ids)
        standing = membership.standing_of(reader, now=now)
        for newsletter in newsletters:
            if not may_have(Audience(newsletter.audience), standing):
                raise NotForYou(f"“{newsletter.title}” is for subscribers.")
        return begin(addressee_of_reader(reader, now=now), newsletters, Act.GIVEN, manner=manner, now=now)


def begin(
    addressee: Addressee, newsletters: list[NewsletterPage], act: Act, *, manner: Manner, now: datetime
) -> int:
    """The sign-ups that do not stand yet, with their evidence. The caller holds the addressee's lock."""
    standing = set(
        SignUp.objects.standing().filter(addressee=addressee).values_list("newsletter_id", flat=True)
    )
    new = [newsletter for newsletter in newsletters if newsletter.pk not in standing]
    SignUp.objects.bulk_create(
        SignUp(addressee=addressee, newsletter=newsletter, begun_at=now) for newsletter in new
    )
    record_facts(new, act, address=address_of(addressee), manner=manner, now=now, addressee=addressee)
    return len(new)
