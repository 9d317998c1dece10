"""An edition: in the archive a shared page behind the gate, at the desk also the letter itself as each variant."""

from collections.abc import Iterable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from standfirst.apps.editorial import api as editorial
from standfirst.apps.newsletters.actions.compose import letter_of, subject_of
from standfirst.apps.newsletters.models import EditionPage, EditionState
from standfirst.apps.newsletters.queries.editions import day_of
from standfirst.apps.newsletters.queries.newsletters import card_of as newsletter_card
from standfirst.apps.newsletters.queries.parts import chosen_to_show, parts_of
from standfirst.apps.newsletters.rules.parts import Brought, Part
from standfirst.apps.newsletters.rules.samples import filled_in, without_tokens
from standfirst.apps.newsletters.rules.tags import NEWSLETTERS
from standfirst.apps.newsletters.rules.variants import Variant
from standfirst.core.clock import now
from standfirst.core.http.screens import shared_screen, tag, viewer_of

MODES = {"subscriber": Variant.SUBSCRIBER, "visitor": Variant.READER}


def edition(request: HttpRequest, page: EditionPage) -> HttpResponse:
    """What was sent; before that, there is nothing but the desk's preview."""
    mode = getattr(request, "preview_mode", None)
    if mode is not None:
        page.join_newsletter()
    if mode in MODES:
        return _letter(page, MODES[mode])
    if mode is None and page.state != EditionState.GIVEN:
        raise Http404
    return _archive(request, page)


def _archive(request: HttpRequest, page: EditionPage) -> HttpResponse:
    moment, standing = now(), viewer_of(request).standing
    parts = parts_of(page, chosen_to_show(page, now=moment), standing=standing, now=moment)
    address = editorial.path_of(page.url_path)
    tag(request, NEWSLETTERS, *_tags(parts or ()))
    back = urlencode({"next": address})
    return shared_screen(
        request,
        "newsletters/edition.html",
        publication=editorial.get_publication(),
        newsletter=newsletter_card(page.newsletter, standing=standing),
        heading=without_tokens(subject_of(page, parts or ())),
        standfirst=page.preheader,
        day=day_of(page),
        parts=parts,
        canonical=settings.ORIGIN + address,
        join=f"{reverse('site:join')}?{back}",
        sign_in=f"{reverse('account:sign-in')}?{back}",
        sign_up=f"{reverse('account:sign-up')}?{back}",
    )


def _letter(page: EditionPage, variant: Variant) -> HttpResponse:
    """As a mailbox shows it, with examples in place of what differs from reader to reader."""
    letter = letter_of(page, variant, now=now())
    if letter is None:
        return HttpResponse("Nobody else gets this newsletter.", content_type="text/plain; charset=utf-8")
    here = f"{settings.ORIGIN}/newsletters/"
    return HttpResponse(filled_in(letter.html, newsletter=page.newsletter.title, address=here))


def _tags(parts: Iterable[Part]) -> set[str]:
    items = [item for part in parts for item in part.items]
    cards = [item for item in items if isinstance(item, editorial.ArticleCard)]
    return editorial.tags_of_cards(cards) | {item.tag for item in items if isinstance(item, Brought)}
