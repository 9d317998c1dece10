"""What moderation makes of a question. Nothing of it goes out by itself: every question waits for the desk."""

from dataclasses import asdict
from typing import Any

from standfirst.apps.accounts import api as accounts
from standfirst.apps.live.rules.refusals import Code, Refused
from standfirst.apps.live.rules.sizes import LONGEST, SHORTEST
from standfirst.apps.moderation import api as moderation
from standfirst.core.text.fold import clean
from standfirst.core.text.markup import render

_WAITS = moderation.Place(mode=moderation.Mode.PREMODERATED, reason="interview")


def cleaned(text: str) -> str:
    """As it is kept: in one line, without what nobody can see. Raises Refused where it is too short or too long."""
    told = " ".join(clean(text[: LONGEST * 8]).split())
    if len(told) < SHORTEST:
        raise Refused(Code.TOO_SHORT)
    if len(told) > LONGEST:
        raise Refused(Code.TOO_LONG)
    return told


def judged(
    text: str, *, source: str, asker: accounts.User, restriction: moderation.Restriction, language: str
) -> list[dict[str, Any]]:
    """The findings, to be kept with the question for the desk. Raises Refused where it cannot be taken."""
    submission = moderation.Submission(
        source=source,
        text=text,
        links=render(text).links,
        quote="",
        language=language,
        place=_WAITS,
        author=moderation.AuthorFacts(
            is_staff=accounts.works_here(asker),
            hold_all=restriction.hold_all,
            believed=frozenset({asker.first_name, asker.last_name} - {""}),
        ),
    )
    limits = moderation.Limits(
        shortest=SHORTEST, longest=LONGEST, first_comments=0, rules=moderation.guidelines().guarded
    )
    judgement = moderation.judge(
        submission,
        limits=limits,
        lexicon=moderation.lexicon_of(language),
        scorer=moderation.find_scorer(),
    )
    if judgement.verdict is moderation.Verdict.REFUSE:
        raise Refused(Code.TEXT, rule=judgement.findings[-1].rule)
    return [asdict(finding) for finding in judgement.findings if finding.phase != "premoderated"]
