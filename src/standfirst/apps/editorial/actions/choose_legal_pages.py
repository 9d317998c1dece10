"""See that there are Terms of Use and a Privacy Policy: without them nobody can make an account."""

from standfirst.apps.editorial.actions.furnish import set_plain_page
from standfirst.apps.editorial.models import PlainPage, Publication
from standfirst.apps.editorial.rules.legal import FIRST_WORDING, PRIVACY, SLUGS, TERMS

_FIELDS = {TERMS: "terms_page_id", PRIVACY: "privacy_page_id"}


def choose_legal_pages() -> None:
    """Where the newsroom has not chosen a page: the one at /terms/ or /privacy/, or a new one in neutral words."""
    publication = Publication.objects.order_by("pk").first()
    if publication is None:
        return
    for kind, field in _FIELDS.items():
        if getattr(publication, field) is None:
            title, html = FIRST_WORDING[kind]
            there = set_plain_page(slug=SLUGS[kind], title=title, html=html)
            if PlainPage.objects.filter(pk=there).exists():  # and not, say, a section of that name
                setattr(publication, field, there)
    publication.save()
