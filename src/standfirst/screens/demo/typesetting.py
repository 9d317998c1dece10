"""Manuscripts into pages of the publication, as an editor would make them at the desk."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from standfirst.apps.editorial import api as editorial
from standfirst.screens.demo.art import gallery
from standfirst.screens.demo.manuscripts import Block, Manuscript, PictureNote

STORY_WIDTH = 1800
PORTRAIT_WIDTH = 640


class Typesetter:
    """Knows which number each picture, author, topic and article has been given."""

    def __init__(self, *, now: datetime) -> None:
        self._now = now
        self._pictures: dict[str, int] = {}
        self.sections: dict[str, int] = {}
        self.authors: dict[str, int] = {}
        self.topics: dict[str, int] = {}
        self.articles: dict[str, int] = {}

    def picture(self, note: PictureNote, *, width: int = STORY_WIDTH) -> int:
        """The number of a drawing, which is made once."""
        if note.key not in self._pictures:
            self._pictures[note.key] = editorial.store_picture(
                name=f"{note.key}.png", data=gallery.png(note.key, width), alt=note.alt, credit=note.credit
            )
        return self._pictures[note.key]

    def article(self, manuscript: Manuscript) -> int:
        """Hand in and publish one article; what it names as related must be there."""
        draft = self._draft(manuscript)
        page = editorial.hand_in_article(section_id=self.sections[manuscript.section], draft=draft)
        editorial.publish_article(article_id=page.pk)
        self.articles[manuscript.slug] = page.pk
        return self.articles[manuscript.slug]

    def _draft(self, manuscript: Manuscript) -> editorial.ArticleDraft:
        lead = manuscript.picture
        return editorial.ArticleDraft(
            slug=manuscript.slug,
            headline=manuscript.headline,
            short_headline=manuscript.short_headline
            if manuscript.short_headline != manuscript.headline
            else "",
            standfirst=manuscript.standfirst,
            kicker=manuscript.kicker,
            access=manuscript.access,
            byline_note=manuscript.byline_note,
            author_ids=tuple(self.authors[slug] for slug in manuscript.authors),
            topic_ids=tuple(self.topics[slug] for slug in manuscript.topics),
            picture_id=self.picture(lead),
            picture_alt=lead.alt,
            picture_caption=lead.caption,
            picture_credit=lead.credit,
            published_at=self._now - manuscript.age,
            updated_at=self._now - manuscript.updated if manuscript.updated else None,
            corrections=tuple(((self._now - note.age).date(), note.text) for note in manuscript.corrections),
            body=[set_ for block in manuscript.blocks if (set_ := self._block(block)) is not None],
        )

    def _block(self, block: Block) -> dict[str, Any] | None:
        value = self._SETTERS.get(block.kind, _as_it_is)(self, block.value)
        return None if value is _NOTHING else {"type": block.kind, "value": value}

    def _paragraph(self, html: str) -> str:
        return f"<p>{html}</p>"

    def _picture(self, note: PictureNote) -> dict[str, Any]:
        return {
            "picture": self.picture(note),
            "alt": note.alt,
            "caption": note.caption,
            "credit": note.credit,
        }

    def _gallery(self, value: dict[str, Any]) -> dict[str, Any]:
        pictures = [self._picture(note) for note in value["pictures"]]
        return {"title": value["title"], "pictures": pictures}

    def _list(self, value: dict[str, Any]) -> dict[str, Any]:
        items = [f"<p>{item}</p>" for item in value["items"]]
        return {"ordered": value["ordered"], "items": items}

    def _table(self, value: dict[str, Any]) -> dict[str, Any]:
        return {
            "data": value["rows"],
            "table_caption": value["caption"],
            "first_row_is_table_header": True,
            "first_col_is_header": False,
            "table_header_choice": "row",
        }

    def _related(self, slugs: tuple[str, ...]) -> Any:
        known = [self.articles[slug] for slug in slugs if slug in self.articles]
        return {"articles": known} if known else _NOTHING

    _SETTERS: dict[str, Callable[["Typesetter", Any], Any]] = {
        "paragraph": _paragraph,
        "picture": _picture,
        "gallery": _gallery,
        "list": _list,
        "table": _table,
        "related": _related,
    }


_NOTHING = object()


def _as_it_is(_: Typesetter, value: Any) -> Any:
    return value
