"""How and when somebody last proved who they are, kept in their session; dangerous acts ask for a fresh proof."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.urls import reverse

from standfirst.core import clock
from standfirst.core.http.addresses import safe_next

FRESH_FOR = timedelta(minutes=10)
SESSION_KEY = "proof"
View = Callable[..., HttpResponseBase]


def note_proof(request: HttpRequest, *, now: datetime, second_factor: bool = False) -> None:
    """The reader of this session has just proved who they are; a second factor once passed counts until it ends."""
    passed = second_factor or has_second_factor(request)
    request.session[SESSION_KEY] = {
        "reader": str(request.user.pk),
        "at": now.timestamp(),
        "second_factor": passed,
    }


def has_fresh_proof(request: HttpRequest, *, now: datetime) -> bool:
    """Whether the proof is of this reader and no older than FRESH_FOR."""
    proof = _proof(request)
    return bool(proof) and timedelta(0) <= now - _moment(proof, now) < FRESH_FOR


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this reader has passed a second factor, or used a passkey, in this session."""
    return bool(_proof(request).get("second_factor"))


def step_up_required(view: View | None = None, *, back: str = "") -> Any:
    """Only with a fresh proof; else the reader is led to give one, and comes back.

    Where the view takes no GET, `back` names the address to come back to. Use it below a decorator that wants
    somebody signed in.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.user.is_authenticated and has_fresh_proof(request, now=clock.now()):
                return view(request, *args, **kwargs)
            return ask_for_proof(resolve_url(back) if back else request.get_full_path())

        guarded.needs_step_up = True  # type: ignore[attr-defined]
        return guarded

    return decorate(view) if view else decorate


def ask_for_proof(back: str) -> HttpResponseRedirect:
    """To the page where a reader proves who they are, and from there to `back`."""
    return HttpResponseRedirect(f"{reverse('account:confirm')}?{urlencode({'next': safe_next(back)})}")


def _proof(request: HttpRequest) -> dict[str, Any]:
    proof = request.session.get(SESSION_KEY)
    if not isinstance(proof, dict) or proof.get("reader") != str(request.user.pk):
        return {}
    return proof


def _moment(proof: dict[str, Any], now: datetime) -> datetime:
    return datetime.fromtimestamp(float(proof["at"]), tz=now.tzinfo)
