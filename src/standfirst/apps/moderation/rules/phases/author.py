"""Phases about the author: what was rejected lately, the first texts, and what a moderator has laid down."""

from collections.abc import Iterator

from standfirst.apps.moderation.rules.phases.context import Context
from standfirst.apps.moderation.rules.submissions import Finding, Submission, Verdict


def recent_history(submission: Submission, context: Context) -> Iterator[Finding]:
    """Of what was decided in the last days, too large a share was rejected."""
    history, limits = submission.author.history, context.limits
    if history.decided_recently < max(1, limits.history_least):
        return
    share = history.rejected_recently / history.decided_recently
    if share >= limits.history_share:
        told = f"{history.rejected_recently} of {history.decided_recently} in {limits.history_days} days"
        yield Finding("recent_history", "history", Verdict.HOLD, detail=told)


def first_texts(submission: Submission, context: Context) -> Iterator[Finding]:
    """Who is new here is met by a person first."""
    approved, wanted = submission.author.history.approved_ever, context.limits.first_comments
    if approved < wanted:
        yield Finding("first_comments", "first", Verdict.HOLD, detail=f"{approved} of {wanted}")


def hold_all(submission: Submission, context: Context) -> Iterator[Finding]:
    """A moderator wants to read all of this author first."""
    if submission.author.hold_all:
        yield Finding("hold_all", "hold_all", Verdict.HOLD)
