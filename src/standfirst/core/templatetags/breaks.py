"""E-mail addresses on narrow screens."""

import re

from django.template import Library
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = Library()
_PART = re.compile(r"[^@.]*[@.]?")


@register.filter
def with_breaks(address: str) -> SafeString:
    """A line may end after its @ and its dots, and not within a word."""
    return format_html_join("", "{}<wbr>", ((part,) for part in _PART.findall(address) if part))
