"""A draft of the words is tried on what went out before: begun by a moderator, carried out by a job, kept for the version."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from standfirst.apps.moderation.models import WordsTrial
from standfirst.apps.moderation.rules.words import OwnWord, digest_of

KEPT = timedelta(days=7)  # what nobody published


def begin_trial(
    *,
    words: Sequence[OwnWord],
    written: Mapping[str, str],
    after: int,
    because: str,
    by: int,
    now: datetime,
) -> WordsTrial:
    """Written down; part of the caller's transaction, which rings the job. Old ones that came to nothing go."""
    WordsTrial.objects.filter(made_at__lt=now - KEPT, versions=None).delete()
    return WordsTrial.objects.create(
        digest=digest_of(words),
        words=dict(written),
        after=after,
        because=because.strip(),
        by_id=by,
        made_at=now,
    )


def note_trial(*, trial_id: int, looked_at: int, total: int) -> None:
    """How far it is."""
    WordsTrial.objects.filter(pk=trial_id, done_at=None).update(looked_at=looked_at, total=total)


def finish_trial(*, trial_id: int, found: Sequence[Mapping[str, Any]], total: int, now: datetime) -> None:
    """What it found; once."""
    WordsTrial.objects.filter(pk=trial_id, done_at=None).update(
        found=list(found), looked_at=total, total=total, done_at=now
    )
