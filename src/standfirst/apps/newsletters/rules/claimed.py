"""A delivery that one sender holds for a while."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Claimed:
    """`id` is the delivery's number and `attempt` that of the claim; `reader` is the addressee's. `key` opens their
    preferences, `name` is how they are addressed."""

    id: int
    attempt: int
    sending_id: int
    letter_id: int
    reader: int
    address: str
    name: str
    key: str

    @property
    def site(self) -> str:
        """Who receives it, as far as the pace is concerned."""
        return self.address.rpartition("@")[2].lower()
