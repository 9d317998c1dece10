"""What the screens of the interviews share."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from standfirst.apps.editorial import api as editorial
from standfirst.apps.live.queries.interviews import InterviewCard, find_card, find_index
from standfirst.apps.live.rules.tags import interview_tag
from standfirst.apps.membership import api as membership
from standfirst.core.http.screens import personal_screen, shared_screen, tag, viewer_of
from standfirst.core.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Around:
    """An interview as one viewer meets it."""

    interview: InterviewCard
    viewer: Viewer

    @property
    def may_watch(self) -> bool:
        return self._opens(self.interview.watch_access)

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
            "index_url": editorial.path_of(index.url_path) if index else "",
            "here": index.pk if index else None,
            "may_watch": self.may_watch,
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
    return Around(card, viewer_of(request))


def shared(request: HttpRequest, template: str, scene: Around, **more: Any) -> HttpResponse:
    """A page for everybody of the same standing."""
    tag(request, interview_tag(scene.interview.id))
    return shared_screen(request, template, **scene.shown(), **more)


def personal(
    request: HttpRequest, template: str, scene: Around, *, status: int = 200, **more: Any
) -> HttpResponse:
    """A page for one reader."""
    return personal_screen(request, template, status=status, **scene.shown(), **more)
