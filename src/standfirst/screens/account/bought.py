"""Gifts that a reader has bought: where they stand, the letter once more, and a card to print."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from standfirst.apps.billing import api as billing
from standfirst.apps.membership import api as membership
from standfirst.core.clock import now
from standfirst.core.limits import Limit, spend
from standfirst.screens.account.limits import too_many
from standfirst.screens.account.screen import ReaderRequest, account_screen

AGAIN = Limit("gift: once more", 4, timedelta(days=1))
_OPEN = {membership.GiftState.PAID, membership.GiftState.DELIVERED}


@dataclass(frozen=True, slots=True)
class Bought:
    """A gift as its buyer sees it; `invoice` is the one that is still to be paid."""

    gift: membership.GiftSubscription
    state: membership.GiftState
    invoice: billing.Invoice | None

    @property
    def is_open(self) -> bool:
        """Paid for, and nobody has redeemed it."""
        return self.state in _OPEN

    @property
    def has_card(self) -> bool:
        """Whether the buyer hands it over, and so may see the code."""
        return self.is_open and not self.gift.to_email


def list_bought(*, buyer_id: int, moment: datetime) -> list[Bought]:
    """The newest first."""
    return [
        Bought(gift, gift.state_at(moment), billing.open_invoice_of_gift(gift_id=gift.pk))
        for gift in membership.list_bought_gifts(buyer_id=buyer_id)
    ]


@login_required
@require_POST
def send_again(request: ReaderRequest, gift_id: int) -> HttpResponse:
    """To whom it was for; or, by the other button, to the buyer from now on."""
    gift = _own(request, gift_id)
    if wait := spend(AGAIN, key=str(gift.pk), now=now()):
        return too_many(request, wait)
    by = membership.actors.reader(request.user.pk)
    try:
        billing.send_gift_again(gift_id=gift.pk, by=by, to_buyer="to_me" in request.POST, now=now())
    except membership.GiftRefused:
        return redirect("account:gifts")
    return redirect(f"{reverse('account:gifts')}?done=sent")


@login_required
@require_GET
def card(request: ReaderRequest, gift_id: int) -> HttpResponse:
    """The code on a card, for those who hand it over themselves."""
    gift = _own(request, gift_id)
    bought = Bought(gift, gift.state_at(now()), None)
    if not bought.has_card:
        return redirect("account:gifts")
    try:
        code = membership.code_of(gift)
    except membership.GiftRefused:
        return redirect("account:gifts")
    address = settings.ORIGIN + reverse("account:redeem")
    return account_screen(request, "account/gift_card.html", gift=gift, code=code, address=address)


def _own(request: ReaderRequest, gift_id: int) -> membership.GiftSubscription:
    """Theirs and nobody else's, whatever the address says."""
    found = membership.find_bought_gift(gift_id=gift_id, buyer_id=request.user.pk)
    if found is None:
        raise Http404
    return found
