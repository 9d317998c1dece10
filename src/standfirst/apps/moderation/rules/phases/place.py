"""Phases about the place: whether it is closed, and whether everything there is read first."""

from collections.abc import Iterator

from standfirst.apps.moderation.rules.phases.context import Context
from standfirst.apps.moderation.rules.submissions import Finding, Mode, Submission, Verdict


def closed(submission: Submission, context: Context) -> Iterator[Finding]:
    """A mode that is not known raises, and so the text is held."""
    if Mode(submission.place.mode) is Mode.CLOSED:
        yield Finding("closed", "closed", Verdict.REFUSE, detail=submission.place.reason)


def premoderated(submission: Submission, context: Context) -> Iterator[Finding]:
    """Here everything waits for the desk."""
    if submission.place.mode == Mode.PREMODERATED:
        yield Finding("premoderated", "premoderated", Verdict.HOLD, detail=submission.place.reason)
