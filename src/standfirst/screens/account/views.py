"""Signing in and out, and the reader's hub."""

from typing import Any

from django.conf import settings
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from standfirst.apps.accounts.api import User
from standfirst.apps.editorial import api as editorial
from standfirst.apps.membership import api as membership
from standfirst.core.clock import now
from standfirst.core.http.addresses import safe_next
from standfirst.core.http.screens import personal_screen, viewer_of


class ReaderRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: User


class SignIn(auth.LoginView):
    """Sign in with e-mail address and password; back to where the reader came from."""

    template_name = "account/sign_in.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:  # never to `next`: that may be where they were refused
            return redirect("account:hub")
        return super().get(request, *args, **kwargs)

    def get_success_url(self) -> str:
        asked = self.request.POST.get("next") or self.request.GET.get("next")
        return safe_next(asked) if asked else reverse("account:hub")

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        asked = safe_next(self.request.POST.get("next") or self.request.GET.get("next"))
        shown = {"publication": editorial.get_publication(), "viewer": viewer_of(self.request), "next": asked}
        return super().get_context_data(**context) | shown


class SignOut(auth.LogoutView):
    """Sign out, by POST alone; back to the front page."""

    next_page = "/"
    http_method_names = ["post", "options"]


@login_required
@require_GET
def hub(request: ReaderRequest) -> HttpResponse:
    """Who the reader is here, what their subscription opens, their private feed."""
    return _hub(request, new_address=None)


@login_required
@require_http_methods(["POST"])
def feed_address(request: ReaderRequest) -> HttpResponse:
    """Make a new address for the private feed, or stop the one there is."""
    if "stop" in request.POST:
        membership.revoke_feed_key(reader_id=request.user.pk, now=now())
        return redirect("account:hub")
    key = membership.issue_feed_key(reader_id=request.user.pk, now=now())
    return _hub(request, new_address=settings.ORIGIN + reverse("site:feed-private", args=[key]))


@require_GET
def bar(request: HttpRequest) -> HttpResponse:
    """The reader's name for the masthead, as a fragment; nothing for somebody who is not signed in."""
    if not request.user.is_authenticated:
        return HttpResponse(status=204)
    return personal_screen(request, "account/_bar.html")


def _hub(request: ReaderRequest, *, new_address: str | None) -> HttpResponse:
    return personal_screen(
        request,
        "account/hub.html",
        publication=editorial.get_publication(),
        period=membership.standing_period(reader_id=request.user.pk, now=now()),
        has_feed=membership.has_feed_key(reader_id=request.user.pk),
        new_address=new_address,
    )
