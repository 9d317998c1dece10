"""Live interviews in newsletters: those that come next, and the questions that one did not come to."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils.timezone import localtime

from standfirst.apps.live import api as live
from standfirst.apps.newsletters import api as newsletters
from standfirst.core.viewer import Standing


def _coming(wanted: newsletters.Wanted) -> list[newsletters.Candidate]:
    return [
        newsletters.Candidate(card.id, f"Begins {localtime(card.starts_at):%d %B %Y, %H:%M}"[:200])
        for card in live.list_to_come(after=wanted.now)
    ]


def _show_coming(
    numbers: Sequence[int], standing: Standing, now: datetime
) -> list[newsletters.ComingInterview]:
    """Those that have not begun meanwhile."""
    cards = {card.id: card for card in live.list_to_come(after=now)}
    return [_announced(cards[number]) for number in numbers if number in cards]


def _announced(card: live.InterviewCard) -> newsletters.ComingInterview:
    return newsletters.ComingInterview(
        id=card.id,
        headline=card.title,
        standfirst=card.standfirst,
        guest=card.guest,
        starts_at=card.starts_at,
        url=settings.ORIGIN + card.url,
        tag=live.interview_tag(card.id),
    )


def _unreached(wanted: newsletters.Wanted) -> list[newsletters.Candidate]:
    return [
        newsletters.Candidate(each.id, f"Not reached in “{each.interview_title}”"[:200])
        for each in live.list_unreached(since=wanted.since, until=wanted.now)
    ]


def _show_unreached(
    numbers: Sequence[int], standing: Standing, now: datetime
) -> list[newsletters.UnreachedQuestion]:
    found = live.unreached_named(ids=numbers)
    cards = {card.id: card for card in live.cards_named(ids={each.interview_id for each in found})}
    return [_question(each, cards[each.interview_id]) for each in found if each.interview_id in cards]


def _question(each: live.Unreached, card: live.InterviewCard) -> newsletters.UnreachedQuestion:
    return newsletters.UnreachedQuestion(
        id=each.id,
        headline=each.text,
        name=each.name,
        interview_title=card.title,
        interview_url=settings.ORIGIN + card.url,
        tag=live.interview_tag(card.id),
    )


INTERVIEWS = newsletters.Source(family="interview", candidates=_coming, show=_show_coming, comes_again=True)
QUESTIONS = newsletters.Source(family="question", candidates=_unreached, show=_show_unreached)
