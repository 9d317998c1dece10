"""Hand in an article: a draft page in its section, with authors, topics and corrections."""

from typing import Any

from django.utils.text import slugify

from standfirst.apps.editorial.models import ArticlePage, Authorship, Correction, SectionPage
from standfirst.apps.editorial.rules.drafts import ArticleDraft


def hand_in_article(*, section_id: int, draft: ArticleDraft, owner_id: int | None = None) -> ArticlePage:
    """A new draft with its first revision; part of the caller's transaction. Nobody reads it until it is published.

    Raises ValidationError for fields that the desk would refuse.
    """
    section = SectionPage.objects.get(pk=section_id)
    article = ArticlePage(slug=_free_slug(section, draft), live=False, owner_id=owner_id, **_fields(draft))
    section.add_child(instance=article)
    article.authorships.set(
        [Authorship(author_id=pk, sort_order=place) for place, pk in enumerate(draft.author_ids)]
    )
    article.topics.set(draft.topic_ids)
    article.corrections.set(
        [
            Correction(corrected_on=day, text=text, sort_order=place)
            for place, (day, text) in enumerate(draft.corrections)
        ]
    )
    article.save()
    article.save_revision()
    return article


def publish_article(*, article_id: int) -> None:
    """Publish the newest revision, as the desk's button does."""
    article = ArticlePage.objects.get(pk=article_id)
    article.get_latest_revision().publish()


def _fields(draft: ArticleDraft) -> dict[str, Any]:
    return {
        "title": draft.headline,
        "short_headline": draft.short_headline,
        "standfirst": draft.standfirst,
        "kicker": draft.kicker,
        "access": draft.access,
        "byline_note": draft.byline_note,
        "lead_picture_id": draft.picture_id,
        "lead_alt": draft.picture_alt,
        "lead_caption": draft.picture_caption,
        "lead_credit": draft.picture_credit,
        "body": draft.body,
        "published_at": draft.published_at,
        "updated_at": draft.updated_at,
        "canonical_address": draft.canonical_address,
    }


def _free_slug(section: SectionPage, draft: ArticleDraft) -> str:
    wanted = (slugify(draft.slug or draft.headline) or "article")[:240]
    taken = set(
        ArticlePage.objects.child_of(section).filter(slug__startswith=wanted).values_list("slug", flat=True)
    )
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(slug for slug in numbered if slug not in taken)
