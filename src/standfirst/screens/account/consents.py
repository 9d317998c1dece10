"""What a reader has agreed to: asked again when it changes, given and withdrawn, and the evidence of all of it."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from standfirst.apps.accounts import api as accounts
from standfirst.apps.newsletters import api as newsletters
from standfirst.core.clock import now
from standfirst.screens.account import wordings
from standfirst.screens.account.forms import AgreementForm, CorrespondenceForm
from standfirst.screens.account.screen import ReaderRequest, account_screen, asked_next, next_or_hub
from standfirst.screens.account.sign_up import CHANGED


@login_required
@require_http_methods(["GET", "POST"])
def terms(request: ReaderRequest) -> HttpResponse:
    """New versions, before a reader goes on from signing in; reading what everybody may read stays free."""
    shown = wordings.due(reader_id=request.user.pk)
    if not shown:
        return redirect(next_or_hub(asked_next(request)))
    form, refusal = AgreementForm(shown=shown), ""
    if request.method == "POST" and not wordings.unchanged(request, shown):
        refusal = CHANGED
    elif request.method == "POST":
        form = AgreementForm(request.POST, shown=shown)
        if form.is_valid():
            given = [box.ticked() for box in shown]
            wordings.record(request.user.pk, given, form="new-version", now=now())
            return redirect(next_or_hub(asked_next(request)))
    return account_screen(request, "account/terms.html", form=form, refusal=refusal, next=asked_next(request))


@login_required
@require_http_methods(["GET", "POST"])
def consents(request: ReaderRequest) -> HttpResponse:
    """Correspondence, given and withdrawn box by box; a fact is written only for a box that changed."""
    standing = accounts.standing_consents(reader_id=request.user.pk)
    ticked = {kind for kind, fact in standing.items() if fact.given}
    form = CorrespondenceForm(request.POST if request.method == "POST" else None, ticked=ticked)
    if request.method == "POST" and form.is_valid():
        sentences = dict(wordings.correspondence())
        given = [
            accounts.ConsentGiven(kind=kind, statement=sentences[kind], given=now_ticked)
            for kind, now_ticked in form.kinds().items()
            if now_ticked != (kind in ticked)
        ]
        wordings.record(request.user.pk, given, form="account", now=now())
        return redirect("account:consents")
    agreed = [standing[kind] for kind in accounts.NEEDED if kind in standing]
    return account_screen(request, "account/consents.html", form=form, agreed=agreed)


@login_required
@require_GET
def evidence(request: ReaderRequest) -> HttpResponse:
    """Every fact on one page, to be printed."""
    facts = accounts.list_consents(reader_id=request.user.pk)
    letters = newsletters.list_facts(reader_id=request.user.pk)
    return account_screen(request, "account/evidence.html", facts=facts, letters=letters, moment=now())


@login_required
@require_GET
def wording(request: ReaderRequest, digest: str) -> HttpResponse:
    """The exact text of a version, word for word."""
    found = accounts.find_wording(digest)
    if found is None:
        raise Http404
    return account_screen(request, "account/wording.html", wording=found)
