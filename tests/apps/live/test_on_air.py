"""On air: one question at a time, whoever presses; the stages; the end."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from standfirst.apps.accounts.models import User
from standfirst.apps.live import api as live
from standfirst.apps.live.actions import move_stage as moving
from standfirst.apps.live.models import Airing, Question, Room, Step
from standfirst.core.batches import list_failing
from standfirst.core.models import BusMessage
from tests.apps.live.interviewing import (
    HOUR,
    a_room,
    air,
    an_asker,
    an_interview,
    ask,
    asked,
    frames_of,
    fresh,
    state_of,
)
from tests.publication import Publication

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def questions(room: Room, asker: User, now: datetime) -> list[Question]:
    return [asked(room, asker, f"Is this number {n}?", now=now + n * MINUTE) for n in range(3)]


def test_what_goes_on_air_is_seen_by_all_and_what_was_there_is_answered(
    room: Room, questions: list[Question], now: datetime
) -> None:
    first, second, _ = questions
    air(room, first, now=now)
    before = len(frames_of(room))
    air(room, second, now=now + MINUTE)
    (kind, delta), (event, told) = frames_of(room)[before:]
    assert (kind, [(card["key"], card["state"]) for card in delta["upsert"]]) == (
        "delta",
        [(first.key, "answered"), (second.key, "on_air")],
    )
    assert (event, told["now"]["key"], told["next_version"]) == ("air", second.key, 2)
    shown = live.room_state(fresh(room))
    assert shown.now is not None
    assert (shown.now.key, [card.key for card in shown.answered]) == (second.key, [first.key])
    assert first.key not in {card.key for card in shown.questions}
    assert [(row.question_id, row.began_at, row.ended_at) for row in Airing.objects.order_by("pk")] == [
        (first.pk, now, now + MINUTE),
        (second.pk, now + MINUTE, None),
    ]


def test_next_goes_on_air_at_one_press(room: Room, questions: list[Question], now: datetime) -> None:
    first, second, _ = questions
    with pytest.raises(live.Refused) as refused:
        live.next_question(room_id=room.pk, seen_version=0, by=None, now=now)
    assert refused.value.code is live.Code.NOTHING_NEXT
    before = len(frames_of(room))
    live.put_on_deck(room_id=room.pk, key=second.key, seen_version=0, by=None, now=now)
    assert len(frames_of(room)) == before, "what is next is the desk's affair"
    live.next_question(room_id=room.pk, seen_version=1, by=None, now=now)
    after = fresh(room)
    assert (after.on_air, after.on_deck, after.air_version) == (second, None, 2)
    assert state_of(first) == "open"


def test_who_has_not_seen_the_last_change_changes_nothing(
    room: Room, questions: list[Question], now: datetime
) -> None:
    first, second, _ = questions
    air(room, first, now=now)
    before = (
        BusMessage.objects.count(),
        Step.objects.count(),
        Airing.objects.count(),
        fresh(room).air_version,
    )
    acts: tuple[Callable[[], object], ...] = (
        lambda: live.put_on_air(room_id=room.pk, key=second.key, seen_version=0, by=None, now=now),
        lambda: live.put_on_deck(room_id=room.pk, key=second.key, seen_version=0, by=None, now=now),
        lambda: live.next_question(room_id=room.pk, seen_version=0, by=None, now=now),
        lambda: live.take_off_air(room_id=room.pk, seen_version=0, answered=True, by=None, now=now),
    )
    for act in acts:
        with pytest.raises(live.Conflict) as conflict:
            act()
        assert conflict.value.version == 1
    after = (
        BusMessage.objects.count(),
        Step.objects.count(),
        Airing.objects.count(),
        fresh(room).air_version,
    )
    assert (before, state_of(first), state_of(second)) == (after, "on_air", "open")


@pytest.mark.parametrize("answered", [True, False])
def test_what_is_taken_off_the_air_is_answered_or_open_again(
    room: Room, questions: list[Question], now: datetime, answered: bool
) -> None:
    air(room, questions[0], now=now)
    live.take_off_air(room_id=room.pk, seen_version=1, answered=answered, by=None, now=now)
    assert state_of(questions[0]) == ("answered" if answered else "open")
    assert frames_of(room)[-1] == ("air", {"now": None, "next_version": 2})
    with pytest.raises(live.Refused):
        live.take_off_air(room_id=room.pk, seen_version=2, answered=True, by=None, now=now)


def test_only_an_open_question_of_this_room_goes_on_air_and_only_when_it_is_live(
    room: Room, asker: User, other: User, now: datetime
) -> None:
    waiting = ask(room, asker, "Does this one wait?", now=now)
    early = a_room(now, live.Stage.COLLECTING, title="Another")
    elsewhere = asked(early, other, "Is this one elsewhere?", now=now)
    for there, question in ((room, waiting), (room, elsewhere), (early, elsewhere)):
        with pytest.raises(live.Refused):
            air(there, question, now=now)
    assert not Airing.objects.exists()


def test_a_question_that_is_taken_down_is_off_the_air_at_once(
    room: Room, questions: list[Question], asker: User, now: datetime
) -> None:
    air(room, questions[0], now=now)
    live.take_down_question(key=questions[0].key, rule=5, sentence="", by=None, now=now)
    (_, delta), (_, told) = frames_of(room)[-2:]
    assert (delta["gone"], told["now"]) == ([questions[0].key], None)
    urgent = (
        BusMessage.objects.filter(topic="stream").order_by("-pk").values_list("payload__urgent", flat=True)
    )
    assert list(urgent[:2]) == [True, True]
    assert fresh(room).on_air is None
    live.restore_question(key=questions[0].key, by=None, now=now)
    assert state_of(questions[0]) == "pending"


def test_the_end_keeps_what_was_not_reached_and_never_shows_what_the_desk_has_not_seen(
    room: Room, questions: list[Question], other: User, now: datetime
) -> None:
    first, second, third = questions
    waiting = ask(room, other, "Has nobody read this one?", now=now)
    air(room, first, now=now)
    live.vote(room_id=room.pk, key=second.key, reader_id=other.pk, now=now)
    live.end_interview(room_id=room.pk, by=None, now=now + HOUR, farewell="Thank you.")
    shown = live.room_state(fresh(room))
    assert (shown.stage, shown.now, shown.farewell) == (live.Stage.ENDED, None, "Thank you.")
    assert [card.key for card in shown.answered] == [first.key]
    assert [(card.key, card.votes, card.state) for card in shown.questions] == [
        (second.key, 1, "not_reached"),
        (third.key, 0, "not_reached"),
    ]
    assert state_of(waiting) == "not_reached"
    assert live.questions_of(asker_id=other.pk, room_id=room.pk)[0].state == "not_reached"
    tally = live.tally_of(room_id=room.pk)
    assert (tally.asked, tally.approved, tally.answered, tally.not_reached) == (4, 3, 1, 3)
    assert tally.asked == sum(tally.by_state.values())
    live.move_stage(room_id=room.pk, to=live.Stage.LIVE, by=None, now=now + HOUR)
    assert [state_of(each) for each in (second, third, waiting)] == ["open", "open", "pending"]


def test_the_clock_opens_begins_and_ends_and_goes_back_on_nothing(
    publication: Publication, db: None, now: datetime
) -> None:
    page = an_interview(now, starts_at=now + 10 * HOUR, collects_from=now + HOUR, by_clock=True)
    by_hand = an_interview(now, starts_at=now + 10 * HOUR, collects_from=now + HOUR)
    seen = []
    for hours in (0, 1, 9, 10, 12, 13):
        live.pass_time(now=now + hours * HOUR)
        rooms = [live.room_of(interview_id=each.pk) for each in (page, by_hand)]
        seen.append(tuple(room.stage for room in rooms if room))
    assert seen == [
        ("announced", "announced"),
        ("collecting", "collecting"),
        ("collecting", "collecting"),
        ("live", "collecting"),
        ("live", "collecting"),
        ("ended", "collecting"),
    ]
    room = live.room_of(interview_id=by_hand.pk)
    assert room is not None
    live.move_stage(room_id=room.pk, to=live.Stage.LIVE, by=None, now=now)
    assert live.pass_time(now=now) == 0


def test_asking_stays_as_a_producer_said_through_the_stages(
    publication: Publication, db: None, now: datetime
) -> None:
    room = a_room(now, live.Stage.COLLECTING)
    live.set_asking(room_id=room.pk, asking=live.Asking.CLOSED, by=None, now=now)
    live.move_stage(room_id=room.pk, to=live.Stage.LIVE, by=None, now=now)
    told = [content for event, content in frames_of(room) if event == "stage"]
    assert [each["asking"] for each in told] == [False, True, False, False]
    live.set_asking(room_id=room.pk, asking=live.Asking.AUTO, by=None, now=now)
    assert frames_of(room)[-1] == ("stage", {"stage": "live", "asking": True})


def test_a_rehearsal_is_a_room_of_its_own_and_nothing_of_it_is_left(
    publication: Publication, asker: User, now: datetime
) -> None:
    room = a_room(now, live.Stage.COLLECTING)
    rehearsal = live.begin_rehearsal(interview_id=room.interview_id, by=None, now=now)
    assert live.begin_rehearsal(interview_id=room.interview_id, by=None, now=now).pk == rehearsal.pk
    question = asked(rehearsal, asker, "Is this only a rehearsal?", now=now)
    air(rehearsal, question, now=now)
    assert live.room_state(fresh(room)).counts.asked == 0
    live.move_stage(room_id=room.pk, to=live.Stage.LIVE, by=None, now=now)
    assert list(Room.objects.filter(interview=room.interview)) == [room]
    assert not Question.objects.filter(pk=question.pk).exists()
    with pytest.raises(live.Refused):
        live.wipe_rehearsal(room_id=room.pk, by=None, now=now)


def test_the_desk_reads_page_by_page_and_knows_who_was_not_heard(
    room: Room, questions: list[Question], other: User, now: datetime
) -> None:
    mira = an_asker("mira", now=now)
    theirs = asked(room, other, "Is this from another?", now=now)
    for reader, question in ((other, questions[1]), (mira, questions[1]), (mira, questions[2])):
        live.vote(room_id=room.pk, key=question.key, reader_id=reader.pk, now=now)
    live.roll_up(room_id=room.pk, now=now)
    for order, wanted in (
        (live.Order.VOTES, [questions[1], questions[2], questions[0], theirs]),
        (live.Order.NEWEST, [theirs, *reversed(questions)]),
        (live.Order.OLDEST, [*questions, theirs]),
    ):
        found, after = [], ""
        while page := live.list_questions(
            room_id=room.pk, state=live.State.OPEN, order=order, after=after, limit=3
        ):
            found += [card.key for card in page]
            after = page[-1].mark
        assert found == [each.key for each in wanted], order
    air(room, questions[0], now=now)
    voices = {
        card.key: card.is_new_voice for card in live.list_questions(room_id=room.pk, state=live.State.OPEN)
    }
    assert voices == {theirs.key: True, questions[1].key: False, questions[2].key: False}
    with pytest.raises(live.BadMark):
        live.list_questions(room_id=room.pk, state=live.State.OPEN, after="nonsense")


def test_a_list_that_is_out_of_date_takes_nothing_away_from_the_public(
    room: Room, questions: list[Question], now: datetime
) -> None:
    first, second, third = questions
    live.merge_questions(key=third.key, into=second.key, by=None, now=now)
    air(room, first, now=now)
    before = len(frames_of(room))
    for key in (first.key, second.key, third.key):
        with pytest.raises(live.Refused):
            live.restore_question(key=key, by=None, now=now)
        with pytest.raises(live.Refused):
            live.approve_question(
                key=key, by=None, seen_version=Question.objects.get(key=key).version, now=now
            )
    assert [state_of(each) for each in questions] == ["on_air", "open", "merged"]
    assert (len(frames_of(room)), fresh(room).on_air_id) == (before, first.pk)


def test_what_was_next_and_is_merged_leaves_its_place_to_the_other(
    room: Room, questions: list[Question], now: datetime
) -> None:
    first, second, third = questions
    for question, into, then in ((second, third, third), (third, first, None)):
        seen = fresh(room).air_version
        live.put_on_deck(room_id=room.pk, key=question.key, seen_version=seen, by=None, now=now)
        if then is None:
            air(room, first, now=now)
        live.merge_questions(key=question.key, into=into.key, by=None, now=now)
        assert fresh(room).on_deck == then


def test_what_has_ended_does_not_end_again(room: Room, now: datetime) -> None:
    live.end_interview(room_id=room.pk, by=None, farewell="Good night.", now=now)
    live.move_stage(room_id=room.pk, to=live.Stage.REPLAY, by=None, now=now)
    with pytest.raises(live.Refused):
        live.end_interview(room_id=room.pk, by=None, farewell="Again.", now=now + HOUR)
    found = fresh(room)
    assert (found.stage, found.ended_at, found.farewell) == ("replay", now, "Good night.")


def test_where_it_goes_on_and_where_it_becomes_a_replay_everybody_looks_anew(
    room: Room, now: datetime
) -> None:
    epochs = [room.epoch]
    live.end_interview(room_id=room.pk, by=None, now=now)
    for stage in (live.Stage.LIVE, live.Stage.ENDED, live.Stage.REPLAY, live.Stage.ENDED):
        live.move_stage(room_id=room.pk, to=stage, by=None, now=now)
        epochs.append(fresh(room).epoch)
    assert [one != other for one, other in pairwise(epochs)] == [True, False, True, True]


def test_a_room_that_fails_holds_up_no_other(
    publication: Publication, db: None, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms = [a_room(now, live.Stage.COLLECTING, by_clock=True, starts_at=now + HOUR) for _ in range(3)]
    real = moving.move

    def fails_at_first(room: Room, *rest: Any, **more: Any) -> None:
        if room.pk == rooms[0].pk:
            raise RuntimeError("odd")
        real(room, *rest, **more)

    monkeypatch.setattr(moving, "move", fails_at_first)
    assert live.pass_time(now=now + HOUR) == 2
    assert [fresh(room).stage for room in rooms] == ["collecting", "live", "live"]
    assert [(each.job, each.rows) for each in list_failing()] == [("live.pass_time", 1)]
