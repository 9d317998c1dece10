"""What the templates of an edition need: whole addresses, plain words, and no token but those of the house."""

import re

from django import template
from django.conf import settings
from django.utils.html import conditional_escape, strip_tags
from django.utils.safestring import SafeString, mark_safe
from wagtail.images.models import AbstractImage
from wagtail.rich_text import RichText, expand_db_html

from standfirst.apps.editorial import api as editorial
from standfirst.apps.mailing import api as mailing
from standfirst.apps.newsletters.rules.samples import without_tokens

register = template.Library()
WIDTH = 960  # of the files; twice what most screens show of a letter
SHOWN = 528  # CSS pixels
_OF_THE_SITE = re.compile(r'(href|src)="/(?!/)')


@register.filter
def words(value: str) -> str:
    """Somebody's words, in which nothing is a token; markup is escaped unless it is known to be safe."""
    return mark_safe(mailing.literal(str(conditional_escape(value or ""))))  # noqa: S308  # escaped in this line


@register.filter
def bare(value: str) -> str:
    """The same for the text part, in which nothing is markup."""
    return mailing.literal(str(value or ""))


@register.filter
def rich(value: RichText) -> SafeString:
    """What was written in the desk's editor, with whole addresses; its tokens are filled."""
    return SafeString(_OF_THE_SITE.sub(rf'\1="{settings.ORIGIN}/', expand_db_html(value.source)))


@register.filter
def shown(html: str) -> SafeString:
    """Rich text on a page: the name that a letter would fill in is that of whoever reads."""
    return SafeString(without_tokens(html))


@register.filter
def plain(value: RichText) -> str:
    """The same as plain text."""
    return editorial.plain_text(rich(value))


@register.filter
def only_words(value: str) -> str:
    """Markup as one line of words."""
    return " ".join(strip_tags(value).split())


@register.filter
def width_address(card: editorial.PictureCard) -> str:
    """The whole address of a picture for letters."""
    return settings.ORIGIN + editorial.address(card, width=WIDTH, form="jpeg")


@register.filter
def height_shown(card: editorial.PictureCard) -> int:
    """For the width at which letters show it, in CSS pixels."""
    return round(SHOWN * card.height / card.width) if card.width else SHOWN


@register.filter
def card_of(value: dict[str, object]) -> editorial.PictureCard | None:
    """The picture of a block, with what the block says of it; None where it was deleted."""
    found = value.get("picture")
    if not isinstance(found, AbstractImage):
        return None
    return editorial.picture_card(
        found, alt=str(value.get("alt") or ""), caption=str(value.get("caption") or "")
    )  # type: ignore[arg-type]
