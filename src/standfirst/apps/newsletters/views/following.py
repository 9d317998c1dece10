"""A link of a letter: to its address at once; that it was followed is counted once the answer is on its way."""

import logging
from collections.abc import Callable

from django.db import Error as DatabaseTrouble
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from standfirst.apps.newsletters.actions.count_click import count_click
from standfirst.apps.newsletters.gateways.leading import delivery_of_click
from standfirst.apps.newsletters.queries.links import Led, find_link
from standfirst.apps.newsletters.rules.followers import Asked
from standfirst.apps.newsletters.views.screen import screen
from standfirst.core import clock

log = logging.getLogger(__name__)
LONGEST_AGENT = 400


class Away(HttpResponseRedirect):
    """A redirect after which something is done: the server closes an answer when all of it has been handed over."""

    def __init__(self, address: str, *, then: Callable[[], object]) -> None:
        super().__init__(address)
        self._then = then
        self.headers["Referrer-Policy"] = "no-referrer"  # the address of the letter is nobody's business
        self.headers["X-Robots-Tag"] = "noindex"

    def close(self) -> None:
        try:
            self._then()
        except DatabaseTrouble:
            log.warning("a click could not be counted")
        finally:
            super().close()


@require_safe
def follow(request: HttpRequest, sealed: str, number: int) -> HttpResponse:
    """Leads to what was frozen with the edition, and nowhere else."""
    delivery = delivery_of_click(sealed, number)
    led = find_link(delivery=delivery, number=number) if delivery is not None else None
    if led is None:
        return screen(request, "newsletters/unknown.html", status=404)
    moment = clock.now()
    return Away(led.address, then=lambda: count_click(led, _asked(request, led), now=moment))


def _asked(request: HttpRequest, led: Led) -> Asked:
    headers = request.headers
    return Asked(
        method=request.method or "",
        agent=headers.get("User-Agent", "")[:LONGEST_AGENT],
        purpose=f"{headers.get('Sec-Purpose', '')} {headers.get('Purpose', '')} {headers.get('X-Moz', '')}",
        mode=headers.get("Sec-Fetch-Mode", ""),
        destination=headers.get("Sec-Fetch-Dest", ""),
        after=clock.now() - led.sent_at if led.sent_at else None,
    )
