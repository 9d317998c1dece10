"""A visitor makes an account: names, consents, and a code that proves the address before anything is written."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from standfirst.apps.accounts import api as accounts
from standfirst.apps.editorial import api as editorial
from standfirst.core.clock import now
from standfirst.core.db import transaction
from standfirst.screens.account import codes, entering, letters, limits, wordings
from standfirst.screens.account.forms import SignUpForm
from standfirst.screens.account.screen import account_screen, asked_next
from standfirst.screens.account.sign_in import let_in

PURPOSE = "sign-up"
FORM = "sign-up"
CHANGED = "The texts have changed while you were writing. These are the new ones; please look again."
HELD = "This address belonged to an account until lately, and may still be taken back there. Use another for now."


@require_http_methods(["GET", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """The form. The answer to it is the same whether or not the address has an account already."""
    if request.user.is_authenticated:
        return redirect("account:hub")
    shown = wordings.boxes()
    if not wordings.are_complete(shown):
        return account_screen(request, "account/no_terms.html", status=503)
    if request.method == "GET":
        return _form(request, SignUpForm(shown=shown))
    if not wordings.unchanged(request, shown):
        return _shown_again(request, shown)
    form = SignUpForm(request.POST, shown=shown)
    return _asked(request, form) if form.is_valid() else _form(request, form)


def _asked(request: HttpRequest, form: SignUpForm) -> HttpResponse:
    moment, address = now(), form.cleaned_data["email"]
    if refusal := limits.refuse_if_too_many(request, limits.MAIL, account=address, now=moment):
        return refusal
    with transaction():
        accounts.keep_wordings([box.wording for box in form.shown], now=moment)
    stamp = accounts.stamp_of(accounts.find_by_address(address))
    waiting, code = codes.begin(
        request, purpose=PURPOSE, address=address, stamp=stamp, more=_kept(request, form), now=moment
    )
    _send(request, waiting, code, moment)
    return redirect("account:sign-up-code")


def _kept(request: HttpRequest, form: SignUpForm) -> dict[str, Any]:
    """What waits in the session until the code comes back; nothing is written down before."""
    return {
        "next": asked_next(request),
        "given_name": form.cleaned_data["given_name"],
        "family_name": form.cleaned_data["family_name"],
        "agreed": {box.kind: [box.statement, box.digest] for box in form.shown},
        "letters": form.kinds(),
    }


def _send(request: HttpRequest, waiting: codes.Challenge, code: str, now: datetime) -> None:
    """One letter either way: who has an account already hears so, and signs in with this code."""
    letter = "have_account" if waiting.stamp else "sign_up_code"
    letters.send(letter, to=waiting.address, request=request, now=now, code=code)


def _accept(request: HttpRequest, challenge: codes.Challenge) -> HttpResponse:
    """The address is proved: a new account, or the one that was there."""
    given = consents_of(challenge.more)
    reader = accounts.find_by_address(challenge.address)
    try:
        if reader is None:
            reader = accounts.make_reader(_new_reader(challenge, given), now=now())
        elif reader.is_active:
            wordings.record(reader.pk, given, form=FORM, now=now())
    except accounts.AddressTaken:
        return _start_over(request, challenge, HELD)
    return let_in(request, reader, onward=challenge.more["next"])


def _new_reader(challenge: codes.Challenge, given: list[accounts.ConsentGiven]) -> accounts.NewReader:
    return accounts.NewReader(
        address=challenge.address,
        given_name=challenge.more["given_name"],
        family_name=challenge.more["family_name"],
        consents=tuple(given),
        language=editorial.get_publication().language,
        form=FORM,
    )


def consents_of(more: dict[str, Any]) -> list[accounts.ConsentGiven]:
    """What was ticked, with the very texts that were shown; a box left empty is no fact."""
    agreed = [
        accounts.ConsentGiven(kind=kind, statement=statement, wording=accounts.wording_of(digest))
        for kind, (statement, digest) in more["agreed"].items()
    ]
    asked = [
        accounts.ConsentGiven(kind=kind, statement=sentence)
        for kind, sentence in wordings.correspondence()
        if more["letters"].get(kind)
    ]
    return agreed + asked


def _start_over(request: HttpRequest, waiting: codes.Challenge, refusal: str) -> HttpResponse:
    names = {name: waiting.more[name] for name in ("given_name", "family_name")}
    form = SignUpForm(shown=wordings.boxes(), initial={"email": waiting.address, **names})
    return _form(request, form, onward=waiting.more["next"], refusal=refusal)


ENTRY = entering.Entry(
    purpose=PURPOSE, start="account:sign-up", send=_send, accept=_accept, start_over=_start_over
)


@require_http_methods(["GET", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """Enter the code."""
    if request.user.is_authenticated:
        return redirect("account:hub")
    return entering.code_page(request, ENTRY)


def _shown_again(request: HttpRequest, shown: list[wordings.LegalBox]) -> HttpResponse:
    """With what was written, but no box ticked: they were ticked under other texts."""
    written = {name: request.POST.get(name, "") for name in ("email", "given_name", "family_name")}
    return _form(request, SignUpForm(shown=shown, initial=written), refusal=CHANGED)


def _form(request: HttpRequest, form: SignUpForm, *, onward: str = "", refusal: str = "") -> HttpResponse:
    onward = onward or asked_next(request)
    return account_screen(request, "account/sign_up.html", form=form, next=onward, refusal=refusal)
