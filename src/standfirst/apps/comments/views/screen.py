"""What every page of the comments needs: its article, the publication around it, and who asks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from standfirst.apps.comments.models import Comment
from standfirst.apps.comments.queries.ground import Ground, ground_of
from standfirst.apps.comments.queries.panel import TALKS, may_read_comments
from standfirst.apps.comments.queries.passages import Reading
from standfirst.apps.comments.queries.threads import Subject
from standfirst.apps.comments.rules.refusals import Reason, Refusal
from standfirst.apps.comments.rules.tags import SETTINGS, thread_tag
from standfirst.apps.editorial import api as editorial
from standfirst.apps.moderation import api as moderation
from standfirst.core.clock import now
from standfirst.core.http.screens import personal_screen, shared_screen, tag, viewer_of
from standfirst.core.limits import Limit, spend_all
from standfirst.core.viewer import Viewer

STATUS = {
    Reason.GONE: 404,
    Reason.CHANGED: 409,
    Reason.ANSWERED: 409,
    Reason.TOO_LATE: 409,
    Reason.APPEALED: 409,
    Reason.TOO_MANY: 429,
    Reason.TEXT: 422,
    Reason.NUDGE: 422,
    Reason.PASSAGE: 422,
}
_OTHERWISE = 403
_FAST = Limit("comments: in a row", 3, timedelta(seconds=15))
_HOUR = Limit("comments: an hour", 60, timedelta(hours=1))
_HANDS = Limit("comments: recommend and report", 60, timedelta(minutes=1))


@dataclass(frozen=True, slots=True)
class Around:
    """A conversation as one viewer meets it."""

    article: editorial.ArticleCard
    ground: Ground
    viewer: Viewer

    @property
    def may_read(self) -> bool:
        return may_read_comments(self.article, self.viewer, self.ground)

    @property
    def author_ids(self) -> frozenset[int]:
        """Readers who wrote the article."""
        return frozenset(author.reader_id for author in self.article.authors if author.reader_id)

    def subject(self, viewer: Viewer | None = None) -> Subject | None:
        """What there is to read, for who asks or another; None where nothing was ever said, or nothing may be read."""
        viewer = viewer or self.viewer
        if self.ground.thread_id is None or not may_read_comments(self.article, viewer, self.ground):
            return None
        reading = Reading(self.article, viewer.standing, now())
        return Subject(thread_id=self.ground.thread_id, author_ids=self.author_ids, reading=reading)

    @property
    def talks(self) -> bool:
        return self.ground.opening.mode in TALKS

    def shown(self) -> dict[str, Any]:
        """What every template is given."""
        here = self.article.section
        back = f"?next={reverse('comments:thread', args=[self.article.id])}"
        return {
            "publication": editorial.get_publication(),
            "article": self.article,
            "head": self.ground.head,
            "opening": self.ground.opening,
            "talks": self.talks,
            "may_read": self.may_read,
            "guidelines": moderation.guidelines(),
            "here": here.id if here else None,
            "join": f"{reverse('site:join')}{back}",
            "sign_in": f"{reverse('account:sign-in')}{back}",
        }


def around(request: HttpRequest, article_id: int) -> Around:
    """Raises Http404 where there is no such article, or no conversation."""
    article = editorial.find_article(article_id=article_id)
    if article is None:
        raise Http404
    ground = ground_of(article, now=now())
    if ground.opening.mode == "closed":
        raise Http404
    return Around(article, ground, viewer_of(request))


def around_comment(request: HttpRequest, comment_id: int) -> Around:
    """The conversation in which a comment stands. Raises Http404."""
    article_id = Comment.objects.filter(pk=comment_id).values_list("thread__article_id", flat=True).first()
    if article_id is None:
        raise Http404
    return around(request, article_id)


def shared(request: HttpRequest, template: str, scene: Around, **more: Any) -> HttpResponse:
    """A page for everybody of the same standing."""
    tag(
        request,
        SETTINGS,
        thread_tag(scene.article.id),
        moderation.TAG,
        *editorial.tags_of_cards([scene.article]),
    )
    return shared_screen(request, template, **scene.shown(), **more)


def personal(
    request: HttpRequest, template: str, scene: Around, *, status: int = 200, **more: Any
) -> HttpResponse:
    """A page for one reader."""
    return personal_screen(request, template, status=status, **scene.shown(), **more)


def refused(
    request: HttpRequest, template: str, scene: Around, refusal: Refusal, **more: Any
) -> HttpResponse:
    """The same page with the reason, and with everything that was typed."""
    status = STATUS.get(refusal.reason, _OTHERWISE)
    rule = moderation.guidelines().rule(refusal.rule) if refusal.rule else None
    return personal(request, template, scene, status=status, refusal=refusal, rule=rule, **more)


def signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Visitors are led to the door and back; what they had written goes with nobody, so only GET is."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated or request.method == "POST":
            return view(request, *args, **kwargs)
        return redirect_to_login(request.get_full_path(), reverse("account:sign-in"), "next")

    return guarded


def reader_of(request: HttpRequest) -> Any:
    """Who asks. Raises Refusal for a visitor."""
    if not request.user.is_authenticated:
        raise Refusal(Reason.SIGN_IN)
    return request.user


def check_writing_pace(reader_id: int) -> None:
    """Raises Refusal for too many comments in a short time."""
    _spend((_FAST, _HOUR), reader_id)


def check_pace(reader_id: int) -> None:
    """Raises Refusal for too many recommendations and reports."""
    _spend((_HANDS,), reader_id)


def _spend(limits: tuple[Limit, ...], reader_id: int) -> None:
    if spend_all([(limit, str(reader_id)) for limit in limits], now=now()):
        raise Refusal(Reason.TOO_MANY)
