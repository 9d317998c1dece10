"""What the erasure of a person does to comments: nothing of theirs can be read, and places with answers stay nameless.

The action `forget_author` goes before, and keeps every count right.
"""

from standfirst.core.erasure import Fate, delete_rows, keep_rows

_PLACE = "the place of a comment that others answered; nothing in it can be read"
_AGAIN = "a number of another system, so that nothing of it is brought in again"
_HOUSE = "how conversations are held; no person is in it"
_NUMBER = "the number of the row that was made nameless"

FATES = (
    Fate(
        table="comments.Appeal",
        find={"decision__comment__author_id": "{reader_id}"},
        blank=("text", "reply"),
        keep={_PLACE: ("made_at", "upheld", "decided_at"), _NUMBER: ("decided_by",)},
    ),
    keep_rows(
        "comments.Decision", "a moderator's decision is counted by its rule, and names nobody",
        "revision", "verdict", "rule", "guidelines", "sentence", "by", "made_at", "before", "undone_at", "told_at",
    ),
    Fate(
        table="comments.Revision",
        find={"comment__author_id": "{reader_id}"},
        blank=("source", "findings"),
        keep={_PLACE: ("number", "made_at")},
    ),
    Fate(table="comments.Report", find={"reader_id": "{reader_id}"}, blank=("reader", "words"), keep={
        "that it was reported, and why": ("reason", "revision", "made_at", "settled_at"),
    }),
    Fate(table="comments.Comment", find={"answered_author_id": "{reader_id}"}, blank=("answered_author",)),
    Fate(
        table="comments.Comment",
        find={"author_id": "{reader_id}"},
        blank=("author", "html", "text", "quote", "name_at_post", "imported_name", "imported_digest"),
        keep={_PLACE: (
            "parent", "answers", "parent_key", "depth", "client_id", "status", "queue", "visible", "revision",
            "judged_revision", "language", "score", "child_count", "reply_count", "open_reports", "flagged",
            "removed_by_rule", "removed_under", "featured_at", "sent_to_author_at", "created_at", "edited_at", "published_at",
        ), _AGAIN: ("source_key",)},
    ),
    delete_rows("comments.Recommendation", reader_id="{reader_id}"),
    delete_rows("comments.Ignored", reader_id="{reader_id}"),
    delete_rows("comments.Ignored", ignored_id="{reader_id}"),
    delete_rows("comments.Visit", reader_id="{reader_id}"),
    delete_rows("comments.Correspondence", reader_id="{reader_id}"),
    keep_rows("comments.Thread", _HOUSE, "article_id", "mode", "comment_count", "posted"),
    keep_rows(
        "comments.Conversation", _HOUSE,
        "mode", "close_after_days", "opens_at", "closes_at", "weekdays", "outside_hours", "gated", "first_comments",
        "longest", "most_links",
    ),
    keep_rows("comments.Default", _HOUSE, "of", "page_id", "mode"),
)  # fmt: skip
