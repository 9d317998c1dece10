"""Parts of pages that are the same on a thousand of them, such as the foot."""

from collections.abc import Hashable
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def part(template_name: str, **values: Hashable) -> SafeString:
    """A template that sees these values and nothing else, made once for equal values; none may be a person's."""
    return _made(template_name, **values)


@lru_cache(maxsize=64)
def _made(template_name: str, **values: Hashable) -> SafeString:
    return render_to_string(template_name, values)
