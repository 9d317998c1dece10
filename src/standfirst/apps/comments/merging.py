"""What the merging of two accounts does to comments: all that one person said is theirs, and counts once."""

from typing import Any

from django.db.models import F, Q

from standfirst.core.erasure import model_of
from standfirst.core.merging import Merge, leave_behind, pass_on


def _rows(table: str) -> Any:
    model: Any = model_of(f"comments.{table}")
    return model.objects


def _comments(kept: int, gone: int) -> int:
    """What was said, and what was said to them."""
    _rows("Comment").filter(answered_author_id=gone).update(answered_author_id=kept)
    moved: int = _rows("Comment").filter(author_id=gone).update(author_id=kept)
    return moved


def _recommendations(kept: int, gone: int) -> int:
    """One of each comment."""
    both = _rows("Recommendation").filter(reader_id=kept).values("comment_id")
    twice = _rows("Recommendation").filter(reader_id=gone, comment_id__in=both)
    numbers = list(twice.values_list("comment_id", flat=True))
    _rows("Comment").filter(pk__in=numbers, score__gt=0).update(score=F("score") - 1)
    twice.delete()
    moved: int = _rows("Recommendation").filter(reader_id=gone).update(reader_id=kept)
    return moved


def _ignored(kept: int, gone: int) -> int:
    """Both ways; nobody ignores themselves."""
    pair = [kept, gone]
    _rows("Ignored").filter(reader_id__in=pair, ignored_id__in=pair).delete()
    moved = 0
    for column, other in (("reader_id", "ignored_id"), ("ignored_id", "reader_id")):
        both = _rows("Ignored").filter(**{column: kept}).values(other)
        passing = _rows("Ignored").filter(**{column: gone}).exclude(Q(**{f"{other}__in": both}))
        moved += passing.update(**{column: kept})
    return moved


def _correspondence(kept: int, gone: int) -> int:
    """What the account that stays has chosen holds; else what the other had."""
    if _rows("Correspondence").filter(reader_id=kept).exists():
        return 0
    moved: int = _rows("Correspondence").filter(reader_id=gone).update(reader_id=kept)
    return moved


_BELONGS = "it belongs to its comment, and passes on with it"
MERGES: tuple[Merge, ...] = (
    Merge(table="comments.Comment", how=_comments),
    Merge(table="comments.Recommendation", how=_recommendations),
    Merge(table="comments.Ignored", how=_ignored),
    Merge(table="comments.Correspondence", how=_correspondence),
    pass_on("comments.Report", "reader_id", unlike=("comment_id",)),
    pass_on("comments.Visit", "reader_id", unlike=("thread_id",)),
    *leave_behind(_BELONGS, "comments.Revision", "comments.Decision", "comments.Appeal"),
)
