"""The question that is on air, for a program such as OBS to lay over the picture: transparent, and nothing but what is public."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from standfirst.apps.editorial import api as editorial
from standfirst.apps.live.queries.cards import card_on_air
from standfirst.apps.live.queries.rooms import find_room
from standfirst.core.http.screens import personal_screen


@require_GET
def overlay(request: HttpRequest, room_key: str) -> HttpResponse:
    """Of a room by its key, that of a rehearsal too; a part of it for its script."""
    room = find_room(key=room_key)
    if room is None:
        raise Http404
    is_part = request.headers.get("X-Part") == "yes"
    page = personal_screen(
        request,
        "live/_overlay.html" if is_part else "live/overlay.html",
        publication=editorial.get_publication(),
        now=card_on_air(room),
        interview=room.interview,
        room=room,
    )
    page.headers["X-Robots-Tag"] = "noindex"
    return page
