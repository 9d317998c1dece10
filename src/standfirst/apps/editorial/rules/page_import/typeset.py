"""Turns an imported page into a draft in the shapes of the article's blocks."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from standfirst.apps.editorial.rules.drafts import ArticleDraft
from standfirst.apps.editorial.rules.page_import.inline import inline_of_text, text_of_inline
from standfirst.apps.editorial.rules.page_import.page import (
    ImportedBlock,
    ImportedPage,
    ImportedPicture,
    Kind,
    Listing,
    Quotation,
)
from standfirst.apps.editorial.rules.page_import.words import shortened

LONGEST_HEADLINE = 255
LONGEST_STANDFIRST = 600
LONGEST_HEADING = 160
LONGEST_ALTERNATIVE = 300
LONGEST_CAPTION = 400
LONGEST_CREDIT = 150
LONGEST_NAME = 120
LONGEST_ROLE = 160
LONGEST_ADDRESS = 200

_FIRST_SENTENCE = re.compile(r"^.{20,}?[.!?…。](?=[\s”\"»]|$)[”\"»]?", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typeset:
    """`look_at`: what was changed to fit, beyond the report on the page itself."""

    draft: ArticleDraft
    look_at: tuple[str, ...]


def typeset(
    page: ImportedPage, *, author_ids: tuple[int, ...], pictures: Mapping[str, int], now: datetime
) -> Typeset:
    """`pictures` has the number of each stored picture by its address on the page; the others are left out."""
    lead = lead_of(page, pictures)
    draft = ArticleDraft(
        slug="",
        headline=shortened(page.headline, most=LONGEST_HEADLINE),
        standfirst=shortened(page.standfirst or first_sentence(page), most=LONGEST_STANDFIRST),
        body=[block for source in page.blocks if source.value != lead for block in _blocks(source, pictures)],
        author_ids=author_ids,
        picture_id=pictures[lead.src] if lead else None,
        picture_alt=lead.alt[:LONGEST_ALTERNATIVE] if lead else "",
        picture_caption=shortened(lead.caption, most=LONGEST_CAPTION) if lead else "",
        picture_credit=lead.credit[:LONGEST_CREDIT] if lead else "",
        published_at=_moment(page.published_on, now=now),
        canonical_address=page.canonical_url if len(page.canonical_url) <= LONGEST_ADDRESS else "",
    )
    return Typeset(draft=draft, look_at=tuple(_notes(page, draft)))


def lead_of(page: ImportedPage, pictures: Mapping[str, int]) -> ImportedPicture | None:
    """The picture over the text, if it could be brought along."""
    for block in page.blocks:
        if isinstance(block.value, ImportedPicture):
            return block.value if block.value.src in pictures else None
        if block.kind is Kind.PARAGRAPH:
            return None
    return None


def first_sentence(page: ImportedPage) -> str:
    text = next(
        (text_of_inline(str(block.value)) for block in page.blocks if block.kind is Kind.PARAGRAPH), ""
    )
    found = _FIRST_SENTENCE.match(text)
    return found[0] if found else text or page.headline


def _moment(published_on: date | datetime | None, *, now: datetime) -> datetime | None:
    """Noon stands for a day without a time; a date that is still to come is none."""
    if published_on is None:
        return None
    if isinstance(published_on, datetime):
        moment = published_on
    else:
        moment = datetime(published_on.year, published_on.month, published_on.day, 12, tzinfo=now.tzinfo)
    return min(moment, now) if moment.date() <= now.date() else None


def _notes(page: ImportedPage, draft: ArticleDraft) -> Iterator[str]:
    if not page.standfirst:
        yield "The first sentence of the text stands in for the standfirst: write one."
    if draft.headline != page.headline or (page.standfirst and draft.standfirst != page.standfirst):
        yield "Headline or standfirst was too long and is cut."
    if page.published_on is not None and draft.published_at is None:
        yield "The date of the page is in the future and was not taken."
    if page.canonical_url and not draft.canonical_address:
        yield "The address of the page is too long and was not taken."
    if any(isinstance(block.value, Quotation) and not block.value.speaker for block in page.blocks):
        yield "A quotation has no speaker."


def _blocks(block: ImportedBlock, pictures: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """None for a picture that could not be brought along, else one."""
    match block.value:
        case ImportedPicture():
            if block.value.src in pictures:
                yield {"type": "picture", "value": _picture(block.value, pictures[block.value.src])}
        case Quotation():
            yield {"type": "quotation", "value": _quotation(block.value)}
        case Listing():
            items = [_paragraph(item) for item in block.value.items]
            yield {"type": "list", "value": {"ordered": block.value.ordered, "items": items}}
        case str():
            yield _plain(block.kind, block.value)


def _plain(kind: Kind, value: str) -> dict[str, Any]:
    if kind is Kind.PARAGRAPH:
        return {"type": "paragraph", "value": _paragraph(value)}
    if kind is Kind.HEADING and len(value) > LONGEST_HEADING:
        return {"type": "paragraph", "value": _paragraph(f"<strong>{inline_of_text(value)}</strong>")}
    return {"type": kind.value, "value": None if kind is Kind.DIVIDER else value}


def _paragraph(markup: str) -> str:
    """The desk's editor writes bold and italic in its own way."""
    for ours, theirs in (("strong", "b"), ("em", "i")):
        markup = markup.replace(f"<{ours}>", f"<{theirs}>").replace(f"</{ours}>", f"</{theirs}>")
    return f"<p>{markup}</p>"


def _quotation(value: Quotation) -> dict[str, str]:
    return {"text": value.text, "speaker": value.speaker[:LONGEST_NAME], "role": value.role[:LONGEST_ROLE]}


def _picture(picture: ImportedPicture, number: int) -> dict[str, Any]:
    return {
        "picture": number,
        "alt": picture.alt[:LONGEST_ALTERNATIVE],
        "caption": shortened(picture.caption, most=LONGEST_CAPTION),
        "credit": picture.credit[:LONGEST_CREDIT],
    }
