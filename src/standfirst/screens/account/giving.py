"""Giving articles away: the page that makes a link, and all that a reader has given."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from standfirst.apps.editorial import api as editorial
from standfirst.apps.membership import api as membership
from standfirst.core.clock import now
from standfirst.screens.account.bought import list_bought
from standfirst.screens.account.panels import add_panel
from standfirst.screens.account.screen import ReaderRequest, account_screen

_DONE = {"sent": "The letter is on its way.", "paid": "Thank you. Your gift is paid."}


@add_panel("gifts", name="What you give", order=15, template="account/_gifts.html")
def panel(request: ReaderRequest) -> dict[str, Any]:
    """How many are left this month, for those who may give."""
    return _allowance(request)


@login_required
@require_http_methods(["GET", "POST"])
def give(request: ReaderRequest, article_id: int) -> HttpResponse:
    """Ask, and by POST alone make the link, which is shown this once."""
    article = next(iter(editorial.list_named(ids=[article_id])), None)
    if article is None or article.access == membership.Access.OPEN:
        raise Http404
    link = ""
    if request.method == "POST":
        try:
            token = membership.give_article(
                giver=request.user, article_id=article.id, a_month=_a_month(), now=now()
            )
            link = settings.ORIGIN + reverse("editorial:gift", args=[token])
        except membership.NothingToGive:
            pass  # the page says what is left
    return account_screen(request, "account/give.html", article=article, link=link, **_allowance(request))


@login_required
@require_GET
def gifts(request: ReaderRequest) -> HttpResponse:
    """Every link of theirs, with how often it was opened, and the subscriptions that they bought for others."""
    moment = now()
    given = membership.list_gifts(giver_id=request.user.pk)
    cards = {card.id: card for card in editorial.list_named(ids=[each.article_id for each in given])}
    rows = [
        {"gift": each, "article": cards.get(each.article_id), "stands": _stands(each, moment)}
        for each in given
    ]
    return account_screen(
        request,
        "account/gifts.html",
        rows=rows,
        bought=list_bought(buyer_id=request.user.pk, moment=moment),
        done=_DONE.get(request.GET.get("done", ""), ""),
        **_allowance(request),
    )


@login_required
@require_POST
def stop(request: ReaderRequest, gift_id: int) -> HttpResponse:
    """Stop one of one's own links; it stays counted."""
    membership.revoke_gift(gift_id=gift_id, giver_id=request.user.pk, now=now())
    return redirect("account:gifts")


def _stands(gift: Any, moment: Any) -> bool:
    return gift.revoked_at is None and gift.expires_at > moment and gift.opens < gift.most_opens


def _a_month() -> int:
    return editorial.get_publication().gifts_a_month


def _allowance(request: ReaderRequest) -> dict[str, Any]:
    """`may_give` is false without a subscription; `left` of `a_month` remain."""
    moment, a_month = now(), _a_month()
    standing = membership.standing_of(request.user, now=moment)
    left = membership.gifts_left(giver_id=request.user.pk, a_month=a_month, now=moment)
    return {"may_give": standing is membership.Standing.SUBSCRIBER, "left": left, "a_month": a_month}
