"""The reader's hub, the name in the bar, the private feed."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from standfirst.apps.membership import api as membership
from standfirst.core.clock import now
from standfirst.core.http.screens import personal_screen
from standfirst.screens.account import interviews, newsletters, parts
from standfirst.screens.account.panels import list_panels
from standfirst.screens.account.screen import ReaderRequest, account_screen

__all__ = ["bar", "feed_address", "hub", "interviews", "newsletters", "parts"]
_DONE = {"address": "Your address is changed. The old one was told, and can take it back for three days."}


@login_required
@require_GET
def hub(request: ReaderRequest) -> HttpResponse:
    """Everything about the reader's account, part by part."""
    return _hub(request)


@login_required
@require_http_methods(["POST"])
def feed_address(request: ReaderRequest) -> HttpResponse:
    """Make a new address for the private feed, or stop the one there is."""
    if "stop" in request.POST:
        membership.revoke_feed_key(reader_id=request.user.pk, now=now())
        return redirect("account:hub")
    key = membership.issue_feed_key(reader_id=request.user.pk, now=now())
    request.new_feed_address = settings.ORIGIN + reverse("site:feed-private", args=[key])  # type: ignore[attr-defined]
    request.new_calendar_address = settings.ORIGIN + reverse("live:feed", args=[key])  # type: ignore[attr-defined]
    return _hub(request)


@require_GET
def bar(request: HttpRequest) -> HttpResponse:
    """The reader's name for the masthead, as a fragment; nothing for somebody who is not signed in."""
    if not request.user.is_authenticated:
        return HttpResponse(status=204)
    return personal_screen(request, "account/_bar.html")


def _hub(request: ReaderRequest) -> HttpResponse:
    told = [(panel, panel.context(request)) for panel in list_panels()]
    shown = [
        (panel, render_to_string(panel.template, {"panel": panel, **context}, request))
        for panel, context in told
        if context is not None
    ]
    done = _DONE.get(request.GET.get("done", ""), "")
    return account_screen(request, "account/hub.html", panels=shown, done=done)
