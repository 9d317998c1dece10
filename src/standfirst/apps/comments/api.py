"""The front door of the comments: the conversation under each article, and the moderators' view of it."""

from standfirst.apps.comments.actions.appeal import appeal
from standfirst.apps.comments.actions.decide import (
    UNDO_WITHIN,
    Choice,
    Overtaken,
    decide,
    undo_decision,
)
from standfirst.apps.comments.actions.decide_appeal import decide_appeal
from standfirst.apps.comments.actions.decide_many import Decided, Seen, decide_many
from standfirst.apps.comments.actions.delete_comment import delete_comment
from standfirst.apps.comments.actions.edit_comment import edit_comment
from standfirst.apps.comments.actions.feature import feature
from standfirst.apps.comments.actions.forget_author import forget_author
from standfirst.apps.comments.actions.hide_author import hide_author
from standfirst.apps.comments.actions.import_comments import Choices as ImportChoices
from standfirst.apps.comments.actions.import_file import Report as ImportReport
from standfirst.apps.comments.actions.import_file import import_comments
from standfirst.apps.comments.actions.note import (
    ignore,
    mail_replies,
    note_replies_seen,
    note_visit,
    read_again,
)
from standfirst.apps.comments.actions.post_comment import Draft, post_comment
from standfirst.apps.comments.actions.recommend import recommend
from standfirst.apps.comments.actions.report import report
from standfirst.apps.comments.actions.send_to_author import send_to_author
from standfirst.apps.comments.actions.set_conversation import save_settings, set_default, set_mode
from standfirst.apps.comments.actions.tell_decisions import tell_decisions
from standfirst.apps.comments.actions.tell_replies import tell_replies
from standfirst.apps.comments.models import (
    MODES,
    Appeal,
    Comment,
    Conversation,
    Correspondence,
    Decision,
    Default,
    Report,
    Thread,
    Verdict,
)
from standfirst.apps.comments.queries.desk import (
    QUEUES,
    AuthorRecord,
    Card,
    approved_texts,
    cards_for,
    count_open_appeals,
    counts_of_queues,
    find_comment,
    list_by_author,
    list_decisions_by,
    list_open_appeals,
    list_queue,
    list_revisions,
    record_of,
    records_of,
    rejections_by_rule,
)
from standfirst.apps.comments.queries.featured import featured_between, featured_named
from standfirst.apps.comments.queries.ground import Ground, ground_of
from standfirst.apps.comments.queries.own import PAGE as OWN_PAGE
from standfirst.apps.comments.queries.own import (
    count_unread,
    hears_of_replies,
    list_ignored,
    list_own,
    list_replies_to,
)
from standfirst.apps.comments.queries.settings import get_settings, list_defaults
from standfirst.apps.comments.rules.comment_import import READERS as IMPORT_READERS
from standfirst.apps.comments.rules.comment_import import Unreadable as ImportUnreadable
from standfirst.apps.comments.rules.opening import Mode
from standfirst.apps.comments.rules.refusals import Reason, Refusal
from standfirst.apps.comments.rules.shapes import Featured
from standfirst.apps.comments.rules.states import Queue, Status
from standfirst.apps.comments.rules.tags import SETTINGS, thread_tag

__all__ = [
    "IMPORT_READERS",
    "MODES",
    "OWN_PAGE",
    "QUEUES",
    "SETTINGS",
    "UNDO_WITHIN",
    "Appeal",
    "AuthorRecord",
    "Card",
    "Choice",
    "Comment",
    "Conversation",
    "Correspondence",
    "Decided",
    "Decision",
    "Default",
    "Draft",
    "Featured",
    "Ground",
    "ImportChoices",
    "ImportReport",
    "ImportUnreadable",
    "Mode",
    "Overtaken",
    "Queue",
    "Reason",
    "Refusal",
    "Report",
    "Seen",
    "Status",
    "Thread",
    "Verdict",
    "appeal",
    "approved_texts",
    "cards_for",
    "count_open_appeals",
    "count_unread",
    "counts_of_queues",
    "decide",
    "decide_appeal",
    "decide_many",
    "delete_comment",
    "edit_comment",
    "feature",
    "featured_between",
    "featured_named",
    "find_comment",
    "forget_author",
    "get_settings",
    "ground_of",
    "hears_of_replies",
    "hide_author",
    "ignore",
    "import_comments",
    "list_by_author",
    "list_decisions_by",
    "list_defaults",
    "list_ignored",
    "list_open_appeals",
    "list_own",
    "list_queue",
    "list_replies_to",
    "list_revisions",
    "mail_replies",
    "note_replies_seen",
    "note_visit",
    "post_comment",
    "read_again",
    "recommend",
    "record_of",
    "records_of",
    "rejections_by_rule",
    "report",
    "save_settings",
    "send_to_author",
    "set_default",
    "set_mode",
    "tell_decisions",
    "tell_replies",
    "thread_tag",
    "undo_decision",
]
