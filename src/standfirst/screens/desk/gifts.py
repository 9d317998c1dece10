"""Gift subscriptions at the desk: all of them, and those of one reader."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from standfirst.apps.membership import api as membership
from standfirst.core.clock import now

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A gift and where it stands."""

    gift: membership.GiftSubscription
    state: membership.GiftState

    @property
    def can_be_sent(self) -> bool:
        """Paid for, and nobody has redeemed it."""
        return self.state in {membership.GiftState.PAID, membership.GiftState.DELIVERED}

    @property
    def can_be_void(self) -> bool:
        """Nobody has redeemed it."""
        return self.gift.void_at is None and self.gift.redeemed_at is None


@permission_required("membership.add_period", raise_exception=True)
@require_GET
def gifts(request: HttpRequest) -> HttpResponse:
    """The newest first; what is done with one is done at its buyer's."""
    found = membership.list_gift_subscriptions(limit=MOST_SHOWN)
    context = {"gifts": rows_of(found, moment=now()), "most": MOST_SHOWN}
    return render(request, "desk/gifts.html", context)


def rows_of(found: list[membership.GiftSubscription], *, moment: datetime) -> list[Row]:
    """With their states."""
    return [Row(gift, gift.state_at(moment)) for gift in found]
