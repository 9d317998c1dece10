"""The rules for what readers write."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from standfirst.apps.editorial import api as editorial
from standfirst.apps.editorial.api import EVERY_PAGE
from standfirst.apps.moderation import api as moderation
from standfirst.core.http.screens import shared_screen
from standfirst.core.http.shared import shared_page

LARGEST = 2**31 - 1


@shared_page(tags=(EVERY_PAGE, moderation.TAG), ttl=3600)
def guidelines(request: HttpRequest) -> HttpResponse:
    """The version that holds, with its number and day; every rule has an address of its own."""
    holding = moderation.guidelines()
    return _screen(request, holding, is_over=False)


@shared_page(tags=(EVERY_PAGE, moderation.TAG), ttl=3600)
def version(request: HttpRequest, version_id: int) -> HttpResponse:
    """One version as it is quoted in decisions, whether it still holds or not."""
    found = moderation.guidelines_version(version_id) if version_id <= LARGEST else None
    if found is None:
        raise Http404
    return _screen(request, found, is_over=found.number != moderation.guidelines().number)


def _screen(request: HttpRequest, shown: moderation.Guidelines, *, is_over: bool) -> HttpResponse:
    return shared_screen(
        request,
        "site/guidelines.html",
        publication=editorial.get_publication(),
        guidelines=shown,
        is_over=is_over,
        canonical=f"{settings.ORIGIN}/comments/guidelines/",
    )
