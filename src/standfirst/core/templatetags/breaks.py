"""Words of people within a line of ours: where it may end, and which way it runs."""

import re

from django.template import Library
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = Library()
_PART = re.compile(r"[^@.]*[@.]?")


@register.filter
def with_breaks(address: str) -> SafeString:
    """A line may end after its @ and its dots, and not within a word."""
    return format_html_join("", "{}<wbr>", ((part,) for part in _PART.findall(address) if part))


@register.filter
def apart(words: str) -> SafeString:
    """Whichever way they run, and whatever they do to it, what stands beside them runs as it did."""
    return format_html("<bdi>{}</bdi>", words)
