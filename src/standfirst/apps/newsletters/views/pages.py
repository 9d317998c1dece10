"""The pages of the newsletters in the tree: shared, and without anybody's sign-ups."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from standfirst.apps.editorial.api import get_publication
from standfirst.apps.newsletters.models import NewsletterIndexPage, NewsletterPage
from standfirst.apps.newsletters.queries.editions import list_archive
from standfirst.apps.newsletters.queries.newsletters import card_of
from standfirst.apps.newsletters.rules.tags import NEWSLETTERS
from standfirst.core.http.screens import shared_screen, tag, viewer_of

ARCHIVE = 60  # editions that are listed; the maps for search engines name them all


def index(request: HttpRequest, page: NewsletterIndexPage) -> HttpResponse:
    """Seen in the desk's preview alone: the list is personal."""
    return redirect("newsletters:list")


def newsletter(request: HttpRequest, page: NewsletterPage) -> HttpResponse:
    """What it is, when it comes, the way to it, and what it has said."""
    card = card_of(page, standing=viewer_of(request).standing)
    tag(request, NEWSLETTERS)
    return shared_screen(
        request,
        "newsletters/newsletter.html",
        publication=get_publication(),
        newsletter=card,
        sender=page.sender_name,
        archive=list_archive(page.pk, limit=ARCHIVE),
        canonical=f"{settings.ORIGIN}{card.url}",
    )
