"""Asking, changing and withdrawing: what is true at that moment decides, and the asker is told what becomes of it."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from standfirst.apps.accounts.models import User
from standfirst.apps.live import api as live
from standfirst.apps.live.models import Question, Room, Step
from standfirst.apps.membership import api as membership
from standfirst.apps.moderation import api as moderation
from standfirst.core.models import BusMessage
from tests.apps.live.interviewing import a_room, air, an_asker, approve, ask, asked, frames_of, state_of
from tests.publication import Publication

pytestmark = pytest.mark.django_db
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def test_a_subscriber_asks_and_it_waits_for_the_desk(room: Room, asker: User, now: datetime) -> None:
    before = len(frames_of(room))
    question = ask(room, asker, "  Who pays \n for the bridge? ", now=now)
    assert (question.text, question.state) == ("Who pays for the bridge?", "pending")
    assert [(step.was, step.became) for step in Step.objects.filter(question=question)] == [("", "pending")]
    assert len(frames_of(room)) == before
    (own,) = live.questions_of(asker_id=asker.pk, room_id=room.pk)
    assert (own.state, own.can_edit, own.can_withdraw) == (live.State.PENDING, True, True)


def end_now(reader: User, room: Room, now: datetime) -> None:
    membership.end_everything(
        reader_id=reader.pk, because="refunded", now=now, by=membership.By(1, "the desk")
    )


def suspend(reader: User, room: Room, now: datetime) -> None:
    sanction(reader, "suspended", now, until=now + DAY)


def ban(reader: User, room: Room, now: datetime) -> None:
    sanction(reader, "banned", now)


def warn(reader: User, room: Room, now: datetime) -> None:
    sanction(reader, "warned", now)


def sanction(reader: User, kind: str, now: datetime, until: datetime | None = None) -> None:
    moderation.sanction(
        reader_id=reader.pk, kind=kind, until=until, rule=2, sentence="Be kind.", note="",
        by=User.objects.get(email="moderator@reader.example").pk, now=now,
    )  # fmt: skip


def close_account(reader: User, room: Room, now: datetime) -> None:
    User.objects.filter(pk=reader.pk).update(is_active=False)


def forget_name(reader: User, room: Room, now: datetime) -> None:
    User.objects.filter(pk=reader.pk).update(username_seen_at=None)


def new_guidelines(reader: User, room: Room, now: datetime) -> None:
    by = User.objects.get(email="editor@reader.example").pk
    rules = [("Be kind.", "Always.", "words")]
    moderation.publish_guidelines(introduction="New.", after=1, rules=rules, by=by, now=now)


def close_asking(reader: User, room: Room, now: datetime) -> None:
    live.set_asking(room_id=room.pk, asking=live.Asking.CLOSED, by=None, now=now)


def end(reader: User, room: Room, now: datetime) -> None:
    live.end_interview(room_id=room.pk, by=None, now=now)


@pytest.mark.parametrize(
    ("happens", "code"),
    [
        (end_now, live.Code.ACCESS),
        (suspend, live.Code.SUSPENDED),
        (ban, live.Code.BANNED),
        (warn, live.Code.WARNED),
        (close_account, live.Code.SIGN_IN),
        (forget_name, live.Code.NAME),
        (new_guidelines, live.Code.GUIDELINES),
        (close_asking, live.Code.CLOSED),
        (end, live.Code.CLOSED),
    ],
)
def test_what_happened_since_the_page_was_read_decides(
    room: Room, asker: User, now: datetime, happens: object, code: live.Code
) -> None:
    ask(room, asker, "Before it, all is well?", now=now)
    happens(asker, room, now)  # type: ignore[operator]
    before = Question.objects.count(), Step.objects.count(), BusMessage.objects.count()
    with pytest.raises(live.Refused) as refused:
        ask(room, asker, "After it, is nothing taken?", now=now + 2 * MINUTE)
    assert refused.value.code is code
    assert (Question.objects.count(), Step.objects.count(), BusMessage.objects.count()) == before


def test_a_registered_reader_is_told_that_only_subscribers_ask(
    room: Room, publication: Publication, now: datetime
) -> None:
    with pytest.raises(live.Refused, match="Only subscribers can submit questions"):
        ask(room, publication.reader("registered"), "May I ask this?", now=now)
    assert not Question.objects.filter(room=room).exists()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Why?", live.Code.TOO_SHORT),
        ("\u200b\u200b   \u2060\u2060", live.Code.TOO_SHORT),
        ("a" * 501, live.Code.TOO_LONG),
        ("See " + " ".join(f"https://shop.example/{n}" for n in range(4)), live.Code.TEXT),
    ],
)
def test_a_text_that_is_no_question_is_refused_and_nothing_kept(
    room: Room, asker: User, now: datetime, text: str, code: live.Code
) -> None:
    with pytest.raises(live.Refused) as refused:
        ask(room, asker, text, now=now)
    assert refused.value.code is code
    assert not Question.objects.filter(room=room).exists()
    assert ask(room, asker, "a" * 500, now=now).state == "pending", "and no time was used up by it"


def test_one_question_a_minute(room: Room, asker: User, now: datetime) -> None:
    ask(room, asker, "The first of them?", now=now)
    with pytest.raises(live.Refused) as refused:
        ask(room, asker, "The second of them?", now=now + timedelta(seconds=59))
    assert refused.value.code is live.Code.TOO_SOON
    assert ask(room, asker, "The second of them?", now=now + MINUTE).state == "pending"


def test_five_at_once_and_one_more_when_one_is_withdrawn(room: Room, asker: User, now: datetime) -> None:
    first, *_ = [ask(room, asker, f"Question number {n}?", now=now + n * MINUTE) for n in range(5)]
    approve(first, now=now)
    with pytest.raises(live.Refused) as refused:
        ask(room, asker, "One more than that?", now=now + 5 * MINUTE)
    assert refused.value.code is live.Code.TOO_MANY
    live.withdraw_question(key=first.key, asker_id=asker.pk, now=now)
    assert ask(room, asker, "One more than that?", now=now + 6 * MINUTE).state == "pending"


def test_the_same_form_and_the_same_words_are_the_same_question(
    room: Room, asker: User, other: User, now: datetime
) -> None:
    client_id = uuid4()
    asks = {"room_id": room.pk, "asker_id": asker.pk, "client_id": client_id, "now": now}
    one = live.ask_question(text="Who pays for it?", **asks)  # type: ignore[arg-type]
    assert live.ask_question(text="Sent again?", **asks).pk == one.pk  # type: ignore[arg-type]
    assert ask(room, asker, "WHO pays, for it", now=now).pk == one.pk
    assert ask(room, other, "Who pays for it?", now=now).pk != one.pk
    assert Question.objects.filter(room=room).count() == 2


def test_a_question_is_changed_until_the_desk_has_looked_at_it(
    room: Room, asker: User, other: User, now: datetime
) -> None:
    question = ask(room, asker, "Who pays for the brige?", now=now)
    with pytest.raises(live.Refused):
        live.edit_question(key=question.key, asker_id=other.pk, text="It is not yours?", now=now)
    changed = live.edit_question(
        key=question.key, asker_id=asker.pk, text="Who pays for the bridge?", now=now
    )
    with pytest.raises(live.Conflict):
        live.approve_question(key=question.key, by=None, seen_version=1, now=now)
    live.approve_question(key=question.key, by=None, seen_version=changed.version, now=now)
    with pytest.raises(live.Refused) as refused:
        live.edit_question(key=question.key, asker_id=asker.pk, text="Something else entirely?", now=now)
    assert refused.value.code is live.Code.STATE
    assert Question.objects.get(pk=question.pk).text == "Who pays for the bridge?"


def test_who_asked_sees_how_the_desk_put_it_and_how_they_had(room: Room, asker: User, now: datetime) -> None:
    question = ask(room, asker, "who pays for it and why and when?", now=now)
    approve(question, text="Who pays for it?", now=now)
    (own,) = live.questions_of(asker_id=asker.pk, room_id=room.pk)
    assert (own.text, own.asked_text) == ("Who pays for it?", "who pays for it and why and when?")
    (card,) = live.room_state(room).questions
    assert (card.text, card.edited, card.by) == ("Who pays for it?", True, asker.username)


def test_who_asked_is_told_by_which_rule_it_was_declined(room: Room, asker: User, now: datetime) -> None:
    question = ask(room, asker, "Is he an idiot?", now=now)
    with pytest.raises(live.Refused) as refused:
        live.decline_question(key=question.key, rule=None, sentence=" ", by=None, seen_version=1, now=now)
    assert refused.value.code is live.Code.REASON
    with pytest.raises(live.Refused):
        live.decline_question(key=question.key, rule=99, sentence="", by=None, seen_version=1, now=now)
    assert state_of(question) == "pending"
    live.decline_question(key=question.key, rule=2, sentence="The person, not the point.", by=None, seen_version=1, now=now)  # fmt: skip
    (own,) = live.questions_of(asker_id=asker.pk, room_id=room.pk)
    assert (own.state, own.rule, own.sentence) == (live.State.DECLINED, 2, "The person, not the point.")
    assert not own.can_withdraw


@pytest.mark.parametrize("state", ["pending", "open", "on_air", "answered"])
def test_one_withdraws_what_is_not_answered(room: Room, asker: User, now: datetime, state: str) -> None:
    question = ask(room, asker, "Shall I take it back?", now=now)
    if state != "pending":
        approve(question, now=now)
    if state in {"on_air", "answered"}:
        air(room, question, now=now)
    if state == "answered":
        live.take_off_air(room_id=room.pk, seen_version=1, answered=True, by=None, now=now)
        with pytest.raises(live.Refused):
            live.withdraw_question(key=question.key, asker_id=asker.pk, now=now)
        assert state_of(question) == "answered"
        return
    live.withdraw_question(key=question.key, asker_id=asker.pk, now=now)
    live.withdraw_question(key=question.key, asker_id=asker.pk, now=now)
    shown = live.room_state(Room.objects.select_related("interview").get(pk=room.pk))
    assert (shown.now, shown.questions, shown.answered) == (None, (), ())
    assert frames_of(room)[-1][0] == {"pending": "stage", "open": "delta", "on_air": "air"}[state]


def test_nobody_withdraws_what_another_asked(room: Room, asker: User, other: User, now: datetime) -> None:
    question = asked(room, asker, "Is this one mine?", now=now)
    with pytest.raises(live.Refused) as refused:
        live.withdraw_question(key=question.key, asker_id=other.pk, now=now)
    assert refused.value.code is live.Code.GONE
    assert state_of(question) == "open"


def test_questions_like_it_are_found_before_it_is_sent(
    publication: Publication, room: Room, asker: User, other: User, now: datetime
) -> None:
    bridge = asked(room, asker, "Who is going to pay for the new bridge?", now=now)
    asked(room, other, "What do the fishermen say?", now=now)
    third = an_asker("mira", now=now)
    ask(room, third, "Who will pay for the bridge then?", now=now)  # waits, and is nobody's business
    asked(a_room(now, title="Another"), third, "Who pays for the bridge there?", now=now + MINUTE)
    found = live.similar_questions(room_id=room.pk, text="who should be paying for this bridge", limit=3)
    assert [card.key for card in found] == [bridge.key]
    assert live.similar_questions(room_id=room.pk, text="", limit=3) == ()
