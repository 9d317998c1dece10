"""Where a link of a letter leads."""

from dataclasses import dataclass
from datetime import datetime

from standfirst.core.db import rows_of

# Only among the links of the delivery's own edition; their address was frozen with it.
_FIND = """
    SELECT link.id, link.address, coalesce(delivery.settled_at, delivery.claimed_at), addressee.id, delivery.arm
    FROM newsletters_delivery AS delivery
    JOIN newsletters_letterlink AS link ON link.sending_id = delivery.sending_id AND link.number = %s
    LEFT JOIN newsletters_addressee AS addressee
        ON addressee.id = delivery.addressee_number AND addressee.clicks_are_named
    WHERE delivery.id = %s
"""


@dataclass(frozen=True, slots=True)
class Led:
    """`sent_at` is when the letter went out; `addressee` is None unless they have allowed to be counted; `arm` says
    which of two subjects the letter has."""

    link: int
    address: str
    delivery: int
    sent_at: datetime | None
    addressee: int | None
    arm: str = ""


def find_link(*, delivery: int, number: int) -> Led | None:
    """The link of this number in the edition that was delivered."""
    found = rows_of(_FIND, [number, delivery])
    if not found:
        return None
    link, address, sent_at, addressee, arm = found[0]
    return Led(link, address, delivery, sent_at, addressee, arm)
