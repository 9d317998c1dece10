"""Allow, or forbid, that the links that somebody follows are counted with them. Unasked they never are."""

from dataclasses import replace
from datetime import datetime

from standfirst.apps.newsletters.actions.addressees import address_of
from standfirst.apps.newsletters.actions.record_fact import fact_of
from standfirst.apps.newsletters.models import Act, Addressee, Click
from standfirst.apps.newsletters.rules.manner import Manner
from standfirst.core.db import transaction

ALL = (0, "The links that I follow")  # the number stands for every newsletter
SENTENCE = (
    "We count how often a link is followed, and not by whom. If you like, we keep with your address which ones you "
    "follow; they stand in the copy of your data."
)


def name_clicks(*, addressee_id: int, allowed: bool, manner: Manner, now: datetime) -> bool:
    """Whether that was something new. What is forbidden holds for what was counted before, too: it names nobody any more."""
    with transaction():
        addressee = (
            Addressee.objects.select_for_update(of=("self",)).select_related("reader").get(pk=addressee_id)
        )
        if addressee.clicks_are_named is allowed:
            return False
        Addressee.objects.filter(pk=addressee_id).update(clicks_are_named=allowed)
        if not allowed:
            Click.objects.filter(addressee_id=addressee_id).update(addressee=None)
        fact_of(
            ALL,
            Act.ALLOWED if allowed else Act.FORBIDDEN,
            address=address_of(addressee),
            manner=replace(manner, statement=SENTENCE if allowed else ""),
            now=now,
            addressee=addressee,
        ).save()
        return True
