"""Institutions known by where a request comes from: the ranges, read at the start and whenever they have changed."""

import asyncio
import logging
from collections.abc import Callable, Iterable

from standfirst.core.networks import Grant, Networks
from standfirst.core.viewer import Standing, Viewer
from standfirst.front.contracts import Scope
from standfirst.front.freshness import Freshness
from standfirst.front.passes import Admission, admission

log = logging.getLogger("standfirst.front")
Told = Callable[[], Iterable[Grant]]  # reads them; blocks
_NONE = Networks()
_PATIENCE = 0.7  # seconds that old ranges may still hold while new ones are read
_PAUSE = 1.0


class Campus:
    """Lifts who asks from an institution's network to a subscriber; nobody, whenever in doubt."""

    def __init__(self, *, told: Told | None, freshness: Freshness) -> None:
        self._told = told
        self._freshness = freshness
        self._networks = _NONE
        self._admissions: dict[tuple[str, str], Admission] = {}
        self._bell = asyncio.Event()
        self.ready = asyncio.Event()

    @property
    def is_open(self) -> bool:
        """Whether there are any ranges at all, so that addresses matter."""
        return bool(self._networks)

    def lift(self, who: Admission, address: str, *, now: float) -> Admission:
        """Who asks from there. Those whose own subscription stands are left as they are."""
        if not self._networks or who.viewer.standing is Standing.SUBSCRIBER:
            return who
        group = self.group_of(address, now=now)
        return who if group is None else self._admission(group, who.viewer.language)

    def group_of(self, address: str, *, now: float) -> str | None:
        """The group of plans that is open there."""
        if not self._networks or not self._freshness.hears(now=now):
            return None
        return self._networks.group_of(address, now=now)

    def ring(self) -> None:
        """They have changed."""
        self._bell.set()

    async def run(self) -> None:
        """Read at the start and at each ring, until cancelled."""
        if self._told is None:
            self.ready.set()
            return
        while True:
            self._bell.clear()
            if await self._read(self._told):
                await self._bell.wait()
            else:
                await asyncio.sleep(_PAUSE)

    async def _read(self, told: Told) -> bool:
        try:
            async with asyncio.timeout(_PATIENCE):
                self._networks = await asyncio.to_thread(_read_all, told)  # pages have threads of their own
        except Exception:
            self._networks = _NONE
            log.warning("the address ranges of institutions could not be read; nobody is let in by them")
            return False
        self.ready.set()
        return True

    def _admission(self, group: str, language: str) -> Admission:
        found = self._admissions.get((group, language))
        if found is None:
            found = admission(Viewer(Standing.SUBSCRIBER, group, language))
            self._admissions[group, language] = found
        return found


def address_of(scope: Scope) -> str:
    """The client's address as the server took it from the connection, or from a proxy that it trusts."""
    client = scope.get("client")
    return str(client[0]) if client else ""


def _read_all(told: Told) -> Networks:
    return Networks(told())
