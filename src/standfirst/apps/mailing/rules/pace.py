"""How fast one provider, and each receiving site behind it, is written to: buckets of tokens that learn from refusals.

Plain arithmetic on moments that are passed in, in seconds of one clock. A refusal for speed halves the pace at once and lets
nothing out for a while; time without one wins the pace back step by step. What is kept between processes is `Pace.as_facts`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

SLOWING = 0.5
SLOWEST = 1 / 128  # of the full pace
STEP = 0.1  # of the full pace comes back …
RECOVERY = 60.0  # … for so many seconds without a refusal
REST = 10.0  # seconds in which nothing goes out after a refusal, and in which another one counts as the same


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `rate` messages a second, and `burst` at once."""

    rate: float
    burst: float

    def __post_init__(self) -> None:
        if not (0 < self.rate < float("inf") and 1 <= self.burst < float("inf")):
            raise ValueError("a pace is more than nothing a second, and at least one at once")


class Bucket(NamedTuple):
    """`tokens` were there at `at`; `share` of the limit was left after the last refusal for speed, at `slowed_at`."""

    tokens: float
    at: float
    share: float = 1.0
    slowed_at: float = 0.0

    def share_at(self, now: float) -> float:
        """Which part of the limit is in use."""
        steps = max(0.0, now - self.slowed_at) // RECOVERY
        return min(1.0, self.share + STEP * steps)

    def filled(self, limit: Limit, now: float) -> "Bucket":
        """With what has flowed in since. A clock that is put back adds nothing, and does not stop the flow for longer."""
        if now < self.at:
            return Bucket(self.tokens, now, self.share, min(self.slowed_at, now))
        rested = self.slowed_at + REST if self.share < 1 else self.at
        flowing = max(0.0, now - max(self.at, rested))
        gained = flowing * limit.rate * self.share_at(self.at)
        return Bucket(min(limit.burst, self.tokens + gained), now, self.share, self.slowed_at)

    def spent(self) -> "Bucket":
        """One token fewer."""
        return Bucket(max(0.0, self.tokens - 1), self.at, self.share, self.slowed_at)

    def slowed(self, now: float) -> "Bucket":
        """After a refusal for speed. Many connections are refused at one time; that is one refusal."""
        if self.share < 1 and now - self.slowed_at < REST:
            return self._replace(tokens=0.0)
        return Bucket(0.0, now, max(SLOWEST, self.share_at(now) * SLOWING), now)

    def wait(self, limit: Limit, now: float) -> float:
        """Seconds until there is a whole token; 0 when there is one."""
        missing = 1 - self.filled(limit, now).tokens
        if missing <= 1e-9:
            return 0.0
        rest = self.slowed_at + REST - now if self.share < 1 else 0.0
        return max(0.0, rest) + missing / (limit.rate * self.share_at(now))


class Pace:
    """Of one provider and the sites behind it. A site is what the ledger makes of an address's domain."""

    def __init__(self, provider: Limit, site: Limit, *, now: float) -> None:
        self._provider, self._site = provider, site
        self._whole = Bucket(provider.burst, now)
        self._sites: dict[str, Bucket] = {}

    def take(self, site: str, *, now: float) -> bool:
        """Whether one message may go there now; then it is counted."""
        whole, one = self._whole.filled(self._provider, now), self._of(site, now).filled(self._site, now)
        may = whole.tokens > 1 - 1e-9 and one.tokens > 1 - 1e-9
        self._whole = whole.spent() if may else whole
        self._sites[site] = one.spent() if may else one
        return may

    def wait(self, site: str, *, now: float) -> float:
        """Seconds until `take` may say yes."""
        return max(self._whole.wait(self._provider, now), self._of(site, now).wait(self._site, now))

    def slow_down(self, site: str = "", *, now: float) -> None:
        """After SLOW_DOWN: of one site, or of the provider as a whole."""
        if site:
            self._sites[site] = self._of(site, now).slowed(now)
        else:
            self._whole = self._whole.slowed(now)

    def share(self, site: str = "", *, now: float) -> float:
        """Which part of its limit is in use, from 0 to 1."""
        return (self._of(site, now) if site else self._whole).share_at(now)

    def as_facts(self, *, now: float) -> dict[str, Any]:
        """For the database, as JSON. Sites at their full pace and with a full bucket are as good as new, and left out."""
        kept = {name: one.filled(self._site, now) for name, one in self._sites.items()}
        odd = {
            name: one for name, one in kept.items() if one.share_at(now) < 1 or one.tokens < self._site.burst
        }
        return {"whole": self._whole._asdict(), "sites": {name: one._asdict() for name, one in odd.items()}}

    @classmethod
    def of_facts(cls, facts: Mapping[str, Any], provider: Limit, site: Limit, *, now: float) -> "Pace":
        """As it was left; the limits may have been changed meanwhile."""
        pace = cls(provider, site, now=now)
        if facts:
            pace._whole = Bucket(**facts["whole"])
            pace._sites = {name: Bucket(**one) for name, one in facts["sites"].items()}
        return pace

    def _of(self, site: str, now: float) -> Bucket:
        return self._sites.get(site) or Bucket(self._site.burst, now)
