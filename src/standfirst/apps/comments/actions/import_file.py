"""Bring in a whole file of another system: first it is read to its end, then each conversation at once."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from standfirst.apps.comments.actions.import_comments import Choices, import_thread
from standfirst.apps.comments.gateways.import_spool import Spool
from standfirst.apps.comments.rules.comment_import import READERS
from standfirst.apps.editorial import api as editorial

MOST_UNMATCHED = 1000


@dataclass(frozen=True, slots=True)
class Report:
    """How many of each kind, and the addresses under which nothing is known here with their comments."""

    counts: Counter[str]
    unmatched: dict[str, int]


def import_comments(
    file: BinaryIO, *, choices: Choices, now: datetime, tell: Callable[[int, int], None] = lambda *_: None
) -> Report:
    """Broken off anywhere, it leaves whole conversations, and the next run brings the others. Raises Unreadable."""
    with Spool.opened() as spool:
        counts = spool.fill(READERS[choices.source](file))
        _match(spool)
        articles = spool.articles()
        for done, article_id in enumerate(articles):
            tell(done, len(articles))
            counts += import_thread(spool, article_id=article_id, choices=choices, now=now)
        tell(len(articles), len(articles))
        counts["unmatched"] = spool.count_unmatched()
        return Report(counts, spool.unmatched(most=MOST_UNMATCHED))


def _match(spool: Spool) -> None:
    for key, address in spool.addresses():
        article_id = editorial.find_article_at(address)
        if article_id is not None:
            spool.match(key, article_id)
