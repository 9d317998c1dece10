"""What everybody who watches is told of a change, in the transaction that makes it.

A frame says how something is, never by how much it has changed, and nothing of a person but a username.
"""

from collections.abc import Collection, Mapping
from typing import Any

from standfirst.apps.live.actions.open_room import new_epoch
from standfirst.apps.live.models import Question, Room
from standfirst.apps.live.queries.cards import card_on_air, cards_of
from standfirst.apps.live.queries.rooms import takes_questions_now
from standfirst.apps.live.rules.shapes import one_line
from standfirst.apps.live.rules.tags import interview_tag
from standfirst.core import bus
from standfirst.core.bus.contracts import STREAM


def tell_questions(
    room: Room, changed: Collection[Question], *, shown_before: Collection[str] = (), urgent: bool = False
) -> None:
    """How these questions are now; of those that nobody may see any more (`shown_before` has their keys) that they are gone.

    Nothing is told where nothing of it was or is public.
    """
    cards = cards_of(room, [question.pk for question in changed])
    gone = [question.key for question in changed if question.pk not in cards and question.key in shown_before]
    if cards or gone:
        upsert = [card.as_json() for card in cards.values()]
        content = {"counters": {}, "upsert": upsert, "gone": gone}
        tell(room, "delta", content, urgent=urgent or bool(gone), forgets=bool(gone))
        bus.purge(interview_tag(room.interview_id))


def tell_counts(room: Room, counters: Mapping[str, int], risen: Collection[int]) -> None:
    """Votes by key, and the cards of those that have risen among the ones that are shown. No page is purged for it."""
    upsert = [card.as_json() for card in cards_of(room, risen).values()]
    if counters or upsert:
        tell(room, "delta", {"counters": dict(counters), "upsert": upsert, "gone": []}, urgent=False)


def tell_air(room: Room) -> None:
    """What is on air."""
    card = card_on_air(room)
    tell(
        room,
        "air",
        {"now": card.as_json() if card else None, "next_version": room.air_version},
        urgent=True,
    )
    bus.purge(interview_tag(room.interview_id))


def tell_stage(room: Room) -> None:
    """At which stage it is, and whether questions are taken."""
    tell(room, "stage", {"stage": room.stage, "asking": takes_questions_now(room)}, urgent=True)
    bus.purge(interview_tag(room.interview_id))


def begin_epoch(room: Room) -> None:
    """Of a room that is locked: nobody goes on from where they are without a new look."""
    room.epoch, room.seq = new_epoch(), 0
    room.save(update_fields=["epoch", "seq"])


def tell(room: Room, event: str, content: Mapping[str, Any], *, urgent: bool, forgets: bool = False) -> None:
    """One frame of a room that is locked; its number is saved with it. Where it `forgets`, no earlier one is told any more."""
    room.seq += 1
    room.save(update_fields=["seq"])
    frame = {
        "room": room.key,
        "epoch": room.epoch,
        "seq": room.seq,
        "event": event,
        "text": one_line(content),
        "urgent": urgent,
        "forgets": forgets,
    }
    bus.publish(STREAM, frame)
