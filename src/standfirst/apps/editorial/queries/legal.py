"""Reads of the Terms of Use and the Privacy Policy as they stand."""

from wagtail.rich_text import expand_db_html

from standfirst.apps.editorial.models import PlainPage, Publication
from standfirst.apps.editorial.rules.legal import PRIVACY, TERMS, LegalText
from standfirst.apps.editorial.rules.plain_text import plain_text
from standfirst.apps.editorial.rules.routes import path_of


def legal_texts() -> dict[str, LegalText]:
    """The live ones, by kind; one that the newsroom has not published or has not chosen is missing."""
    found = Publication.objects.order_by("pk").select_related("terms_page", "privacy_page").first()
    if found is None:
        return {}
    chosen = {TERMS: found.terms_page, PRIVACY: found.privacy_page}
    return {
        kind: _text(kind, page, found.language)
        for kind, page in chosen.items()
        if page is not None and page.live
    }


def missing_legal_texts() -> list[str]:
    """The kinds without which nobody can make an account; none where there is no publication yet."""
    found = legal_texts()
    return [kind for kind in (TERMS, PRIVACY) if kind not in found] if Publication.objects.exists() else []


def _text(kind: str, page: PlainPage, language: str) -> LegalText:
    html = expand_db_html(page.text)
    return LegalText(
        kind=kind,
        title=page.title,
        url=path_of(page.url_path),
        html=html,
        text=plain_text(html),
        language=language,
        since=page.last_published_at or page.latest_revision_created_at,
    )
