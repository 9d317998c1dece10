"""Addresses of pages in templates."""

from django import template
from wagtail.models import Page

from standfirst.apps.editorial.rules.routes import path_of

register = template.Library()


@register.filter
def public_path(page: Page) -> str:
    """The path of a page, without a query."""
    return path_of(page.url_path)
