"""In which order readers see questions."""

from enum import StrEnum

from standfirst.apps.live.rules.shapes import Card, RoomState


class ListOrder(StrEnum):
    """Chosen by whoever reads."""

    VOTES = "votes"
    NEWEST = "newest"
    ANSWERED = "answered"


ORDERS = {ListOrder.VOTES: "Most votes", ListOrder.NEWEST: "Newest", ListOrder.ANSWERED: "Answered"}


def listed(state: RoomState, order: ListOrder) -> tuple[Card, ...]:
    """The cards in this order; while votes are hidden there is no order by them, and the newest come first."""
    if order is ListOrder.ANSWERED:
        return tuple(reversed(state.answered))
    if order is ListOrder.NEWEST or state.hides_tallies:
        return tuple(sorted(state.questions, key=lambda card: card.asked_at, reverse=True))
    return tuple(sorted(state.questions, key=lambda card: -(card.votes or 0)))
