"""Readers' letters in newsletters: the comments that the editors have featured."""

from collections.abc import Sequence
from datetime import datetime

from standfirst.apps.comments import api as comments
from standfirst.apps.newsletters import api as newsletters
from standfirst.core.viewer import Standing


def _candidates(wanted: newsletters.Wanted) -> list[newsletters.Candidate]:
    found = comments.featured_between(
        since=wanted.since, until=wanted.now, standing=wanted.standing, now=wanted.now
    )
    return [
        newsletters.Candidate(
            each.id, f"Featured {each.featured_at:%d %B %Y}, on “{each.article_title}”"[:200]
        )
        for each in found
    ]


def _show(numbers: Sequence[int], standing: Standing, now: datetime) -> list[newsletters.ReaderLetter]:
    return [
        newsletters.ReaderLetter(
            id=each.id,
            name=each.name,
            html=each.html,
            text=each.text,
            article_title=each.article_title,
            article_url=each.article_url,
            permalink=each.permalink,
            tag=comments.thread_tag(each.article_id),
        )
        for each in comments.featured_named(ids=numbers, standing=standing, now=now)
    ]


LETTERS = newsletters.Source(family="letter", candidates=_candidates, show=_show)
