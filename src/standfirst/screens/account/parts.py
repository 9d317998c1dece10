"""What the account itself shows on its hub: the name, the ways in, the feed, what was agreed to."""

from typing import Any

from standfirst.apps.billing import api as billing
from standfirst.apps.membership import api as membership
from standfirst.core.clock import now
from standfirst.screens.account.factors import factors_of
from standfirst.screens.account.panels import add_panel
from standfirst.screens.account.screen import ReaderRequest
from standfirst.screens.account.sessions import places_of


@add_panel("subscription", name="Subscription", order=10, template="account/_subscription.html")
def subscription(request: ReaderRequest) -> dict[str, Any]:
    """What stands, and where to get it."""
    reader_id = request.user.pk
    return {
        "period": membership.standing_period(reader_id=reader_id, now=now()),
        "subscription": membership.find_running(reader_id=reader_id),
        "order": billing.open_order(reader_id=reader_id),
    }


@add_panel("group", name="Your group", order=15, template="account/_group.html")
def group(request: ReaderRequest) -> dict[str, Any] | None:
    """The seats to give, or the seat that was given; nothing for those who have neither."""
    circle = membership.find_circle(manager_id=request.user.pk, now=now())
    seat = membership.find_seat(reader_id=request.user.pk)
    return {"circle": circle, "seat": seat} if circle or seat else None


@add_panel("profile", name="Your name", order=20, template="account/_profile.html")
def profile(request: ReaderRequest) -> dict[str, Any]:
    """How the reader appears."""
    return {}


@add_panel("door", name="Signing in", order=60, template="account/_door.html")
def door(request: ReaderRequest) -> dict[str, Any]:
    """Ways in, and where the reader is in now."""
    return {
        "factors": factors_of(request.user.pk),
        "has_password": request.user.has_usable_password(),
        "places": places_of(request)[:3],
    }


@add_panel("feed", name="Your private feed and calendar", order=70, template="account/_feed.html")
def feed(request: ReaderRequest) -> dict[str, Any]:
    """The feed's address and the calendar's, shown in the answer that made them and never again."""
    return {
        "new_calendar": getattr(request, "new_calendar_address", None),
        "has_feed": membership.has_feed_key(reader_id=request.user.pk),
        "new_address": getattr(request, "new_feed_address", None),
    }


@add_panel("consents", name="What you agreed to", order=80, template="account/_consents.html")
def consents(request: ReaderRequest) -> dict[str, Any]:
    """The way to it."""
    return {}


@add_panel("leaving", name="Your data, and leaving", order=90, template="account/_leaving.html")
def leaving(request: ReaderRequest) -> dict[str, Any]:
    """The way to both."""
    return {}
