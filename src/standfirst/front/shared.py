"""The door to shared pages. What most requests meet is a few look-ups; keep it so."""

from dataclasses import dataclass
from typing import TypeVar

from standfirst.front.addresses import canonical_query, plain_host, plain_path
from standfirst.front.answers import EMPTY, answer, is_unchanged, takes_gzip, with_cookie
from standfirst.front.book import Key
from standfirst.front.campus import Campus, address_of
from standfirst.front.contracts import (
    Clock,
    Event,
    Origin,
    OriginGone,
    Scope,
    Send,
    Sent,
    SharedRequest,
    SharedRoute,
)
from standfirst.front.page import Form, Head, Page
from standfirst.front.pages import Pages
from standfirst.front.passes import Admission, Passes
from standfirst.front.settings import FrontSettings

Found = TypeVar("Found")
_REMEMBERED = 20_000  # paths, hosts and encodings whose judgement is kept
_LONGEST_REMEMBERED = 1024  # bytes
_RETRY_AFTER = ((b"retry-after", b"10"),)


@dataclass(slots=True)
class Asked:
    """A request for a shared page; `raw` is its path as it was sent."""

    raw: bytes
    path: str
    query: str
    host: str
    headers: dict[bytes, bytes]
    with_body: bool

    def key(self, who: Admission) -> Key:
        return (self.host, self.raw, self.query, who.mark)


class SharedDoor:
    """Answers requests for shared pages and leaves all others alone."""

    def __init__(
        self,
        *,
        origin: Origin,
        pages: Pages,
        passes: Passes,
        campus: Campus,
        settings: FrontSettings,
        now: Clock,
    ) -> None:
        self._origin = origin
        self._pages = pages
        self._passes = passes
        self._campus = campus
        self._settings = settings
        self._now = now
        self._routes: dict[bytes, tuple[str, SharedRoute] | None] = {}
        self._hosts: dict[bytes, str | None] = {}
        self._gzip: dict[bytes, bool] = {}

    def at_hand(
        self, method: str, raw: bytes, query: bytes, sent: Sent, client: str | None
    ) -> tuple[Head, Event] | None:
        """The answer, head and body, if it can be given without waiting for anything.

        `client` is the address that the request comes from, None where only the way through the application tells.
        """
        asked = self._read(method, raw, query, sent)
        if asked is None or (client is None and self._campus.is_open):
            return None
        now = self._now()
        who = self._passes.at_hand(asked.headers.get(b"cookie", b""), now=now)
        if who is not None and client is not None:
            who = self._campus.lift(who, client, now=now)
        page = self._pages.at_hand(asked.key(who), now=now) if who is not None else None
        return self._answer(page, asked) if page is not None else None

    async def answers(self, scope: Scope, send: Send) -> bool:
        """Whether this was a request for a shared page; if so, it is answered."""
        asked = self._read(scope["method"], scope["raw_path"], scope["query_string"], scope["headers"])
        if asked is None:
            return False
        now, cookie = self._now(), None
        cookies = asked.headers.get(b"cookie", b"")
        who = self._passes.at_hand(cookies, now=now)
        if who is None:
            who, cookie = await self._passes.admit(cookies)
        who = self._campus.lift(who, address_of(scope), now=now)
        try:
            page = self._pages.at_hand(asked.key(who), now=now) or await self._made(asked, who)
        except OriginGone:
            await answer(send, status=503, body=self._settings.unavailable, headers=_RETRY_AFTER)
            return True
        await self._give(page, asked, send, cookie=cookie)
        return True

    def _read(self, method: str, raw: bytes, query: bytes, sent: Sent) -> Asked | None:
        found = self._routes[raw] if raw in self._routes else self._find_route(raw)
        if found is None or method not in {"GET", "HEAD"}:
            return None
        headers = _by_name(sent)
        named = headers.get(b"host", b"")
        host = self._hosts[named] if named in self._hosts else self._find_host(named)
        canonical = canonical_query(query, found[1].parameters)
        if host is None or canonical is None:
            return None
        return Asked(raw, found[0], canonical, host, headers, method == "GET")

    async def _made(self, asked: Asked, who: Admission) -> Page:
        """Raises OriginGone."""
        request = SharedRequest(self._settings.scheme, asked.host, asked.path, asked.query, who.viewer)
        return await self._pages.get(asked.key(who), request)

    async def _give(self, page: Page, asked: Asked, send: Send, *, cookie: str | None) -> None:
        head, body = self._answer(page, asked)
        if cookie is None:
            await send(head.event)
            await send(body)
        else:
            form = self._form(page, asked)
            await send(with_cookie(form.start.event, cookie=cookie))
            await send(form.body if asked.with_body else EMPTY)

    def _answer(self, page: Page, asked: Asked) -> tuple[Head, Event]:
        form = self._form(page, asked)
        known = asked.headers.get(b"if-none-match")
        if known and page.shared and is_unchanged(known, form.etag):
            return form.unchanged, EMPTY
        return form.start, form.body if asked.with_body else EMPTY

    def _form(self, page: Page, asked: Asked) -> Form:
        encodings = asked.headers.get(b"accept-encoding", b"")
        zipped = self._gzip[encodings] if encodings in self._gzip else self._find_gzip(encodings)
        return page.zipped if zipped else page.plain

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


def _by_name(sent: Sent) -> dict[bytes, bytes]:
    """The last of each name; but cookies are joined, and a host that is said twice is none."""
    headers = dict(sent)
    if len(headers) != len(sent):
        cookies = [value for name, value in sent if name == b"cookie" and value]
        headers[b"cookie"] = b"; ".join(cookies)
        if sum(name == b"host" for name, _ in sent) > 1:
            del headers[b"host"]
    return headers


def _remember(judged: dict[bytes, Found], raw: bytes, found: Found) -> None:
    """Forgets all when full: judging again costs little, and nobody can make the table grow."""
    if len(raw) > _LONGEST_REMEMBERED:
        return
    if len(judged) >= _REMEMBERED:
        judged.clear()
    judged[raw] = found
