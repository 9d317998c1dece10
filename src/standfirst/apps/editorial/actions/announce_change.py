"""Tell every front which pages are out of date."""

from collections.abc import Iterable

from standfirst.core import bus


def announce_change(*, tags: Iterable[str]) -> None:
    """Purge the shared pages that carry one of these tags; part of the caller's transaction."""
    bus.publish("purge", {"tags": sorted(set(tags))})
