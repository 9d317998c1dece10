"""What a visitor's browser has counted: signed, so that it cannot be written, only thrown away."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE = "read"
PATH = "/read/"
_SALT = "standfirst.tally"
_LIFE = 32 * 24 * 60 * 60


def tally_of(request: HttpRequest, *, month: date) -> tuple[int, ...]:
    """The numbers counted this month; none where there is no cookie, another month's, or one that we did not sign."""
    try:
        held = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_LIFE)
    except signing.BadSignature:
        return ()
    return tuple(held["numbers"]) if held["month"] == month.isoformat() else ()


def keep_tally(response: HttpResponse, numbers: Sequence[int], *, month: date) -> None:
    """Let the browser keep it, for the addresses that ask for it alone."""
    response.set_cookie(
        COOKIE,
        signing.dumps({"month": month.isoformat(), "numbers": list(numbers)}, salt=_SALT),
        max_age=_LIFE,
        path=PATH,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
