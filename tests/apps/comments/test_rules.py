"""The rules of the comments, as tables."""

from datetime import UTC, datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.apps.comments.rules.opening import Because, Hours, Mode, Opening, opening_of
from standfirst.apps.comments.rules.places import BadPlace, Mark, read_mark
from standfirst.apps.comments.rules.rights import EDIT_WITHIN, Act, Actor, Editing, may
from standfirst.apps.comments.rules.states import Queue, State, Status, is_visible, queue_of
from standfirst.core.keyset import Place

OSLO = ZoneInfo("Europe/Oslo")
FRIDAY = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ALWAYS = Hours()
OFFICE = Hours(opens_at=time(8), closes_at=time(18), weekdays=frozenset(range(1, 6)))
NIGHT = Hours(opens_at=time(22), closes_at=time(6), weekdays=frozenset({5}), outside=Mode.READERS_ONLY)


def opening(**more: object) -> Opening:
    given: dict[str, object] = {
        "chosen": None, "defaults": (Mode.OPEN,), "published_at": FRIDAY - timedelta(days=1),
        "close_after": timedelta(days=14), "hours": ALWAYS, "zone": OSLO, "now": FRIDAY,
    }  # fmt: skip
    return opening_of(**{**given, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("more", "mode", "because"),
    [
        ({}, Mode.OPEN, Because.DEFAULT),
        ({"defaults": (Mode.OPEN, Mode.PREMODERATED)}, Mode.PREMODERATED, Because.DEFAULT),
        ({"defaults": (Mode.OPEN, Mode.CLOSED, Mode.PREMODERATED)}, Mode.CLOSED, Because.DEFAULT),
        ({"published_at": FRIDAY - timedelta(days=14)}, Mode.READERS_ONLY, Because.OLD),
        ({"published_at": FRIDAY - timedelta(days=13, hours=23)}, Mode.OPEN, Because.DEFAULT),
        ({"published_at": FRIDAY - timedelta(days=900), "close_after": None}, Mode.OPEN, Because.DEFAULT),
        ({"published_at": FRIDAY - timedelta(days=99), "chosen": Mode.OPEN}, Mode.OPEN, Because.CHOSEN),
        ({"published_at": FRIDAY - timedelta(days=99), "defaults": (Mode.CLOSED,)}, Mode.CLOSED, Because.OLD),
        ({"defaults": (Mode.CLOSED,), "chosen": Mode.OPEN}, Mode.OPEN, Because.CHOSEN),
        ({"chosen": Mode.CLOSED}, Mode.CLOSED, Because.CHOSEN),
        ({"hours": OFFICE}, Mode.OPEN, Because.DEFAULT),
        ({"hours": OFFICE, "now": FRIDAY + timedelta(hours=9)}, Mode.PREMODERATED, Because.HOURS),
        ({"hours": OFFICE, "now": FRIDAY + timedelta(days=1)}, Mode.PREMODERATED, Because.HOURS),
        ({"hours": OFFICE, "chosen": Mode.CLOSED, "now": FRIDAY + timedelta(days=1)}, Mode.CLOSED, Because.CHOSEN),
        ({"hours": NIGHT}, Mode.READERS_ONLY, Because.HOURS),
        ({"hours": NIGHT, "now": FRIDAY + timedelta(hours=13)}, Mode.OPEN, Because.DEFAULT),
        ({"hours": NIGHT, "now": FRIDAY + timedelta(hours=18)}, Mode.OPEN, Because.DEFAULT),
        ({"hours": NIGHT, "now": FRIDAY + timedelta(hours=21)}, Mode.READERS_ONLY, Because.HOURS),
    ],
)  # fmt: skip
def test_what_may_be_done_under_an_article(more: dict[str, object], mode: Mode, because: Because) -> None:
    assert opening(**more) == Opening(mode, because)


def state(status: Status, **more: bool) -> State:
    rest = {"was_published": True, "is_judged": False, "needs_a_look": False, "has_answers": False}
    return State(status=status, **{**rest, **more})


@pytest.mark.parametrize(
    ("given", "visible", "queue"),
    [
        (state(Status.PUBLISHED), True, Queue.NEW),
        (state(Status.PUBLISHED, is_judged=True), True, Queue.APPROVED),
        (state(Status.PUBLISHED, is_judged=True, needs_a_look=True), True, Queue.REPORTED),
        (state(Status.PUBLISHED, needs_a_look=True), True, Queue.REPORTED),
        (state(Status.PENDING, was_published=False), False, Queue.PENDING),
        (state(Status.HELD, was_published=False), False, Queue.HELD),
        (state(Status.HELD), False, Queue.HELD),
        (state(Status.HELD, has_answers=True), False, Queue.HELD),
        (state(Status.REJECTED, was_published=False), False, Queue.REJECTED),
        (state(Status.REJECTED), True, Queue.REJECTED),
        (state(Status.DELETED), False, Queue.NONE),
        (state(Status.DELETED, has_answers=True), True, Queue.NONE),
        (state(Status.DELETED, was_published=False, has_answers=True), False, Queue.NONE),
    ],
)
def test_where_a_comment_is_seen_and_found(given: State, visible: bool, queue: Queue) -> None:
    assert (is_visible(given), queue_of(given)) == (visible, queue)


# Who may do what, written out a second time and by other means: by actor and act, the states in which it is allowed.
P, W, H, R, D = Status.PUBLISHED, Status.PENDING, Status.HELD, Status.REJECTED, Status.DELETED
NEVER: set[Status] = set()
SEEN, ALL = {P}, {P, W, H, R}
GRID: dict[Actor, dict[Act, set[Status]]] = {
    Actor.VISITOR: {Act.READ: SEEN},
    Actor.REGISTERED: {Act.READ: SEEN},
    Actor.SANCTIONED: {Act.READ: SEEN},
    Actor.SUBSCRIBER: {Act.READ: SEEN, Act.ANSWER: SEEN, Act.RECOMMEND: SEEN, Act.REPORT: SEEN},
    Actor.AUTHOR: {
        Act.READ: ALL, Act.ANSWER: SEEN, Act.EDIT: {P, W, H}, Act.DELETE: ALL, Act.APPEAL: {R}, Act.READ_SOURCE: ALL,
    },
    Actor.LAPSED_AUTHOR: {Act.READ: ALL, Act.DELETE: ALL, Act.APPEAL: {R}, Act.READ_SOURCE: ALL},
    Actor.SANCTIONED_AUTHOR: {Act.READ: ALL, Act.DELETE: ALL, Act.APPEAL: {R}, Act.READ_SOURCE: ALL},
    Actor.MODERATOR: {
        Act.READ: ALL, Act.ANSWER: SEEN, Act.RECOMMEND: SEEN, Act.REPORT: SEEN, Act.READ_SOURCE: ALL,
        Act.READ_REVISIONS: ALL, Act.DECIDE: ALL,
    },
}  # fmt: skip


@pytest.mark.parametrize(("actor", "act", "status"), list(product(Actor, Act, Status)))
def test_the_grid_of_rights_is_as_written_here(actor: Actor, act: Act, status: Status) -> None:
    assert may(actor, act, status=status) is (status in GRID[actor].get(act, NEVER))


@pytest.mark.parametrize(
    ("after", "replies", "status", "open_"),
    [
        (timedelta(0), 0, P, True),
        (EDIT_WITHIN - timedelta(seconds=1), 0, P, True),
        (EDIT_WITHIN, 0, P, False),
        (timedelta(minutes=1), 1, P, False),
        (timedelta(days=2), 0, W, True),
        (timedelta(days=2), 0, H, True),
    ],
)
def test_until_when_a_comment_can_be_changed(
    after: timedelta, replies: int, status: Status, open_: bool
) -> None:
    assert Editing(FRIDAY, replies, status).is_open(FRIDAY + after) is open_


@given(
    micros=st.integers(0, 4 * 10**15),
    number=st.integers(1, 2**40),
    score=st.integers(0, 2**31 - 1),
)
def test_a_mark_is_read_as_it_was_written(micros: int, number: int, score: int) -> None:
    mark = Mark(Place(EPOCH + timedelta(microseconds=micros), number), score)
    assert read_mark(str(mark)) == mark


@pytest.mark.parametrize(
    "text", ["", "x", "1", "1-2", "zz-1-1", "-1-1-1", f"{2**31:x}-1-1", "1-1-1-1", "\x00-1-1"]
)
def test_what_is_no_mark_is_refused(text: str) -> None:
    with pytest.raises(BadPlace):
        read_mark(text)
