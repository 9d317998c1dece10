"""The text of an article as HTML."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString
from wagtail.rich_text import RichText, expand_db_html

register = template.Library()
BACK_FROM_THE_GATE = '<span id="gate"></span>'


@register.simple_tag
def text(blocks: Iterable[Any], gate_at: int = 0) -> SafeString:
    """Block after block. Most are paragraphs, and a template for each of them is the dearest part of a page.

    Before the block `gate_at` stands the place that a reader comes back to who stopped at the gate.
    """
    written = [_html(block) for block in blocks]
    if 0 < gate_at < len(written):
        written.insert(gate_at, BACK_FROM_THE_GATE)
    return SafeString("".join(written))


def _html(block: Any) -> str:
    return rich(block.value) if block.block_type == "paragraph" else block.render()


@register.filter
def rich(value: RichText) -> SafeString:
    """What was written in the desk's editor, with its links."""
    return SafeString(expand_db_html(value.source))
