"""Ask to be reminded of an interview, or no longer."""

from datetime import datetime

from standfirst.apps.live.models import InterviewPage, Reminder


def set_reminder(*, reader_id: int, interview_id: int, wanted: bool, now: datetime) -> None:
    """Safe to repeat: the second time changes nothing. One that is not published cannot be asked for."""
    if not wanted:
        Reminder.objects.filter(reader_id=reader_id, interview_id=interview_id).delete()
        return
    starts_at = (
        InterviewPage.objects.live().filter(pk=interview_id).values_list("starts_at", flat=True).first()
    )
    if starts_at is not None:
        Reminder.objects.get_or_create(
            reader_id=reader_id,
            interview_id=interview_id,
            defaults={"asked_at": now, "knows": starts_at, "since": now},
        )
