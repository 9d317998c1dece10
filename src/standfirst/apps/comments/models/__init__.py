"""The tables of the comments."""

from standfirst.apps.comments.models.comments import STATUSES, Comment, Revision
from standfirst.apps.comments.models.decisions import Appeal, Decision, Verdict
from standfirst.apps.comments.models.readers import Correspondence, Ignored, Recommendation, Report, Visit
from standfirst.apps.comments.models.settings import Conversation, Default
from standfirst.apps.comments.models.threads import MODES, Thread

__all__ = [
    "MODES",
    "STATUSES",
    "Appeal",
    "Comment",
    "Conversation",
    "Correspondence",
    "Decision",
    "Default",
    "Ignored",
    "Recommendation",
    "Report",
    "Revision",
    "Thread",
    "Verdict",
    "Visit",
]
