"""The page where a mailed code is entered, the same for every purpose."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from standfirst.apps.accounts import api as accounts
from standfirst.core.clock import now
from standfirst.screens.account import codes, limits
from standfirst.screens.account.forms import CodeForm
from standfirst.screens.account.screen import account_screen

WRONG = "This is not the code. Look at the newest letter."
GONE = "This code can no longer be used here. Ask for a new one."


@dataclass(frozen=True, slots=True)
class Entry:
    """What is different from one purpose to another.

    `start` names the address where a code is asked for, `send` writes the letter with another code, `accept` does what
    the code was for, `start_over` shows the first form again with a sentence.
    """

    purpose: str
    start: str
    send: Callable[[HttpRequest, codes.Challenge, str, datetime], None]
    accept: Callable[[HttpRequest, codes.Challenge], HttpResponse]
    start_over: Callable[[HttpRequest, codes.Challenge, str], HttpResponse]


def code_page(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Enter the code, or ask for another letter."""
    waiting = codes.waiting_for(request, purpose=entry.purpose, now=now())
    if waiting is None:
        return redirect(entry.start)
    if request.method != "POST":
        return _screen(request, entry, waiting, CodeForm())
    again = "again" in request.POST
    knocked = limits.MAIL if again else limits.CODE
    if refusal := limits.refuse_if_too_many(request, knocked, account=waiting.address, now=now()):
        return refusal
    return _again(request, entry, waiting) if again else _entered(request, entry, waiting)


def _entered(request: HttpRequest, entry: Entry, waiting: codes.Challenge) -> HttpResponse:
    form = CodeForm(request.POST)
    try:
        challenge = codes.enter(request, purpose=entry.purpose, typed=request.POST.get("code", ""), now=now())
    except codes.WrongCode:
        form.add_error("code", WRONG)
        return _screen(request, entry, waiting, form)
    except codes.CodeGone:
        return _over(request, entry, waiting)
    if challenge.stamp != accounts.stamp_of(_reader(request, waiting)):
        return _over(request, entry, waiting)
    return entry.accept(request, challenge)


def _again(request: HttpRequest, entry: Entry, waiting: codes.Challenge) -> HttpResponse:
    if not waiting.may_resend:
        return _over(request, entry, waiting)
    moment = now()
    stamp = accounts.stamp_of(_reader(request, waiting))
    fresh, code = codes.again(request, waiting, stamp=stamp, now=moment)
    entry.send(request, fresh, code, moment)
    return redirect(request.path)


def _reader(request: HttpRequest, waiting: codes.Challenge) -> accounts.User | None:
    """Whose sessions outdate the code: who is signed in, or else who has the address."""
    if isinstance(request.user, accounts.User):
        return request.user
    return accounts.find_by_address(waiting.address)


def _over(request: HttpRequest, entry: Entry, waiting: codes.Challenge) -> HttpResponse:
    codes.forget(request)
    return entry.start_over(request, waiting, GONE)


def _screen(request: HttpRequest, entry: Entry, waiting: codes.Challenge, form: CodeForm) -> HttpResponse:
    start = reverse(entry.start)
    return account_screen(request, "account/code.html", form=form, waiting=waiting, start=start)
