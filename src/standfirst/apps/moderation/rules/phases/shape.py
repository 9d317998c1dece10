"""Phases about the text as such: how long it is, whether anything is left of it, whether it was said before."""

from collections.abc import Iterator

from standfirst.apps.moderation.rules.keys import are_alike, text_key
from standfirst.apps.moderation.rules.phases.context import Context
from standfirst.apps.moderation.rules.submissions import Finding, Submission, Verdict
from standfirst.core.text.characters import CONTROLS, OVERRIDES
from standfirst.core.text.fold import cap_marks

_PILED_UP = 10  # marks too many; a few come from careless copying


def length(submission: Submission, context: Context) -> Iterator[Finding]:
    """Counted as the text reads, without marks and addresses."""
    size, limits = len(submission.text.strip()), context.limits
    if size > limits.longest:
        yield Finding("length", "too_long", Verdict.REFUSE, detail=f"{size} > {limits.longest}")
    elif 0 < size < limits.shortest:
        yield Finding("length", "too_short", Verdict.REFUSE, detail=f"{size} < {limits.shortest}")


def purify(submission: Submission, context: Context) -> Iterator[Finding]:
    """What cleaning took away is gone; that there was much of it is told."""
    if not any(map(str.isprintable, submission.text.replace(" ", ""))):
        yield Finding("purify", "empty", Verdict.REFUSE)
        return
    piled = len(submission.source) - len(cap_marks(submission.source))
    if piled > _PILED_UP:
        yield Finding("purify", "piled_up", Verdict.FLAG, detail=str(piled))
    if OVERRIDES.search(submission.source):
        yield Finding("purify", "direction", Verdict.FLAG)
    if CONTROLS.search(submission.source.replace("\r\n", "\n")):
        yield Finding("purify", "controls", Verdict.FLAG)


def repeat(submission: Submission, context: Context) -> Iterator[Finding]:
    """The author has said this a moment ago, or nearly this. An edit is like what it changes, and is spared."""
    if submission.is_edit:
        return
    key = text_key(submission.text)
    if any(are_alike(key, earlier) for earlier in submission.author.history.last_keys):
        yield Finding("repeat", "repeat", Verdict.HOLD, rule=context.limits.rules.get("repeat"))
