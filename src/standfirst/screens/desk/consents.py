"""The evidence for one person at the desk, and the exact texts that it names."""

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from standfirst.apps.accounts import api as accounts
from standfirst.apps.newsletters import api as newsletters
from standfirst.core.clock import now

may_see = permission_required("accounts.change_user", raise_exception=True)


@may_see
@require_GET
def evidence(request: HttpRequest, reader_id: int) -> HttpResponse:
    """Every fact about one reader's consents, to be printed."""
    person = accounts.find_reader(reader_id=reader_id)
    if person is None:
        raise Http404
    facts = accounts.list_consents(reader_id=reader_id)
    letters = newsletters.list_facts(reader_id=reader_id)
    shown = {"reader": person, "facts": facts, "letters": letters, "moment": now()}
    return render(request, "desk/evidence.html", shown)


@may_see
@require_GET
def wording(request: HttpRequest, digest: str) -> HttpResponse:
    """A text as it was agreed to, word for word."""
    found = accounts.find_wording(digest)
    if found is None:
        raise Http404
    return render(request, "desk/wording.html", {"wording": found})
