"""A gateway that charges by itself says where a subscription stands; whether that is news."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from standfirst.apps.membership.rules.lifecycle import Event, State
from standfirst.apps.membership.rules.terms import Fact, Terms, after, as_of

# A gateway renews when a period is over, and its word of it takes a while; until then nothing is missing.
PATIENCE = timedelta(hours=6)
_OVER = {State.ENDED, State.REFUNDED, State.DISPUTED}


@dataclass(frozen=True, slots=True)
class GatewayWord:
    """Where it stands by the gateway's books. `until` is the end of a grace or a pause; None is not said."""

    state: State
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    until: datetime | None = None
    price_id: int | None = None
    payments: int | None = None
    because: str = ""

    def fact(self, *, at: datetime) -> Fact:
        """As something that happens to a subscription."""
        return Fact(
            Event.FOLLOW,
            at=at,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            until=self.until,
            said=self.state,
        )


def is_news(terms: Terms, word: GatewayWord, *, now: datetime) -> bool:
    """Whether the terms would be other ones, once the clock has had its say over the gateway's word too."""
    return _shown(as_of(after(terms, word.fact(at=now)), now=now, patience=PATIENCE)) != _shown(terms)


def _shown(terms: Terms) -> tuple[object, ...]:
    if terms.state in _OVER:
        return (terms.state,)
    return (
        terms.state, terms.starts_at, terms.ends_at, terms.trial_ends_at, terms.grace_ends_at, terms.paused_until
    )  # fmt: skip
