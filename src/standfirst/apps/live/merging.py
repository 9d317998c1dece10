"""What the merging of two accounts does to interviews: one person's questions are theirs, and their vote counts once."""

from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce

from standfirst.core.erasure import model_of
from standfirst.core.merging import Merge, leave_behind, pass_on


def _rows(table: str) -> Any:
    model: Any = model_of(f"live.{table}")
    return model.objects


def _votes(kept: int, gone: int) -> int:
    """One for each question, and for those that are merged with it."""
    both = _heads(kept) & _heads(gone)
    change: Any = model_of("live.VoteChange")
    change.objects.bulk_create(
        change(room_id=room, question_id=head, delta=-1) for room, head in sorted(both)
    )
    twice = _rows("Vote").filter(reader_id=kept).values("question_id")
    _rows("Vote").filter(reader_id=gone, question_id__in=twice).delete()
    moved: int = _rows("Vote").filter(reader_id=gone).update(reader_id=kept)
    return moved


def _heads(reader_id: int) -> set[tuple[int, int]]:
    """The questions for which a vote of theirs counts, each with its room."""
    votes = _rows("Vote").filter(reader_id=reader_id, counts=True)
    head = Coalesce(F("question__merged_into_id"), F("question_id"))
    return set(votes.annotate(head=head).values_list("question__room_id", "head"))


MERGES: tuple[Merge, ...] = (
    pass_on("live.Question", "asker_id", unlike=("client_id",)),
    Merge(table="live.Vote", how=_votes),
    pass_on("live.Reminder", "reader_id", unlike=("interview_id",)),
    *leave_behind("it belongs to its question, and passes on with it", "live.Step", "live.Airing"),
    *leave_behind("a number of votes, which names nobody", "live.VoteChange", "live.Tally"),
    *leave_behind("how an interview is held; no person is in it", "live.Room"),
    *leave_behind(
        "a public interview, as it was recorded",
        "live.Recording",
        "live.Chapter",
        "live.CaptionTrack",
        "live.CueRow",
    ),
)
