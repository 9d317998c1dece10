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


def gift_ended_letter(gift_id: int, *, now: datetime) -> None:
    """To whoever has redeemed it: they have done nothing, and it closes."""
    gift = membership.find_bought_gift(gift_id=gift_id)
    if gift is not None and gift.redeemed_by is not None:
        write_letter("gift_ended", gift.redeemed_by, now=now, gift=gift)


def gift_is_good_again_letters(gift: membership.GiftSubscription, *, now: datetime) -> None:
    """To its buyer, and to whoever has redeemed it."""
    write_letter("gift_good_again", gift.buyer, now=now, gift=gift, is_buyer=True)
    if gift.redeemed_by is not None:
        write_letter("gift_good_again", gift.redeemed_by, now=now, gift=gift, is_buyer=False)


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
