"""Plots in pages."""

from xml.etree.ElementTree import Element

from django import template
from django.utils.safestring import SafeString

from standfirst.core.plots.elements import add, as_text

register = template.Library()


@register.simple_tag
def drawn(svg: Element) -> SafeString:
    """The drawing; its words were escaped when it became text."""
    return SafeString(as_text(svg))


@register.simple_tag
def key_of(kind: str, series: int) -> SafeString:
    """How a series looks: `kind` is bar or line. Its name stands beside it."""
    svg = Element("svg", {"aria-hidden": "true", "focusable": "false", "width": "24", "height": "12"})
    if kind == "line":
        add(svg, "line", class_=f"plot__line plot__line--{series}", x1="0", x2="24", y1="6", y2="6")
    else:
        add(svg, "rect", class_=f"plot__bar plot__bar--{series}", x="1", y="0", width="22", height="12")
    return SafeString(as_text(svg))
