"""What stands below an article and comes from other apps; each adds its part with `add_below`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from standfirst.apps.editorial.rules.cards import ArticleCard
from standfirst.core.viewer import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Below:
    """One part: `template` is given `below`, which is this `context`; `tags` say when the page is out of date."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    tags: frozenset[str] = frozenset()


Part = Callable[[ArticleCard, Viewer], Below | None]
_PARTS: list[Part] = []


def add_below(part: Part) -> Part:
    """Declare what an app shows below each article; it costs every render, so one query at most."""
    if part not in _PARTS:
        _PARTS.append(part)
    return part


def list_below(article: ArticleCard, viewer: Viewer) -> tuple[Below, ...]:
    """The parts that have something to show, in the order in which they were added."""
    found = (part(article, viewer) for part in _PARTS)
    return tuple(below for below in found if below is not None)
