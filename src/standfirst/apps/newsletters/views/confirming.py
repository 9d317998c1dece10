"""The link in the letter that asks: it shows a button, and the button confirms (scanners open links, and press nothing)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from standfirst.apps.newsletters.actions.confirm import confirm, find_asking
from standfirst.apps.newsletters.rules.refusals import LinkIsOver
from standfirst.apps.newsletters.views.screen import screen
from standfirst.core.clock import now


@require_http_methods(["GET", "POST"])
def confirming(request: HttpRequest, secret: str) -> HttpResponse:
    """What was asked for, and the button."""
    asked = find_asking(secret, now=now())
    if request.method == "POST":
        try:
            addressee = confirm(secret=secret, now=now())
        except LinkIsOver:
            asked = []
        else:
            return screen(request, "newsletters/confirmed.html", newsletters=asked, key=addressee.key)
    return screen(request, "newsletters/confirm.html", status=200 if asked else 404, newsletters=asked)
