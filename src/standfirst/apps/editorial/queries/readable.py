"""An article's words without markup, as far as somebody may read them."""

from collections.abc import Iterable
from datetime import datetime
from html import unescape
from itertools import chain
from typing import Any

from django.utils.html import strip_tags

from standfirst.apps.editorial.models.articles import texts_of
from standfirst.apps.editorial.queries.manuscripts import find_live_manuscript_of
from standfirst.apps.membership.api import Preview, Standing, Whole, view_of


def readable_words(*, article_id: int, standing: Standing, now: datetime) -> str:
    """Headline, standfirst, corrections and as much of the text as the gate gives this standing, a piece a line.

    Empty where there is no such article, or it is not live.
    """
    manuscript = find_live_manuscript_of(article_id=article_id, now=now)
    if manuscript is None:
        return ""
    corrections = (note.text for note in manuscript.corrections)
    head = [manuscript.card.full_headline, manuscript.standfirst, *corrections]
    return plain_words(head, view_of(manuscript, standing))


def plain_words(head: Iterable[str], view: Whole[Any] | Preview[Any]) -> str:
    """What stands above a text, and the text as the gate has given it, a piece a line."""
    body = chain.from_iterable(texts_of(block) for block in view.blocks)
    return "\n".join(
        unescape(strip_tags(piece.replace("<br", " <br"))) for piece in chain(head, body) if piece
    )
