"""The letters of gifts: the gift itself, and word to its buyer. Part of the caller's transaction."""

import logging
from datetime import datetime

from django.conf import settings

from standfirst.apps.billing.gateways.letters import write_letter
from standfirst.apps.editorial import api as editorial
from standfirst.apps.mailing import api as mailing
from standfirst.apps.membership import api as membership

log = logging.getLogger(__name__)


def deliver(gift_id: int, *, now: datetime, early: bool = False) -> bool:
    """The letter with the code, once, when its day has come or `early`; whether it was written now."""
    gift = membership.claim_delivery(gift_id, now=now, early=early)
    if gift is None:
        return False
    send_gift(gift, now=now)
    return True


def send_gift(gift: membership.GiftSubscription, *, now: datetime) -> None:
    """To the recipient; without an address, or where letters cannot go there, to the buyer. Raises GiftRefused."""
    code = membership.code_of(gift)
    address = f"{settings.ORIGIN}/redeem/?code={code}"
    about = {"gift": gift, "plan": gift.price.plan, "code": code, "address": address}
    if gift.to_email and not mailing.fault_of_address(gift.to_email):
        publication = editorial.get_publication()
        context = {"publication_name": publication.name, "origin": settings.ORIGIN, **about}
        mailing.post(to=gift.to_email, template="billing/emails/gift", context=context, now=now)
        write_letter("gift_sent", gift.buyer, now=now, gift=gift)
    else:
        write_letter("gift_to_hand_over", gift.buyer, now=now, **about)
