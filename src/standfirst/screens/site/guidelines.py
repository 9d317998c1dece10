"""The rules for what readers write."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from standfirst.apps.editorial import api as editorial
from standfirst.apps.editorial.api import EVERY_PAGE
from standfirst.apps.moderation import api as moderation
from standfirst.core.http.screens import shared_screen
from standfirst.core.http.shared import shared_page


@shared_page(tags=(EVERY_PAGE, moderation.TAG), ttl=3600)
def guidelines(request: HttpRequest) -> HttpResponse:
    """The version that holds, with its number and day; every rule has an address of its own."""
    return shared_screen(
        request,
        "site/guidelines.html",
        publication=editorial.get_publication(),
        guidelines=moderation.guidelines(),
        canonical=f"{settings.ORIGIN}/comments/guidelines/",
    )
