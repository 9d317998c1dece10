"""Reads of reminders."""

from datetime import datetime

from standfirst.apps.live.models import Reminder
from standfirst.apps.live.queries.interviews import InterviewCard, cards_of, live_interviews


def is_reminded(*, reader_id: int, interview_id: int) -> bool:
    """Whether they have asked to be."""
    return Reminder.objects.filter(reader_id=reader_id, interview_id=interview_id).exists()


def list_reminded(*, reader_id: int, now: datetime) -> list[InterviewCard]:
    """The interviews to come of which a reader wants to be reminded, the next one first."""
    pages = live_interviews().filter(reminders__reader_id=reader_id, starts_at__gt=now)
    return [card for card in cards_of(pages.order_by("starts_at")) if card.is_to_come]
