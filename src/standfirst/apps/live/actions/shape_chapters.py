"""Put chapters right: nudge when a question begins, add one of the editor's own, take one away."""

from django.db.models import QuerySet

from standfirst.apps.live.models import Airing, Chapter, Recording
from standfirst.apps.live.models.recordings import LONGEST_TITLE
from standfirst.apps.live.rules.recorded_time import LONGEST_MS, Unusable
from standfirst.apps.live.rules.tags import interview_tag
from standfirst.core import bus
from standfirst.core.db import savepoint


def nudge_question(*, interview_id: int, airing_id: int, by_ms: int) -> int:
    """Its chapter begins so much later, or earlier; when it was on air stays as it was. Returns the whole correction."""
    with savepoint():
        airing = Airing.objects.select_for_update().get(
            pk=airing_id, room__interview_id=interview_id, room__is_rehearsal=False
        )
        airing.shift_ms = max(-LONGEST_MS, min(airing.shift_ms + by_ms, LONGEST_MS))
        airing.save(update_fields=["shift_ms"])
        bus.purge(interview_tag(interview_id))
    return airing.shift_ms


def nudge_chapter(*, interview_id: int, chapter_id: int, by_ms: int) -> None:
    """The same for one of the editor's own. Raises Unusable where another begins then."""
    with savepoint():
        chapter = _own(interview_id).select_for_update(of=("self",)).get(pk=chapter_id)
        begins = max(0, min(chapter.begins_ms + by_ms, LONGEST_MS))
        _check_free(chapter.recording, begins, but=chapter.pk)
        Chapter.objects.filter(pk=chapter.pk).update(begins_ms=begins)
        bus.purge(interview_tag(interview_id))


def add_chapter(*, interview_id: int, begins_ms: int, title: str) -> None:
    """Raises Unusable."""
    title = " ".join(title.split())
    if not title or len(title) > LONGEST_TITLE:
        raise Unusable(f"A chapter has a title of at most {LONGEST_TITLE} characters.")
    with savepoint():
        recording = Recording.objects.select_for_update().get(interview_id=interview_id)
        _check_free(recording, begins_ms)
        Chapter.objects.create(recording=recording, begins_ms=begins_ms, title=title)
        bus.purge(interview_tag(interview_id))


def remove_chapter(*, interview_id: int, chapter_id: int) -> None:
    """Gone already is as good."""
    with savepoint():
        _own(interview_id).filter(pk=chapter_id).delete()
        bus.purge(interview_tag(interview_id))


def _own(interview_id: int) -> QuerySet[Chapter]:
    return Chapter.objects.filter(recording__interview_id=interview_id)


def _check_free(recording: Recording, begins_ms: int, *, but: int = 0) -> None:
    if recording.chapters.filter(begins_ms=begins_ms).exclude(pk=but).exists():
        raise Unusable("Another chapter begins at that very moment.")
