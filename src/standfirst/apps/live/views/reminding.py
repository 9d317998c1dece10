"""Being reminded of an interview: a page with the button, and the link in each letter that stops them."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from standfirst.apps.editorial.api import get_publication
from standfirst.apps.live.actions.remind import reminder_of_token
from standfirst.apps.live.actions.set_reminder import set_reminder
from standfirst.apps.live.queries.interviews import find_card
from standfirst.apps.live.queries.reminders import is_reminded
from standfirst.apps.live.views.screen import around, personal
from standfirst.core.clock import now
from standfirst.core.http.screens import personal_screen


@login_required
@require_http_methods(["GET", "POST"])
def remind(request: HttpRequest, interview_id: int) -> HttpResponse:
    """Whether it is wished, and the other way."""
    scene, reader_id = around(request, interview_id), request.user.pk or 0
    if request.method == "POST":
        wanted = request.POST.get("wanted", "yes") == "yes"
        set_reminder(reader_id=reader_id, interview_id=interview_id, wanted=wanted, now=now())
        return redirect("live:remind", interview_id)
    reminded = is_reminded(reader_id=reader_id, interview_id=interview_id)
    return personal(request, "live/remind.html", scene, is_reminded=reminded, email=request.user.email)  # type: ignore[union-attr]


@csrf_exempt
@require_http_methods(["GET", "POST"])
def no_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the letters about one interview (RFC 8058): by POST only, without signing in."""
    found = reminder_of_token(token)
    if request.method == "POST" and found is not None:
        reader_id, interview_id = found
        set_reminder(reader_id=reader_id, interview_id=interview_id, wanted=False, now=now())
    return personal_screen(
        request,
        "live/no_mail.html",
        status=200 if found is not None else 404,
        publication=get_publication(),
        interview=find_card(found[1]) if found else None,
        is_known=found is not None,
        is_done=request.method == "POST",
    )
