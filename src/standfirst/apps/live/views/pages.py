"""The interviews in the tree: the list of all, and the page of each. Shared, and without anybody in them."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from standfirst.apps.editorial import api as editorial
from standfirst.apps.live import api as live
from standfirst.apps.live.models import InterviewPage, LiveIndexPage
from standfirst.apps.live.queries.interviews import InterviewCard, cards_of, find_video, programme
from standfirst.apps.live.queries.replay import find_replay
from standfirst.apps.live.rules.orders import ListOrder, first_order, listed, orders_of
from standfirst.apps.live.rules.structured_data import Broadcast
from standfirst.apps.live.rules.tags import INTERVIEWS, interview_tag
from standfirst.apps.live.rules.videos import Film
from standfirst.apps.live.views.replay import replay
from standfirst.apps.live.views.screen import Around, shared
from standfirst.apps.membership.api import Access
from standfirst.core.http.screens import shared_screen, tag, viewer_of

OF_PICTURE = 1440  # pixels that a card of another site shows


def index(request: HttpRequest, page: LiveIndexPage) -> HttpResponse:
    """What runs, what comes, and what can be seen again."""
    shown = programme()
    cards = [*shown.on_now, *shown.to_come, *shown.over]
    tag(request, INTERVIEWS, *(interview_tag(card.id) for card in cards))
    _tag_pictures(request, *cards)
    return shared_screen(
        request,
        "live/index.html",
        publication=editorial.get_publication(),
        title=page.title,
        standfirst=page.standfirst,
        programme=shown,
        here=page.pk,
        canonical=settings.ORIGIN + editorial.path_of(page.url_path),
    )


def interview(request: HttpRequest, page: InterviewPage) -> HttpResponse:
    """One of them, in whichever stage: who, when, the picture for those who may watch, and what is asked."""
    (card,) = cards_of([page])
    _tag_pictures(request, card)
    recording = find_replay(interview_id=page.pk) if card.stage is live.Stage.REPLAY else None
    if recording is not None:
        return replay(request, recording, card)
    scene = Around(card, live.room_of(interview_id=page.pk), viewer_of(request))
    shown = {**_picture(page, scene), **_asked(scene), "structured": _structured(card)}
    return shared(request, "live/interview.html", scene, **shown)


def _asked(scene: Around) -> dict[str, Any]:
    """What everybody may see of the room; nothing where it was never opened."""
    if scene.room is None:
        return {"state": None}
    state = live.room_state(scene.room)
    order, orders = first_order(state), orders_of(state).items()
    waiting = listed(state, ListOrder.VOTES)
    return {"state": state, "order": order, "orders": orders, "waiting": waiting}


def _picture(page: InterviewPage, scene: Around) -> dict[str, Any]:
    """What plays, for those who may watch while it is live."""
    video = find_video(page) if scene.may_watch and scene.interview.is_live else None
    return {"film": video} if isinstance(video, Film) else {"player": video}


def _structured(card: InterviewCard) -> dict[str, Any]:
    publication = editorial.get_publication()
    picture = editorial.address(card.poster, width=OF_PICTURE, form="jpeg") if card.poster else ""
    told = Broadcast(
        name=card.title,
        about=card.standfirst,
        address=settings.ORIGIN + card.url,
        speakers=tuple(filter(None, (card.guest, card.host))),
        starts_at=card.starts_at,
        ends_at=card.ends_at,
        is_live=card.is_live,
        is_free=card.watch_access == Access.OPEN,
        language=publication.language,
        picture=settings.ORIGIN + picture if picture else "",
    )
    return told.as_json(organizer=editorial.organisation(publication, origin=settings.ORIGIN))


def _tag_pictures(request: HttpRequest, *cards: InterviewCard) -> None:
    tag(request, *(editorial.picture_tag(card.poster.id) for card in cards if card.poster))
