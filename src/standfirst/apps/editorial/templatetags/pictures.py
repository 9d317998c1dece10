"""Pictures in pages: three formats, several widths, with their size, lazy below the fold."""

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

from standfirst.apps.editorial.models import Picture
from standfirst.apps.editorial.queries.cards import picture_card
from standfirst.apps.editorial.rules.cards import PictureCard
from standfirst.apps.editorial.rules.pictures import FORMS, address, srcset, widths

register = template.Library()


_PICTURE = (
    '<picture><source type="image/avif" srcset="{avif}" sizes="{sizes}">'
    '<source type="image/webp" srcset="{webp}" sizes="{sizes}">'
    '<img class="art" src="{address}" srcset="{jpeg}" sizes="{sizes}" width="{width}" height="{height}" alt="{alt}" {haste}>'
    "</picture>"
)
_AT_ONCE = SafeString('fetchpriority="high"')
_WHEN_NEAR = SafeString('loading="lazy" decoding="async"')


@register.simple_tag
def picture(card: PictureCard, sizes: str = "100vw", *, first: bool = False) -> SafeString:
    """A <picture>; `sizes` as in HTML; `first` for the one picture that is seen at once."""
    return format_html(
        _PICTURE,
        **{form: srcset(card, form=form) for form in FORMS},
        sizes=sizes,
        address=address(card, width=widths(card)[-1], form="jpeg"),
        width=card.width,
        height=card.height,
        alt=card.alt,
        haste=_AT_ONCE if first else _WHEN_NEAR,
    )


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
