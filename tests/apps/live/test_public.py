"""What everybody is told: only what the desk has opened, the same to all, and nothing of a person but a username."""

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standfirst.apps.accounts.models import User
from standfirst.apps.live import api as live
from standfirst.apps.live.models import Question, Room
from standfirst.apps.live.queries import cards
from standfirst.apps.live.rules.shapes import one_line
from standfirst.conf import streams
from standfirst.core.models import BusMessage
from standfirst.core.viewer import Standing, Viewer
from standfirst.front.streams.frames import Cursor, event
from standfirst.screens.account.erasing import erase
from tests.apps.live.event_stream import parse
from tests.apps.live.interviewing import (
    a_room,
    air,
    an_asker,
    approve,
    ask,
    asked,
    frames_of,
    fresh,
    public_text,
    votes_for,
)
from tests.publication import Publication, word

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


class Life:
    """What becomes of questions, each with a canary in its words."""

    def __init__(self, room: Room, now: datetime) -> None:
        self.room, self.now, self.number = room, now, 0

    def waits(self) -> Question:
        self.number += 1
        asker = an_asker(f"asker{self.number}", now=self.now)
        return ask(self.room, asker, f"What of {word()} and {word()}?", now=self.now)

    def declined(self) -> Question:
        return self._decline(self.waits())

    def _decline(self, question: Question) -> Question:
        return live.decline_question(key=question.key, rule=1, sentence=f"Not {word()}.", by=None, seen_version=question.version, now=self.now)  # fmt: skip

    def withdrawn(self) -> Question:
        question = self.waits()
        return live.withdraw_question(key=question.key, asker_id=question.asker_id or 0, now=self.now)

    def changed(self) -> Question:
        question = self.waits()
        live.edit_question(key=question.key, asker_id=question.asker_id or 0, text=f"Or {word()}?", now=self.now)  # fmt: skip
        return question

    def labelled(self) -> Question:
        return live.label_question(key=self.waits().key, label="money", by=None, now=self.now)

    def merged(self) -> Question:
        head = self.opened()
        return live.merge_questions(key=self.waits().key, into=head.key, by=None, now=self.now)

    def parted(self) -> Question:
        return live.unmerge_question(key=self.merged().key, by=None, now=self.now)

    def restored(self) -> Question:
        return live.restore_question(key=self.declined().key, by=None, now=self.now)

    def not_reached(self) -> Question:
        question = self.waits()
        live.end_interview(room_id=self.room.pk, by=None, now=self.now)
        return question

    def taken_up_again(self) -> Question:
        question = self.not_reached()
        live.move_stage(room_id=self.room.pk, to=live.Stage.LIVE, by=None, now=self.now)
        return question

    def opened(self) -> Question:
        return approve(self.waits(), now=self.now)

    def on_air(self) -> Question:
        question = self.opened()
        air(self.room, question, now=self.now)
        return question

    def answered(self) -> Question:
        question = self.on_air()
        live.take_off_air(room_id=self.room.pk, seen_version=fresh(self.room).air_version, answered=True, by=None, now=self.now)  # fmt: skip
        return question

    def taken_down(self, of: str) -> Question:
        question: Question = getattr(self, of)()
        return live.take_down_question(key=question.key, rule=5, sentence="", by=None, now=self.now)


NEVER_OPENED = [
    Life.waits, Life.declined, Life.withdrawn, Life.changed, Life.labelled, Life.merged, Life.parted, Life.restored,
    Life.not_reached, Life.taken_up_again,
]  # fmt: skip
ONCE_OPEN = [Life.opened, Life.on_air, Life.answered]


def secrets_of(question: Question) -> list[str]:
    row = Question.objects.get(pk=question.pk)
    told = f"{question.text} {row.text} {row.asked_text} {row.sentence}"
    return [*re.findall(r"q[a-z]{11}x", told), row.key]


@pytest.mark.parametrize("lives", NEVER_OPENED, ids=lambda lives: lives.__name__)
def test_what_the_desk_has_not_opened_is_in_no_frame_and_no_snapshot(
    room: Room, now: datetime, lives: Callable[[Life], Question]
) -> None:
    life = Life(room, now)
    seen = life.opened()
    question = lives(life)
    told = public_text(room)
    assert seen.text in told
    assert [secret for secret in secrets_of(question) if secret in told] == []


@pytest.mark.parametrize("lives", [Life.not_reached, Life.labelled], ids=lambda lives: lives.__name__)
def test_the_twin_that_takes_every_state_for_public_lets_it_out(
    room: Room, now: datetime, lives: Callable[[Life], Question], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cards, "is_public", lambda state, *, was_opened: True)
    question = lives(Life(room, now))
    live.label_question(key=question.key, label="a label", by=None, now=now)
    assert secrets_of(question)[0] in public_text(room)


@pytest.mark.parametrize("of", ["opened", "on_air", "answered"])
def test_what_is_taken_down_is_gone_from_the_room_and_told_to_nobody_again(
    room: Room, now: datetime, of: str
) -> None:
    life = Life(room, now)
    question = life.taken_down(of)
    state = live.room_state(fresh(room)).as_line()
    assert [secret for secret in secrets_of(question) if secret in state] == []
    told = BusMessage.objects.filter(topic="stream", payload__room=room.key).order_by("pk")
    forgetting = [row.pk for row in told if row.payload["forgets"]]
    after = told.filter(pk__gte=forgetting[-1])
    assert all(question.text not in row.payload["text"] for row in after)
    assert any(question.text in row.payload["text"] for row in told), "so that it was there to be forgotten"
    purged = BusMessage.objects.filter(topic="purge").last()
    assert purged is not None
    assert purged.payload["tags"] == [live.interview_tag(room.interview_id)]


def test_nothing_of_a_person_goes_out_but_a_username(room: Room, now: datetime) -> None:
    asker = an_asker("zebulon", now=now)
    later = now + timedelta(seconds=17, microseconds=421)
    question = asked(room, asker, "Who am I to ask?", now=later)
    air(room, question, now=later)
    told = public_text(room)
    assert asker.username in told
    for secret in (asker.email, "zebulon@", str(question.client_id), question.text_key, ":17", "421"):
        assert secret not in told
    (card,) = [content["now"] for kind, content in frames_of(room) if kind == "air"]
    assert set(card) == {"key", "text", "by", "votes", "at", "label", "state", "edited", "lang", "also"}
    assert re.fullmatch(r"[0-9a-f]{16}", card["key"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\dZ", card["at"])


def test_keys_say_nothing_of_the_order_in_which_was_asked(room: Room, asker: User, now: datetime) -> None:
    keys = [ask(room, asker, f"Is this number {n}?", now=now + n * MINUTE).key for n in range(5)]
    other = a_room(now, title="Another")
    keys += [ask(other, asker, f"Is this number {n}?", now=now + n * MINUTE).key for n in range(5)]
    differences = {int(one, 16) - int(two, 16) for one in keys for two in keys}
    assert len(differences) == 10 * 9 + 1
    assert keys != sorted(keys)


def test_a_room_never_shows_what_is_of_another(
    publication: Publication, room: Room, asker: User, now: datetime
) -> None:
    theirs = asked(room, asker, "Is this of the first?", now=now)
    again = live.open_room(interview_id=a_room(now, title=room.interview.title).interview_id)
    assert theirs.text not in public_text(again)
    assert live.list_questions(room_id=again.pk, state=list(live.State)) == ()
    assert live.questions_of(asker_id=asker.pk, room_id=again.pk) == ()
    assert live.similar_questions(room_id=again.pk, text=theirs.text) == ()


def test_the_front_is_shown_the_room_and_who_may_watch_it(
    room: Room, asker: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "close_old_connections", lambda: None)  # this test is one transaction
    question = asked(room, asker, "Is the sea rising?", now=now)
    found = streams.look(room.key)
    assert found is not None
    assert (found.epoch, found.seq) == (room.epoch, fresh(room).seq)
    assert json.loads(found.text)["questions"][0]["key"] == question.key
    assert found.admits(Viewer())
    assert streams.look("nothing") is None
    room.interview.watch_access = "subscribers"
    room.interview.save_revision().publish()
    seen = streams.look(room.key)
    assert seen is not None
    assert seen.epoch != found.epoch, "so that everybody is asked anew"
    assert [seen.admits(Viewer(standing=standing)) for standing in Standing] == [False, False, True]
    room.interview.unpublish()
    assert streams.look(room.key) is None


NASTY = st.text(
    st.one_of(st.sampled_from("\r\n\0:\u2028\u2029\u0085\u202e\ufeff{}\"'\\<>&"), st.characters(exclude_categories=["Cs"])),
    max_size=60,
)  # fmt: skip


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(NASTY, min_size=1, max_size=4))
def test_whatever_is_typed_arrives_as_the_text_of_one_event(texts: list[str]) -> None:
    stream = b"".join(
        event("delta", one_line({"text": text}), at=Cursor("e1", place)) for place, text in enumerate(texts)
    )
    found = parse(stream)
    assert [(each.name, json.loads(each.data)["text"], each.last_id) for each in found] == [
        ("delta", text, f"e1.{place}") for place, text in enumerate(texts)
    ]


def test_the_twin_that_writes_text_as_it_is_makes_two_events_of_one() -> None:
    careless = b'event: delta\ndata: {"text": "Hm?\n\nevent: air\ndata: {}"}\n\n'
    assert [each.name for each in parse(careless)] == ["delta", "air"]
    with pytest.raises(ValueError, match="one line"):
        event("delta", "Hm?\n\nevent: air\ndata: {}")


def test_the_erased_leave_no_word_and_every_tally_is_right(
    room: Room, asker: User, other: User, now: datetime
) -> None:
    asks = [asked(room, asker, f"What of {word()}, number {n}?", now=now + n * MINUTE) for n in range(3)]
    waits = ask(room, asker, f"What of {word()} then?", now=now + 3 * MINUTE)
    theirs = asked(room, other, "Is this of another?", now=now)
    air(room, asks[0], now=now)
    air(room, asks[1], now=now)
    live.vote(room_id=room.pk, key=theirs.key, reader_id=asker.pk, now=now)
    live.vote(room_id=room.pk, key=theirs.key, reader_id=an_asker("mira", now=now).pk, now=now)
    live.roll_up(room_id=room.pk, now=now)
    assert votes_for(theirs) == 2
    erase(reader_id=asker.pk, now=now)
    assert votes_for(theirs) == 1
    rows = Question.objects.filter(pk__in=[each.pk for each in (*asks, waits)]).order_by("pk")
    assert [(row.state, row.text, row.asker_id) for row in rows] == [
        ("answered", "", None), ("withdrawn", "", None), ("withdrawn", "", None), ("withdrawn", "", None),
    ]  # fmt: skip
    shown = live.room_state(fresh(room))
    assert (shown.now, [card.key for card in shown.questions], shown.answered) == (None, [theirs.key], ())
    last = [content for kind, content in frames_of(room) if kind == "delta"][-4:]
    assert {key for content in last for key in content["gone"]} == {each.key for each in asks}


def test_the_votes_of_two_accounts_that_become_one_count_once(
    room: Room, asker: User, other: User, now: datetime
) -> None:
    from standfirst.core.merging import merge_rows

    head, same = (asked(room, who, f"Is this of {who.username}?", now=now) for who in (asker, other))
    kept, gone = an_asker("mira", now=now), an_asker("noor", now=now)
    both, one, parted = (
        asked(room, an_asker(name, now=now), f"Is this of {name}, too?", now=now)
        for name in ("ana", "ben", "cleo")
    )
    for question, readers in (
        (both, [kept, gone]),
        (one, [gone]),
        (head, [kept]),
        (same, [gone]),
        (parted, [kept]),
    ):
        for reader in readers:
            live.vote(room_id=room.pk, key=question.key, reader_id=reader.pk, now=now)
    live.merge_questions(key=same.key, into=head.key, by=None, now=now)
    live.roll_up(room_id=room.pk, now=now)
    assert [votes_for(each) for each in (both, one, head, parted)] == [2, 1, 2, 1]
    theirs = ask(room, gone, "Will this be mine?", now=now)
    merge_rows(kept=kept.pk, gone=gone.pk)
    live.roll_up(room_id=room.pk, now=now)
    assert [votes_for(each) for each in (both, one, head, parted)] == [1, 1, 1, 1]
    assert live.votes_of(reader_id=kept.pk, room_id=room.pk) == {
        each.key for each in (both, one, head, parted)
    }
    assert live.votes_of(reader_id=gone.pk, room_id=room.pk) == frozenset()
    assert [own.key for own in live.questions_of(asker_id=kept.pk, room_id=room.pk)] == [theirs.key]


@pytest.mark.parametrize("standing", list(Standing))
@pytest.mark.parametrize("access", ["open", "registered", "subscribers", "nonsense"])
def test_the_gate_decides_who_watches_asks_and_votes(
    publication: Publication, now: datetime, access: str, standing: Standing
) -> None:
    room = a_room(now)
    for column in ("watch_access", "replay_access", "ask_access", "vote_access"):
        setattr(room.interview, column, access)
    reader = {"visitor": None, "registered": publication.reader("registered")}.get(
        standing, publication.reader("subscriber")
    )
    rights = live.rights_of(Viewer(standing=standing), reader, room, now=now)
    level = {"open": 0, "registered": 1, "subscribers": 2, "nonsense": 3}[access]
    may = list(Standing).index(standing) >= level
    assert (rights.may_watch, rights.may_see_replay, live.admits(room, Viewer(standing=standing))) == (
        may,
    ) * 3
    assert (rights.may_ask, rights.may_vote) == (may and reader is not None,) * 2
    if reader is None:
        assert rights.no_asking is not None
        assert rights.no_asking.code is live.Code.SIGN_IN


def test_nothing_is_taken_before_it_opens_or_after_it_ends(
    publication: Publication, asker: User, other: User, now: datetime
) -> None:
    room = a_room(now, live.Stage.ANNOUNCED)
    with pytest.raises(live.Refused) as refused:
        ask(room, asker, "Is it too early for this?", now=now)
    assert refused.value.code is live.Code.CLOSED
    live.move_stage(room_id=room.pk, to=live.Stage.LIVE, by=None, now=now)
    question = asked(room, asker, "Is it too early for this?", now=now)
    live.end_interview(room_id=room.pk, by=None, now=now)
    for act in (
        lambda: ask(room, other, "Is it too late for this?", now=now + MINUTE),
        lambda: live.vote(room_id=room.pk, key=question.key, reader_id=other.pk, now=now),
        lambda: approve(ask(room, asker, question.text, now=now), now=now),
        lambda: live.move_stage(room_id=room.pk, to=live.Stage.COLLECTING, by=None, now=now),
    ):
        with pytest.raises(live.Refused):
            act()
    assert Question.objects.filter(room=room).count() == 1
