"""A plot of the desk with its key and the table that it was drawn from."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from django.utils import translation

from standfirst.core.plots.elements import Frame
from standfirst.screens.desk.report_tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A plot with its key and the table that it was drawn from. `kind` is bar or line."""

    about: str
    svg: Element | None
    table: Table
    kind: str = "bar"
    series: Sequence[str] = ()


def frame_of(key: str, title: str, about: str) -> Frame:
    """Of a plot on a screen that may run from the right."""
    return Frame(f"plot-{key}", title, about, from_the_right=translation.get_language_bidi())
