"""The text of an article as HTML."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString
from wagtail.rich_text import RichText, expand_db_html

register = template.Library()


@register.simple_tag
def text(blocks: Iterable[Any]) -> SafeString:
    """Block after block. Most are paragraphs, and a template for each of them is the dearest part of a page."""
    return SafeString("".join(_html(block) for block in blocks))


def _html(block: Any) -> str:
    return rich(block.value) if block.block_type == "paragraph" else block.render()


@register.filter
def rich(value: RichText) -> SafeString:
    """What was written in the desk's editor, with its links."""
    return SafeString(expand_db_html(value.source))
