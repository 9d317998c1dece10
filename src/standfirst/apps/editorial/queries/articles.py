"""Reads of articles in lists."""

from datetime import datetime

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from standfirst.apps.editorial.models import ArticlePage, FrontPick, SectionPick
from standfirst.apps.editorial.queries.cards import article_cards, card_of, card_rows
from standfirst.apps.editorial.rules.cards import ArticleCard, Listing
from standfirst.core.compiled import Compiled
from standfirst.core.keyset import Place

RELATED = 3
NEWEST_FIRST = ("-published_at", "-pk")


def live_articles() -> QuerySet[ArticlePage]:
    """What is published, newest first."""
    live: QuerySet[ArticlePage] = ArticlePage.objects.live()
    return live.filter(published_at__isnull=False).order_by(*NEWEST_FIRST)


def list_latest(*, limit: int, but: frozenset[int] = frozenset()) -> tuple[ArticleCard, ...]:
    """The newest articles of the whole site, without those of `but`."""
    return article_cards(live_articles().exclude(pk__in=but)[:limit])


def list_by_section(*, each: int, but: frozenset[int] = frozenset()) -> dict[int, tuple[ArticleCard, ...]]:
    """The newest `each` articles of every section, by the section's number."""
    place = Window(
        RowNumber(), partition_by=F("section_id"), order_by=[F("published_at").desc(), F("pk").desc()]
    )
    newest = (
        live_articles()
        .exclude(pk__in=but)
        .annotate(place=place)
        .filter(place__lte=each)
        .values_list("pk", flat=True)
    )
    found: dict[int, list[ArticleCard]] = {}
    for card in article_cards(live_articles().filter(pk__in=list(newest))):
        if card.section:
            found.setdefault(card.section.id, []).append(card)
    return {section: tuple(cards) for section, cards in found.items()}


def list_articles(articles: QuerySet[ArticlePage], *, after: Place | None, size: int) -> Listing:
    """One page of a list that begins after a place; it costs the same wherever it begins."""
    if after is not None:
        articles = _after(articles, after)
    cards = article_cards(articles[: size + 1])
    more = len(cards) > size
    shown = cards[:size]
    last = shown[-1] if shown else None
    return Listing(
        articles=shown, after=str(Place(moment=last.published_at, id=last.id)) if more and last else None
    )


def _after(articles: QuerySet[ArticlePage], place: Place) -> QuerySet[ArticlePage]:
    same_moment = Q(published_at=place.moment, pk__lt=place.id)
    # The first condition repeats part of the second, so that the index on time can be used.
    return articles.filter(published_at__lte=place.moment).filter(
        Q(published_at__lt=place.moment) | same_moment
    )


def list_section(*, section_id: int, after: Place | None, size: int) -> Listing:
    """Articles of one section."""
    return list_articles(live_articles().filter(section_id=section_id), after=after, size=size)


def list_by_author(*, author_id: int, after: Place | None, size: int) -> Listing:
    """Articles of one author."""
    return list_articles(live_articles().filter(authorships__author_id=author_id), after=after, size=size)


def list_by_topic(*, topic_id: int, after: Place | None, size: int) -> Listing:
    """Articles of one topic."""
    return list_articles(live_articles().filter(topics=topic_id), after=after, size=size)


def list_site_picks(*, now: datetime) -> tuple[ArticleCard, ...]:
    """The editors' picks of the whole site that stand now, in order."""
    return _in_order(list(FrontPick.objects.standing_at(now).values_list("article_id", flat=True)))


def list_section_picks(*, section_id: int, now: datetime) -> tuple[ArticleCard, ...]:
    """The editors' picks of a section that stand now, in order."""
    picks = SectionPick.objects.standing_at(now).filter(page_id=section_id)
    return _in_order(list(picks.values_list("article_id", flat=True)))


_ONE = Compiled(lambda article: card_rows(live_articles().filter(pk=article).order_by()), article=int)


def find_article(*, article_id: int) -> ArticleCard | None:
    """The live article of this number."""
    return next((card_of(row) for row in _ONE(article=article_id)), None)


def list_named(*, ids: list[int]) -> tuple[ArticleCard, ...]:
    """The live articles of these numbers, in the order given."""
    return _in_order(ids)


def _in_order(ids: list[int]) -> tuple[ArticleCard, ...]:
    if not ids:
        return ()
    cards = {card.id: card for card in article_cards(live_articles().filter(pk__in=ids))}
    return tuple(cards[number] for number in ids if number in cards)


_RELATED = Compiled(
    lambda article, section: card_rows(
        live_articles().filter(section_id=section).exclude(pk=article)[:RELATED]
    ),
    article=int,
    section=int,
)


def list_related(*, article: ArticlePage | ArticleCard) -> tuple[ArticleCard, ...]:
    """Other articles of the same section, newest first."""
    if article.section is None:
        return ()
    return tuple(card_of(row) for row in _RELATED(article=article.id or 0, section=article.section.id))
