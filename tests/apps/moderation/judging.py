"""Texts to be judged, ordinary but for what a test says."""

from typing import Any

from standfirst.apps.moderation.rules.pipeline import judge
from standfirst.apps.moderation.rules.submissions import (
    AuthorFacts,
    History,
    Judgement,
    Limits,
    Mode,
    Place,
    Submission,
)
from standfirst.core.text import render, shipped_words

LIMITS = Limits(rules={"words": 2, "repeat": 3, "links": 4})
KNOWN_HERE = History(published=9, decided_recently=9, approved_ever=9)


def submission(source: str, *, mode: str = Mode.OPEN, is_edit: bool = False, **author: Any) -> Submission:
    rendered = render(source)
    return Submission(
        source=source,
        text=rendered.text,
        links=rendered.links,
        quote="",
        language="en",
        place=Place(mode=mode, reason="said so"),
        author=AuthorFacts(**{"history": KNOWN_HERE, **author}),
        is_edit=is_edit,
    )


def judged(source: str, *, limits: Limits = LIMITS, scorer: Any = None, **facts: Any) -> Judgement:
    return judge(submission(source, **facts), limits=limits, lexicon=shipped_words("en"), scorer=scorer)
