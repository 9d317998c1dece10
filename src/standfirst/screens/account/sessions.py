"""Where somebody is signed in: coarse words for device and network, and an end to each of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from standfirst.apps.accounts import api as accounts
from standfirst.apps.membership import api as membership
from standfirst.core.clock import now
from standfirst.core.db import transaction
from standfirst.core.http.client import network_of
from standfirst.screens.account.devices import device_of
from standfirst.screens.account.screen import ReaderRequest, account_screen

SEEN_EVERY = timedelta(minutes=10)
_SEEN = "seen"


@dataclass(frozen=True, slots=True)
class Place:
    """One session as its reader sees it."""

    id: int
    device: str
    network: str
    since: datetime
    last_seen_at: datetime
    is_here: bool


@login_required
@require_GET
def sessions(request: ReaderRequest) -> HttpResponse:
    """All of them, the newest first."""
    return account_screen(request, "account/sessions.html", places=places_of(request))


def places_of(request: ReaderRequest) -> list[Place]:
    """Sessions that still live, with this one; those that have ended by themselves are forgotten."""
    note_seen(request, moment=now())
    living = UserSession.objects.purge_and_list(request.user)
    return [_place(each) for each in sorted(living, key=lambda each: each.last_seen_at, reverse=True)]


def _place(session: UserSession) -> Place:
    return Place(
        id=session.pk,
        device=device_of(session.user_agent),
        network=network_of(session.ip),
        since=session.created_at,
        last_seen_at=session.last_seen_at,
        is_here=session.is_current(),
    )


@login_required
@require_POST
def end_one(request: ReaderRequest, session_id: int) -> HttpResponse:
    """End one of one's own; who comes with it is a visitor from now on, and so is who comes with its pass."""
    found = UserSession.objects.filter(pk=session_id, user=request.user).first()
    if found is not None and found.is_current():
        return sign_out(request)
    if found is not None:
        with transaction():
            found.end()
            membership.announce_standing(reader_id=request.user.pk)
    return redirect("account:sessions")


@login_required
@require_POST
def end_others(request: ReaderRequest) -> HttpResponse:
    """End all but this one."""
    end_all(request.user.pk)
    stay(request)
    return redirect("account:sessions")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session, by POST alone; a copy of its pass is refused at once."""
    if request.user.is_authenticated:
        reader_id = request.user.pk
        UserSession.objects.filter(session_key=request.session.session_key).delete()
        logout(request)
        with transaction():
            membership.announce_standing(reader_id=reader_id)
    return redirect("/")


def end_all(reader_id: int) -> None:
    """Every session and every mailed code of a reader, and their passes."""
    with transaction():
        accounts.end_sessions(reader_id=reader_id)
        UserSession.objects.filter(user_id=reader_id).delete()
        membership.announce_standing(reader_id=reader_id)


def stay(request: HttpRequest) -> None:
    """Keep the session of this request after all were ended, under a new key."""
    reader: Any = request.user
    reader.refresh_from_db()
    update_session_auth_hash(request, reader)
    UserSession.objects.create_from_request(request)


def note_seen(request: HttpRequest, *, moment: datetime) -> None:
    """Now and then note when and from where a session was last used; most requests write nothing."""
    seen = float(request.session.get(_SEEN, 0))
    if moment.timestamp() - seen < SEEN_EVERY.total_seconds():
        return
    request.session[_SEEN] = moment.timestamp()
    known = UserSession.objects.filter(session_key=request.session.session_key)
    if not known.update(last_seen_at=moment, ip=get_adapter().get_client_ip(request)):
        UserSession.objects.create_from_request(request)
