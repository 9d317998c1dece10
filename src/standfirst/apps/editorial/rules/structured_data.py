"""JSON-LD for search engines (schema.org NewsArticle; paywalled content as search engines ask for it to be marked)."""

from typing import Any

from standfirst.apps.editorial.rules.cards import ArticleCard, AuthorCard, CorrectionNote, PublicationCard

# The element of the page that holds the gated text, as a CSS class.
GATED_ELEMENT = ".prose"


def news_article(
    *,
    article: ArticleCard,
    authors: tuple[AuthorCard, ...],
    corrections: tuple[CorrectionNote, ...],
    publication: PublicationCard,
    origin: str,
    canonical: str,
    picture: str | None,
) -> dict[str, Any]:
    """What the page is, without any of its gated text."""
    free = article.access == "open"
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.full_headline,
        "description": article.standfirst,
        "mainEntityOfPage": canonical,
        "url": canonical,
        "datePublished": article.published_at.isoformat(),
        "dateModified": (article.updated_at or article.published_at).isoformat(),
        "author": [_person(author, origin=origin) for author in authors],
        "publisher": organisation(publication, origin=origin),
        "isAccessibleForFree": free,
        "wordCount": article.word_count,
        "inLanguage": publication.language,
        "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": free, "cssSelector": GATED_ELEMENT},
    }
    if article.section:
        data["articleSection"] = article.section.name
    if picture:
        data["image"] = [picture]
    if corrections:
        data["correction"] = [
            {"@type": "CorrectionComment", "text": note.text, "datePublished": note.corrected_on.isoformat()}
            for note in corrections
        ]
    return data


def _person(author: AuthorCard, *, origin: str) -> dict[str, Any]:
    person = {"@type": "Person", "name": author.name}
    return person | {"url": origin + author.url} if author.url else person


def organisation(publication: PublicationCard, *, origin: str) -> dict[str, Any]:
    """The publisher."""
    return {"@type": "NewsMediaOrganization", "name": publication.name, "url": origin + "/"}


def profile_page(*, author: AuthorCard, origin: str) -> dict[str, Any]:
    """An author's page."""
    person: dict[str, Any] = {"@type": "Person", "name": author.name, "url": origin + author.url}
    if author.role:
        person["jobTitle"] = author.role
    if author.biography:
        person["description"] = author.biography
    linked = [address for _, address in author.handles if address]
    if linked:
        person["sameAs"] = linked
    return {"@context": "https://schema.org", "@type": "ProfilePage", "mainEntity": person}
