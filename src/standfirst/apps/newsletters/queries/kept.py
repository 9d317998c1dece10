"""Newsletters that cannot be deleted: somebody has signed up, or something was sent."""

from django.db.models import Exists, OuterRef
from wagtail.models import Page

from standfirst.apps.newsletters.models import NewsletterPage, Sending, SignUp


def kept_below(page: Page) -> list[str]:
    """Their names, of this page and of all below it: the evidence of consent and the books of what was sent are kept."""
    signed_up = SignUp.objects.filter(newsletter=OuterRef("pk"))
    was_sent = Sending.objects.filter(newsletter=OuterRef("pk"))
    found = NewsletterPage.objects.descendant_of(page, inclusive=True)
    found = found.filter(Exists(signed_up) | Exists(was_sent)).order_by("path")
    return list(found.values_list("title", flat=True))
