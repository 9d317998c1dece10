"""Who is asking: from the pass in the cookies, or a new pass for the session; a visitor whenever in doubt."""

import asyncio
import logging
from collections import OrderedDict
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import UTC, datetime

from standfirst.core.passes import LIFE, Pass, verify
from standfirst.core.viewer import Viewer
from standfirst.front.contracts import Clock, Origin
from standfirst.front.counters import Counters
from standfirst.front.freshness import Freshness
from standfirst.front.settings import FrontSettings

log = logging.getLogger("standfirst.front")
_KNOWN = 10_000
_LONGEST_KNOWN = 2048  # bytes of a Cookie header that is remembered
_STRANGER_FOR = 30.0  # seconds that a session without a reader is not asked about again
_PATIENCE = 5.0
_OUTDATED_FOR = 2 * LIFE.total_seconds()


@dataclass(frozen=True, slots=True)
class Admission:
    """A viewer and how long the front may take somebody for one; `mark` tells viewers apart in keys."""

    viewer: Viewer
    mark: str
    reader_id: int = 0
    version: int = 0
    expires_at: float = float("inf")


def admission(viewer: Viewer, pass_: Pass | None = None) -> Admission:
    """What a pass admits to; without one, what the viewer is to everybody."""
    mark = "\x1f".join((viewer.standing.value, viewer.plan_group, viewer.language))
    if pass_ is None:
        return Admission(viewer, mark)
    return Admission(viewer, mark, pass_.reader_id, pass_.version, pass_.expires_at.timestamp())


class Passes:
    """Knows the passes it has seen and which of them are out of date."""

    def __init__(
        self,
        *,
        origin: Origin,
        freshness: Freshness,
        counters: Counters,
        threads: Executor,
        now: Clock,
        settings: FrontSettings,
    ) -> None:
        self._keys = settings.keys
        self._cookie = settings.pass_cookie
        self._session_cookie = settings.session_cookie
        self._visitor = admission(settings.visitor)
        self._origin = origin
        self._freshness = freshness
        self._counters = counters
        self._threads = threads
        self._now = now
        self._known: dict[bytes, Admission] = {}
        self._least: OrderedDict[int, tuple[int, float]] = OrderedDict()
        self._begun_at = 0.0
        self._renewals: dict[str, asyncio.Task[str | None]] = {}
        self._strangers: dict[str, float] = {}

    def at_hand(self, cookies: bytes, *, now: float) -> Admission | None:
        """Who is asking, if these very cookies were judged before and the judgement still holds."""
        if not cookies:
            return self._visitor
        found = self._known.get(cookies)
        return found if found is not None and self._holds(found, now=now) else None

    async def admit(self, cookies: bytes) -> tuple[Admission, str | None]:
        """Who is asking, and the Set-Cookie header of a new pass if one was needed. Never raises."""
        now = self._now()
        jar = read_cookies(cookies)
        text, session = jar.get(self._cookie.name), jar.get(self._session_cookie)
        if text and (found := self._judge(text, now=now)):
            return self._remember(cookies, found), None
        if not session:
            return self._remember(cookies, self._visitor) if not text else self._visitor, None
        return await self._by_session(session, now=now)

    def outdate(self, *, reader_id: int, version: int) -> None:
        """From now on passes of this reader older than `version` are refused."""
        now = self._now()
        known = self._least.pop(reader_id, (0, now))
        self._least[reader_id] = (max(version, known[0]), now)
        while self._least and next(iter(self._least.values()))[1] < now - _OUTDATED_FOR:
            self._least.popitem(last=False)

    def forget(self) -> None:
        """Versions count anew, as after a restore: no pass of before holds, whatever its version."""
        self._least.clear()
        self._begun_at = self._now()

    def _holds(self, found: Admission, *, now: float) -> bool:
        if found is self._visitor:
            return True
        issued_at = found.expires_at - LIFE.total_seconds()
        if now >= found.expires_at or issued_at <= self._begun_at or not self._freshness.hears(now=now):
            return False
        least = self._least.get(found.reader_id)
        return least is None or found.version >= least[0]

    def _judge(self, text: str, *, now: float) -> Admission | None:
        pass_ = verify(text, keys=self._keys, now=datetime.fromtimestamp(now, UTC))
        found = admission(self._viewer(pass_), pass_) if pass_ else None
        if found is None or not self._holds(found, now=now):
            self._counters.refused_passes += 1
            return None
        return found

    def _viewer(self, pass_: Pass) -> Viewer:
        return Viewer(pass_.standing, pass_.plan_group, pass_.language or self._visitor.viewer.language)

    def _remember(self, cookies: bytes, found: Admission) -> Admission:
        if len(cookies) <= _LONGEST_KNOWN:
            if len(self._known) >= _KNOWN:
                self._known.clear()
            self._known[cookies] = found
        return found

    async def _by_session(self, session: str, *, now: float) -> tuple[Admission, str | None]:
        if self._strangers.get(session, 0.0) > now:
            return self._visitor, None
        try:
            async with asyncio.timeout(_PATIENCE):
                text = await asyncio.shield(self._renewal(session))
        except Exception:
            log.warning("a pass could not be renewed; the reader is taken for a visitor")
            return self._visitor, None
        if text is None:
            self._call_stranger(session, until=now + _STRANGER_FOR)
            return self._visitor, None
        return self._by_new_pass(text)

    def _by_new_pass(self, text: str) -> tuple[Admission, str | None]:
        """A new pass rests on the ledger of this moment, so it counts for this answer even when the bus is silent."""
        pass_ = verify(text, keys=self._keys, now=datetime.fromtimestamp(self._now(), UTC))
        if pass_ is None or self._least.get(pass_.reader_id, (0, 0.0))[0] > pass_.version:
            return self._visitor, None
        self._counters.renewed_passes += 1
        return admission(self._viewer(pass_), pass_), self._cookie.header(text)

    def _renewal(self, session: str) -> asyncio.Task[str | None]:
        """One question to the ledger at a time for a session, however many of its requests wait for the answer."""
        task = self._renewals.get(session)
        if task is None:
            task = asyncio.create_task(self._ask(f"{self._session_cookie}={session}"))
            self._renewals[session] = task
            task.add_done_callback(lambda done: self._answered(session, done))
        return task

    async def _ask(self, cookies: str) -> str | None:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._origin.renew_pass, cookies)

    def _answered(self, session: str, task: asyncio.Task[str | None]) -> None:
        del self._renewals[session]
        if not task.cancelled():
            task.exception()  # told to everybody who waited; nobody may be left

    def _call_stranger(self, session: str, *, until: float) -> None:
        if len(self._strangers) >= _KNOWN:
            self._strangers.clear()
        self._strangers[session] = until


def read_cookies(header: bytes) -> dict[str, str]:
    """The cookies by name. One that is sent twice is left out: which of the two counts is anybody's guess."""
    jar: dict[str, str] = {}
    twice: set[str] = set()
    for part in header.decode("latin-1").split(";"):
        name, found, value = part.strip().partition("=")
        if not found:
            continue
        if name in jar:
            twice.add(name)
        jar[name] = value
    return {name: value for name, value in jar.items() if name not in twice}
