"""Votes: one a reader a question, only for what is open in this room, counted exactly, and never one by one."""

from datetime import datetime, timedelta

import pytest

from standfirst.apps.accounts.models import User
from standfirst.apps.live import api as live
from standfirst.apps.live.models import Question, Room, Vote, VoteChange
from standfirst.apps.live.queries import cards
from standfirst.apps.membership import api as membership
from tests.apps.live.interviewing import (
    a_room,
    air,
    an_asker,
    ask,
    asked,
    frames_of,
    fresh,
    votes_for,
)
from tests.publication import Publication

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def vote(room: Room, question: Question, reader: User, now: datetime) -> bool:
    return live.vote(room_id=room.pk, key=question.key, reader_id=reader.pk, now=now)


def unvote(room: Room, question: Question, reader: User, now: datetime) -> bool:
    return live.unvote(room_id=room.pk, key=question.key, reader_id=reader.pk, now=now)


def roll_up(room: Room, now: datetime) -> int:
    return live.roll_up(room_id=room.pk, now=now)


@pytest.fixture
def question(room: Room, asker: User, now: datetime) -> Question:
    return asked(room, asker, "Who pays for the bridge?", now=now)


def test_a_vote_counts_once_and_can_be_taken_back(
    room: Room, question: Question, other: User, now: datetime
) -> None:
    assert vote(room, question, other, now)
    assert not vote(room, question, other, now)
    assert live.votes_of(reader_id=other.pk, room_id=room.pk) == {question.key}
    assert votes_for(question) == 0, "until it is rolled up"
    roll_up(room, now)
    assert votes_for(question) == 1
    assert unvote(room, question, other, now)
    assert not unvote(room, question, other, now)
    assert vote(room, question, other, now)
    assert unvote(room, question, other, now)
    roll_up(room, now)
    assert votes_for(question) == 0
    assert not Vote.objects.exists()
    assert not VoteChange.objects.exists()


def test_a_roll_up_tells_everybody_once_and_nothing_where_nothing_changed(
    publication: Publication, room: Room, question: Question, other: User, now: datetime
) -> None:
    before = len(frames_of(room))
    vote(room, question, other, now)
    vote(room, question, an_asker("mira", now=now), now)
    assert len(frames_of(room)) == before
    assert roll_up(room, now) == 1
    (frame,) = frames_of(room)[before:]
    assert frame == ("delta", {"counters": {question.key: 2}, "upsert": [], "gone": []})
    assert roll_up(room, now) == 0
    vote(room, question, publication.reader("subscriber"), now)
    unvote(room, question, other, now)
    assert roll_up(room, now) == 0
    assert len(frames_of(room)) == before + 1


def test_only_the_open_questions_of_this_room_take_votes(
    room: Room, asker: User, other: User, now: datetime
) -> None:
    elsewhere = asked(a_room(now, title="Another"), asker, "Is this one elsewhere?", now=now)
    pending = ask(room, asker, "Does this one wait?", now=now)
    declined = ask(room, asker, "Is this one declined?", now=now + MINUTE)
    live.decline_question(key=declined.key, rule=3, sentence="", by=None, seen_version=1, now=now)
    on_air = asked(room, asker, "Is this one on air?", now=now + 2 * MINUTE)
    air(room, on_air, now=now)
    for question in (elsewhere, pending, declined, on_air):
        for act in (vote, unvote):
            with pytest.raises(live.Refused) as refused:
                act(room, question, other, now)
            assert refused.value.code is live.Code.GONE
            assert question.text not in str(refused.value)
    assert not Vote.objects.exists()
    assert not VoteChange.objects.exists()


def test_nobody_votes_for_their_own(room: Room, question: Question, asker: User, now: datetime) -> None:
    with pytest.raises(live.Refused) as refused:
        vote(room, question, asker, now)
    assert refused.value.code is live.Code.OWN
    assert not Vote.objects.exists()


def test_who_does_not_subscribe_any_more_cannot_vote(
    room: Room, question: Question, other: User, publication: Publication, now: datetime
) -> None:
    membership.end_everything(
        reader_id=other.pk, because="refunded", now=now, by=membership.By(1, "the desk")
    )
    for reader in (other, publication.reader("registered")):
        with pytest.raises(live.Refused) as refused:
            vote(room, question, reader, now)
        assert refused.value.code is live.Code.ACCESS
    live.end_interview(room_id=room.pk, by=None, now=now)
    with pytest.raises(live.Refused) as refused:
        vote(room, question, publication.reader("subscriber"), now)
    assert refused.value.code is live.Code.STAGE
    assert not Vote.objects.exists()


def test_thirty_votes_a_minute(room: Room, question: Question, other: User, now: datetime) -> None:
    for _ in range(15):
        vote(room, question, other, now)
        unvote(room, question, other, now)
    with pytest.raises(live.Refused) as refused:
        vote(room, question, other, now)
    assert refused.value.code is live.Code.TOO_MANY
    assert vote(room, question, other, now + MINUTE)


def test_hidden_votes_reach_nobody_before_the_end(
    publication: Publication, asker: User, other: User, now: datetime
) -> None:
    room = a_room(now, hides_tallies=True)
    first = asked(room, asker, "Which of them leads?", now=now)
    asked(room, other, "Does this one lead?", now=now)
    vote(room, first, other, now)
    before = len(frames_of(room))
    assert roll_up(room, now) == 1
    assert len(frames_of(room)) == before
    cards_now = live.room_state(fresh(room)).questions
    assert [card.votes for card in cards_now] == [None, None]
    assert cards_now[-1].key == first.key, "nor are they in the order of votes"
    assert {own.votes for own in live.questions_of(asker_id=asker.pk, room_id=room.pk)} == {None}
    assert all('"votes": 1' not in str(frame) for frame in frames_of(room))
    live.end_interview(room_id=room.pk, by=None, now=now)
    assert [card.votes for card in live.room_state(fresh(room)).questions] == [1, 0]


def test_only_what_is_shown_is_told_and_what_rises_comes_with_its_card(
    room: Room, asker: User, other: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cards, "TOP", 1)
    monkeypatch.setattr(cards, "NEWEST", 1)
    oldest, second, newest = [
        asked(room, asker, f"Which is number {n}?", now=now + n * MINUTE) for n in range(3)
    ]
    before = len(frames_of(room))
    vote(room, second, other, now)
    roll_up(room, now)
    ((_, told),) = frames_of(room)[before:]
    assert told["counters"] == {}
    assert [(card["key"], card["votes"]) for card in told["upsert"]] == [(second.key, 1)]
    mira = an_asker("mira", now=now)
    vote(room, newest, mira, now)
    vote(room, oldest, mira, now)  # as many as the first has, and so it does not rise
    roll_up(room, now)
    _, told = frames_of(room)[-1]
    assert (told["counters"], [card["key"] for card in told["upsert"]]) == ({newest.key: 1}, [oldest.key])


def test_what_is_merged_counts_each_reader_once_and_can_be_parted(
    room: Room, asker: User, other: User, publication: Publication, now: datetime
) -> None:
    one, same = (
        asked(room, who, f"Who pays for it, asks {who.username}?", now=now) for who in (asker, other)
    )
    mira, noor = an_asker("mira", now=now), an_asker("noor", now=now)
    for question, reader in ((one, mira), (same, mira), (same, noor)):
        vote(room, question, reader, now)
    live.merge_questions(key=same.key, into=one.key, by=None, now=now)
    assert votes_for(one) == 2
    assert live.votes_of(reader_id=noor.pk, room_id=room.pk) == {one.key}
    assert not vote(room, one, noor, now), "she has voted for it already"
    _, told = frames_of(room)[-1]
    assert told["gone"] == [same.key]
    assert [(card["key"], card["votes"], card["also"]) for card in told["upsert"]] == [(one.key, 2, 1)]
    (own,) = live.questions_of(asker_id=other.pk, room_id=room.pk)
    assert (own.state, own.merged_key, own.merged_text, own.votes) == ("merged", one.key, one.text, 2)
    live.unmerge_question(key=same.key, by=None, now=now)
    assert (votes_for(one), votes_for(same)) == (1, 2)
    assert roll_up(room, now) == 0
    live.merge_questions(key=same.key, into=one.key, by=None, now=now)
    assert unvote(room, one, mira, now), "both of hers"
    roll_up(room, now)
    assert votes_for(one) == 1
    live.unmerge_question(key=same.key, by=None, now=now)
    assert (votes_for(one), votes_for(same)) == (0, 1)


def test_what_was_merged_stands_by_itself_when_the_other_goes(
    room: Room, asker: User, other: User, now: datetime
) -> None:
    first, second, third = (
        asked(room, who, f"Is this from {who.username}?", now=now)
        for who in (asker, other, an_asker("mira", now=now))
    )
    waiting = ask(room, an_asker("noor", now=now), "Does this one wait?", now=now)
    vote(room, third, asker, now)
    live.merge_questions(key=third.key, into=second.key, by=None, now=now)
    live.merge_questions(key=second.key, into=first.key, by=None, now=now)
    live.merge_questions(key=waiting.key, into=first.key, by=None, now=now)
    assert votes_for(first) == 1
    live.withdraw_question(key=first.key, asker_id=asker.pk, now=now)
    states = {row.key: row.state for row in Question.objects.filter(room=room)}
    assert [states[row.key] for row in (first, second, third, waiting)] == [
        "withdrawn",
        "open",
        "open",
        "pending",
    ]
    assert {card.key: card.votes for card in live.room_state(fresh(room)).questions} == {
        second.key: 0,
        third.key: 1,
    }


def test_merging_with_itself_or_with_what_is_not_open_is_refused(
    room: Room, question: Question, other: User, now: datetime
) -> None:
    waiting = ask(room, other, "Does this one wait?", now=now)
    elsewhere = asked(a_room(now, title="Another"), other, "Is this one elsewhere?", now=now)
    for key, into in (
        (question.key, question.key),
        (question.key, waiting.key),
        (question.key, elsewhere.key),
    ):
        with pytest.raises(live.Refused):
            live.merge_questions(key=key, into=into, by=None, now=now)
    assert not Question.objects.exclude(merged_into=None).exists()
