"""The reports on imported pages: what was taken, what was set aside and why, what a person should look at."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from standfirst.apps.accounts.api import User
from standfirst.apps.editorial import api as editorial

PAGE_SIZE = 50
MOST_PAGES = 1000


@require_GET
def imports(request: HttpRequest) -> HttpResponse:
    """The imports whose articles this person may change, newest first."""
    user = _editor(request)
    page = _page(request.GET.get("page", ""))
    found = editorial.list_imports(user=user, limit=PAGE_SIZE + 1, offset=(page - 1) * PAGE_SIZE)
    context = {
        "imports": found[:PAGE_SIZE],
        "newer": page - 1,
        "older": page + 1 if len(found) > PAGE_SIZE else None,
    }
    return render(request, "desk/imports.html", context)


@require_GET
def report(request: HttpRequest, import_id: int) -> HttpResponse:
    """The report on one page."""
    found = editorial.find_import(user=_editor(request), import_id=import_id)
    if found is None:
        raise Http404
    set_aside = editorial.set_aside_by_reason(found.report)
    return render(request, "desk/import.html", {"imported": found, "set_aside": set_aside})


def _editor(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User) or not editorial.works_on_pages(user):
        raise PermissionDenied
    return user


def _page(text: str) -> int:
    return min(max(int(text), 1), MOST_PAGES) if text.isascii() and text.isdigit() and len(text) < 6 else 1
