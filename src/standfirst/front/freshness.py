"""How long the front may go by what it has, when the bus is silent."""

from dataclasses import dataclass

from standfirst.front.page import Page


@dataclass(slots=True)
class Freshness:
    """The last moment at which the bus had told everything, in seconds since 1970, and how long that holds."""

    limit: float
    confirmed_at: float = 0.0
    replayed: bool = False

    def vouches_for(self, page: Page, *, now: float) -> bool:
        """Whether nothing older than the limit can have happened to this page unheard."""
        return now - max(page.rendered_at, self.confirmed_at) <= self.limit

    def hears(self, *, now: float) -> bool:
        """Whether a change of standing would have been heard of; passes are refused otherwise."""
        return self.replayed and now - self.confirmed_at <= self.limit

    def forget(self) -> None:
        """Nothing is known of what happened, as at the start."""
        self.confirmed_at = 0.0
        self.replayed = False

    def confirm(self, *, now: float) -> None:
        """The bus has told everything up to now."""
        self.confirmed_at = now
        self.replayed = True
