"""What the pipeline knows of an author: how often they were published and removed, and what they said just now."""

from datetime import datetime, timedelta

from django.db.models import Count, Q

from standfirst.apps.comments.models import Comment
from standfirst.apps.comments.rules.states import Status
from standfirst.apps.moderation import api as moderation

REPEATS_WITHIN = timedelta(minutes=6)
HISTORY = timedelta(days=7)
_MOST_REPEATS = 20


def history_of(*, author_id: int, but: int | None = None, now: datetime) -> moderation.History:
    """The author's history, without the comment `but`."""
    own = Comment.objects.filter(author_id=author_id)
    own = own.exclude(pk=but) if but else own
    recent = Q(created_at__gt=now - HISTORY)
    counts = own.aggregate(
        published=Count("pk", filter=Q(status=Status.PUBLISHED)),
        rejected_recently=Count("pk", filter=recent & Q(status=Status.REJECTED)),
        decided_recently=Count("pk", filter=recent & Q(status__in=[Status.PUBLISHED, Status.REJECTED])),
    )
    just_now = own.filter(created_at__gt=now - REPEATS_WITHIN).order_by("-pk")[:_MOST_REPEATS]
    texts = just_now.values_list("text", flat=True)
    return moderation.History(
        published=counts["published"],
        approved_ever=counts["published"],
        rejected_recently=counts["rejected_recently"],
        decided_recently=counts["decided_recently"],
        last_keys=tuple(moderation.text_key(text) for text in texts),
    )
