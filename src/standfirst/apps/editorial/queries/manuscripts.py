"""Articles with their texts on the way to the gate: what is published, read in few and cheap queries, and drafts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from standfirst.apps.editorial.models import ArticlePage, Correction
from standfirst.apps.editorial.queries.bylines import list_byline, list_byline_of_draft
from standfirst.apps.editorial.queries.cards import CARD_COLUMNS, card_from, lead_picture, section_card
from standfirst.apps.editorial.rules.cards import ArticleCard, CorrectionNote, TopicCard
from standfirst.apps.editorial.rules.routes import path_of
from standfirst.core.compiled import Compiled


@dataclass(frozen=True, slots=True)
class Manuscript:
    """All that the page of an article may show. Its text leaves only through the gate (`membership.api.view_of`)."""

    card: ArticleCard
    topics: tuple[TopicCard, ...]
    topic_ids: tuple[int, ...]  # of topics that are not published as well
    corrections: tuple[CorrectionNote, ...]
    byline_note: str
    canonical_address: str
    preview_word_count: int
    never_metered: bool
    body: Sequence[Any]
    is_draft: bool = False

    @property
    def id(self) -> int:
        return self.card.id

    @property
    def access(self) -> str:
        return self.card.access

    @property
    def standfirst(self) -> str:
        return self.card.standfirst

    @property
    def word_count(self) -> int:
        return self.card.word_count

    def gated_blocks(self) -> Sequence[Any]:
        """The text, for the gate alone."""
        return list(self.body)


_COLUMNS = (
    *CARD_COLUMNS,
    "byline_note",
    "canonical_address",
    "preview_word_count",
    "never_metered",
    "body",
    "noted",
)
_TOPIC = ("topicpage_id", "topicpage__title", "topicpage__url_path", "topicpage__about", "topicpage__live")

_NOTED = (
    Correction.objects.filter(article_id=OuterRef("pk"))
    .order_by("sort_order")
    .values(note=JSONObject(corrected_on="corrected_on", text="text"))
)
# Topics in a query of their own, because PostgreSQL plans two short ones sooner than one with the other inside it.
_LIVE = Compiled(
    lambda section, slug: (
        ArticlePage.objects.live()
        .filter(slug=slug, section__slug=section)
        .annotate(noted=ArraySubquery(_NOTED))
        .order_by()  # there is one at most
        .values_list(*_COLUMNS)
    ),
    section=str,
    slug=str,
)
_TOPICS = Compiled(
    lambda article: (
        ArticlePage.topics.through.objects.filter(articlepage_id=article)
        .order_by("topicpage__path")
        .values_list(*_TOPIC)
    ),
    article=int,
)


def find_live_manuscript(path: str, *, now: datetime) -> Manuscript | None:
    """The live article at a path such as /world/a-story/; None where there is none."""
    steps = [step for step in path.split("/") if step]
    rows = _LIVE(section=steps[0], slug=steps[1]) if len(steps) == 2 else []
    if not rows:
        return None
    found = dict(zip(_COLUMNS, rows[0], strict=True))
    found["published_at"] = found["published_at"] or now
    return _manuscript_from(found)


def find_live_manuscript_of(*, article_id: int, now: datetime) -> Manuscript | None:
    """The live article of this number, found by its path as everybody finds it."""
    live = ArticlePage.objects.live().filter(pk=article_id)
    path = live.values_list("url_path", flat=True).first()
    return find_live_manuscript(path_of(path), now=now) if path else None


def _manuscript_from(found: Mapping[str, Any]) -> Manuscript:
    number = found["pk"]
    topics = _TOPICS(article=number)
    return Manuscript(
        card=card_from(found, authors=list_byline(article_id=number)),
        topics=_live_topics(topics),
        topic_ids=tuple(pk for pk, *_ in topics),
        corrections=tuple(
            CorrectionNote(corrected_on=date.fromisoformat(note["corrected_on"]), text=note["text"])
            for note in found["noted"]
        ),
        byline_note=found["byline_note"],
        canonical_address=found["canonical_address"],
        preview_word_count=found["preview_word_count"],
        never_metered=found["never_metered"],
        body=found["body"],
    )


def manuscript_of_draft(page: ArticlePage, *, now: datetime) -> Manuscript:
    """An article as the desk holds it; what belongs to it may not be in the database yet, so the page is asked."""
    topics = page.topics.values_list("id", "title", "url_path", "about", "live")
    return Manuscript(
        card=_card_of_draft(page, now=now),
        topics=_live_topics(topics),
        topic_ids=tuple(pk for pk, *_ in topics),
        corrections=_corrections(page.corrections.values_list("corrected_on", "text")),
        byline_note=page.byline_note,
        canonical_address=page.canonical_address,
        preview_word_count=page.preview_word_count,
        never_metered=page.never_metered,
        body=page.body,
        is_draft=True,
    )


def _card_of_draft(page: ArticlePage, *, now: datetime) -> ArticleCard:
    return ArticleCard(
        id=page.pk,
        url=path_of(page.url_path),
        headline=page.headline_in_lists(),
        full_headline=page.title,
        standfirst=page.standfirst,
        kicker=page.kicker,
        access=page.access,
        section=section_card(page.section) if page.section else None,
        picture=lead_picture(page),
        authors=list_byline_of_draft(page),
        published_at=page.published_at or now,
        updated_at=page.updated_at,
        word_count=page.word_count,
    )


def _live_topics(rows: Iterable[tuple[int, str, str, str, bool]]) -> tuple[TopicCard, ...]:
    return tuple(
        TopicCard(id=pk, name=name, url=path_of(path), about=about)
        for pk, name, path, about, live in rows
        if live
    )


def _corrections(rows: Iterable[tuple[date, str]]) -> tuple[CorrectionNote, ...]:
    return tuple(CorrectionNote(corrected_on=day, text=text) for day, text in rows)
