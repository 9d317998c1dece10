"""The door to shared pages. What most requests meet is a few look-ups and two sends; keep it so."""

from dataclasses import dataclass
from typing import TypeVar

from standfirst.front.addresses import canonical_query, plain_host, plain_path
from standfirst.front.answers import EMPTY, answer, is_unchanged, takes_gzip, with_cookie
from standfirst.front.contracts import Clock, Origin, OriginGone, Scope, Send, SharedRequest, SharedRoute
from standfirst.front.page import Page
from standfirst.front.pages import Pages
from standfirst.front.passes import Passes
from standfirst.front.settings import FrontSettings

Found = TypeVar("Found")
_REMEMBERED = 20_000  # paths, hosts and encodings whose judgement is kept
_RETRY_AFTER = ((b"retry-after", b"10"),)


@dataclass(slots=True)
class Asked:
    """The headers that matter to a shared page."""

    host: bytes = b""
    cookies: bytes = b""
    encodings: bytes = b""
    none_match: bytes = b""
    hosts: int = 0


class SharedDoor:
    """Answers requests for shared pages and leaves all others alone."""

    def __init__(
        self, *, origin: Origin, pages: Pages, passes: Passes, settings: FrontSettings, now: Clock
    ) -> None:
        self._origin = origin
        self._pages = pages
        self._passes = passes
        self._settings = settings
        self._now = now
        self._routes: dict[bytes, tuple[str, SharedRoute] | None] = {}
        self._hosts: dict[bytes, str | None] = {}
        self._gzip: dict[bytes, bool] = {}

    async def answers(self, scope: Scope, send: Send) -> bool:
        """Whether this was a request for a shared page; if so, it is answered."""
        path: bytes = scope["raw_path"]
        found = self._routes[path] if path in self._routes else self._find_route(path)
        if found is None:
            return False
        asked = _read_headers(scope["headers"])
        host = self._hosts[asked.host] if asked.host in self._hosts else self._find_host(asked.host)
        query = canonical_query(scope["query_string"], found[1].parameters)
        if host is None or query is None or asked.hosts != 1:
            return False
        now = self._now()
        who = self._passes.at_hand(asked.cookies, now=now)
        cookie = None
        if who is None:
            who, cookie = await self._passes.admit(asked.cookies)
        key = (host, path, query, who.mark)
        page = self._pages.at_hand(key, now=now)
        if page is None:
            request = SharedRequest(self._settings.scheme, host, found[0], query, who.viewer)
            try:
                page = await self._pages.get(key, request)
            except OriginGone:
                await answer(send, status=503, body=self._settings.unavailable, headers=_RETRY_AFTER)
                return True
        await self._give(page, asked, send, with_body=scope["method"] == "GET", cookie=cookie)
        return True

    async def _give(
        self, page: Page, asked: Asked, send: Send, *, with_body: bool, cookie: str | None
    ) -> None:
        encodings = asked.encodings
        zipped = self._gzip[encodings] if encodings in self._gzip else self._find_gzip(encodings)
        form = page.zipped if zipped else page.plain
        if cookie is not None:
            await send(with_cookie(form.start, cookie=cookie))
        elif asked.none_match and page.shared and is_unchanged(asked.none_match, form.etag):
            await send(form.unchanged)
            with_body = False
        else:
            await send(form.start)
        await send(form.body if with_body else EMPTY)

    def _find_route(self, raw: bytes) -> tuple[str, SharedRoute] | None:
        path = plain_path(raw)
        route = self._origin.route(path) if path is not None else None
        found = (path, route) if path is not None and route is not None else None
        _remember(self._routes, raw, found)
        return found

    def _find_host(self, raw: bytes) -> str | None:
        host = plain_host(raw, self._settings.hosts)
        _remember(self._hosts, raw, host)
        return host

    def _find_gzip(self, encodings: bytes) -> bool:
        found = takes_gzip(encodings)
        _remember(self._gzip, encodings, found)
        return found


def _read_headers(headers: list[tuple[bytes, bytes]]) -> Asked:
    asked = Asked()
    for name, value in headers:
        if name == b"host":
            asked.host = value
            asked.hosts += 1
        elif name == b"cookie":
            asked.cookies = asked.cookies + b"; " + value if asked.cookies else value
        elif name == b"accept-encoding":
            asked.encodings = value
        elif name == b"if-none-match":
            asked.none_match = value
    return asked


def _remember(judged: dict[bytes, Found], raw: bytes, found: Found) -> None:
    """Forgets all when full: judging again costs little, and nobody can make the table grow."""
    if len(judged) >= _REMEMBERED:
        judged.clear()
    judged[raw] = found
