"""What a producer sees of a room: what waits, what is open, what is next, what is on air, and what became of the rest."""

from dataclasses import dataclass
from datetime import datetime

from standfirst.apps.live import api as live
from standfirst.screens.desk.comment_cards import Found, found_in_words

ORDERS = tuple(order.value for order in live.Order)  # of what is open
OVER = (live.State.DECLINED, live.State.TAKEN_DOWN, live.State.WITHDRAWN, live.State.MERGED)
# The lists by their names: which states stand in each, what it is called, and in which order it is read.
LISTS: dict[str, tuple[str, tuple[live.State, ...], live.Order]] = {
    "incoming": ("Incoming", (live.State.PENDING,), live.Order.OLDEST),
    "approved": ("Approved", (live.State.OPEN,), live.Order.VOTES),
    "answered": ("Answered", (live.State.ANSWERED,), live.Order.NEWEST),
    "not-reached": ("Not reached", (live.State.NOT_REACHED,), live.Order.VOTES),
    "declined": ("Declined, merged, withdrawn", OVER, live.Order.NEWEST),
}
SHOWN, OF_THE_REST = 50, 20
WORDS = {
    live.State.DECLINED: "declined",
    live.State.TAKEN_DOWN: "taken down",
    live.State.WITHDRAWN: "withdrawn by its asker",
    live.State.MERGED: "merged",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A question in a list."""

    card: live.DeskCard

    @property
    def became(self) -> str:
        """Of what is over, in words."""
        return WORDS.get(self.card.state, "")

    @property
    def edited(self) -> bool:
        return self.card.asked_text != self.card.text

    @property
    def found(self) -> tuple[Found, ...]:
        """What moderation saw in it."""
        return tuple(found_in_words(each) for each in self.card.findings)


@dataclass(frozen=True, slots=True)
class Column:
    """One list, from its beginning or from a place in it; `after` is where it goes on, if it does."""

    name: str
    title: str
    rows: tuple[Row, ...]
    many: int
    after: str


@dataclass(frozen=True, slots=True)
class Board:
    """Everything at one moment. `stamp` is another one once anything has changed."""

    room: live.Room
    stamp: str
    now: Row | None
    next: Row | None
    columns: dict[str, Column]
    counts: live.Counts
    asks: bool
    since: datetime | None

    @property
    def incoming(self) -> Column:
        return self.columns["incoming"]

    @property
    def approved(self) -> Column:
        return self.columns["approved"]

    @property
    def answered(self) -> Column:
        return self.columns["answered"]

    @property
    def not_reached(self) -> Column:
        return self.columns["not-reached"]

    @property
    def declined(self) -> Column:
        return self.columns["declined"]


def board_of(room: live.Room, *, order: str = live.Order.VOTES) -> Board:
    """`order` is of what is open."""
    counts = live.tally_of(room_id=room.pk)
    return Board(
        room=room,
        stamp=stamp_of(room, order),
        now=_row_of(room.on_air),
        next=_row_of(room.on_deck),
        columns={name: column(room, name, counts=counts, order=order) for name in LISTS},
        counts=counts,
        asks=live.takes_questions_now(room),
        since=live.on_air_since(room),
    )


def stamp_of(room: live.Room, order: str) -> str:
    """Another one once anything on the board has changed."""
    return f"{live.stamp_of(room)}-{order}"


def column(
    room: live.Room, name: str, *, counts: live.Counts, order: str = live.Order.VOTES, after: str = ""
) -> Column:
    """One list. Raises BadMark."""
    title, states, usual = LISTS[name]
    limit = SHOWN if name in {"incoming", "approved"} or after else OF_THE_REST
    wanted = live.Order(order) if name == "approved" else usual
    cards = live.list_questions(room_id=room.pk, state=states, order=wanted, after=after, limit=limit)
    many = sum(counts.by_state.get(state, 0) for state in states)
    goes_on = len(cards) == limit and many > limit
    return Column(name, title, tuple(map(Row, cards)), many, cards[-1].mark if goes_on else "")


def _row_of(question: live.Question | None) -> Row | None:
    card = live.find_question(key=question.key) if question else None
    return Row(card) if card else None
