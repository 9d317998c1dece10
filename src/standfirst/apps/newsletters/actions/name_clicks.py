"""Allow, or forbid, that the links that somebody follows are counted with them. Unasked they never are."""

from datetime import datetime

from standfirst.apps.accounts import api as accounts
from standfirst.apps.newsletters.actions.addressees import address_of
from standfirst.apps.newsletters.models import Act, Addressee, Click, Fact
from standfirst.apps.newsletters.rules.manner import Manner
from standfirst.core.db import transaction

ALL = 0  # stands for every newsletter
NAME = "The links that I follow"
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
        _record(addressee, Act.ALLOWED if allowed else Act.FORBIDDEN, manner, now)
        return True


def _record(addressee: Addressee, act: Act, manner: Manner, now: datetime) -> None:
    Fact.objects.create(
        addressee_number=addressee.pk,
        reader_number=addressee.reader_id,
        address_digest=accounts.digest_of_address(address_of(addressee)),
        newsletter_number=ALL,
        newsletter_name=NAME,
        act=act,
        form=manner.form,
        language=manner.language,
        statement=SENTENCE if act == Act.ALLOWED else "",
        privacy_digest=manner.privacy_digest,
        recorded_at=now,
    )
