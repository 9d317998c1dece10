"""For other sites: how many comments an article has, and one public comment to quote (oEmbed 1.0)."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse

from standfirst.apps.comments.queries.threads import find_card
from standfirst.apps.comments.rules.tags import SETTINGS, thread_tag
from standfirst.apps.comments.views.screen import around, around_comment
from standfirst.apps.editorial.api import EVERY_PAGE, get_publication
from standfirst.core.http.screens import tag
from standfirst.core.http.shared import shared_page
from standfirst.core.viewer import VISITOR


@shared_page(ttl=60)
def count(request: HttpRequest, article_id: int) -> HttpResponse:
    """How many comments stand under an article, for pages elsewhere that lead to it."""
    scene = around(request, article_id)
    tag(request, SETTINGS, thread_tag(article_id))
    address = settings.ORIGIN + reverse("comments:thread", args=[article_id])
    return _open(JsonResponse({"article": article_id, "count": scene.ground.head.count, "url": address}))


@shared_page(tags=(EVERY_PAGE,), ttl=60, parameters=("url", "format"))
def oembed(request: HttpRequest) -> HttpResponse:
    """A public comment as a quotation; only what a visitor may read."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse("Only JSON is given out.", status=501, content_type="text/plain")
    comment_id = _comment_in(request.GET.get("url", ""))
    scene = around_comment(request, comment_id)
    tag(request, SETTINGS, thread_tag(scene.article.id))
    subject = scene.subject(VISITOR)
    card = find_card(subject, comment_id=comment_id) if subject else None
    if card is None or card.gone:
        raise Http404
    address = settings.ORIGIN + reverse("comments:comment", args=[comment_id])
    publication = get_publication()
    html = render_to_string(
        "comments/_embed.html",
        {"card": card, "address": address, "article": scene.article, "publication": publication},
    )
    return _open(
        JsonResponse(
            {
                "version": "1.0",
                "type": "rich",
                "title": scene.article.headline,
                "author_name": card.name,
                "provider_name": publication.name,
                "provider_url": settings.ORIGIN,
                "url": address,
                "html": html,
                "width": None,
                "height": None,
            }
        )
    )


def _comment_in(address: str) -> int:
    """The number of the comment at one of our own addresses. Raises Http404."""
    try:
        parts, ours = urlsplit(address), urlsplit(settings.ORIGIN)
        match = resolve(parts.path)
    except (ValueError, Resolver404):
        raise Http404 from None
    if (parts.scheme, parts.netloc) != (ours.scheme, ours.netloc) or match.view_name != "comments:comment":
        raise Http404
    return int(match.kwargs["comment_id"])


def _open(response: JsonResponse) -> JsonResponse:
    """Any page may read it: it holds nothing that is not public."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
