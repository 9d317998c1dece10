"""Row 4: subscribers posting comments through the whole pipeline, beside Isso doing the same with its own."""

import re
import tempfile
from pathlib import Path
from statistics import median

from bench import isso, talkers
from bench.house import Server, front
from bench.load import Answer, Outcome, send
from bench.results import Goal, Row
from standfirst.apps.comments.models import Comment
from standfirst.apps.comments.rules.states import Status
from standfirst.apps.editorial.api import ArticleCard

WORKERS = 2
ROUNDS = 5
READERS = 150
GOAL = Goal(1, at_least=True)
WHAT = "comments posted by subscribers"
_PLACE = re.compile(r"/comments/c/(\d+)/")


def measure() -> list[Row]:
    """One row; without Isso it says why there is none."""
    with tempfile.TemporaryDirectory(prefix="standfirst-bench-") as name:
        try:
            with front(workers=WORKERS) as ours, isso.opened(Path(name), host=ours.url) as theirs:
                return [_row(ours, theirs)]
        except isso.NotInstalled as problem:
            return [Row(WHAT, "/s", reference_name=isso.NAME, goal=GOAL, note=str(problem))]


def _row(ours: Server, theirs: isso.Isso) -> Row:
    readers = talkers.talkers(READERS)
    with talkers.a_conversation() as article:
        talkers.open_pages(ours, article, readers)
        rounds = [_round(number, ours, theirs, article, readers) for number in range(ROUNDS)]
    return Row(
        what=WHAT,
        unit="/s",
        figure=median(own.rate for own, _ in rounds),
        reference=median(other.rate for _, other in rounds),
        reference_name=isso.NAME,
        goal=GOAL,
        note=f"all {sum(len(own.taken) for own, _ in rounds):,} and "
        f"{sum(len(other.taken) for _, other in rounds):,} that were acknowledged are there once",
    )


def _round(
    number: int, ours: Server, theirs: isso.Isso, article: ArticleCard, readers: list[talkers.Talker]
) -> tuple[Outcome, Outcome]:
    texts = [
        [f"Remark {turn} of reader {place} in round {number}." for place in range(READERS)]
        for turn in range(talkers.AT_ONCE)
    ]
    talkers.let_them_wait()
    posts = [reader.post(article, text) for turn in texts for reader, text in zip(readers, turn, strict=True)]
    own = send(ours, posts, is_taken=_is_out)
    _check(own)
    other = send(theirs.server, [theirs.post(text) for turn in texts for text in turn], is_taken=theirs.took)
    theirs.check(list(other.taken))
    return own, other


def _is_out(answer: Answer) -> bool:
    """Led to where it stands for everybody."""
    return answer.status == 302 and _PLACE.search(answer.location) is not None


def _check(outcome: Outcome) -> None:
    """Raises RuntimeError unless each acknowledged comment is there exactly once, and where it is said to be."""
    there = Comment.objects.filter(client_id__in=list(outcome.taken), status=Status.PUBLISHED)
    found = sorted((str(number), pk) for number, pk in there.values_list("client_id", "pk"))
    told = sorted((key, int(_PLACE.search(place)[1])) for key, place in outcome.taken.items())  # type: ignore[index]
    if found != told:
        raise RuntimeError("comments were acknowledged that are not there once")
