"""What the pipeline knows of an author: how often they were published and removed, and what they said just now."""

from datetime import datetime, timedelta

from standfirst.apps.comments.rules.states import Status
from standfirst.apps.moderation import api as moderation
from standfirst.core.db import rows_of

REPEATS_WITHIN = timedelta(minutes=6)
HISTORY = timedelta(days=7)
# In one statement; comments have numbers above 0. The texts are the last twenty.
_HISTORY = """
    SELECT count(*) FILTER (WHERE status = %(published)s),
           count(*) FILTER (WHERE created_at > %(recent)s AND status = %(rejected)s),
           count(*) FILTER (WHERE created_at > %(recent)s AND status IN (%(published)s, %(rejected)s)),
           ARRAY(SELECT text FROM comments_comment
                 WHERE author_id = %(author)s AND id <> %(but)s AND created_at > %(just_now)s ORDER BY id DESC LIMIT 20)
    FROM comments_comment WHERE author_id = %(author)s AND id <> %(but)s
"""


def history_of(*, author_id: int, but: int | None = None, now: datetime) -> moderation.History:
    """The author's history, without the comment `but`."""
    counted = {
        "author": author_id,
        "but": but or 0,
        "published": Status.PUBLISHED.value,
        "rejected": Status.REJECTED.value,
        "recent": now - HISTORY,
        "just_now": now - REPEATS_WITHIN,
    }
    ((published, rejected, decided, texts),) = rows_of(_HISTORY, counted)
    return moderation.History(
        published=published,
        approved_ever=published,
        rejected_recently=rejected,
        decided_recently=decided,
        last_keys=tuple(moderation.text_key(text) for text in texts),
    )
