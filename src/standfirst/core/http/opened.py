"""That a browser has opened something by its link: signed, and told to the address of that link alone."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE = "opened"
_SALT = "standfirst.opened"


def has_opened(request: HttpRequest, number: int) -> bool:
    """Whether this browser holds our word that it has opened what has this number."""
    try:
        return bool(signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT) == number)
    except signing.BadSignature:
        return False


def keep_opened(response: HttpResponse, number: int, *, path: str, life: timedelta) -> None:
    """Let the browser keep it."""
    response.set_cookie(
        COOKIE,
        signing.dumps(number, salt=_SALT),
        max_age=life,
        path=path,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
