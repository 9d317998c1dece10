"""Structured data for search engines, safe inside a page."""

import json

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_ESCAPES = {
    ord("<"): "\\u003c",
    ord(">"): "\\u003e",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


@register.simple_tag
def json_ld(data: dict[str, object]) -> SafeString:
    """A JSON-LD block. It is data, which a browser does not run, and nothing in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - every < is escaped above
