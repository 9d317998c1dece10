"""The first parts of our own addresses, which are nobody's name."""

import re
from collections.abc import Sequence
from functools import lru_cache

from django.conf import settings
from django.urls import get_resolver

_PART = re.compile(r"^\^?([a-z][\w-]*)(?:[/.$]|$)")


def first_parts_of_addresses() -> frozenset[str]:
    """As the URL table has them now, such as sign-in, desk and feed."""
    return _first_parts(settings.ROOT_URLCONF)


@lru_cache(maxsize=4)
def _first_parts(table: str) -> frozenset[str]:
    return frozenset(_below(get_resolver(table).url_patterns))


def _below(patterns: Sequence[object]) -> set[str]:
    found: set[str] = set()
    for each in patterns:
        part = _PART.match(str(getattr(each, "pattern", "")))
        if part:
            found.add(part[1])
        elif not str(getattr(each, "pattern", "")):
            found |= _below(getattr(each, "url_patterns", []))
    return found
