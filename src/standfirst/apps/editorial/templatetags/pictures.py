"""Pictures in pages: three formats, several widths, with their size, lazy below the fold."""

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

from standfirst.apps.editorial.models import Picture
from standfirst.apps.editorial.queries.cards import picture_card
from standfirst.apps.editorial.rules.cards import PictureCard
from standfirst.apps.editorial.rules.pictures import address, widths

register = template.Library()


@register.simple_tag
def picture(card: PictureCard, sizes: str = "100vw", *, first: bool = False) -> SafeString:
    """A <picture>; `sizes` as in HTML; `first` for the one picture that is seen at once."""
    return format_html(
        '<picture>{}{}<img class="art" src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" {}></picture>',
        _source(card, "avif", sizes),
        _source(card, "webp", sizes),
        address(card, width=widths(card)[-1], form="jpeg"),
        _set(card, "jpeg"),
        sizes,
        card.width,
        card.height,
        card.alt,
        SafeString('fetchpriority="high"' if first else 'loading="lazy" decoding="async"'),
    )


def _source(card: PictureCard, form: str, sizes: str) -> SafeString:
    return format_html('<source type="image/{}" srcset="{}" sizes="{}">', form, _set(card, form), sizes)


def _set(card: PictureCard, form: str) -> str:
    return ", ".join(f"{address(card, width=width, form=form)} {width}w" for width in widths(card))


@register.filter
def as_card(block: dict[str, object]) -> PictureCard | None:
    """The card of a picture block, with what the block says of the picture; None when the picture is gone."""
    chosen = block.get("picture")
    if not isinstance(chosen, Picture):
        return None
    return picture_card(
        chosen,
        alt=str(block.get("alt") or ""),
        caption=str(block.get("caption") or ""),
        credit=str(block.get("credit") or ""),
    )


@register.simple_tag
def picture_address(card: PictureCard, width: int, form: str = "jpeg") -> str:
    """The whole address of one size, for cards of other sites."""
    return settings.ORIGIN + address(card, width=width, form=form)
