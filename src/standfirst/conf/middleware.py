"""Who is looking, and the pass that a reader carries to the front."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import Error as DatabaseTrouble
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from standfirst.apps.membership import api as membership
from standfirst.conf.access import Access, access_of
from standfirst.core import clock
from standfirst.core.http.marks import VIEWER_KEY, brings_new_pass, is_public_file
from standfirst.core.http.proof import ask_for_proof, has_second_factor
from standfirst.core.networks import CAMPUS_KEY
from standfirst.core.passes import Pass, sign, verify
from standfirst.core.viewer import Viewer, lifted
from standfirst.screens.account import factors
from standfirst.screens.account.sessions import note_seen

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
        request.viewer = given or SimpleLazyObject(lambda: _viewer(request, user))  # type: ignore[attr-defined]
        return self._get_response(request)


def _viewer(request: HttpRequest, user: Any) -> Viewer:
    """What the person may open, or the place that the request comes from, which the front knows."""
    return lifted(membership.viewer_of(user, now=clock.now()), group=request.META.get(CAMPUS_KEY))


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


class SeenMiddleware:
    """Notes, now and then, that a session was used; only where the answer looked at who somebody is."""

    def __init__(self, get_response: Handler) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        asked = hasattr(request, "_cached_user")
        if not asked or not request.user.is_authenticated or VIEWER_KEY in request.META:
            return response
        try:
            note_seen(request, moment=clock.now())
        except DatabaseTrouble:
            log.warning("it could not be noted that a session was used")
        return response


class DeskDoorMiddleware:
    """The desk opens to staff who have passed a second factor in this session; others are led to one."""

    def __init__(self, get_response: Handler) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponseRedirect | None:
        """Before every view of the desk, whichever way its address was found."""
        found = request.resolver_match
        if found is None or access_of(name=found.view_name, route=found.route) is not Access.STAFF:
            return None
        if not _is_staff(request) or has_second_factor(request):
            return None
        back = request.get_full_path() if request.method == "GET" else reverse("wagtailadmin_home")
        if request.user.pk is not None and factors.has_second_factor(request.user.pk):
            return ask_for_proof(back)
        return HttpResponseRedirect(f"{reverse('account:security')}?{urlencode({'next': back})}")


def _is_staff(request: HttpRequest) -> bool:
    """Whether any part of the desk is open to them; everybody else is refused by the desk itself."""
    user: Any = request.user
    return bool(user.is_authenticated and (user.is_staff or user.is_superuser or user.get_all_permissions()))


def _settle_pass(request: HttpRequest, response: HttpResponseBase) -> None:
    text = request.COOKIES.get(settings.PASS_COOKIE)
    if _has_session(request):
        if not _is_good_for_a_while(text) or request.session.modified or brings_new_pass(response):
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
