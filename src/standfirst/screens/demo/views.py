"""The cast of the demo, with one click each, and the mail that really arrived."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from standfirst.apps.accounts.api import User
from standfirst.apps.editorial import api as editorial
from standfirst.apps.live import api as live
from standfirst.core.clock import now
from standfirst.core.http.addresses import safe_next
from standfirst.core.http.proof import note_proof
from standfirst.core.http.screens import personal_screen
from standfirst.screens.demo import letters, rehearsal
from standfirst.screens.demo.cast import CAST, part


@require_GET
def cast(request: HttpRequest) -> HttpResponse:
    """Who is who, and a button to be each of them."""
    publication = editorial.get_publication()
    return personal_screen(
        request,
        "demo/cast.html",
        publication=publication,
        cast=CAST,
        interviews=live.LiveIndexPage.objects.get().url,
    )


@require_POST
def enter(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in as one of the cast."""
    chosen = part(key)
    if chosen is None:
        raise Http404
    login(request, User.objects.get(email=chosen.email), backend=settings.AUTHENTICATION_BACKENDS[0])
    note_proof(request, now=now(), second_factor=True)  # in the demo the click is all that is asked
    return redirect(safe_next(request.POST.get("next")))


@require_POST
def rehearse(request: HttpRequest) -> HttpResponse:
    """An interview begins, with everybody in it invented."""
    return redirect(rehearsal.start_rehearsal(now=now()))


@require_GET
def mail(request: HttpRequest) -> HttpResponse:
    """The letters in the catcher, newest first."""
    found = letters.list_letters(settings.DATA / "mail", to=request.GET.get("to"))
    return personal_screen(request, "demo/mail.html", publication=editorial.get_publication(), letters=found)


@require_GET
def letter(request: HttpRequest, name: str) -> HttpResponse:
    """One letter, as text and with its headers."""
    return personal_screen(
        request, "demo/letter.html", publication=editorial.get_publication(), letter=_letter(name)
    )


@require_GET
def letter_looks(request: HttpRequest, name: str) -> HttpResponse:
    """One letter as a mail program shows it; `LetterLooks` lets it have its styles, and no script."""
    return HttpResponse(_letter(name).html)


def _letter(name: str) -> letters.Letter:
    found = letters.find_letter(settings.DATA / "mail", name)
    if found is None:
        raise Http404
    return found


@require_GET
def mail_json(request: HttpRequest) -> JsonResponse:
    """The letters for programs: [{to, subject, text, html, headers, links}]."""
    found = letters.list_letters(settings.DATA / "mail", to=request.GET.get("to"))
    return JsonResponse([letter.as_json() for letter in found], safe=False)
