"""Calendars: a file for one interview, and a member's feed of those to come, by an address that can be stopped."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from standfirst.apps.editorial.api import get_publication
from standfirst.apps.live.queries.interviews import entry_of, list_to_come
from standfirst.apps.live.rules.calendars import Entry, written
from standfirst.apps.live.rules.tags import interview_tag
from standfirst.apps.live.views.screen import around
from standfirst.apps.membership import api as membership
from standfirst.core.clock import now
from standfirst.core.http.screens import tag
from standfirst.core.http.shared import shared_page

BACK = timedelta(days=90)  # a feed keeps what was; a calendar that no longer finds it deletes it


@shared_page(ttl=300)
def one(request: HttpRequest, interview_id: int) -> HttpResponse:
    """To keep, or to open in a calendar."""
    scene = around(request, interview_id)
    tag(request, interview_tag(interview_id))
    return _file([entry_of(scene.interview)], f"interview-{interview_id}.ics")


@require_GET
def feed(request: HttpRequest, key: str) -> HttpResponse:
    """All that come, for the reader whose key this is, as long as it holds."""
    if membership.reader_of_feed(key) is None:
        raise Http404
    entries = [entry_of(card) for card in list_to_come(after=now() - BACK)]
    answer = _file(entries, "interviews.ics")
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def _file(entries: list[Entry], name: str) -> HttpResponse:
    text = written(entries, name=f"{get_publication().name}: live interviews", now=now())
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
