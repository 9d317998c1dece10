"""Slugs directly under the front page, where the house has addresses of its own."""

from django.core.exceptions import ValidationError

from standfirst.apps.editorial.rules.routes import RESERVED

UNDER_THE_FRONT_PAGE = 3  # Wagtail's depth


def refuse_reserved(slug: str, *, depth: int | None) -> None:
    """Raises ValidationError when a page of the tree would stand behind an address of the house."""
    if slug in RESERVED and depth in (None, UNDER_THE_FRONT_PAGE):
        raise ValidationError({"slug": f"/{slug}/ is an address of the house. Choose another."})
