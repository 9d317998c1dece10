"""Decide on a comment as a moderator, or take it back within seconds."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from standfirst.apps.accounts.api import User
from standfirst.apps.comments.actions.settle import change_status, lock_comment
from standfirst.apps.comments.models import Comment, Decision, Report, Thread, Verdict
from standfirst.apps.comments.rules.refusals import Reason, Refusal
from standfirst.apps.comments.rules.rights import Act, Actor, may
from standfirst.apps.comments.rules.states import Status
from standfirst.apps.moderation import api as moderation
from standfirst.core.db import transaction

UNDO_WITHIN = timedelta(seconds=10)
GRACE = timedelta(seconds=5)  # for the way from the button to here


@dataclass(frozen=True, slots=True)
class Choice:
    """What a moderator decided; a rejection has a rule and a sentence."""

    verdict: Verdict
    rule: int | None = None
    sentence: str = ""


class Overtaken(Exception):
    """Somebody else decided, or the author changed it, since the moderator saw it; `comment` is how it stands."""

    def __init__(self, comment: Comment) -> None:
        self.comment = comment


def decide(
    *, moderator: User, comment_id: int, revision: int, decisions: int, choice: Choice, now: datetime
) -> Decision:
    """`revision`, and how many `decisions` there were, are what the moderator saw. Raises Overtaken and Refusal."""
    with transaction():
        thread, comment = _locked(comment_id)
        if comment.revision != revision or comment.decisions.count() != decisions:
            raise Overtaken(comment)
        return write_decision(moderator=moderator, comment=comment, thread=thread, choice=choice, now=now)


def write_decision(
    *, moderator: User, comment: Comment, thread: Thread, choice: Choice, now: datetime
) -> Decision:
    """One decision on a comment that is locked. Part of the caller's transaction."""
    if choice.verdict is Verdict.REJECT and (choice.rule is None or not choice.sentence.strip()):
        raise Refusal(Reason.TEXT, detail="Say which rule it breaks, and why, in a sentence.")
    rejected = choice.verdict is Verdict.REJECT
    version = moderation.guidelines().number if rejected else None
    made = Decision.objects.create(
        comment=comment,
        revision=comment.revision,
        verdict=choice.verdict,
        rule=choice.rule,
        guidelines=version,
        sentence=choice.sentence.strip(),
        by=moderator,
        made_at=now,
        before=_before(comment),
    )
    comment.judged_revision = comment.revision
    comment.flagged, comment.open_reports = False, 0
    comment.removed_by_rule, comment.removed_under = choice.rule if rejected else None, version
    if rejected:
        comment.featured_at = None
    Report.objects.filter(comment=comment, settled_at=None).update(settled_at=now)
    change_status(comment, Status.REJECTED if rejected else Status.PUBLISHED, thread=thread, now=now)
    return made


def undo_decision(*, moderator: User, decision_id: int, now: datetime) -> Comment:
    """The comment as it stood before; only by who decided, within ten seconds, if nothing happened since. Raises Refusal."""
    with transaction():
        decision = Decision.objects.filter(pk=decision_id, by=moderator, undone_at=None).first()
        if decision is None:
            raise Refusal(Reason.GONE)
        thread, comment = lock_comment(comment_id=decision.comment_id)
        latest = comment.decisions.order_by("-pk").values_list("pk", flat=True).first()
        untouched = comment.revision == decision.revision and latest == decision.pk
        if not untouched or now > decision.made_at + UNDO_WITHIN + GRACE:
            raise Refusal(Reason.TOO_LATE, detail="It can no longer be taken back. Decide anew instead.")
        _put_back(comment, decision, thread, now)
        Decision.objects.filter(pk=decision.pk).update(undone_at=now)
        return comment


def _locked(comment_id: int) -> tuple[Thread, Comment]:
    thread, comment = lock_comment(comment_id=comment_id)
    if not may(Actor.MODERATOR, Act.DECIDE, status=Status(comment.status)):
        raise Overtaken(comment)
    return thread, comment


def _before(comment: Comment) -> dict[str, object]:
    open_reports = Report.objects.filter(comment=comment, settled_at=None)
    return {
        "status": comment.status,
        "judged_revision": comment.judged_revision,
        "flagged": comment.flagged,
        "removed_by_rule": comment.removed_by_rule,
        "removed_under": comment.removed_under,
        "featured_at": comment.featured_at.isoformat() if comment.featured_at else None,
        "reports": list(open_reports.values_list("pk", flat=True)),
    }


def _put_back(comment: Comment, decision: Decision, thread: Thread, now: datetime) -> None:
    before = decision.before
    reopened = Report.objects.filter(pk__in=before["reports"]).update(settled_at=None)
    comment.judged_revision, comment.flagged = before["judged_revision"], before["flagged"]
    comment.removed_by_rule, comment.removed_under = before["removed_by_rule"], before.get("removed_under")
    comment.open_reports = reopened
    featured = before["featured_at"]
    comment.featured_at = datetime.fromisoformat(featured) if featured else None
    change_status(comment, Status(before["status"]), thread=thread, now=now)
