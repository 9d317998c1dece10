"""Reading a conversation: pages that everybody of the same standing shares."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse

from standfirst.apps.comments.queries.threads import (
    MOST_NEW,
    list_context,
    list_new,
    list_replies,
    list_thread,
)
from standfirst.apps.comments.rules.places import BadPlace, Mark, Order, read_mark
from standfirst.apps.comments.rules.shapes import ThreadPage
from standfirst.apps.comments.rules.tags import SETTINGS, thread_tag
from standfirst.apps.comments.views.screen import Around, around, around_comment, shared
from standfirst.core.http.screens import tag
from standfirst.core.http.shared import shared_page
from standfirst.core.numbers import number_in

ORDERS = {
    Order.BEST: "Most recommended",
    Order.NEWEST: "Newest",
    Order.OLDEST: "Oldest",
    Order.PICKS: "Editors’ choice",
}
_NOTHING = ThreadPage((), None)


@shared_page(ttl=30, parameters=("sort", "after"))
def thread(request: HttpRequest, article_id: int) -> HttpResponse:
    """The conversation on an article, page by page; to those who may not read it, the way to it."""
    scene = around(request, article_id)
    try:
        order = Order(request.GET.get("sort", Order.NEWEST))
        after = _after(request)
    except ValueError:
        return HttpResponseBadRequest("There is no such page of this conversation.")
    page = _page(scene, order, after)
    return shared(
        request, "comments/thread.html", scene, page=page, order=order, orders=ORDERS.items(), after=after
    )


@shared_page(ttl=30, parameters=("after",))
def replies(request: HttpRequest, article_id: int, parent_id: int) -> HttpResponse:
    """More of the replies to one comment."""
    scene = around(request, article_id)
    subject = scene.subject()
    if subject is None:
        raise Http404
    try:
        page = list_replies(subject, parent_id=parent_id, after=_after(request))
    except BadPlace:
        return HttpResponseBadRequest("There is no such page of this conversation.")
    above = list_context(subject, comment_id=parent_id)
    if not above:
        raise Http404
    return shared(request, "comments/replies.html", scene, page=page, parent_id=parent_id, above=above)


@shared_page(ttl=30, parameters=("since",))
def new(request: HttpRequest, article_id: int) -> HttpResponse:
    """What came out after there had been so many; on a page of its own, or put into the thread by its script."""
    scene = around(request, article_id)
    since = number_in(request.GET.get("since"))
    if since is None:
        return HttpResponseBadRequest("There is no such page of this conversation.")
    subject, fresh = scene.subject(), scene.ground.head.posted - since
    found = list_new(subject, most=fresh) if subject and fresh > 0 else ()
    return shared(request, "comments/new.html", scene, found=found, more=max(fresh - MOST_NEW, 0))


@shared_page(ttl=30)
def comment(request: HttpRequest, comment_id: int) -> HttpResponse:
    """One comment in its place."""
    scene = around_comment(request, comment_id)
    subject = scene.subject()
    context = list_context(subject, comment_id=comment_id) if subject else ()
    if scene.may_read and not context:
        raise Http404
    return shared(request, "comments/comment.html", scene, context=context, comment_id=comment_id)


@shared_page(ttl=10)
def head(request: HttpRequest, article_id: int) -> HttpResponse:
    """How many comments there are, and how many there have ever been: what a page asks again and again."""
    scene = around(request, article_id)
    tag(request, SETTINGS, thread_tag(article_id))
    return JsonResponse({"count": scene.ground.head.count, "posted": scene.ground.head.posted})


def _page(scene: Around, order: Order, after: Mark | None) -> ThreadPage:
    subject = scene.subject()
    return list_thread(subject, order=order, after=after) if subject else _NOTHING


def _after(request: HttpRequest) -> Mark | None:
    """Raises BadPlace, which is a ValueError."""
    asked = request.GET.get("after")
    return read_mark(asked) if asked else None
