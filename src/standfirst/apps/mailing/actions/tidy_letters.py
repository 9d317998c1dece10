"""Forget old letters, and ring again for those that everybody has forgotten."""

from datetime import datetime, timedelta

from standfirst.apps.mailing.actions.post import JOB
from standfirst.apps.mailing.models import Letter, State
from standfirst.core import jobs

KEPT_FOR = timedelta(days=30)
FORGOTTEN_AFTER = timedelta(hours=3)  # longer than a job's patience


def trim_letters(*, now: datetime) -> int:
    """Delete letters that are older than a month, however their way ended; how many."""
    return Letter.objects.filter(made_at__lt=now - KEPT_FOR).delete()[0]


def ring_forgotten(*, now: datetime) -> int:
    """Letters still on their way whose job is no more; how many were rung for."""
    waiting = Letter.objects.filter(
        state__in=[State.QUEUED, State.SENDING], made_at__lt=now - FORGOTTEN_AFTER
    )
    rung = [
        jobs.enqueue_once(JOB, lock=f"letter:{number}", letter_id=number)
        for number in waiting.order_by("pk").values_list("pk", flat=True)[:1000]
    ]
    return sum(rung)
