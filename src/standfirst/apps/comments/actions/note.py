"""Small notes of one reader: until when they have seen a thread or their replies, whom they ignore, and letters."""

from datetime import datetime

from django.db.models import Value
from django.db.models.functions import Greatest

from standfirst.apps.comments.models import Correspondence, Ignored, Visit


def note_visit(*, reader_id: int, thread_id: int, seen_until: datetime) -> None:
    """Never back in time."""
    visit, is_new = Visit.objects.get_or_create(
        reader_id=reader_id, thread_id=thread_id, defaults={"seen_until": seen_until}
    )
    if not is_new and visit.seen_until < seen_until:
        Visit.objects.filter(pk=visit.pk).update(seen_until=Greatest("seen_until", Value(seen_until)))


def note_replies_seen(*, reader_id: int, now: datetime) -> None:
    """Everything that was answered until now has been seen."""
    Correspondence.objects.update_or_create(reader_id=reader_id, defaults={"replies_seen_until": now})


def mail_replies(*, reader_id: int, wanted: bool, now: datetime) -> None:
    """Whether a letter tells of replies; of those from now on."""
    Correspondence.objects.update_or_create(
        reader_id=reader_id, defaults={"replies_by_mail": wanted, "replies_mailed_until": now}
    )


def read_again(*, reader_id: int, entry: int) -> None:
    """No longer to ignore somebody, by the number in the reader's own list; of another's list nothing goes."""
    Ignored.objects.filter(pk=entry, reader_id=reader_id).delete()


def ignore(*, reader_id: int, ignored_id: int, wanted: bool, now: datetime) -> None:
    """Not to read somebody any more, or again."""
    if reader_id == ignored_id:
        return
    if wanted:
        Ignored.objects.get_or_create(reader_id=reader_id, ignored_id=ignored_id, defaults={"since": now})
    else:
        Ignored.objects.filter(reader_id=reader_id, ignored_id=ignored_id).delete()
