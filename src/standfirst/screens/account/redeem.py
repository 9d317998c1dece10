"""Redeeming a gift: the code, what it opens and when, and one button."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from standfirst.apps.billing import api as billing
from standfirst.apps.membership import api as membership
from standfirst.core.clock import now
from standfirst.core.http.marks import with_new_pass
from standfirst.screens.account.limits import door, refuse_if_too_many
from standfirst.screens.account.screen import account_screen

# A code has 80 bits, so this only keeps the noise down; the whole is not closed to all by a few who guess.
GUESSES = door("gift code", account_here=12, account=30, client=20, network=100, everybody=20_000)
_LONGEST = 60


@require_http_methods(["GET", "POST"])
def redeem(request: HttpRequest) -> HttpResponse:
    """Ask for the code; with one show what it is; and redeem it when the button says so, and only by POST."""
    asked = request.POST if request.method == "POST" else request.GET
    code, moment = asked.get("code", "")[:_LONGEST].replace("\x00", ""), now()
    if not code.strip():
        sentence = "Please type the code." if request.method == "POST" else ""
        return _screen(request, code, refusal=sentence)
    account = str(request.user.pk or "")
    if refusal := refuse_if_too_many(request, GUESSES, account=account, now=moment):
        return refusal
    try:
        if request.method == "POST" and "redeem" in request.POST and request.user.is_authenticated:
            return _redeemed(billing.redeem_gift(code=code, reader_id=request.user.pk, now=moment))
        gift = membership.find_gift_by_code(code=code, now=moment)
    except membership.GiftRefused as refused:
        return _screen(request, code, refusal=refused.sentence)
    return _shown(request, gift, code=code, moment=moment)


def _redeemed(gift: membership.GiftSubscription) -> HttpResponse:
    done = "gift-kept" if gift.waits else "gift-added" if gift.subscription_id else "gift"
    return with_new_pass(redirect(f"{reverse('account:subscription')}?done={done}"))


def _shown(
    request: HttpRequest, gift: membership.GiftSubscription, *, code: str, moment: datetime
) -> HttpResponse:
    reader_id = request.user.pk
    running = membership.find_running(reader_id=reader_id) if reader_id else None
    return account_screen(
        request,
        "account/redeem.html",
        gift=gift,
        code=membership.shown_code(membership.plain_code(code)),
        here=reverse("account:redeem") + f"?code={membership.shown_code(membership.plain_code(code))}",
        running=running,
        added=running is not None and membership.may_extend(running, gift, extends=billing.EXTENDED),
    )


def _screen(request: HttpRequest, code: str, *, refusal: str = "") -> HttpResponse:
    status = 422 if refusal else 200
    return account_screen(request, "account/redeem.html", status=status, code=code, refusal=refusal)
