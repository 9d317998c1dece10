"""Articles in lists."""

from typing import Any

from django import template

from standfirst.apps.editorial.rules.cards import ArticleCard

register = template.Library()

_UNSAID = {
    "head": "",  # the size of the headline
    "ratio": "",  # of the picture
    "sizes": "",  # of the picture, as in HTML
    "thumb": False,
    "bare": False,  # without a picture
    "short": False,  # without a standfirst
    "kicker": False,
    "minutes": False,
}


@register.inclusion_tag("editorial/_story.html")
def story(card: ArticleCard, **look: Any) -> dict[str, Any]:
    """A card. Everything that may be said of its look has a value: Django takes long to find that a name has none."""
    return {**_UNSAID, **look, "card": card}
