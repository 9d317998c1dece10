"""Who a reader is, and who they appear as."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from standfirst.apps.accounts import api as accounts
from standfirst.core.clock import now
from standfirst.screens.account.forms import NamesForm
from standfirst.screens.account.screen import ReaderRequest, account_screen

LONGEST = 80


@login_required
@require_http_methods(["GET", "POST"])
def profile(request: ReaderRequest) -> HttpResponse:
    """Given and family name, which nobody else sees."""
    user = request.user
    written = {"given_name": user.first_name, "family_name": user.last_name}
    form = NamesForm(request.POST if request.method == "POST" else None, initial=written)
    if request.method == "POST" and form.is_valid():
        accounts.rename_reader(reader_id=user.pk, **form.cleaned_data)
        return redirect("account:profile")
    return _screen(request, form)


@login_required
@require_http_methods(["POST"])
def username(request: ReaderRequest) -> HttpResponse:
    """Choose how to appear; a refusal names its rule, and a person can look at it again."""
    wanted = request.POST.get("username", "")[: 4 * LONGEST]
    if "again" in request.POST:
        asked = accounts.ask_second_look(reader_id=request.user.pk, name=wanted, now=now())
        form = NamesForm(initial=_names(request))
        return _screen(request, form, asked=wanted) if asked else _screen(request, form, not_asked=wanted)
    try:
        accounts.choose_username(reader_id=request.user.pk, name=wanted, now=now())
    except accounts.UsernameRefused as refusal:
        return _screen(request, NamesForm(initial=_names(request)), wanted=wanted, refusal=refusal)
    return redirect("account:profile")


def _names(request: ReaderRequest) -> dict[str, str]:
    return {"given_name": request.user.first_name, "family_name": request.user.last_name}


def _screen(
    request: ReaderRequest,
    form: NamesForm,
    *,
    wanted: str = "",
    asked: str = "",
    not_asked: str = "",
    refusal: accounts.UsernameRefused | None = None,
) -> HttpResponse:
    return account_screen(
        request,
        "account/profile.html",
        form=form,
        wanted=wanted or request.user.username,
        asked=asked,
        not_asked=not_asked,
        refusal=refusal,
        may_ask=refusal is not None and refusal.rule in accounts.FOR_A_SECOND_LOOK,
        changes=accounts.list_name_changes(request.user.pk),
    )
