"""An interview for tests, who asks in it, and what the streams were told."""

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from standfirst.apps.accounts import api as accounts
from standfirst.apps.accounts.models import User
from standfirst.apps.editorial.models import FrontPage
from standfirst.apps.live import api as live
from standfirst.apps.live.models import InterviewPage, LiveIndexPage, Question, Room
from standfirst.apps.membership import api as membership
from standfirst.apps.moderation import api as moderation
from standfirst.core.db import savepoint
from standfirst.core.models import BusMessage

HOUR = timedelta(hours=1)


def an_interview(now: datetime, *, title: str = "The strait", **fields: Any) -> InterviewPage:
    """Published; it begins in an hour."""
    front = FrontPage.objects.get()
    index = LiveIndexPage.objects.first() or front.add_child(
        instance=LiveIndexPage(title="Live", slug="live")
    )
    page = InterviewPage(
        title=title,
        slug=f"interview-{uuid4().hex[:8]}",
        standfirst="What is at stake.",
        guest="Ida Example",
        **{"starts_at": now + HOUR, **fields},
    )
    index.add_child(instance=page)
    page.save_revision().publish()
    return InterviewPage.objects.get(pk=page.pk)


def a_room(now: datetime, stage: live.Stage = live.Stage.LIVE, **fields: Any) -> Room:
    """Of an interview at this stage."""
    room = live.open_room(interview_id=an_interview(now, **fields).pk)
    if stage is not live.Stage.ANNOUNCED:
        live.move_stage(room_id=room.pk, to=stage, by=None, now=now)
    return fresh(room)


def fresh(room: Room) -> Room:
    """As it is now."""
    return Room.objects.select_related("interview", "on_air", "on_deck").get(pk=room.pk)


def an_asker(name: str, *, now: datetime) -> User:
    """A subscriber who has read the guidelines and seen their name."""
    reader = User.objects.create_user(f"{name}@live.example", first_name=name.title(), last_name="Example")
    membership.grant_subscription(
        reader_id=reader.pk, plan_id=membership.Plan.objects.get().pk, starts_at=now, ends_at=None, source="desk", now=now
    )  # fmt: skip
    with savepoint():
        accounts.give_default_username(reader_id=reader.pk, now=now)
    moderation.accept_guidelines(reader_id=reader.pk, version=moderation.guidelines().number, now=now)
    accounts.note_name_seen(reader_id=reader.pk, now=now)
    return User.objects.get(pk=reader.pk)


def ask(room: Room, asker: User, text: str, *, now: datetime) -> Question:
    """A question that waits."""
    return live.ask_question(room_id=room.pk, asker_id=asker.pk, text=text, client_id=uuid4(), now=now)


def approve(question: Question, *, now: datetime, text: str | None = None) -> Question:
    """By the desk, as it is."""
    version = Question.objects.get(pk=question.pk).version
    return live.approve_question(key=question.key, by=None, seen_version=version, text=text, now=now)


def asked(room: Room, asker: User, text: str, *, now: datetime) -> Question:
    """A question that is open to votes."""
    return approve(ask(room, asker, text, now=now), now=now)


def air(room: Room, question: Question, *, now: datetime) -> Room:
    """It is on air."""
    version = fresh(room).air_version
    return live.put_on_air(room_id=room.pk, key=question.key, seen_version=version, by=None, now=now)


def state_of(question: Question) -> str:
    """As it is kept."""
    return Question.objects.get(pk=question.pk).state


def votes_for(question: Question) -> int:
    """As they are tallied."""
    return live.Tally.objects.get(question_id=question.pk).votes


def frames_of(room: Room) -> list[tuple[str, dict[str, Any]]]:
    """Every frame of a room so far: the event and its content."""
    rows = BusMessage.objects.filter(topic="stream", payload__room=room.key).order_by("id")
    return [(row.payload["event"], json.loads(row.payload["text"])) for row in rows]


def public_text(room: Room) -> str:
    """All that was ever told of a room, and what it shows now."""
    told = json.dumps([content for _, content in frames_of(room)], ensure_ascii=False)
    return told + json.dumps(live.room_state(fresh(room)).as_json(), ensure_ascii=False)
