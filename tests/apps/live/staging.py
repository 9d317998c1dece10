"""Interviews for tests of what readers see: made for a moment, in a stage, for whoever may watch."""

from datetime import datetime, timedelta
from typing import Any

from standfirst.apps.live import api as live
from standfirst.apps.live.actions.furnish import FurnishedInterview, set_interview
from standfirst.apps.live.models import InterviewPage, Room
from standfirst.apps.live.rules.states import Stage


def an_interview(
    slug: str = "the-strait", *, now: datetime, stage: Stage | None = None, **more: Any
) -> InterviewPage:
    """Tomorrow at this hour, unless said otherwise; with a room of its own where it has come to a stage."""
    given: dict[str, Any] = {
        "title": "Leila Example on the strait",
        "standfirst": "The chair answers subscribers’ questions.",
        "guest": "Leila Example",
        "guest_note": "chair of the Commission",
        "starts_at": now + timedelta(days=1),
        **more,
    }
    number = set_interview(FurnishedInterview(slug=slug, **given))
    if stage is not None:
        a_room(number, stage)
    return InterviewPage.objects.get(pk=number)


def a_room(interview_id: int, stage: Stage) -> Room:
    """The room that it has, at this stage whatever it was before."""
    room = live.open_room(interview_id=interview_id)
    Room.objects.filter(pk=room.pk).update(stage=stage.value)
    return Room.objects.select_related("interview").get(pk=room.pk)
