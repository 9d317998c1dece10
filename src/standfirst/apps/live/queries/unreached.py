"""Questions that interviews did not come to, for those who print them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet

from standfirst.apps.accounts import api as accounts
from standfirst.apps.live.models import Question
from standfirst.apps.live.rules.states import State


@dataclass(frozen=True, slots=True)
class Unreached:
    """`name` is empty for somebody who has left."""

    id: int
    text: str
    name: str
    interview_id: int
    interview_title: str


def list_unreached(*, since: datetime, until: datetime) -> list[Unreached]:
    """Of interviews that have ended in this time, those with the most votes first."""
    ended = _unreached().filter(room__ended_at__gt=since, room__ended_at__lte=until)
    return _told(ended.order_by(F("tally__votes").desc(nulls_last=True), "pk"))


def unreached_named(*, ids: Sequence[int]) -> list[Unreached]:
    """Those that may still be shown, in the order of the numbers."""
    found = {each.id: each for each in _told(_unreached().filter(pk__in=list(ids)))}
    return [found[number] for number in ids if number in found]


def _unreached() -> QuerySet[Question]:
    """Everybody could see them."""
    rows = Question.objects.filter(state=State.NOT_REACHED, opened_at__isnull=False, room__is_rehearsal=False)
    return rows.filter(room__interview__live=True).exclude(text="").select_related("room__interview")


def _told(rows: QuerySet[Question]) -> list[Unreached]:
    found = list(rows)
    faces = accounts.faces_of(reader_ids={row.asker_id for row in found if row.asker_id})
    return [
        Unreached(
            row.pk,
            row.text,
            faces[row.asker_id].name if row.asker_id in faces else "",
            row.room.interview_id,
            row.room.interview.title,
        )
        for row in found
    ]
