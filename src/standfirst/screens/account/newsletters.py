"""The newsletters of a reader, on the hub."""

from typing import Any

from standfirst.apps.newsletters import api as newsletters
from standfirst.core.clock import now
from standfirst.core.http.screens import viewer_of
from standfirst.screens.account.panels import add_panel
from standfirst.screens.account.screen import ReaderRequest


@add_panel("newsletters", name="Your newsletters", order=30, template="account/_newsletters.html")
def panel(request: ReaderRequest) -> dict[str, Any]:
    """Which ones come, whether they pause, and whether they come back."""
    addressee = newsletters.find_addressee_of(reader_id=request.user.pk)
    cards = newsletters.list_newsletters(standing=viewer_of(request).standing, addressee=addressee)
    paused = addressee.paused_until if addressee else None
    return {
        "newsletters": [card for card in cards if card.is_mine],
        "mailbox": newsletters.mailbox_of(addressee),
        "paused_until": paused if paused and paused > now().date() else None,
    }
