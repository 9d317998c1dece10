"""An article as it is handed in, before it is a page."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """What an article is made from. `body` is a list of {"type", "value"} in the shapes of the article's blocks."""

    slug: str
    headline: str
    standfirst: str
    body: list[dict[str, Any]]
    access: str = "subscribers"
    short_headline: str = ""
    kicker: str = ""
    byline_note: str = ""
    author_ids: tuple[int, ...] = ()
    topic_ids: tuple[int, ...] = ()
    picture_id: int | None = None
    picture_alt: str = ""
    picture_caption: str = ""
    picture_credit: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    canonical_address: str = ""
    corrections: tuple[tuple[date, str], ...] = field(default=())
