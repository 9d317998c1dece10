"""The book of shared pages in memory: bounded by bytes, the least recently asked for go first, purged by tag."""

from collections import OrderedDict
from collections.abc import Iterable

from standfirst.front.counters import Counters
from standfirst.front.page import Page

Key = tuple[str, bytes, str, str]  # host, path as sent, canonical query, viewer
_OVERHEAD = 9700  # bytes that an entry costs besides its bodies: headers of four answers, twice; measured
_REMEMBERED_PURGES = 10_000


class Book:
    """Pages by address and viewer. Only the event loop touches it."""

    def __init__(self, *, limit: int, counters: Counters) -> None:
        self._limit = limit
        self._counters = counters
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._tagged: dict[str, set[Key]] = {}
        self._purged: OrderedDict[str, int] = OrderedDict()
        self.moment = 0  # counts the purges
        self._forgotten = 0  # purges up to this moment are no longer told apart by tag

    def __len__(self) -> int:
        return len(self._pages)

    def find(self, key: Key) -> Page | None:
        page = self._pages.get(key)
        if page is not None:
            self._pages.move_to_end(key)
        return page

    def keep(self, key: Key, page: Page, *, begun: int) -> bool:
        """Keep a page whose making began at the moment `begun`; refused when it was purged since."""
        if self.was_purged(page.tags, since=begun):
            return False
        self.drop(key)
        if page.size + _OVERHEAD > self._limit // 4:
            return True
        self._pages[key] = page
        for tag in page.tags:
            self._tagged.setdefault(tag, set()).add(key)
        self._counters.bytes += page.size + _OVERHEAD
        while self._counters.bytes > self._limit:
            self.drop(next(iter(self._pages)))
            self._counters.evictions += 1
        self._counters.entries = len(self._pages)
        return True

    def was_purged(self, tags: Iterable[str], *, since: int) -> bool:
        """Whether a page with these tags, begun at the moment `since`, may tell of what is no longer so."""
        return self._forgotten > since or any(self._purged.get(tag, 0) > since for tag in tags)

    def purge(self, tags: Iterable[str]) -> None:
        """Drop every page with one of these tags, and those being made as well."""
        self.moment += 1
        self._counters.purges += 1
        for tag in tags:
            self._purged[tag] = self.moment
            self._purged.move_to_end(tag)
            for key in self._tagged.pop(tag, set()):
                self.drop(key)
        while len(self._purged) > _REMEMBERED_PURGES:
            self._forgotten = self._purged.popitem(last=False)[1]

    def clear(self) -> None:
        """Drop everything, and what is being made as well."""
        self.moment += 1
        self._forgotten = self.moment
        self._pages.clear()
        self._tagged.clear()
        self._counters.bytes = self._counters.entries = 0

    def drop(self, key: Key) -> None:
        """Forget one page."""
        page = self._pages.pop(key, None)
        if page is None:
            return
        self._counters.bytes -= page.size + _OVERHEAD
        for tag in page.tags:
            keys = self._tagged.get(tag)
            if keys is not None:
                keys.discard(key)
                if not keys:
                    del self._tagged[tag]
        self._counters.entries = len(self._pages)
