"""In which order readers see questions."""

from collections.abc import Mapping
from enum import StrEnum

from standfirst.apps.live.rules.shapes import Card, RoomState
from standfirst.apps.live.rules.states import BEFORE_THE_END


class ListOrder(StrEnum):
    """Chosen by whoever reads."""

    VOTES = "votes"
    NEWEST = "newest"
    ANSWERED = "answered"


_ORDERS = {ListOrder.VOTES: "Most votes", ListOrder.NEWEST: "Newest", ListOrder.ANSWERED: "Answered"}
_AT_THE_END = {ListOrder.ANSWERED: "Answered", ListOrder.VOTES: "Not reached"}


def orders_of(state: RoomState) -> Mapping[ListOrder, str]:
    """Those that there are now, in words."""
    if state.stage in BEFORE_THE_END:
        return {order: words for order, words in _ORDERS.items() if _is_told(order, state)}
    return _AT_THE_END


def first_order(state: RoomState) -> ListOrder:
    """In which a page opens."""
    return next(iter(orders_of(state)))


def _is_told(order: ListOrder, state: RoomState) -> bool:
    return order is not ListOrder.VOTES or not state.hides_tallies


def listed(state: RoomState, order: ListOrder) -> tuple[Card, ...]:
    """The cards in this order; while votes are hidden there is no order by them, and the newest come first.
    What was answered stands as it was on air."""
    if order is ListOrder.ANSWERED:
        return state.answered
    if order is ListOrder.NEWEST or state.hides_tallies:
        return tuple(sorted(state.questions, key=lambda card: card.asked_at, reverse=True))
    return tuple(sorted(state.questions, key=lambda card: -(card.votes or 0)))
