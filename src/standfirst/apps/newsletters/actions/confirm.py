"""The mailbox says that it is meant: from now on the newsletters come."""

from datetime import datetime

from standfirst.apps.newsletters.actions.addressees import addressee_of_address
from standfirst.apps.newsletters.actions.ask import KEPT_FOR, digest_of
from standfirst.apps.newsletters.actions.sign_up import begin
from standfirst.apps.newsletters.actions.suppress import write_again
from standfirst.apps.newsletters.models import Act, Addressee, Asking, NewsletterPage
from standfirst.apps.newsletters.queries.newsletters import newsletters_on_offer
from standfirst.apps.newsletters.rules.audiences import Audience
from standfirst.apps.newsletters.rules.manner import Manner
from standfirst.apps.newsletters.rules.refusals import LinkIsOver
from standfirst.core.db import transaction


def confirm(*, secret: str, now: datetime) -> Addressee:
    """Whose newsletters come now. The same again for a link that was used already. Raises LinkIsOver."""
    with transaction():
        asking = Asking.objects.select_for_update().filter(digest=digest_of(secret)).first()
        if asking is None or asking.asked_at < now - KEPT_FOR:
            raise LinkIsOver("This link was used, or is older than a week.")
        addressee = addressee_of_address(asking.address, now=now)
        if asking.confirmed_at is None:
            _begin(asking, addressee, now)
        return addressee


def find_asking(secret: str, *, now: datetime) -> list[NewsletterPage]:
    """What would be confirmed; nothing for a link that is over."""
    asking = Asking.objects.filter(digest=digest_of(secret), asked_at__gte=now - KEPT_FOR).first()
    return newsletters_on_offer(asking.newsletters) if asking else []


def _begin(asking: Asking, addressee: Addressee, now: datetime) -> None:
    Asking.objects.filter(pk=asking.pk).update(confirmed_at=now)
    if asking.zone and not addressee.zone:
        Addressee.objects.filter(pk=addressee.pk).update(zone=asking.zone)
    newsletters = [
        each for each in newsletters_on_offer(asking.newsletters) if each.audience == Audience.EVERYBODY
    ]
    manner = Manner(
        form=asking.form,
        language=asking.language,
        statement=asking.statement,
        privacy_digest=asking.privacy_digest,
    )
    begin(addressee, newsletters, Act.CONFIRMED, manner=manner, now=now)
    write_again(address=asking.address, now=now)  # what came back there once: somebody reads it now
