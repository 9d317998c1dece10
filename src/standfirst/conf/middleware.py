"""Who is looking, and the pass that a reader carries to the front."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import Error as DatabaseTrouble
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import SimpleLazyObject

from standfirst.apps.membership import api as membership
from standfirst.core import clock
from standfirst.core.http.marks import VIEWER_KEY, is_public_file
from standfirst.core.passes import Pass, sign, verify

log = logging.getLogger("standfirst.front")
Handler = Callable[[HttpRequest], HttpResponseBase]
_NEAR_ITS_END = timedelta(minutes=5)


class ViewerMiddleware:
    """Sets `request.viewer`: what the front says, else what the ledger says, which is read only if it is asked."""

    def __init__(self, get_response: Handler) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        given = request.META.get(VIEWER_KEY)
        request.viewer = given or SimpleLazyObject(  # type: ignore[attr-defined]
            lambda: membership.viewer_of(user, now=clock.now())
        )
        return self._get_response(request)


class PassMiddleware:
    """Gives a signed-in reader a pass with a personal answer, and takes it away from anybody else."""

    def __init__(self, get_response: Handler) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        if VIEWER_KEY in request.META or is_public_file(response):
            return response
        try:
            _settle_pass(request, response)
        except DatabaseTrouble:
            log.warning("a pass could not be made; the front takes the reader for a visitor")
        return response


def _settle_pass(request: HttpRequest, response: HttpResponseBase) -> None:
    text = request.COOKIES.get(settings.PASS_COOKIE)
    if _has_session(request):
        if not _is_good_for_a_while(text) or request.session.modified:
            _renew(request, response, held=text)
    elif text:
        response.delete_cookie(settings.PASS_COOKIE)


def _has_session(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES or request.session.modified


def _is_good_for_a_while(text: str | None) -> bool:
    now = clock.now()
    held = verify(text, keys=settings.PASS_KEYS, now=now) if text else None
    return held is not None and held.expires_at - now > _NEAR_ITS_END


def _renew(request: HttpRequest, response: HttpResponseBase, *, held: str | None) -> None:
    new = membership.pass_of(request.user, now=clock.now())
    if new is not None:
        hand_out(response, new)
    elif held:
        response.delete_cookie(settings.PASS_COOKIE)


def hand_out(response: HttpResponseBase, new: Pass) -> None:
    """Set the pass cookie."""
    response.set_cookie(
        settings.PASS_COOKIE,
        sign(new, key=settings.PASS_KEYS[0]),
        max_age=settings.PASS_LIFE,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
