"""What the screens of the interviews share."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from standfirst.apps.editorial import api as editorial
from standfirst.apps.live import api as live
from standfirst.apps.live.queries.interviews import InterviewCard, find_card, find_index
from standfirst.apps.live.rules.tags import interview_tag
from standfirst.apps.membership import api as membership
from standfirst.apps.moderation import api as moderation
from standfirst.core.clock import now
from standfirst.core.http.screens import personal_screen, shared_screen, tag, viewer_of
from standfirst.core.viewer import Viewer

_OTHERWISE = 403
STATUS = {
    live.Code.GONE: 404,
    live.Code.CLOSED: 409,
    live.Code.STATE: 409,
    live.Code.STAGE: 409,
    live.Code.OWN: 409,
    live.Code.TOO_MANY: 429,
    live.Code.TOO_SOON: 429,
    live.Code.TOO_SHORT: 422,
    live.Code.TOO_LONG: 422,
    live.Code.TEXT: 422,
    live.Code.GUIDELINES: 422,
    live.Code.NAME: 422,
}


@dataclass(frozen=True, slots=True)
class Around:
    """An interview as one viewer meets it; `room` is None in the desk's preview of one that was never published."""

    interview: InterviewCard
    room: live.Room | None
    viewer: Viewer

    @property
    def may_watch(self) -> bool:
        return self._opens(self.interview.watch_access)

    @property
    def may_follow(self) -> bool:
        """Whether the stream and the state of the room are theirs to see."""
        return self.room is not None and live.admits(self.room, self.viewer)

    @property
    def may_ask(self) -> bool:
        return self._opens(self.interview.ask_access)

    @property
    def may_vote(self) -> bool:
        return self._opens(self.interview.vote_access)

    def shown(self) -> dict[str, Any]:
        """What every template is given."""
        index = find_index()
        back = f"?{urlencode({'next': self.interview.url})}"
        return {
            "publication": editorial.get_publication(),
            "interview": self.interview,
            "room": self.room,
            "index_url": editorial.path_of(index.url_path) if index else "",
            "here": index.pk if index else None,
            "may_watch": self.may_watch,
            "may_follow": self.may_follow,
            "may_ask": self.may_ask,
            "may_vote": self.may_vote,
            "canonical": settings.ORIGIN + self.interview.url,
            "join": reverse("site:join") + back,
            "sign_in": reverse("account:sign-in") + back,
            "sign_up": reverse("account:sign-up") + back,
        }

    def _opens(self, access: str) -> bool:
        return membership.may_read_whole(access=access, standing=self.viewer.standing)


def around(request: HttpRequest, interview_id: int) -> Around:
    """Raises Http404 where there is no such interview."""
    card = find_card(interview_id)
    if card is None:
        raise Http404
    return Around(card, live.room_of(interview_id=interview_id), viewer_of(request))


def question_of(key: str) -> live.Question:
    """Of an interview that is published. Raises Http404; a rehearsal is the desk's alone."""
    published = live.Question.objects.filter(room__is_rehearsal=False, room__interview__live=True)
    question = published.select_related("room").filter(key=key).first()
    if question is None:
        raise Http404
    return question


def around_question(request: HttpRequest, key: str) -> tuple[Around, live.Question]:
    """The interview in which it was asked. Raises Http404."""
    question = question_of(key)
    return around(request, question.room.interview_id), question


def room_in(scene: Around) -> live.Room:
    """Raises Http404 where there is none yet."""
    if scene.room is None:
        raise Http404
    return scene.room


def shared(request: HttpRequest, template: str, scene: Around, **more: Any) -> HttpResponse:
    """A page for everybody of the same standing."""
    tag(request, interview_tag(scene.interview.id))
    return shared_screen(request, template, **scene.shown(), **more)


def personal(
    request: HttpRequest, template: str, scene: Around, *, status: int = 200, **more: Any
) -> HttpResponse:
    """A page for one reader."""
    return personal_screen(request, template, status=status, **scene.shown(), **more)


def status_of(refused: live.Refused) -> int:
    """With which an answer says so."""
    return STATUS.get(refused.code, _OTHERWISE)


def refusal(
    request: HttpRequest, template: str, scene: Around, refused: live.Refused, **more: Any
) -> HttpResponse:
    """The same page with the reason, and with everything that was typed."""
    rule = moderation.guidelines().rule(refused.rule) if refused.rule else None
    status = status_of(refused)
    return personal(request, template, scene, status=status, refused=refused, rule=rule, **more)


def refusal_as_json(refused: live.Refused) -> JsonResponse:
    """For scripts: nothing of a question is in it."""
    return JsonResponse({"code": refused.code.value, "words": refused.words}, status=status_of(refused))


def reader_of(request: HttpRequest) -> Any:
    """Who asks. Raises Refused for a visitor."""
    if not request.user.is_authenticated:
        raise live.Refused(live.Code.SIGN_IN)
    return request.user


def rights_in(request: HttpRequest, scene: Around, room: live.Room) -> live.Rights:
    """Of whoever asks, at this moment."""
    reader: Any = request.user if request.user.is_authenticated else None
    return live.rights_of(scene.viewer, reader, room, now=now())
